"""How a figure went over a run, as columns of block characters with their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

__all__ = ["RunChart", "columns"]

_BLOCKS = " ▁▂▃▄▅▆▇█"


def columns(parts: Sequence[float | None], height: int) -> list[str]:
    """Rows of a column chart, top first; a missing figure is a dot at the foot.

    Args:
        parts: Heights 0.0-1.0, in order.
        height: Rows, at least 1.

    Returns:
        `height` strings with one character for each part.
    """
    rows = []
    for row in range(height - 1, -1, -1):
        cells = []
        for part in parts:
            if part is None:
                cells.append("·" if row == 0 else " ")
                continue
            eighths = round(max(0.0, min(1.0, part)) * height * 8) - row * 8
            cells.append(_BLOCKS[max(0, min(8, eighths))])
        rows.append("".join(cells))
    return rows


class RunChart(Static):
    """A title, the columns, and the figures in words underneath.

    Args:
        title: What is shown.
        parts: Heights 0.0-1.0 in order of the beats; None where there is no figure.
        figures: The same as people write them.
        rtl: Whether time runs from right to left.
    """

    DEFAULT_CSS = """
    RunChart {
        height: auto;
        width: 1fr;
        padding: 0 1;
        text-align: start;
    }
    """

    def __init__(
        self,
        title: str,
        parts: Sequence[float | None],
        figures: Sequence[str],
        *,
        rtl: bool = False,
    ) -> None:
        super().__init__()
        self._title, self._parts, self._figures = title, parts, figures
        # Blocks and figures have no direction of their own: the mark gives all rows the same one.
        self._mark = "\u200f" if rtl else ""

    def render(self) -> Content:
        """The chart in as few rows as say it; figures that do not fit side by side wrap."""
        cell = max(map(len, self._figures), default=0) + 2
        rows = [
            "".join(("   " if block == " " else block * 3).ljust(cell) for block in row)
            for row in columns(self._parts, 4)
        ]
        drawn = [Content.styled(self._mark + row, "$primary") for row in rows]
        figures = Content(self._mark + "".join(figure.ljust(cell) for figure in self._figures))
        return Content("\n").join([Content.styled(self._title, "bold"), *drawn, figures])
