"""Find the passages of a reply that moved its scores.

Two steps. A gradient says how much each token weighs (cheap: one pass back through the encoder);
from that a handful of phrases is picked. Then the reply is scored once more without each of them,
all in one batch, and the difference in points is what is shown: a real difference, not an estimate.
Pure: `transformer.py` supplies the numbers.

Source: gradient x input after Shrikumar et al. 2017, "Learning Important Features"; leaving out
after Li, Monroe, Jurafsky 2016, "Understanding Neural Networks through Representation Erasure".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt

from simulator.scoring.base import SCORES, Evidence, ScoreName

__all__ = [
    "LEAST_EFFECT",
    "MOST_SPANS",
    "Span",
    "evidence_from",
    "picked_spans",
    "without",
    "word_spans",
]

LEAST_EFFECT = 0.1
"""Points; a smaller effect is not shown, as scores have one decimal."""
MOST_SPANS = 4
_LONGEST_PHRASE = 5
_LARGEST_SHARE = 0.6
"""A passage that is most of the reply explains nothing."""
_OUTER = "\"'«»“”‘’()[]{}<>.,;:!?…،؛؟-–—*_~`|/\\"
_BREAK = re.compile(r"[.,;:!?…،؛؟()\n–—]")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of the reply as typed, in code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def word_spans(reply: str) -> list[Span]:
    """The words of a reply without the punctuation round them, in order; an emoji is a word."""
    spans = []
    for chunk in re.finditer(r"\S+", reply):
        left = len(chunk[0]) - len(chunk[0].lstrip(_OUTER))
        right = len(chunk[0].rstrip(_OUTER))
        if left < right:
            spans.append(Span(chunk.start() + left, chunk.start() + right))
    return spans


def picked_spans(reply: str, weights: Sequence[float]) -> list[Span]:
    """Choose at most `MOST_SPANS` phrases that weigh most, none overlapping, in their order.

    Args:
        reply: As typed.
        weights: What each word of `word_spans(reply)` weighs, up or down.
    """
    words = word_spans(reply)
    longest = _LARGEST_SHARE * len(words)
    phrases = [phrase for phrase in _phrases(reply, words) if len(phrase) <= longest]
    picked: list[Span] = []
    for phrase in sorted(phrases, key=lambda phrase: -_weight(phrase, weights)):
        span = Span(words[phrase[0]].start, words[phrase[-1]].end)
        if not any(span.overlaps(other) for other in picked):
            picked.append(span)
        if len(picked) == MOST_SPANS:
            break
    return sorted(picked)


def without(reply: str, span: Span) -> str:
    """The reply with a passage left out."""
    return reply[: span.start] + reply[span.end :]


def evidence_from(
    spans: Sequence[Span],
    full: Mapping[ScoreName, float],
    left_out: Sequence[Mapping[ScoreName, float]],
) -> tuple[Evidence, ...]:
    """Compare the scores without each passage with those of the whole reply.

    Args:
        spans: n passages.
        full: Scores of the whole reply, in points.
        left_out: n pairs of scores, each without that passage.

    Returns:
        Effects of `LEAST_EFFECT` and more, strongest first.
    """
    found = [
        Evidence(span.start, span.end, score, round(full[score] - scores[score], 2))
        for span, scores in zip(spans, left_out, strict=True)
        for score in SCORES
    ]
    shown = [evidence for evidence in found if abs(evidence.effect) >= LEAST_EFFECT]
    return tuple(sorted(shown, key=lambda evidence: (-abs(evidence.effect), evidence.start)))


def _phrases(reply: str, words: Sequence[Span]) -> Iterator[range]:
    """Runs of up to five neighbouring words with no punctuation between them, by word number."""
    joined = [not _BREAK.search(reply[a.end : b.start]) for a, b in pairwise(words)]
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST_PHRASE, len(words))):
            if last > first and not joined[last - 1]:
                break
            yield range(first, last + 1)


def _weight(phrase: range, weights: Sequence[float]) -> float:
    """What a phrase weighs: long ones must earn their length."""
    return abs(sum(weights[word] for word in phrase)) / sqrt(len(phrase))
