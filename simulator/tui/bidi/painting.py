"""From a line in visual order to styled segments of a strip.

Everything that paints right-to-left text goes through here: labels, tables, inputs, the editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from rich.style import Style

from simulator.text.bidi import VisualLine

__all__ = ["StyleAt", "blank", "paint", "paint_by_cell", "styles_by_character"]

StyleAt = Callable[[int], Style | None]
"""The style of the code point at a logical index."""


def styles_by_character(segments: Iterable[Segment]) -> list[Style | None]:
    """One style per code point of a logical row (n)."""
    styles: list[Style | None] = []
    for segment in segments:
        if not segment.control:
            styles.extend([segment.style] * len(segment.text))
    return styles


def paint(line: VisualLine, styles: Sequence[Style | None], *, first: int = 0) -> list[Segment]:
    """Segments of a line from left to right; neighbours of one style are one segment.

    Args:
        styles: Style of each code point from index `first` on; the last one serves beyond.
    """
    segments: list[Segment] = []
    text, current = "", None
    for cell in line.cells:
        style = styles[min(cell.start - first, len(styles) - 1)] if styles else None
        if text and style != current:
            segments.append(Segment(text, current))
            text = ""
        text, current = text + cell.text, style
    return [*segments, Segment(text, current)] if text else segments


def paint_by_cell(
    line: VisualLine, key_at: Callable[[int], object], style: StyleAt
) -> list[Segment]:
    """Segments of a line where every right-to-left cell is a segment of its own.

    The mouse is followed by an offset in a segment's style plus the columns inside the segment,
    which only holds where columns grow with the index.

    Args:
        key_at: Equal for indices whose style differs in the offset alone.
        style: The style of a segment that starts at an index.
    """
    segments: list[Segment] = []
    text, start, following = "", 0, -1
    for cell in line.cells:
        continues = cell.start == following and not cell.level & 1 and len(cell.text) == 1
        if text and not (continues and key_at(cell.start) == key_at(start)):
            segments.append(Segment(text, style(start)))
            text = ""
        if not text:
            start = cell.start
        text += cell.text
        following = -1 if cell.level & 1 else cell.end
    return [*segments, Segment(text, style(start))] if text else segments


def blank(width: int, style: Style | None) -> list[Segment]:
    """A run of blanks; nothing at all for a width of 0 or less."""
    return [Segment(" " * width, style)] if width > 0 else []
