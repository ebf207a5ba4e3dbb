"""Synthetic trainees play a scenario many times: who gets where, and what nobody ever sees.

A style answers every beat in its own way, made of the pack's samples, which the real scorer judges
once. What differs between two runs of a style is the luck of the public, and for the wavering one
the choice of replies. It is sampling: an ending that nobody reached may still be reachable.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from simulator.authoring.forgetful import Forgetful
from simulator.scenario.library import LoadedPack
from simulator.scenario.model import Beat, Samples, Scenario
from simulator.scenario.state import Action
from simulator.scoring.base import Assessment, NotRated, Scorer
from simulator.sessions.run import Run, request_for

__all__ = ["STYLES", "Exploration", "Traffic", "explore"]

Reply = Callable[[Samples, Sequence[str], random.Random], str]
"""What a style writes, given the samples of a beat and words that give a secret away; nothing at
all is silence."""


def _careless(samples: Samples) -> str:
    """The middling reply as somebody types it who does not look: no capitals, no stops, doubled."""
    words = samples.middling.lower().replace(".", "").replace(",", "")
    return f"{words} !!! {words}"


STYLES: Mapping[str, Reply] = {
    "candid": lambda samples, tells, luck: samples.good,
    "plain": lambda samples, tells, luck: samples.middling,
    "hollow": lambda samples, tells, luck: samples.bad,
    "silent": lambda samples, tells, luck: "",
    "leaking": lambda samples, tells, luck: " ".join([samples.middling, *tells]),
    "careless": lambda samples, tells, luck: _careless(samples),
    "rambling": lambda samples, tells, luck: f"{samples.bad} {samples.middling} {samples.good}",
    "wavering": lambda samples, tells, luck: luck.choice(
        [samples.good, samples.good, samples.middling, samples.bad, ""]
    ),
    "wrong language": lambda samples, tells, luck: samples.good,
}
"""The wavering one also takes her time now and then, and asks for approval where she may. The last
one answers with the good sample of another language, where the pack has one."""
WAVERING, WRONG_LANGUAGE = "wavering", "wrong language"
_LONG_S = 3_000.0


@dataclass
class Traffic:
    """Where the runs of one style in one language went."""

    runs: int = 0
    beats: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By beat and outcome."""
    endings: Counter[str] = field(default_factory=Counter)
    """An empty name stands for runs that went round in a circle until they were given up."""
    trust: float = 0.0
    """Sum over the runs of the public's trust at the end (each 0.0-1.0)."""

    @property
    def mean_trust(self) -> float:
        """Mean trust of the public at the end, 0.0-1.0."""
        return self.trust / self.runs if self.runs else 0.0


@dataclass(frozen=True)
class Exploration:
    """What many runs through one scenario showed."""

    scenario: Scenario
    traffic: Mapping[tuple[str, str], Traffic]
    """By style and language."""

    def total(self) -> Traffic:
        """All runs together."""
        whole = Traffic()
        for one in self.traffic.values():
            whole.runs += one.runs
            whole.trust += one.trust
            whole.beats += one.beats
            whole.outcomes += one.outcomes
            whole.endings += one.endings
        return whole

    def by_style(self) -> dict[str, Traffic]:
        """All languages together, by style."""
        styles = dict.fromkeys(style for style, _ in self.traffic)
        return {
            style: Exploration(
                self.scenario, {key: one for key, one in self.traffic.items() if key[0] == style}
            ).total()
            for style in styles
        }

    def unreached_endings(self) -> list[str]:
        """Endings that no run came to."""
        reached = self.total().endings
        return [one.id for one in self.scenario.endings if not reached[one.id]]

    def unseen_outcomes(self) -> list[tuple[str, str]]:
        """Beat and outcome of every branch that no run took."""
        seen = self.total().outcomes
        return [
            (beat.id, outcome.id)
            for beat in self.scenario.beats
            for outcome in beat.outcomes
            if not seen[beat.id, outcome.id]
        ]

    def beats_alike(self) -> list[str]:
        """Beats that several styles came to and in which all took the same branch."""
        taken: dict[str, set[str]] = {}
        came: Counter[str] = Counter()
        for traffic in self.by_style().values():
            came.update(traffic.beats.keys())
            for beat_id, outcome_id in traffic.outcomes:
                taken.setdefault(beat_id, set()).add(outcome_id)
        return [one for one, outcomes in taken.items() if len(outcomes) == 1 and came[one] > 1]


def explore(
    pack: LoadedPack,
    scenario: Scenario,
    scorer: Scorer,
    *,
    runs: int,
    seed: int = 1,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Exploration:
    """Let every style play in every language.

    Args:
        runs: Runs of each style in each language, at least 1.
        seed: The whole exploration follows from it.
        progress: Told runs done and runs in all, after each.

    Raises:
        ModelError: The scorer cannot work.
    """
    judge = _Judge(pack, scenario, scorer)
    traffic: dict[tuple[str, str], Traffic] = {
        (style, language): Traffic() for language in pack.pack.languages for style in STYLES
    }
    done = 0
    for (style, language), one in traffic.items():
        for number in range(runs):
            luck = random.Random(f"{seed} {style} {language} {number}")
            _play(judge, style, language, luck, one)
            done += 1
            progress(done, runs * len(traffic))
    return Exploration(scenario, traffic)


def _play(judge: _Judge, style: str, language: str, luck: random.Random, into: Traffic) -> None:
    run = Run.start(
        judge.pack,
        judge.scenario,
        Forgetful(),
        run_id="-",
        language=language,
        seed=luck.randrange(2**31),
    )
    for beat in _beats(run):
        reply = judge.reply(style, beat, language, luck)
        run.act(_action(style, reply, luck, may_ask=beat.approval is not None))
        attempt = run.settle(judge.assess(beat, language, reply) if reply else None)
        into.beats[beat.id] += 1
        into.outcomes[beat.id, attempt.decision.outcome_id] += 1
    into.runs += 1
    into.endings[run.position.state.ending_id or ""] += 1
    into.trust += run.position.state.trust["public"]


def _action(style: str, reply: str, luck: random.Random, *, may_ask: bool) -> Action:
    if not reply:
        return Action("silence")
    if style != WAVERING:
        return Action("reply", reply, elapsed_s=30.0)
    asked = may_ask and luck.random() < 0.5
    return Action("reply", reply, luck.choice([30.0, 30.0, _LONG_S]), asked)


_LONGEST = 500
"""Beats in one run; a story that goes round in a circle longer than this is given up."""


def _beats(run: Run) -> Iterator[Beat]:
    """The open beat, again and again until the run ends."""
    for _ in range(_LONGEST):
        run.open_beat()
        beat = run.beat
        assert beat is not None
        yield beat
        if run.over:
            break
    run.end()


class _Judge:
    """Scores each reply to a beat once."""

    def __init__(self, pack: LoadedPack, scenario: Scenario, scorer: Scorer) -> None:
        self.pack = pack
        self.scenario = scenario
        self.scorer = scorer
        self._known: dict[tuple[str, str, str], Assessment] = {}

    def reply(self, style: str, beat: Beat, language: str, luck: random.Random) -> str:
        """What a style answers here; nothing where the beat has no samples to make it of."""
        written: Sequence[str] = [language]
        if style == WRONG_LANGUAGE:
            written = [other for other in beat.samples if other != language]
        samples = [found for name, found in beat.samples.items() if name in written]
        secrets = self.scenario.secrets
        tells = [words[0] for one in secrets if (words := one.tells.get(language))]  # type: ignore[call-overload]
        return STYLES[style](samples[0], tells, luck) if samples else ""

    def assess(self, beat: Beat, language: str, reply: str) -> Assessment:
        """The scorer's answer, asked for once."""
        key = (beat.id, language, reply)
        if key not in self._known:
            self._known[key] = self._asked(beat, language, reply)
        return self._known[key]

    def _asked(self, beat: Beat, language: str, reply: str) -> Assessment:
        if len(reply) > (beat.limit or self.scenario.place.limit):
            return Assessment(None, None, reason=NotRated.TOO_LONG, model=self.scorer.model)
        [told] = self.scorer.score([request_for(self.pack, self.scenario, beat, language, reply)])
        return told
