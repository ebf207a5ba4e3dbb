"""Single rows as each kind of terminal must be sent them, for asking the user what she sees."""

from __future__ import annotations

from rich.segment import Segment

from simulator.text.bidi import Direction, layout
from simulator.text.width import painted
from simulator.tui.bidi.kitty import flipped_for_kitty
from simulator.tui.terminal import TerminalKind

__all__ = ["framed", "rows_for"]


def rows_for(
    text: str, kind: TerminalKind, width: int, *, direction: Direction | None = None
) -> list[str]:
    """The rows of a text, wrapped at `width` columns, right-to-left ones set to the right.

    Args:
        direction: Of every paragraph; None lets each find its own.
    """
    if not kind.paints_visual:
        return text.split("\n")
    rows = []
    for line in layout(text, width, direction=direction):
        row = (" " * (width - line.width) if line.rtl else "") + line.text
        if kind is TerminalKind.KITTY:
            row = "".join(segment.text for segment in flipped_for_kitty([Segment(row)]))
        rows.append(row)
    return rows


def framed(text: str, kind: TerminalKind, width: int) -> str:
    """One short text between two bars `width` columns apart, as the program would paint it."""
    if not kind.paints_visual:
        return f"│{painted(text)}│"
    [line] = layout(text, None)
    row = f"│{line.text}{' ' * (width - line.width)}│"
    if kind is TerminalKind.KITTY:
        row = "".join(segment.text for segment in flipped_for_kitty([Segment(row)]))
    return row
