"""From records to where a run stands: the one place where a record changes anything.

A live run and a resumed one take the same way: append the record, then `follow` it. Nothing is
scored again, and the same records give the same position in any interface language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.audience.crowd import Crowd, generate, public_trust
from simulator.audience.reaction import Act, CrowdReaction, Follower, PersonaReaction, Turn, react
from simulator.scenario.engine import advance, decide
from simulator.scenario.model import Beat, Scenario
from simulator.scenario.state import Action, Decision, PlayState, opening_state
from simulator.scoring.base import Assessment
from simulator.sessions.records import (
    Acted,
    Assessed,
    Ended,
    Explained,
    Opened,
    Record,
    Retried,
    RunHeader,
)

__all__ = ["Attempt", "Phase", "Position", "begin", "follow", "replay"]


class Phase(StrEnum):
    """What a run waits for."""

    BRIEFING = "briefing"
    WRITING = "writing"
    SCORING = "scoring"
    FEEDBACK = "feedback"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a beat, with all that came of it."""

    beat_id: str
    number: int
    """1 for the first try at this beat."""
    action: Action
    assessment: Assessment | None
    decision: Decision
    personas: tuple[PersonaReaction, ...]
    crowd: CrowdReaction
    state: PlayState
    """After the attempt."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a run stands."""

    phase: Phase
    state: PlayState
    """Before the open beat's current attempt."""
    crowd: Crowd
    attempts: tuple[Attempt, ...] = ()
    """Tries at the open beat, in order."""
    turns: tuple[Attempt, ...] = ()
    """The last try at each beat that has been left behind."""
    pending: Action | None = None
    """An action that waits for its assessment."""
    crowd_after: Crowd | None = None
    """The crowd as the latest attempt leaves it."""
    records: int = 0

    @property
    def attempt(self) -> Attempt | None:
        """The latest try at the open beat."""
        return self.attempts[-1] if self.attempts else None


def begin(scenario: Scenario, header: RunHeader) -> Position:
    """The position of a run that has no record yet."""
    mix = scenario.crowd
    crowd = generate(
        size=mix.size,
        trust=mix.trust,
        bots=mix.bots,
        stakes={stake: weight for stake, weight in mix.stakes.items()},
        seed=header.seed,
    )
    state = opening_state(scenario, public_trust=public_trust(crowd))
    return Position(Phase.BRIEFING, state, crowd)


def replay(scenario: Scenario, header: RunHeader, records: Iterable[Record]) -> Position:
    """Follow all records from the start.

    Raises:
        ValueError: A record does not fit the one before it.
    """
    position = begin(scenario, header)
    for record in records:
        position = follow(position, record, scenario, header)
    return position


def follow(position: Position, record: Record, scenario: Scenario, header: RunHeader) -> Position:
    """Take one record.

    Raises:
        ValueError: The record does not fit the position.
    """
    moved = _follow(position, record, scenario, header)
    if moved is None:
        raise ValueError(f"{record.kind} does not follow {position.phase}")
    return replace(moved, records=position.records + 1)


def _follow(
    position: Position, record: Record, scenario: Scenario, header: RunHeader
) -> Position | None:
    phase = position.phase
    if isinstance(record, Opened) and phase in (Phase.BRIEFING, Phase.FEEDBACK):
        return _opened(position, record)
    if isinstance(record, Acted) and phase is Phase.WRITING:
        return replace(position, phase=Phase.SCORING, pending=record.action)
    if isinstance(record, Assessed) and phase is Phase.SCORING:
        return _assessed(position, record.assessment, scenario, header)
    if isinstance(record, Explained) and phase is Phase.FEEDBACK:
        return _explained(position, record)
    if isinstance(record, Retried) and phase is Phase.FEEDBACK:
        return replace(position, phase=Phase.WRITING)
    if isinstance(record, Ended) and phase is Phase.FEEDBACK:
        return _left_behind(position, Phase.ENDED)
    return None


def _explained(position: Position, record: Explained) -> Position | None:
    attempt = position.attempt
    if attempt is None or attempt.assessment is None:
        return None
    assessment = replace(attempt.assessment, evidence=record.evidence)
    explained = replace(attempt, assessment=assessment)
    return replace(position, attempts=(*position.attempts[:-1], explained))


def _opened(position: Position, record: Opened) -> Position | None:
    moved = _left_behind(position, Phase.WRITING)
    return moved if moved.state.beat_id == record.beat_id else None


def _left_behind(position: Position, phase: Phase) -> Position:
    """Take the latest attempt at the open beat for good."""
    if position.attempt is None:
        return replace(position, phase=phase)
    assert position.crowd_after is not None
    return replace(
        position,
        phase=phase,
        state=position.attempt.state,
        crowd=position.crowd_after,
        turns=(*position.turns, position.attempt),
        attempts=(),
        crowd_after=None,
    )


def _assessed(
    position: Position, assessment: Assessment | None, scenario: Scenario, header: RunHeader
) -> Position:
    action, state = position.pending, position.state
    assert action is not None
    beat = scenario.beat(state.beat_id or "")
    decision = decide(scenario, state, action, assessment, language=header.language)
    turn = _turn(beat, decision, action, assessment)
    crowd, personas, counts = react(
        position.crowd,
        _followers(scenario, state, position.turns),
        turn,
        seed=header.seed,
        step=len(position.turns),
    )
    trust = {**state.trust, **{one.persona_id: one.trust_after for one in personas}}
    trust["public"] = counts.trust_after
    after = advance(scenario, state, decision, action, assessment, trust=trust)
    attempt = Attempt(
        beat_id=beat.id,
        number=len(position.attempts) + 1,
        action=action,
        assessment=assessment,
        decision=decision,
        personas=personas,
        crowd=counts,
        state=after,
    )
    return replace(
        position,
        phase=Phase.FEEDBACK,
        pending=None,
        attempts=(*position.attempts, attempt),
        crowd_after=crowd,
    )


def _followers(
    scenario: Scenario, state: PlayState, turns: Iterable[Attempt]
) -> tuple[Follower, ...]:
    """The personas who still follow; who has left reacts no more."""
    left = {
        reaction.persona_id
        for turn in turns
        for reaction in turn.personas
        if reaction.act is Act.LEFT
    }
    return tuple(
        Follower(one.id, one.stake, one.reach, state.trust[one.id], one.bot)
        for one in scenario.personas
        if one.id not in left
    )


def _turn(beat: Beat, decision: Decision, action: Action, assessment: Assessment | None) -> Turn:
    then = decision.then
    costs = any(change < 0 for change in then.trust.values()) or bool(then.breaks_promise)
    asked = any(one.when.silence for one in beat.outcomes if one.id == decision.outcome_id)
    return Turn(
        assessment=assessment,
        addressee=beat.addressee,
        silence_fits=action.kind == "silence" and asked and not costs,
        leaked=bool(decision.revealed),
        promise_kept=bool(then.keeps_promise),
        promise_broken=bool(then.breaks_promise),
        shifts=then.trust,
    )
