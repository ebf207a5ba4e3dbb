"""A figure with its bar: trust, or a score. The figure says it all; the bar only helps the eye."""

from __future__ import annotations

from textual.content import Content

__all__ = ["bar", "gauge"]


def bar(part: float, cells: int) -> str:
    """A bar of block characters, filled from the start of the line.

    >>> bar(0.5, 4)
    '██░░'
    """
    filled = round(max(0.0, min(1.0, part)) * cells)
    return "█" * filled + "░" * (cells - filled)


def gauge(label: str, part: float, figure: str, *, cells: int = 12) -> Content:
    """A label, and under it a bar with its figure.

    Args:
        label: What is measured.
        part: How full the bar is, 0.0-1.0.
        figure: The number as people write it.
        cells: Width of the bar.
    """
    return Content.assemble((label, "bold"), "\n", (bar(part, cells), "$primary"), " ", figure)
