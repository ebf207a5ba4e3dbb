"""A run looked back on: how trust, reach and scores went, and where it turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.scenario.model import Ending, Scenario
from simulator.sessions.replay import Attempt, Position

__all__ = ["Debrief", "TurningPoint", "debrief"]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A beat that moved people more than the others."""

    turn: int
    """Index into the debrief's turns."""
    change: float
    """Of the influence-weighted trust."""


@dataclass(frozen=True, slots=True)
class Debrief:
    """What a run comes to. Figures are in the order of the beats; empty lists for an empty run."""

    ending: Ending | None
    """None while the run is going on."""
    endings: int
    """How many the scenario has."""
    turns: tuple[Attempt, ...]
    trust: tuple[float, ...]
    """Influence-weighted trust: before the first beat, then after each (n + 1 figures)."""
    followers: tuple[int, ...]
    """Followers after each beat."""
    authenticity: tuple[float | None, ...]
    engagement: tuple[float | None, ...]
    turning_points: tuple[TurningPoint, ...]
    """Best and worst, at most two, in the order of the beats; moves below a point do not count."""
    won: tuple[str, ...]
    """Personas who trust the leader clearly more than at the start, most first."""
    lost: tuple[str, ...]


_NOTICEABLE = 0.01
_CLEARLY = 0.05


def debrief(scenario: Scenario, position: Position) -> Debrief:
    """Look back on a run, finished or not.

    The attempt that is shown as feedback counts as played.
    """
    turns = position.turns
    if position.attempt is not None:
        turns = (*turns, position.attempt)
    ending_id = turns[-1].state.ending_id if turns else None
    won, lost = _moved_personas(scenario, turns)
    return Debrief(
        ending=scenario.ending(ending_id) if ending_id else None,
        endings=len(scenario.endings),
        turns=turns,
        trust=_trust(turns),
        followers=tuple(turn.crowd.followers for turn in turns),
        authenticity=tuple(t.assessment.authenticity if t.assessment else None for t in turns),
        engagement=tuple(t.assessment.engagement if t.assessment else None for t in turns),
        turning_points=_turning_points(turns),
        won=won,
        lost=lost,
    )


def _trust(turns: Sequence[Attempt]) -> tuple[float, ...]:
    before = [turns[0].crowd.trust_before] if turns else []
    return (*before, *(turn.crowd.trust_after for turn in turns))


def _turning_points(turns: Sequence[Attempt]) -> tuple[TurningPoint, ...]:
    moves = [
        TurningPoint(index, turn.crowd.trust_after - turn.crowd.trust_before)
        for index, turn in enumerate(turns)
    ]
    if not moves:
        return ()
    best = max(moves, key=lambda move: move.change)
    worst = min(moves, key=lambda move: move.change)
    found = [best] if best.change >= _NOTICEABLE else []
    if worst.change <= -_NOTICEABLE:
        found.append(worst)
    return tuple(sorted(found, key=lambda move: move.turn))


def _moved_personas(
    scenario: Scenario, turns: Sequence[Attempt]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not turns:
        return (), ()
    end = turns[-1].state.trust
    moved = [(end[one.id] - one.trust, one.id) for one in scenario.personas if not one.bot]
    won = tuple(name for change, name in sorted(moved, reverse=True) if change >= _CLEARLY)
    lost = tuple(name for change, name in sorted(moved) if change <= -_CLEARLY)
    return won, lost
