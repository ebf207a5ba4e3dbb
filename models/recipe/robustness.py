"""Changes to a reply that should not move its scores, and changes that should.

Each figure is taken on test rows that the model rates. A limit is the project's own goal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.recipe.corpus import RatedRow
from simulator.scoring.base import SCORES, Assessment, Scorer, ScoringRequest

__all__ = ["robustness_figures"]

_MOST_MOVED = 0.2
_STUFFING = {
    "ar": "بصراحة، وأنا إنسان مثلك، ",
    "en": "Honestly, as a human being, ",
    "nb": "Helt ærlig, som menneske, ",
}
_MOST_STUFFED = 0.1
_WORTH_READING = 3.0
"""A reply below this has no engagement to lose under a wrong post."""


@dataclass(frozen=True)
class _Change:
    name: str
    languages: tuple[str, ...]
    apply: Callable[[str], str]


def _with_vowel_signs(text: str) -> str:
    return re.sub("([\u0628-\u064a])(?=[\u0628-\u064a])", "\\1\u064e", text)


def _with_tatweel(text: str) -> str:
    return re.sub(
        "([\u0628\u062a-\u062e\u0633-\u063a\u0641-\u0647])(?=[\u0621-\u064a])", "\\1ـ", text
    )


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _with_invisible_marks(text: str) -> str:
    return text.replace(" ", " \u200b\u2060").replace("a", "a\u00ad")


ALL = ("ar", "en", "nb")
CHANGES = (
    _Change("vowel signs", ("ar",), _with_vowel_signs),
    _Change("tatweel", ("ar",), _with_tatweel),
    _Change("decomposed letters", ALL, _decomposed),
    _Change("invisible marks", ALL, _with_invisible_marks),
    _Change("blanks around", ALL, lambda text: f"  {text}  \n"),
    _Change("small letters", ("en", "nb"), str.lower),
)


def robustness_figures(rows: Sequence[RatedRow], scorer: Scorer) -> dict[str, dict[str, float]]:
    """For each change: how many replies, the share that moves too far, and the mean move."""
    requests = [row.request for row in rows]
    before = scorer.score(requests)
    found = {change.name: _moved(scorer, requests, before, change) for change in CHANGES}
    found["wrong post"] = _wrong_post(scorer, requests, before)
    found["said twice"] = _raised(scorer, requests, before, lambda one: f"{one.reply} {one.reply}")
    found["stuffed"] = _raised(
        scorer,
        requests,
        before,
        lambda one: _STUFFING[one.language] + one.reply,
        scores=("authenticity",),
        most=_MOST_STUFFED,
    )
    return found


def _moved(
    scorer: Scorer,
    requests: Sequence[ScoringRequest],
    before: Sequence[Assessment],
    change: _Change,
) -> dict[str, float]:
    places = [p for p, one in enumerate(requests) if one.language in change.languages]
    turned = [replace(requests[p], reply=change.apply(requests[p].reply)) for p in places]
    moves = [
        max(abs(getattr(a, score) - getattr(before[p], score)) for score in SCORES)
        for p, a in zip(places, scorer.score(turned), strict=True)
        if a.rated and before[p].rated
    ]
    return _told(moves, [move > _MOST_MOVED + 1e-6 for move in moves])


def _wrong_post(
    scorer: Scorer, requests: Sequence[ScoringRequest], before: Sequence[Assessment]
) -> dict[str, float]:
    """Each reply under another situation's post of its language; it should lose engagement."""
    moves = []
    turned, kept = [], []
    for place, one in enumerate(requests):
        others = [
            other
            for other in requests
            if other.language == one.language and other.follower != one.follower
        ]
        if others and (before[place].engagement or 0) >= _WORTH_READING:
            other = others[place % len(others)]
            turned.append(replace(other, reply=one.reply))
            kept.append(place)
    for place, found in zip(kept, scorer.score(turned), strict=True):
        if found.rated:
            moves.append((found.engagement or 0) - (before[place].engagement or 0))
    return _told(moves, [move >= 0 for move in moves])


def _raised(
    scorer: Scorer,
    requests: Sequence[ScoringRequest],
    before: Sequence[Assessment],
    change: Callable[[ScoringRequest], str],
    *,
    scores: Sequence[str] = SCORES,
    most: float = 0.0,
) -> dict[str, float]:
    """A change that must raise no score by more than `most`."""
    turned = [replace(one, reply=change(one)) for one in requests]
    moves = [
        max(getattr(a, score) - getattr(b, score) for score in scores)
        for a, b in zip(scorer.score(turned), before, strict=True)
        if a.rated and b.rated
    ]
    return _told(moves, [move > most + 1e-6 for move in moves])


def _told(moves: Sequence[float], failed: Sequence[bool]) -> dict[str, float]:
    return {
        "replies": len(moves),
        "failed": float(np.mean(failed)) if failed else 0.0,
        "mean move": float(np.mean(moves)) if moves else 0.0,
    }
