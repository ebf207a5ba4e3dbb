"""Tables whose columns run from right to left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widgets import DataTable

from simulator.tui.bidi.context import Method, text_direction
from simulator.tui.bidi.mirror import opted_out

__all__ = ["mirrored_columns", "other_way"]


def mirrored_columns(original: Method) -> Method:
    def render_line_in_row(self: DataTable[Any], *args: Any, **options: Any) -> Any:
        fixed, scrollable = original(self, *args, **options)
        return (fixed, scrollable[::-1]) if _is_mirrored(self) else (fixed, scrollable)

    return render_line_in_row


def _is_mirrored(table: DataTable[Any]) -> bool:
    """A table that scrolls sideways keeps its order: its scrolling counts columns from the left."""
    fits = table.virtual_size.width <= table.size.width and not table.fixed_columns
    return text_direction() == "rtl" and fits and not opted_out(table)


def other_way(opposite: str) -> Callable[[Method], Method]:
    def wrap(original: Method) -> Method:
        other = getattr(DataTable, opposite)

        def action(self: DataTable[Any]) -> None:
            (other if _is_mirrored(self) else original)(self)

        return action

    return wrap
