"""What a person sees, as text."""

from __future__ import annotations

import unicodedata

from textual.pilot import Pilot

from simulator.tui.app import SimulatorApp


async def settled(pilot: Pilot[None]) -> None:
    """Wait for workers and for what they lead to: a worker, its message, a screen, its worker."""
    for _ in range(5):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def rows(app: SimulatorApp) -> list[str]:
    """The cells of the screen, row by row, left to right."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def seen(app: SimulatorApp) -> str:
    """All that is on the screen."""
    return "\n".join(rows(app))


def in_reading_order(row: str) -> str:
    """A row of joined Arabic letters as one would type it: turned back, forms undone."""
    return unicodedata.normalize("NFKC", row[::-1]).strip()
