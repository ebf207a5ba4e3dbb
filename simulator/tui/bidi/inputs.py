"""The one-line input in visual order, with its caret, its selection and the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets._input import Selection

from simulator.text.bidi import (
    VisualLine,
    is_paintable_as_is,
    lay_out_part,
    layout,
    paragraph_direction,
)
from simulator.tui.bidi.context import Method, leaves_as_is, terminal_kind, text_direction
from simulator.tui.bidi.painting import blank, paint, styles_by_character

__all__ = ["visual_cell_offset", "visual_cursor_offset", "visual_input", "visual_step"]


class _InputRow(NamedTuple):
    line: VisualLine
    left: int
    """Columns to the left of the line's cells."""

    def column(self, index: int) -> int:
        return self.left + self.line.caret_x(index)


def _input_row(field: Input) -> _InputRow | None:
    """The value in visual order; None where Textual's own way is right."""
    value = field._value.plain
    if not terminal_kind().paints_visual or leaves_as_is(value):
        return None
    direction = paragraph_direction(value, text_direction())
    if direction == "ltr" and is_paintable_as_is(value):
        return None
    line = lay_out_part(value, 0, len(value), direction)
    total = max(field.content_width if value else 0, field.scrollable_content_region.width)
    return _InputRow(line, total - line.width if direction == "rtl" else 0)


def visual_input(original: Method) -> Method:
    def render_line(self: Input, y: int) -> Strip:
        row = _input_row(self) if y == 0 else None
        if row is None and (self.value or y or leaves_as_is(self.placeholder)):
            return original(self, y)  # type: ignore[no-any-return]
        width = self.scrollable_content_region.width + 1
        if not self.value:
            segments = _placeholder_segments(self, width - 1)
        else:
            assert row is not None
            segments = _value_segments(self, row)
        scroll_x = self.scroll_offset.x
        strip = Strip(segments).crop(scroll_x, scroll_x + width).extend_cell_length(width)
        return strip.apply_style(self.rich_style)

    return render_line


def _value_segments(field: Input, row: _InputRow) -> list[Segment]:
    text = field._value
    text.pad_right(1)
    if field.has_focus:
        start, end = sorted(field.selection)
        if start != end:
            style = field.get_component_rich_style("input--selection")
            text.stylize_before(style, start, end)
        if field._cursor_visible:
            cursor = field.cursor_position
            text.stylize(field.get_component_rich_style("input--cursor"), cursor, cursor + 1)
    styles = styles_by_character(text.render(field.app.console))
    slot = Segment(" ", styles[-1])  # the value may be longer: Rich drops control characters
    cells = paint(row.line, styles)
    if row.line.rtl:
        return [*blank(row.left - 1, None), slot, *cells]
    return [*cells, slot]


def _placeholder_segments(field: Input, width: int) -> list[Segment]:
    shown = field.placeholder or " "
    line = layout(shown, max(1, width), default=text_direction())[0]
    styles = [field.get_component_rich_style("input--placeholder")] * len(shown)
    if field.has_focus and field._cursor_visible:
        styles[0] += field.get_component_rich_style("input--cursor")
    return [*blank(width - line.width if line.rtl else 0, None), *paint(line, styles)]


def visual_cursor_offset(original: property) -> property:
    def cursor_offset(self: Input) -> int:
        row = _input_row(self)
        if row is None:
            return int(original.__get__(self))
        return row.column(self.cursor_position)

    return property(cursor_offset)


def visual_cell_offset(original: Method) -> Method:
    def cell_offset_to_index(self: Input, offset: int) -> int:
        row = _input_row(self)
        if row is None:
            return int(original(self, offset))
        return row.line.index_at(offset + self.scroll_offset.x - row.left)

    return cell_offset_to_index


def visual_step(step: int) -> Callable[[Method], Method]:
    """Arrow keys go where they point."""

    def wrap(original: Method) -> Method:
        def action(self: Input, select: bool = False) -> None:
            row = _input_row(self)
            if row is None:
                original(self, select)
                return
            start, end = self.selection
            if start != end and not select:
                nearer = sorted((start, end))[(step > 0) != row.line.rtl]
                self.cursor_position = nearer
                return
            target = row.line.beside(end, step)
            if target is not None:
                self.selection = Selection(start if select else target, target)

        return action

    return wrap
