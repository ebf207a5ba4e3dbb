"""The trainee's reply with the words marked that moved the scores.

Marks are told by form as well as by colour: words that helped are underlined, words that hurt are
struck through, and both stand again in the list below with their effect.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content, Span
from textual.widgets import Static

from simulator.scoring.base import Evidence

__all__ = ["MarkedReply", "marked"]

HELPED, HURT = "$success underline", "$error strike"


def marked(reply: str, evidence: Sequence[Evidence]) -> Content:
    """The reply with its marks. Where passages overlap, the stronger one shows."""
    weakest_first = sorted(evidence, key=lambda one: abs(one.effect))
    spans = [Span(one.start, one.end, HELPED if one.effect > 0 else HURT) for one in weakest_first]
    return Content(reply, spans=spans)


class MarkedReply(Static):
    """Shows `marked`."""

    DEFAULT_CSS = """
    MarkedReply {
        height: auto;
        padding: 0 1;
        border-left: thick $primary;
    }
    """

    def __init__(self, reply: str, evidence: Sequence[Evidence]) -> None:
        super().__init__(marked(reply, evidence))
