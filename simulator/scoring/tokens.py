"""From texts to the numbers that the encoder reads, and from those back to words as typed.

The reply is a sequence of its own and has room for 254 tokens, some 900 characters; the context is
another. So context never takes room from a reply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from simulator.scoring.base import ScoringRequest
from simulator.scoring.explaining import Span
from simulator.scoring.normalising import NormalText, normalise

__all__ = ["ReplyTokens", "TextReader"]

_BEGIN, _END = 0, 2
LONGEST_REPLY = 256
"""Tokens, with the two at its ends."""
_LONGEST_FOLLOWER, _LONGEST_SITUATION, _LONGEST_PERSONA = 110, 110, 24
_MOST_PIECES_PER_LETTER = 0.55
"""Written words of the three languages need .2-.5 pieces of the vocabulary a letter, keys struck at
random .6-.85 (measured on 480 replies)."""
_FEWEST_LETTERS = 12


@dataclass(frozen=True, slots=True)
class ReplyTokens:
    """A reply as the encoder reads it."""

    ids: tuple[int, ...]
    text: NormalText
    spans: tuple[tuple[int, int], ...]
    """For each token its characters in `text`; empty spans for the two ends."""

    def weight_of_words(self, words: Sequence[Span], weights: Sequence[float]) -> list[float]:
        """Sum what the tokens weigh over the words of the reply as typed.

        Args:
            words: Spans in the reply as typed, in order.
            weights: One number for each token.

        Returns:
            One number for each word.
        """
        sums = [0.0] * len(words)
        for (start, end), weight in zip(self.spans, weights, strict=True):
            if start == end:
                continue
            last = self.text.typed_span(end - 1, end)[0]  # a token may begin with the space before
            for word, span in enumerate(words):
                if span.start <= last < span.end:
                    sums[word] += weight
                    break
        return sums


class TextReader:
    """Turns replies and contexts into token ids.

    Args:
        file: `tokenizer.json`.

    Raises:
        Exception: Whatever `tokenizers` raises for a file that it cannot read.
    """

    def __init__(self, file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._known = frozenset(piece for piece in self._tokenizer.get_vocab() if len(piece) == 1)

    def normalised(self, typed: str) -> NormalText:
        """The text as the encoder reads it."""
        return normalise(typed, known=self._known)

    def reply(self, text: NormalText) -> ReplyTokens:
        """Read a reply; what goes beyond 254 tokens is left unread."""
        encoded = self._tokenizer.encode(text.text, add_special_tokens=False)
        kept = LONGEST_REPLY - 2
        ids = (_BEGIN, *encoded.ids[:kept], _END)
        return ReplyTokens(ids, text, ((0, 0), *encoded.offsets[:kept], (0, 0)))

    def context(self, request: ScoringRequest) -> tuple[int, ...]:
        """Read what the reply answers: the follower's message, the situation, the persona."""
        return (
            _BEGIN,
            *self._ids(request.follower)[:_LONGEST_FOLLOWER],
            _END,
            *self._ids(request.situation)[:_LONGEST_SITUATION],
            _END,
            *self._ids(request.persona)[:_LONGEST_PERSONA],
            _END,
        )

    def has_words(self, reply: ReplyTokens) -> bool:
        """Whether the vocabulary finds words in the reply, or little more than single letters."""
        text = reply.text.text
        letters = sum(char.isalpha() for char in text)
        pieces = sum(any(char.isalpha() for char in text[start:end]) for start, end in reply.spans)
        return letters < _FEWEST_LETTERS or pieces <= _MOST_PIECES_PER_LETTER * letters

    def _ids(self, typed: str) -> list[int]:
        encoded = self._tokenizer.encode(self.normalised(typed).text, add_special_tokens=False)
        return list(encoded.ids)
