"""What every scorer takes and gives: requests in, assessments out, in order.

The two scores and the ten traits are those of the project's rubric (`docs/rubric.md`). Nothing here
knows a model: `transformer.py` implements the protocol with one, `process.py` puts any scorer in a
process of its own, and tests use a small fixed one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

from simulator.errors import N_, ExitCode, SimulatorError

__all__ = [
    "SCORES",
    "TRAITS",
    "Assessment",
    "Evidence",
    "ModelError",
    "NotRated",
    "ScoreName",
    "Scorer",
    "ScoringRequest",
]

ScoreName = Literal["authenticity", "engagement"]
SCORES: tuple[ScoreName, ScoreName] = ("authenticity", "engagement")
TRAITS = (
    "sells",
    "boilerplate",
    "personal",
    "owns_up",
    "answers",
    "invites",
    "specific",
    "dismissive",
    "leaks",
    "careless",
)


class NotRated(StrEnum):
    """Why a reply has no scores. An honest answer, and never a crash."""

    EMPTY = "empty"
    """Nothing is left after cleaning."""
    TOO_SHORT = "too_short"
    """Too few letters to judge."""
    NO_WORDS = "no_words"
    """Only emoji, figures, links or signs."""
    NOT_A_TEXT = "not_a_text"
    """Letters that form no words of the language (keyboard mashing, one word over and over)."""
    OTHER_LANGUAGE = "other_language"
    """Written in none of the three languages."""
    TOO_LONG = "too_long"
    """Longer than the place takes, so it was never sent. Said by the session, not by a model."""
    UNSURE = "unsure"
    """The model's confidence lies below what calibration allows."""


@dataclass(frozen=True, slots=True)
class ScoringRequest:
    """One reply and what it answers. All texts are clean (see `simulator.text.cleaning`)."""

    reply: str
    """The trainee's own words, as typed."""
    language: str
    """Language of the run: `ar`, `en` or `nb`."""
    situation: str = ""
    """What has happened, promised and secret, in a few sentences."""
    persona: str = ""
    """Name and role of the follower who is answered."""
    follower: str = ""
    """What that follower wrote."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of the reply that moved a score."""

    start: int
    """Offset of the first code point, in the reply as typed."""
    end: int
    """Offset behind the last code point."""
    score: ScoreName
    effect: float
    """Points (scale 1-5) that the score has because of the passage: below 0 it pulled down."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The scorer's answer to one request."""

    authenticity: float | None
    """1.0-5.0, or None when not rated."""
    engagement: float | None
    """1.0-5.0, or None when not rated."""
    traits: Mapping[str, float] = field(default_factory=dict)
    """Each of `TRAITS` to a probability 0.0-1.0; empty when not rated."""
    confidence: float = 0.0
    """Probability 0.0-1.0 that both scores lie within one point of a careful reader's."""
    evidence: tuple[Evidence, ...] = ()
    """Strongest first; empty unless asked for."""
    reason: NotRated | None = None
    """Why there are no scores; None when rated."""
    model: str = ""
    """Model and calibration that answered, e.g. `reply-scorer/1+c1`."""

    @property
    def rated(self) -> bool:
        """Whether the reply has scores."""
        return self.reason is None


class Scorer(Protocol):
    """Anything that judges replies."""

    @property
    def model(self) -> str:
        """Name of the model and calibration, as written in every assessment."""

    def score(
        self, requests: Sequence[ScoringRequest], *, evidence: bool = False
    ) -> list[Assessment]:
        """Judge replies: n requests in, n assessments out, same order; n = 0 and n = 1 included.

        Args:
            requests: What to judge.
            evidence: Also find the passages that moved the scores (slower).

        Raises:
            ModelError: The model cannot be loaded or has stopped.
        """


class ModelError(SimulatorError):
    """The scorer cannot work."""

    code = "E300"
    exit_code = ExitCode.MODEL
    template = N_("The scoring model could not be used: {problem}")
    hint = N_("Install the program again, or restore the folder {folder}.")
