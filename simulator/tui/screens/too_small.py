"""The notice on a terminal that is too small for any screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from simulator.errors import N_
from simulator.tui.base import BaseScreen

__all__ = ["TooSmallScreen"]


class TooSmallScreen(BaseScreen[None]):
    """Goes by itself when the terminal has grown."""

    DEFAULT_CSS = """
    TooSmallScreen {
        align: center middle;
    }
    TooSmallScreen Static {
        text-align: center;
    }
    """

    def compose(self) -> ComposeResult:
        from simulator.tui.app import SMALLEST

        columns, rows = SMALLEST
        text = self.say(
            N_("The window is too small. Make it at least {columns} columns by {rows} rows."),
            columns=columns,
            rows=rows,
        )
        yield Static(text, markup=False)
