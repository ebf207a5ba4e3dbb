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
    """

    DEFAULT_CSS = """
    RunChart {
        height: auto;
        width: 1fr;
        padding: 0 1;
        text-align: start;
    }
    """

    CELL = 6
    """Width of one figure under its column."""

    def __init__(
        self,
        title: str,
        parts: Sequence[float | None],
        figures: Sequence[str],
    ) -> None:
        super().__init__()
        self._title, self._parts, self._figures = title, parts, figures

    def render(self) -> Content:
        """The chart in as few rows as say it; figures that do not fit side by side wrap."""
        rows = [
            "".join(cell.center(self.CELL) if cell == "·" else cell * 3 + "   " for cell in row)
            for row in columns(self._parts, 4)
        ]
        drawn = [Content.styled(row, "$primary") for row in rows]
        figures = Content("".join(figure.ljust(self.CELL) for figure in self._figures))
        return Content("\n").join([Content.styled(self._title, "bold"), *drawn, figures])
