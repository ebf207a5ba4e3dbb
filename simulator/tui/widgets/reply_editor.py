"""The box in which a reply is written: Arabic, English and Norwegian, also in one paragraph.

The document stays in reading order. What is painted, where the caret goes and what the mouse hits
follow the eye; deleting and the ends of lines follow the order of typing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar
from unicodedata import category

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from simulator.errors import N_
from simulator.text.bidi import (
    Direction,
    VisualLine,
    is_paintable_as_is,
    lay_out_part,
    layout,
    paragraph_direction,
)
from simulator.text.cleaning import clean
from simulator.text.width import clusters
from simulator.tui.bidi import terminal_kind, text_direction
from simulator.tui.bidi.painting import blank, paint, styles_by_character

__all__ = ["ReplyEditor"]

Location = tuple[int, int]
"""Paragraph and column in the document, both from 0."""

_WORD = re.compile("[\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]+")
"""A word with its marks: to the regular expressions of Python, tashkeel is no part of a word."""

_VARIATION_SELECTORS = frozenset("\ufe0e\ufe0f\u20e3")


class ReplyEditor(TextArea):
    """A text area that paints its logical document in visual order.

    Each paragraph has the direction of its first strong character; one without any follows the
    interface. Whatever is pasted is cleaned first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # Every terminal sends ctrl+s; the other two need one that speaks kitty's key protocol.
        Binding("ctrl+s,alt+enter,ctrl+enter", "send", N_("Send"), id="reply.send"),
    ]

    @dataclass
    class Submitted(Message):
        """The reply is finished."""

        editor: ReplyEditor
        text: str
        """What was written, cleaned."""

        @property
        def control(self) -> ReplyEditor:
            """The editor that sent the message."""
            return self.editor

    length: reactive[int] = reactive(0, repaint=False)
    """Characters of the reply, without what stands empty around it. Watch it: who waits for
    `Changed` hears of a key some milliseconds later, and is drawn one frame after the letter."""

    _wanted_x: int | None = None
    """Column that moving up and down keeps to; None until the caret has been moved."""

    def edit(self, edit: Edit) -> EditResult:
        result = super().edit(edit)
        self._count()
        return result

    @on(events.Mount)
    @on(TextArea.Changed)
    def _count(self) -> None:
        """Undo, redo and a text set from outside are no edits; they are counted here too."""
        self.length = len(self.text.strip())

    def action_send(self) -> None:
        self.post_message(self.Submitted(self, clean(self.text)))

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self._insert_from_outside(event.text)

    def action_paste(self) -> None:
        self._insert_from_outside(self.app.clipboard)

    def _insert_from_outside(self, text: str) -> None:
        if not self.read_only:
            result = self.replace(clean(text), *self.selection, maintain_selection_offset=False)
            self.move_cursor(result.end_location)

    # Painting

    def render_line(self, y: int) -> Strip:
        if not self.text and self.placeholder:
            return self._placeholder_line(y)
        strip = super().render_line(y)
        row, line = self._line_at(y + self.scroll_offset.y)
        return strip if line is None else self._visual_strip(strip, row, line)

    def _visual_strip(self, strip: Strip, row: int, line: VisualLine) -> Strip:
        gutter = self.gutter_width
        body = strip.crop(gutter) if gutter else strip
        styles = styles_by_character(body)
        length = line.end - line.start
        slot = Segment(" ", styles[min(length, len(styles) - 1)])
        fill = self._fill_style(styles, length)
        caret = line.cell_of(self.cursor_location[1]) if row == self.cursor_location[0] else None
        if caret is not None:  # a caret inside a cluster is shown on the whole of it
            styles[caret.start - line.start] = styles[self.cursor_location[1] - line.start]
        cells = paint(line, styles, first=line.start)
        room = strip.cell_length - gutter - line.width - 1
        before = list(strip.crop(0, gutter)) if gutter else []
        if line.rtl:
            return Strip([*before, *blank(room, fill), slot, *cells])
        return Strip([*before, *cells, slot, *blank(room, fill)])

    def _fill_style(self, styles: list[Style | None], length: int) -> Style | None:
        """The style of the empty part of a row, which the caret's own cell must not lend."""
        if len(styles) > length + 1:
            return styles[-1]
        return styles[max(0, length - 1)] if self.selection.is_empty else self.rich_style

    def _placeholder_line(self, y: int) -> Strip:
        width = self.content_size.width
        text = str(self.placeholder)
        lines = layout(text, max(1, width), default=text_direction())
        if y >= len(lines) or not width:
            return Strip.blank(width, self.rich_style)
        style = self.rich_style + self.get_component_rich_style("text-area--placeholder")
        styles: list[Style | None] = [style] * len(text)
        if self.has_focus and not y and self.show_cursor:
            styles[0] = style + self.get_component_rich_style("text-area--cursor")
        room = width - lines[y].width
        left = room if lines[y].rtl else 0
        cells = paint(lines[y], styles)
        return Strip([*blank(left, style), *cells, *blank(room - left, style)])

    # Where things are

    def _direction(self, row: int) -> Direction:
        return paragraph_direction(self.document.get_line(row), text_direction())

    def _is_plain(self, row: int) -> bool:
        """Whether Textual's own way is right for a paragraph: the fast path of English typing."""
        if not terminal_kind().paints_visual:
            return True
        if not is_paintable_as_is(self.document.get_line(row)):
            return False
        return text_direction() == "ltr" or self._direction(row) == "ltr"

    def _line_at(self, y: int) -> tuple[int, VisualLine | None]:
        """Paragraph and visual line in a row of the wrapped document; no line for a plain one."""
        if not 0 <= y < self.wrapped_document.height:
            return 0, None
        row, column = self.wrapped_document.offset_to_location(Offset(0, y))
        return row, None if self._is_plain(row) else self._section(row, column)

    def _section(self, row: int, column: int) -> VisualLine:
        """The visual line that holds a column of a paragraph."""
        text = self.document.get_line(row)
        edges = [0, *self.wrapped_document.get_offsets(row), len(text)]
        place = max(i for i, edge in enumerate(edges[:-1]) if edge <= column)
        return lay_out_part(text, edges[place], edges[place + 1], self._direction(row))

    def _left(self, line: VisualLine) -> int:
        """Columns between the text's left edge and the line's first cell."""
        if not line.rtl:
            return 0
        return self.scrollable_content_region.width - self.gutter_width - line.width

    def _column(self, location: Location) -> int:
        """Column of a block caret, from the text's left edge."""
        row, column = location
        if self._is_plain(row):
            return int(self.wrapped_document.location_to_offset(location).x)
        line = self._section(row, column)
        return self._left(line) + line.caret_x(column)

    def _location_in(self, line: VisualLine, row: int, x: int) -> Location:
        column = line.index_at(x - self._left(line))
        if column == line.end and not line.ends_paragraph:
            column = line.cells[0 if line.rtl else -1].start  # the end belongs to the next line
        return row, column

    def get_target_document_location(self, event: events.MouseEvent) -> Location:
        y = event.y + self.scroll_offset.y - self.gutter.top
        y = max(0, min(y, self.wrapped_document.height - 1))
        row, line = self._line_at(y)
        if line is None:
            return super().get_target_document_location(event)
        x = event.x - self.gutter_width + self.scroll_offset.x - self.gutter.left
        return self._location_in(line, row, x)

    @property
    def cursor_screen_offset(self) -> Offset:
        offset = super().cursor_screen_offset
        if self._is_plain(self.cursor_location[0]):
            return offset
        left = self.content_region.x + self.gutter_width
        return Offset(left + self._column(self.cursor_location), offset.y)

    # Moving, by what is seen

    def action_cursor_left(self, select: bool = False) -> None:
        if self._is_plain(self.cursor_location[0]):
            super().action_cursor_left(select)
        else:
            self.move_cursor(self._beside(-1, select), select=select)

    def action_cursor_right(self, select: bool = False) -> None:
        if self._is_plain(self.cursor_location[0]):
            super().action_cursor_right(select)
        else:
            self.move_cursor(self._beside(1, select), select=select)

    def _beside(self, step: int, select: bool) -> Location:
        """The caret stop to the left (-1) or right (+1); past the edge, the next line over."""
        row, column = self.cursor_location
        line = self._section(row, column)
        forward = (step > 0) != line.rtl
        if not self.selection.is_empty and not select:
            return max(self.selection) if forward else min(self.selection)
        target = line.beside(column, step)
        if target is None or (target == line.end and not line.ends_paragraph):
            return self._next_line(row, line) if forward else self._end_of_line_before(row, line)
        return row, target

    def _next_line(self, row: int, line: VisualLine) -> Location:
        if not line.ends_paragraph:
            return row, line.end
        return (row + 1, 0) if row + 1 < self.document.line_count else (row, line.end)

    def _end_of_line_before(self, row: int, line: VisualLine) -> Location:
        if line.start:
            return row, max(cell.start for cell in self._section(row, line.start - 1).cells)
        return (row - 1, len(self.document.get_line(row - 1))) if row else (0, line.start)

    def record_cursor_width(self) -> None:
        super().record_cursor_width()
        self._wanted_x = self._column(self.cursor_location)

    def get_cursor_up_location(self) -> Location:
        return self._vertical(-1) or super().get_cursor_up_location()

    def get_cursor_down_location(self) -> Location:
        return self._vertical(1) or super().get_cursor_down_location()

    def _vertical(self, step: int) -> Location | None:
        """The location a row up or down; None where both rows are plain or there is none."""
        row, _ = self.cursor_location
        y = self.wrapped_document.location_to_offset(self.cursor_location).y + step
        if not 0 <= y < self.wrapped_document.height:
            return None
        target, first = self.wrapped_document.offset_to_location(Offset(0, y))
        if self._is_plain(row) and self._is_plain(target):
            return None
        x = self._column(self.cursor_location) if self._wanted_x is None else self._wanted_x
        if self._is_plain(target):
            return self.wrapped_document.offset_to_location(Offset(x, y))
        return self._location_in(self._section(target, first), target, x)

    # Words

    def action_cursor_word_left(self, select: bool = False) -> None:
        if self._direction(self.cursor_location[0]) == "rtl" and terminal_kind().paints_visual:
            super().action_cursor_word_right(select)
        else:
            super().action_cursor_word_left(select)

    def action_cursor_word_right(self, select: bool = False) -> None:
        if self._direction(self.cursor_location[0]) == "rtl" and terminal_kind().paints_visual:
            super().action_cursor_word_left(select)
        else:
            super().action_cursor_word_right(select)

    def get_cursor_word_left_location(self) -> Location:
        row, column = self.cursor_location
        if self._is_plain(row) or not column:
            return super().get_cursor_word_left_location()
        starts = [word.start() for word in _WORD.finditer(self.document.get_line(row))]
        return row, max((start for start in starts if start < column), default=0)

    def get_cursor_word_right_location(self) -> Location:
        row, column = self.cursor_location
        text = self.document.get_line(row)
        if self._is_plain(row) or column == len(text):
            return super().get_cursor_word_right_location()
        starts = [word.start() for word in _WORD.finditer(text)]
        return row, min((start for start in starts if start > column), default=len(text))

    # Deleting, by what was typed

    def action_delete_left(self) -> None:
        row, column = self.cursor_location
        if not self.selection.is_empty or not column or self._is_plain(row):
            super().action_delete_left()
        elif not self.read_only:
            start = _before(self.document.get_line(row), column)
            self.delete((row, start), (row, column), maintain_selection_offset=False)

    def action_delete_right(self) -> None:
        row, column = self.cursor_location
        text = self.document.get_line(row)
        if not self.selection.is_empty or column == len(text) or self._is_plain(row):
            super().action_delete_right()
        elif not self.read_only:
            end = next(end for _, end in clusters(text) if end > column)
            self.delete((row, column), (row, end), maintain_selection_offset=False)

    def action_delete_word_right(self) -> None:
        row, column = self.cursor_location
        text = self.document.get_line(row)
        if not self.selection.is_empty or column == len(text) or self._is_plain(row):
            super().action_delete_word_right()
        elif not self.read_only:
            ends = [word.end() for word in _WORD.finditer(text)]
            end = min((end for end in ends if end > column), default=len(text))
            self.delete((row, column), (row, end), maintain_selection_offset=False)


def _before(text: str, column: int) -> int:
    """Where a backspace at `column` deletes from: one mark of a letter, or a whole emoji."""
    start = next(start for start, end in clusters(text) if end >= column)
    last = text[column - 1]
    is_mark = category(last)[0] == "M" and last not in _VARIATION_SELECTORS
    return column - 1 if is_mark else start
