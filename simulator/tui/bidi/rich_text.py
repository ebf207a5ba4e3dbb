"""Rich text in visual order: the cells of tables, and logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.text import Text

from simulator.text.bidi import Direction, is_paintable_as_is, lay_out_part, paragraph_direction
from simulator.tui.bidi.context import Method, in_app, is_drawing, terminal_kind, text_direction
from simulator.tui.bidi.painting import blank, paint, styles_by_character

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions

__all__ = ["visual_text"]


def visual_text(original: Method) -> Method:
    def rich_console(self: Text, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        if not _text_needs_turning(self.plain):
            yield from original(self, console, options)
            return
        for number, paragraph in enumerate(self.split(allow_blank=True)):
            direction = paragraph_direction(paragraph.plain, text_direction())
            paragraph.no_wrap, paragraph.overflow = self.no_wrap, self.overflow
            for row, line in enumerate(_wrapped(paragraph, console, options)):
                if number or row:
                    yield Segment.line()
                align = self.justify or options.justify or "default"
                yield from _text_segments(line, console, options.max_width, direction, align)
        if self.end:
            yield Segment(self.end)

    return rich_console


def _text_needs_turning(text: str) -> bool:
    if not in_app() or not terminal_kind().paints_visual or is_drawing(text):
        return False
    if not is_paintable_as_is(text):
        return True
    return text_direction() == "rtl" and paragraph_direction(text, "rtl") == "rtl"


def _wrapped(paragraph: Text, console: Console, options: ConsoleOptions) -> Iterable[Text]:
    overflow = paragraph.overflow or options.overflow
    no_wrap = options.no_wrap if paragraph.no_wrap is None else paragraph.no_wrap
    paragraph.justify = None
    return paragraph.wrap(
        console, options.max_width, justify="default", overflow=overflow, no_wrap=bool(no_wrap)
    )


def _text_segments(
    line: Text, console: Console, width: int, direction: Direction, align: str
) -> list[Segment]:
    line.end = ""
    styles = styles_by_character(line.render(console))
    visual = lay_out_part(line.plain, 0, len(line.plain), direction)
    if align in ("default", "full"):
        align = "right" if direction == "rtl" else "left"
    space = max(0, width - visual.width)
    left = {"right": space, "center": space // 2}.get(align, 0)
    style = console.get_style(line.style) if isinstance(line.style, str) else line.style
    return [*blank(left, style), *paint(visual, styles)]
