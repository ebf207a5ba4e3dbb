"""The state of a run, and what one step of it says: frozen values, no sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from simulator.scenario.model import Consequence, Line, Post, Scenario, VariableValue

__all__ = ["Action", "Decision", "PlayState", "PromiseState", "opening_state"]

PromiseState = Literal["open", "kept", "broken"]


@dataclass(frozen=True, slots=True)
class Action:
    """What the trainee did in a beat."""

    kind: Literal["reply", "silence"]
    text: str = ""
    """Clean text of the reply; empty for silence."""
    elapsed_s: float = 0.0
    """Real seconds from the beat's opening until she sent."""
    approval: bool = False
    """She asked for approval first."""


@dataclass(frozen=True, slots=True)
class PlayState:
    """Where a run stands."""

    beat_id: str | None
    """The open beat; None when the run has ended."""
    ending_id: str | None = None
    trust: Mapping[str, float] = field(default_factory=dict)
    """Persona id, and `public`, to trust 0.0-1.0."""
    variables: Mapping[str, VariableValue] = field(default_factory=dict)
    promises: Mapping[str, PromiseState] = field(default_factory=dict)
    authenticity: tuple[float, ...] = ()
    """Scores of the rated replies so far, in order."""
    engagement: tuple[float, ...] = ()
    visited: tuple[str, ...] = ()
    """Ids of the beats that have been played, in order."""

    @property
    def ended(self) -> bool:
        return self.ending_id is not None


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome that a beat takes, and what led to it."""

    outcome_id: str
    because: Line
    posts: tuple[Post, ...]
    then: Consequence
    revealed: tuple[str, ...]
    """Secrets that the reply's words give away."""
    delay_minutes: float
    """Simulated minutes until the reply went out."""


def opening_state(scenario: Scenario, *, public_trust: float) -> PlayState:
    """The state before the first beat.

    Args:
        scenario: What will be played.
        public_trust: Influence-weighted trust of the crowd, 0.0-1.0.
    """
    trust = {persona.id: persona.trust for persona in scenario.personas}
    return PlayState(
        beat_id=scenario.start,
        trust={**trust, "public": public_trust},
        variables=dict(scenario.variables),
        promises={promise.id: "open" for promise in scenario.promises},
    )
