"""Rows for kitty, which turns each blank-free Arabic run round before it draws it.

kitty (seen with 0.26.5, `force_ltr no`) gives every run of cells of one font to HarfBuzz, which
guesses the direction from the first character that has a script, reverses the run if that is
right-to-left, and mirrors its brackets. Such runs are reversed here, so that twice is not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import category

from rich.segment import Segment
from rich.style import Style

from simulator.text.bidi import has_rtl
from simulator.text.bidi.classes import MIRRORED
from simulator.text.width import clusters

__all__ = ["flipped_for_kitty"]

_Piece = tuple[str, Style | None]

_WITHOUT_SCRIPT = frozenset("\u060c\u061b\u061f\u0640\u06dd\u0605")
"""Characters of the Arabic block whose script is Common: they do not decide a run's direction."""


def flipped_for_kitty(segments: Iterable[Segment]) -> list[Segment]:
    """One whole row, with the runs reversed that kitty is going to reverse."""
    pieces = list(_pieces(segments))
    turned: list[_Piece] = []
    for _font, run in groupby(pieces, key=_font_or_blank):
        turned.extend(_turned(list(run)))
    return [Segment(text, style) for text, style in turned]


def _pieces(segments: Iterable[Segment]) -> Iterator[_Piece]:
    for segment in segments:
        if not segment.control:
            for start, end in clusters(segment.text):
                yield segment.text[start:end], segment.style


def _font_or_blank(piece: _Piece) -> tuple[bool, bool, bool]:
    """Pieces with equal keys that stand side by side are shaped together."""
    text, style = piece
    outside = text.isspace() or "\u2500" <= text[0] <= "\u259f"
    if outside or style is None:
        return outside, False, False
    return outside, bool(style.bold), bool(style.italic)


def _turned(run: list[_Piece]) -> list[_Piece]:
    scripted = next((c for text, _ in run for c in text if _has_script(c)), "")
    if not has_rtl(scripted):
        return run
    return [(MIRRORED.get(text, text), style) for text, style in reversed(run)]


def _has_script(character: str) -> bool:
    if character in _WITHOUT_SCRIPT or category(character) == "Mn":
        return False
    return character.isalpha() or has_rtl(character)
