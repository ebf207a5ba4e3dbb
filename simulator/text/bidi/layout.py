"""A text laid out on a grid: paragraphs to wrapped lines of cells in visual order.

The text stays logical everywhere; a `VisualLine` knows both directions of the way between an index
in the text and a column on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from simulator.text.bidi.algorithm import line_levels, reorder, resolve
from simulator.text.bidi.classes import MIRRORED
from simulator.text.bidi.islands import island_base_level, resolve_with_islands
from simulator.text.bidi.shaping import shape
from simulator.text.width import (
    TRAPS,
    char_width,
    clusters,
    is_joiner_or_control,
    paint_cluster,
)

__all__ = [
    "Cell",
    "Direction",
    "VisualLine",
    "has_rtl",
    "is_paintable_as_is",
    "lay_out_part",
    "layout",
    "paragraph_direction",
]

Direction = Literal["ltr", "rtl"]

_RTL = (
    r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u200f\u202b\u202e\u2067"
    r"\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_HAS_RTL = re.compile(f"[{_RTL}]")
_NEEDS_LAYOUT = re.compile(f"[{_RTL}{TRAPS}]")


class Cell(NamedTuple):
    """One cluster where it stands on a line."""

    text: str
    """What is sent to the terminal, in the terminal's order."""
    width: int
    """Columns it takes: 1 or 2."""
    start: int
    """Index of its first code point in the text."""
    end: int
    """Index after its last code point."""
    level: int
    """Embedding level; odd ones run right to left."""
    x: int
    """Column of its left edge, from 0 at the line's left end."""


class _Cluster(NamedTuple):
    """A cluster before it has a place."""

    text: str
    width: int
    start: int
    end: int
    level: int
    bidi_class: str


@dataclass(frozen=True, slots=True)
class VisualLine:
    """One line of a text as it is seen."""

    cells: tuple[Cell, ...]
    """From left to right."""
    start: int
    """Index of the line's first code point."""
    end: int
    """Index after its last code point, blanks that hang over the edge included."""
    rtl: bool
    """Whether the paragraph runs right to left."""
    width: int
    """Columns of all cells together."""
    ends_paragraph: bool

    @property
    def text(self) -> str:
        """What stands on the line from left to right."""
        return "".join([cell.text for cell in self.cells])

    def index_at(self, x: int) -> int:
        """Index of the cluster in column `x`; beyond the cells, the nearer end of the line."""
        for cell in self.cells:
            if cell.x <= x < cell.x + cell.width:
                return cell.start
        if not self.cells:
            return self.start
        return self.start if (x < 0) != self.rtl else self.end

    def caret_x(self, index: int) -> int:
        """Column of a block caret that stands before `index`; -1 is the slot left of the line."""
        cell = self.cell_of(index)
        if cell is not None:
            return cell.x
        return -1 if self.rtl else self.width

    def cell_of(self, index: int) -> Cell | None:
        """The cell whose cluster holds `index`."""
        for cell in self.cells:
            if cell.start <= index < cell.end:
                return cell
        return None

    def beside(self, index: int, step: int) -> int | None:
        """The caret stop left (-1) or right (+1) of a block caret; None beyond the line's edge."""
        stops = self.caret_stops()
        cell = self.cell_of(index)
        place = stops.index(self.end if cell is None else cell.start) + step
        return stops[place] if 0 <= place < len(stops) else None

    def caret_stops(self) -> list[int]:
        """Indices at which a caret stands, from left to right: every cell and the line's end."""
        stops = [cell.start for cell in self.cells]
        return [self.end, *stops] if self.rtl else [*stops, self.end]


def has_rtl(text: str) -> bool:
    """Whether any code point is written from right to left or asks for it."""
    return _HAS_RTL.search(text) is not None


def is_paintable_as_is(text: str) -> bool:
    """Whether any terminal may get the text unchanged: the fast path of all painting."""
    return _NEEDS_LAYOUT.search(text) is None


def paragraph_direction(text: str, default: Direction = "ltr") -> Direction:
    """The direction of a paragraph by its first strong character outside handles and links.

    Args:
        text: One paragraph.
        default: What a paragraph without strong characters follows: the interface's direction.
    Source: UAX #9 P2, P3 with HL1.
    """
    if default == "ltr" and not has_rtl(text):
        return "ltr"
    level = _base_level(text)
    if level is None:
        return default
    return "rtl" if level else "ltr"


def layout(
    text: str,
    width: int | None = None,
    *,
    direction: Direction | None = None,
    default: Direction = "ltr",
    islands: bool = True,
    shaped: bool = True,
) -> tuple[VisualLine, ...]:
    """Lay a text out, paragraph by paragraph.

    Args:
        width: Columns of a line, at least 1; None does not wrap. No line is ever wider.
        direction: Direction of every paragraph; None lets each one find its own.
        default: See `paragraph_direction`.
        islands: Keep handles, links and the like whole.
        shaped: Join Arabic letters; False leaves that to whoever draws.
    Returns:
        At least one line; the lines' (start, end) cover the text up to its newlines.
    Raises:
        ValueError: The width is below 1.
    """
    if width is not None and width < 1:
        raise ValueError(f"a line needs at least one column, not {width}")
    return _layout(text, width, direction, default, islands, shaped)


def lay_out_part(paragraph: str, start: int, end: int, direction: Direction) -> VisualLine:
    """Lay out a line that somebody else has cut out of a paragraph.

    Levels and joining are those of the whole paragraph, L1 and L2 those of the line.

    Args:
        start: Index in the paragraph where the line starts.
        end: Index after its last code point.
    """
    return _lay_out_part(paragraph, start, end, direction)


@lru_cache(maxsize=256)
def _layout(
    text: str,
    width: int | None,
    direction: Direction | None,
    default: Direction,
    islands: bool,
    shaped: bool,
) -> tuple[VisualLine, ...]:
    lines: list[VisualLine] = []
    offset = 0
    for paragraph in text.split("\n"):
        rtl = (direction or paragraph_direction(paragraph, default)) == "rtl"
        row = _clusters_of(paragraph, rtl, islands, shaped)
        ends = _wrap(row, width) if width is not None else [len(row)]
        for first, last in zip([0, *ends[:-1]], ends, strict=True):
            start = row[first].start if first else 0
            end = row[last].start if last < len(row) else len(paragraph)
            shown = _within_width(row[first:last], width)
            lines.append(_line(shown, start, end, rtl, last == len(row), offset))
        offset += len(paragraph) + 1
    return tuple(lines)


@lru_cache(maxsize=1024)
def _lay_out_part(paragraph: str, start: int, end: int, direction: Direction) -> VisualLine:
    rtl = direction == "rtl"
    row = _clusters_of(paragraph, rtl, True, True)
    part = [cluster for cluster in row if start <= cluster.start < end]
    return _line(part, start, end, rtl, end == len(paragraph), 0)


@lru_cache(maxsize=512)
def _base_level(text: str) -> int | None:
    return island_base_level(text)


@lru_cache(maxsize=512)
def _clusters_of(paragraph: str, rtl: bool, islands: bool, shaped: bool) -> tuple[_Cluster, ...]:
    """The clusters of a paragraph in logical order, painted and with their levels."""
    if not rtl and is_paintable_as_is(paragraph):
        return tuple(_ltr_clusters(paragraph))
    base = 1 if rtl else 0
    resolved = resolve_with_islands(paragraph, base) if islands else resolve(paragraph, base)
    glyphs, joined = shape(paragraph) if shaped else (list(paragraph), frozenset())
    found: list[_Cluster] = []
    for start, end in _joined_spans(paragraph, joined):
        anchor = _anchor(paragraph, start, end)
        level = resolved.levels[anchor]
        level = base if level < 0 else level
        shown = _painted("".join(glyphs[start:end]), mirrored=level & 1 == 1)
        bidi_class = resolved.classes[anchor]
        found.append(_Cluster(shown, sum(map(char_width, shown)), start, end, level, bidi_class))
    return tuple(found)


def _ltr_clusters(paragraph: str) -> list[_Cluster]:
    spans = clusters(paragraph)
    row = []
    for start, end in spans:
        shown = paint_cluster(paragraph[start:end])
        kind = "WS" if shown == " " else "L"
        row.append(_Cluster(shown, sum(map(char_width, shown)), start, end, 0, kind))
    return row


def _joined_spans(paragraph: str, joined: frozenset[int]) -> list[tuple[int, int]]:
    """Clusters, where a lam takes its alef along and invisible starts go to what follows them."""
    spans: list[tuple[int, int]] = []
    for start, end in clusters(paragraph):
        after_invisible = spans and spans[-1][0] == 0 and _is_invisible(paragraph[: spans[-1][1]])
        if spans and (start in joined or after_invisible):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _is_invisible(text: str) -> bool:
    return all(map(is_joiner_or_control, text))


def _anchor(paragraph: str, start: int, end: int) -> int:
    """The code point whose level and class speak for the cluster: the first that is seen."""
    for index in range(start, end):
        if not is_joiner_or_control(paragraph[index]):
            return index
    return start


def _painted(cluster: str, *, mirrored: bool) -> str:
    if cluster == "\t":
        return " "
    shown = paint_cluster(cluster)
    if mirrored and shown and shown[0] in MIRRORED:
        return MIRRORED[shown[0]] + shown[1:]
    return shown


def _wrap(row: Sequence[_Cluster], width: int) -> list[int]:
    """Where each line ends, as positions in `row`: after blanks if it can, else inside a word."""
    ends: list[int] = []
    first = 0
    while first < len(row):
        last = _fitting(row, first, width)
        if last < len(row) and not _is_blank(row[last]):
            last = _after_last_blank(row, first, last)
        while last < len(row) and _is_blank(row[last]):
            last += 1  # blanks hang over the edge: they belong to the line but are not painted
        ends.append(last)
        first = last
    return ends or [0]


def _fitting(row: Sequence[_Cluster], first: int, width: int) -> int:
    used = 0
    for position in range(first, len(row)):
        used += row[position].width
        if used > width:
            return max(position, first + 1)
    return len(row)


def _after_last_blank(row: Sequence[_Cluster], first: int, last: int) -> int:
    for position in range(last, first, -1):
        if _is_blank(row[position - 1]):
            return position
    return last


def _is_blank(cluster: _Cluster) -> bool:
    return cluster.text == " "


def _within_width(row: Sequence[_Cluster], width: int | None) -> Sequence[_Cluster]:
    """The clusters that may be painted: hanging blanks go, and what no line can hold shrinks."""
    if width is None:
        return row
    total = sum([cluster.width for cluster in row])
    while total > width and _is_blank(row[-1]):
        total -= row[-1].width
        row = row[:-1]
    if total > width:
        return [cluster._replace(text="•", width=1) for cluster in row]
    return row


def _line(
    row: Sequence[_Cluster], start: int, end: int, rtl: bool, ends_paragraph: bool, offset: int
) -> VisualLine:
    """Place the clusters of one line by L1 and L2; `offset` is where the paragraph starts."""
    classes = [cluster.bidi_class for cluster in row]
    levels = line_levels(classes, [cluster.level for cluster in row], 1 if rtl else 0)
    cells: list[Cell] = []
    x = 0
    for position in reorder(levels):
        text, width, first, last, _level, _class = row[position]
        if width:
            cells.append(Cell(text, width, first + offset, last + offset, levels[position], x))
            x += width
    return VisualLine(tuple(cells), start + offset, end + offset, rtl, x, ends_paragraph)
