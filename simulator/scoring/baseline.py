"""A scorer without a model, for tests and trials in which the scores are not the subject.

**Not for rating people.** Its default rule looks at length and a question mark: it is there so that
screens, runs and records have numbers that differ and never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from simulator.scoring.base import TRAITS, Assessment, NotRated, Scorer, ScoringRequest

__all__ = ["FixedScorer", "by_length"]

Rule = Callable[[ScoringRequest], Assessment]


def by_length(request: ScoringRequest) -> Assessment:
    """More words, more authenticity; a question, more engagement. It means nothing."""
    words = len(request.reply.split())
    if not words:
        return Assessment(None, None, reason=NotRated.EMPTY)
    asks = any(sign in request.reply for sign in "?؟")
    traits = dict.fromkeys(TRAITS, 0.1) | {"answers": 0.9, "invites": 0.9 if asks else 0.1}
    authenticity = min(5.0, 1.0 + words / 10)
    return Assessment(round(authenticity, 1), 4.0 if asks else 2.5, traits, confidence=0.8)


class FixedScorer(Scorer):
    """Answers from a table or by a rule; the same request always gets the same answer.

    Args:
        answers: Assessments by reply, or a rule; a reply that the table lacks falls to `by_length`.
        model: Name to go by; written into every assessment that has none.
    """

    def __init__(
        self, answers: Mapping[str, Assessment] | Rule = by_length, *, model: str = "fixed/1"
    ) -> None:
        self._rule: Rule = answers if callable(answers) else _looked_up(answers)
        self._model = model

    @property
    def model(self) -> str:
        """The name given."""
        return self._model

    def score(
        self, requests: Sequence[ScoringRequest], *, evidence: bool = False
    ) -> list[Assessment]:
        """Answer each request by the rule; evidence is left out unless asked for."""
        return [self._answer(request, evidence) for request in requests]

    def _answer(self, request: ScoringRequest, evidence: bool) -> Assessment:
        found = self._rule(request)
        shown = found.evidence if evidence else ()
        return replace(found, evidence=shown, model=found.model or self._model)


def _looked_up(table: Mapping[str, Assessment]) -> Rule:
    return lambda request: table.get(request.reply) or by_length(request)
