"""Content in visual order: labels, buttons, lists, tabs, toasts, tooltips, Markdown, titles."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content, _FormattedLine
from textual.style import Style

from simulator.text.bidi import (
    Direction,
    VisualLine,
    is_paintable_as_is,
    lay_out_part,
    paragraph_direction,
)
from simulator.tui.bidi.context import (
    Method,
    is_drawing,
    leaves_as_is,
    terminal_kind,
    text_direction,
)
from simulator.tui.bidi.painting import blank, paint_by_cell

__all__ = ["mirrored_row", "remember_paragraphs", "visual_label", "visual_lines"]


def remember_paragraphs(original: Method) -> Method:
    """A wrapped line must know its paragraph: direction and levels are never those of the line."""

    def wrap_and_format(self: Content, *args: Any, **options: Any) -> list[_FormattedLine]:
        lines: list[_FormattedLine] = original(self, *args, **options)
        if not leaves_as_is(self.plain):
            paragraphs = self.plain.split("\n")
            for line in lines:
                if line.y < len(paragraphs):
                    line.__dict__["paragraph"] = paragraphs[line.y]
        return lines

    return wrap_and_format


def visual_lines(original: Method) -> Method:
    def to_strip(self: _FormattedLine, style: Style) -> tuple[list[Segment], int]:
        paragraph = self.__dict__.get("paragraph")
        if paragraph is None:
            return original(self, style)  # type: ignore[no-any-return]
        text = self.content.plain
        direction = paragraph_direction(paragraph, text_direction())
        self.align = _physical_align(self.align, direction)
        as_is = is_drawing(text) or (direction == "ltr" and is_paintable_as_is(text))
        if as_is or not terminal_kind().paints_visual:
            return original(self, style)  # type: ignore[no-any-return]
        line, first = _line_of(paragraph, self.x, text, direction)
        space = max(0, self.width - line.width)
        left = {"center": space // 2, "right": space}.get(self.align, 0)
        right = space - left if self.align == "center" else 0
        pad = style.background_style.rich_style
        cells = _content_segments(self, style, line, first)
        return [*blank(left, pad), *cells, *blank(right, pad)], left + line.width + right

    return to_strip


def _physical_align(align: str, direction: Direction) -> Any:
    if align in ("start", "end"):
        return "left" if (align == "start") == (direction == "ltr") else "right"
    return "right" if align == "justify" and direction == "rtl" else align


def _line_of(paragraph: str, start: int, text: str, direction: Direction) -> tuple[VisualLine, int]:
    """The line in visual order, and the index at which its first code point stands there.

    A line that was shortened or padded is no part of its paragraph any more: it is laid out alone.
    """
    if paragraph[start : start + len(text)] == text:
        return lay_out_part(paragraph, start, start + len(text), direction), start
    return lay_out_part(text, 0, len(text), direction), 0


def _content_segments(
    formatted: _FormattedLine, style: Style, line: VisualLine, first: int
) -> list[Segment]:
    pieces: list[Style] = []
    for text, piece in formatted.content.render(style, end="", parse_style=formatted.get_style):
        pieces.extend([piece] * len(text))
    rich_styles: dict[int, RichStyle] = {}

    def piece_at(index: int) -> Style:
        return pieces[min(index - first, len(pieces) - 1)]

    def style_at(index: int) -> RichStyle:
        piece = piece_at(index)
        if id(piece) not in rich_styles:
            rich_styles[id(piece)] = (style + piece).rich_style
        return rich_styles[id(piece)] + _offset(formatted.x + index - first, formatted.y)

    return paint_by_cell(line, lambda index: id(piece_at(index)), style_at)


@lru_cache(maxsize=8192)
def _offset(x: int, y: int) -> RichStyle:
    """The mark by which Textual finds the character under the mouse."""
    return RichStyle.from_meta({"offset": (x, y)})


def visual_label(original: Method) -> Method:
    def render_border_label(
        label: tuple[Content, Style],
        is_title: bool,
        name: str,
        width: int,
        inner: Style,
        outer: Style,
        style: Style,
        has_left: bool,
        has_right: bool,
    ) -> Iterable[Segment]:
        content, label_style = label
        room = width - 2 * (has_left + has_right)
        if room > 0 and not is_paintable_as_is(content.plain) and terminal_kind().paints_visual:
            content = _visual_content(content.truncate(room, ellipsis=True))
        edges = (is_title, name, width, inner, outer, style, has_left, has_right)
        return original((content, label_style), *edges)  # type: ignore[no-any-return]

    return render_border_label


def _visual_content(content: Content) -> Content:
    direction = paragraph_direction(content.plain, text_direction())
    styles: list[Style] = []
    for text, style in content.render(Style(), end=""):
        styles.extend([style] * len(text))
    line = lay_out_part(content.plain, 0, len(content.plain), direction)
    return Content.assemble(*[(cell.text, styles[cell.start]) for cell in line.cells])


def mirrored_row(original: Method) -> Method:
    def render_row(
        box: Any, width: int, left: bool, right: bool, label: Any, align: str = "left"
    ) -> Iterable[Segment]:
        if text_direction() == "rtl":
            align = {"left": "right", "right": "left"}.get(align, align)
        return original(box, width, left, right, label, align)  # type: ignore[no-any-return]

    return render_row
