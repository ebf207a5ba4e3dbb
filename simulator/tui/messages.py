"""What workers tell screens."""

from __future__ import annotations

from textual.message import Message

__all__ = ["EvidenceFound", "ScorerLate", "StepTaken"]


class EvidenceFound(Message):
    """The words that moved the scores are known, and kept."""


class StepTaken(Message):
    """The run has taken a step, and the store has it."""


class ScorerLate(Message):
    """The scorer needs longer than usual (it is still loading)."""
