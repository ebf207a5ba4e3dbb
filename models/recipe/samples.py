"""The packs' own samples: for each beat a good, a middling and a bad reply, in every language.

Nobody trained on them. They are what an author would show a trainee: they must rank as she means.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.recipe.corpus import LANGUAGES
from simulator.resources import resource_folder
from simulator.scenario.library import LoadedPack, load_pack
from simulator.scoring.base import Scorer
from simulator.sessions.run import request_for

Triple = tuple[float, float, float]


def sample_figures(scorer: Scorer, packs: Path | None = None) -> dict[str, dict[str, int]]:
    """For each language in how many beats the samples rank as they should.

    A sample counts by the sum of both scores; one that is not rated counts as the lowest.

    Args:
        scorer: Judges the samples.
        packs: Folder of packs; without one, those of the program.
    """
    folder = packs or resource_folder("scenarios")
    loaded = [load_pack(file.parent) for file in sorted(folder.glob("*/pack.yaml"))]
    return {
        language: _counts(
            [triple for pack in loaded for triple in _triples(pack, language, scorer)]
        )
        for language in LANGUAGES
    }


def _counts(triples: list[Triple]) -> dict[str, int]:
    return {
        "beats": len(triples),
        "good above bad": sum(good > bad for good, _, bad in triples),
        "good above middling": sum(good > middling for good, middling, _ in triples),
        "good above middling above bad": sum(a > b > c for a, b, c in triples),
    }


def _triples(pack: LoadedPack, language: str, scorer: Scorer) -> Iterator[Triple]:
    for scenario in pack.scenarios.values():
        for beat in scenario.beats:
            samples = beat.samples.get(language)  # type: ignore[call-overload]
            if samples is None:
                continue
            texts = (samples.good, samples.middling, samples.bad)
            told = scorer.score([request_for(pack, scenario, beat, language, t) for t in texts])
            good, middling, bad = (
                (one.authenticity or 1.0) + (one.engagement or 1.0) for one in told
            )
            yield good, middling, bad
