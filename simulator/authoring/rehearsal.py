"""Rehearsals: an author's replies, played with the real scorer, and what must come of them.

A rehearsal is a file in the pack's folder `rehearsals/`. Samples are rehearsed too: for each beat
and language the good one must score above the middling one, and that above the bad one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.authoring.forgetful import Forgetful
from simulator.scenario.findings import Finding, PackError
from simulator.scenario.library import LoadedPack
from simulator.scenario.model import Bounds, Identifier, Language, Part, Scenario
from simulator.scenario.reading import read_part
from simulator.scenario.state import Action
from simulator.scoring.base import Assessment, NotRated, Scorer
from simulator.sessions.replay import Attempt, Phase
from simulator.sessions.run import Run, request_for
from simulator.text.cleaning import clean

__all__ = ["Disorder", "Miss", "Rehearsal", "disorders", "read_rehearsals", "rehearse"]

FOLDER = "rehearsals"


class Expected(Part):
    """What must come of one step. What is not named may be anything."""

    outcome: Identifier | None = None
    authenticity: Bounds | None = None
    engagement: Bounds | None = None
    rated: bool | None = None


class Step(Part):
    """One reply, or silence, at the beat that is open by then."""

    reply: str = ""
    sample: Literal["good", "middling", "bad"] | None = None
    """The beat's own sample in place of a reply."""
    silence: bool = False
    approval: bool = False
    seconds: Annotated[float, Field(ge=0, le=86_400)] = 30.0
    """Real seconds spent on it, for rules on delay."""
    expect: Expected = Expected()

    @model_validator(mode="after")
    def _acts(self) -> Step:
        if [bool(self.reply), self.sample is not None, self.silence].count(True) != 1:
            raise PydanticCustomError("step_acts", "give one of reply, sample and silence")
        return self


class Rehearsal(Part):
    """A run that is known beforehand."""

    scenario: Identifier
    language: Language | None = None
    """Without one, it is played in every language of the pack."""
    seed: int = 1
    steps: tuple[Step, ...] = Field(min_length=1)
    ending: Identifier | None = None
    """Where the last step must lead; without it, anywhere."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One expectation that was not met."""

    language: str
    step: int
    """Counted from 1."""
    key: str
    """What was looked at: `outcome`, `authenticity`, `engagement`, `rated` or `ending`; `further`
    when the story goes on where an ending was expected, `beat` when it has ended before."""
    expected: str
    found: str
    attempt: Attempt | None = None
    """The step with its assessment, where it was played."""


@dataclass(frozen=True, slots=True)
class Disorder:
    """Samples of one beat in one language that do not rank as an author means them."""

    beat_id: str
    language: str
    scores: tuple[float, float, float]
    """Mean of both scores (1-5) of the good, the middling and the bad sample."""


def read_rehearsals(folder: Path) -> dict[Path, Rehearsal]:
    """All rehearsals of a pack, by file, in the order of their names.

    Raises:
        PackError: Some cannot be read; all that is wrong with them is in its findings.
    """
    read: dict[Path, Rehearsal] = {}
    findings: list[Finding] = []
    for file in sorted((folder / FOLDER).glob("*.yaml")):
        rehearsal, found = read_part(Rehearsal, file)
        findings.extend(found)
        if rehearsal is not None:
            read[file] = rehearsal
    if findings:
        raise PackError(tuple(findings), pack=folder.name, count=len(findings))
    return read


def rehearse(pack: LoadedPack, rehearsal: Rehearsal, scorer: Scorer) -> list[Miss]:
    """Play a rehearsal, in its language or in all; the misses, in order.

    Raises:
        NoSuchScenarioError: The pack has no scenario of that name.
        NotPlayableError: The pack has no text in the language.
        ModelError: The scorer cannot work.
    """
    languages = [rehearsal.language] if rehearsal.language else pack.pack.languages
    return [miss for language in languages for miss in _misses(pack, rehearsal, language, scorer)]


def _misses(
    pack: LoadedPack, rehearsal: Rehearsal, language: str, scorer: Scorer
) -> Iterator[Miss]:
    scenario = pack.scenario(rehearsal.scenario)
    run = Run.start(pack, scenario, Forgetful(), run_id="-", language=language, seed=rehearsal.seed)
    for number, step in enumerate(rehearsal.steps, start=1):
        if run.phase is Phase.ENDED:
            yield Miss(language, number, "beat", "", run.position.state.ending_id or "")
            return
        yield from _missed(number, step.expect, _played(run, step, scorer), language)
    ended = run.position.state.ending_id
    if rehearsal.ending and ended != rehearsal.ending:
        attempt = run.position.attempt
        goes_on = attempt.state.beat_id if attempt else None
        key = "ending" if ended else "further"
        yield Miss(language, number, key, rehearsal.ending, ended or goes_on or "")


def _played(run: Run, step: Step, scorer: Scorer) -> Attempt:
    """Take one step and leave the beat behind."""
    run.open_beat()
    kind: Literal["reply", "silence"] = "silence" if step.silence else "reply"
    run.act(Action(kind, clean(_reply(run, step)), step.seconds, step.approval))
    attempt = run.settle(_assessed(run, scorer))
    if run.over:
        run.end()
    return attempt


def _reply(run: Run, step: Step) -> str:
    beat = run.beat
    assert beat is not None
    samples = beat.samples.get(run.header.language)  # type: ignore[call-overload]
    return getattr(samples, step.sample) if step.sample and samples else step.reply


def _assessed(run: Run, scorer: Scorer) -> Assessment | None:
    """As in a run: silence is not scored, and nobody sees a reply that the place does not take."""
    request = run.request()
    if request is None:
        return None
    if len(request.reply) > run.limit:
        return Assessment(None, None, reason=NotRated.TOO_LONG, model=scorer.model)
    return scorer.score([request], evidence=True)[0]


def _missed(number: int, expected: Expected, attempt: Attempt, language: str) -> Iterator[Miss]:
    outcome = attempt.decision.outcome_id
    if expected.outcome and outcome != expected.outcome:
        yield Miss(language, number, "outcome", expected.outcome, outcome, attempt)
    assessment = attempt.assessment
    rated = assessment is not None and assessment.rated
    if expected.rated is not None and rated is not expected.rated:
        yield Miss(
            language, number, "rated", str(expected.rated).lower(), str(rated).lower(), attempt
        )
    for name in ("authenticity", "engagement"):
        bounds: Bounds | None = getattr(expected, name)
        score = getattr(assessment, name, None)
        if bounds is not None and not bounds.hold(score):
            found = "–" if score is None else f"{score:.1f}"
            yield Miss(language, number, name, _range(bounds), found, attempt)


def _range(bounds: Bounds) -> str:
    low = "" if bounds.at_least is None else f"≥ {bounds.at_least:g}"
    high = "" if bounds.below is None else f"< {bounds.below:g}"
    return ", ".join(filter(None, (low, high)))


def disorders(pack: LoadedPack, scenario: Scenario, scorer: Scorer) -> Iterator[Disorder]:
    """The beats and languages in which the samples do not rank good > middling > bad."""
    for language in pack.pack.languages:
        for beat in scenario.beats:
            samples = beat.samples.get(language)
            if samples is None:
                continue
            texts = (samples.good, samples.middling, samples.bad)
            told = scorer.score([request_for(pack, scenario, beat, language, one) for one in texts])
            good, middling, bad = map(_mean, told)
            if not good > middling > bad:
                yield Disorder(beat.id, language, (good, middling, bad))


def _mean(assessment: Assessment) -> float:
    """Of both scores; a reply that is not rated counts as the lowest."""
    return ((assessment.authenticity or 1.0) + (assessment.engagement or 1.0)) / 2
