"""A figure with its bar: trust, or a score. The figure says it all; the bar only helps the eye."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

__all__ = ["Gauge", "bar"]


def bar(part: float, cells: int) -> str:
    """A bar of block characters, filled from the start of the line.

    >>> bar(0.5, 4)
    '██░░'
    """
    filled = round(max(0.0, min(1.0, part)) * cells)
    return "█" * filled + "░" * (cells - filled)


class Gauge(Static):
    """A label, a bar and a figure.

    Args:
        label: What is measured.
        part: How full the bar is, 0.0-1.0.
        figure: The number as people write it.
        cells: Width of the bar.
    """

    DEFAULT_CSS = """
    Gauge {
        height: auto;
        width: 1fr;
        text-align: start;
    }
    """

    def __init__(
        self, label: str, part: float, figure: str, *, cells: int = 12, id: str | None = None
    ) -> None:
        super().__init__(id=id, markup=False)
        self.cells = cells
        self.show(label, part, figure)

    def show(self, label: str, part: float, figure: str) -> None:
        """Show new values."""
        drawn = Content.assemble(
            (label, "bold"), "\n", (bar(part, self.cells), "$primary"), " ", figure
        )
        self.update(drawn)
