"""What Arabic costs: one line, one screen, one key; and what English pays for it."""

from __future__ import annotations

import asyncio
import itertools
import math
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from textual.app import App, ComposeResult

from benchmarks.painting import TEXTS
from simulator.text.bidi import layout
from simulator.tui import bidi
from simulator.tui.terminal import TerminalKind
from simulator.tui.widgets.reply_editor import ReplyEditor

__all__ = [
    "arabic_key_p95_ms",
    "bidi_line_cached_ms",
    "bidi_line_cold_ms",
    "bidi_screen_ratio",
    "english_screen_ratio",
]

LENGTH = 280
"""Characters of a line: the longest reply of the packs' place."""
_KEYS = 150


def _lines(count: int) -> list[str]:
    """Different Arabic paragraphs of that length, with a handle, a time and quotation marks."""
    words = TEXTS["ar"].split()
    turned = itertools.islice(itertools.cycle(range(len(words))), count)
    paragraphs = (" ".join([str(n), *words[k:], *words[:k]] * 3) for n, k in enumerate(turned))
    return [paragraph[:LENGTH] for paragraph in paragraphs]


def bidi_line_cold_ms() -> float:
    """Layout of a paragraph that was never seen, wrapped at 60 columns; median."""
    return statistics.median(_taken_ms(lambda line=line: layout(line, 60)) for line in _lines(200))


def bidi_line_cached_ms() -> float:
    """Layout of a paragraph that is known at a width that is new, as while resizing; median."""
    times = []
    for line in _lines(40):
        layout(line, 60)
        times += [_taken_ms(lambda line=line, w=w: layout(line, w)) for w in range(61, 66)]
    return statistics.median(times)


def _taken_ms(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000


def _frame_ms(language: str, hooks: str) -> float:
    command = [sys.executable, "-m", "benchmarks.painting", language, hooks]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _ratio(one: tuple[str, str], other: tuple[str, str], runs: int = 5) -> float:
    """Frames in turn, so that a busy machine is busy for both; the medians' ratio."""
    pairs = [(_frame_ms(*one), _frame_ms(*other)) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours) / statistics.median(theirs)


def bidi_screen_ratio() -> float:
    """A screen of Arabic posts against the same of English ones, both as the program paints."""
    return _ratio(("ar", "hooked"), ("en", "hooked"))


def english_screen_ratio() -> float:
    """A screen of English posts as the program paints it, against Textual as it comes."""
    return _ratio(("en", "hooked"), ("en", "stock"))


class _Editor(App[None]):
    terminal_kind = TerminalKind.PLAIN
    text_direction = "rtl"

    def compose(self) -> ComposeResult:
        yield ReplyEditor()


async def _key_times_ms() -> list[float]:
    """Typing a reply: the letter put in, and every row of the box drawn."""
    bidi.install()
    app, times = _Editor(), []
    async with app.run_test(size=(80, 12)) as pilot:
        editor = app.query_one(ReplyEditor)
        for letter in itertools.islice(itertools.cycle(TEXTS["ar"]), _KEYS):
            started = time.perf_counter()
            editor.insert(letter)
            for row in range(editor.size.height):
                editor.render_line(row)
            times.append((time.perf_counter() - started) * 1000)
            await pilot.pause()
    return times


def arabic_key_p95_ms() -> float:
    """A letter typed into an Arabic reply, until all rows are drawn; 95th percentile."""
    times = sorted(asyncio.run(_key_times_ms()))
    return times[math.ceil(0.95 * len(times)) - 1]
