"""Draws a screen full of posts again and again; a process of its own for `benchmarks.arabic`.

    python -m benchmarks.painting ar|en hooked|stock

prints the median time of one whole frame in milliseconds: laid out anew at another width, painted,
and turned into what a terminal gets. `stock` is Textual as it comes.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from simulator.tui.terminal import TerminalKind

SIZE = (120, 40)
POSTS = 12
FRAMES = 60
TEXTS = {
    "ar": (
        "مسا الخير @um_taleen، المي قطعت عنا بالصفصاف من 17:50 وبيانكم سطر واحد: «أعمال طارئة»."
        " بنتي عمرها أربع شهور وبدها ترضع هلق، والصهريج رقم 9 ما وصل عالمدرسة. مين بيرد علينا؟"
    ),
    "en": (
        "Good evening @um_taleen, the water went off in our street at 17:50, and all you wrote is a"
        ' line: "urgent works". My daughter is four months old and tanker 9 never came. Who helps?'
    ),
}


class Posts(App[None]):
    """As many posts as a large screen holds."""

    terminal_kind = TerminalKind.PLAIN

    def __init__(self, language: str) -> None:
        super().__init__()
        self.text = TEXTS[language]
        self.text_direction = "rtl" if language == "ar" else "ltr"

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            for number in range(POSTS):
                yield Static(f"{self.text} {number}", markup=False)


async def frame_ms(language: str) -> float:
    """Median of many frames; every second one is two columns narrower, as while resizing."""
    app, times = Posts(language), []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        box, screen = app.query_one(VerticalScroll), app.screen
        for turn in range(FRAMES + 6):
            started = time.perf_counter()
            box.styles.width = SIZE[0] - turn % 2 * 2
            screen._refresh_layout()
            for strip in screen._compositor.render_strips():
                strip.render(app.console)
            times.append((time.perf_counter() - started) * 1000)
            await pilot.pause()
    return statistics.median(times[6:])


def main() -> None:
    language, hooks = sys.argv[1:]
    if hooks == "hooked":
        from simulator.tui import bidi

        bidi.install()
    print(asyncio.run(frame_ms(language)))


if __name__ == "__main__":
    main()
