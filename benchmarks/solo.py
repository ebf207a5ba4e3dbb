"""A solo run as a trainee meets it: start, keys, feedback, memory."""

from __future__ import annotations

import math
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.terminal import Terminal

__all__ = [
    "bare_environ",
    "data_folder",
    "editor_key_ratio_p95",
    "key_times",
    "p95",
    "reply_to_feedback_p95_ms",
    "solo_memory_mb",
    "startup_ratio",
]

_EMPTY_APP = """
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("ready")
Empty().run()
"""
_BARE_EDITOR = """
from textual.app import App
from textual.widgets import TextArea
class Bare(App):
    def compose(self):
        yield TextArea()
Bare().run()
"""
_REPLY = "I closed it at six because we saw something I want looked at. What do you need today?"


def bare_environ(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "SIMULATOR_DATA_DIR": str(folder),
    }


@contextmanager
def data_folder() -> Iterator[Path]:
    """A data folder in which the first start is over."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "preferences.json").write_text('{"language": "en"}', encoding="utf-8")
        yield folder


def _simulator(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "simulator", *arguments]


def _first_frame_s(command: list[str], environ: Mapping[str, str], text: str) -> float:
    with Terminal(command, environ) as terminal:
        return terminal.wait_for(text) - terminal.started


def startup_ratio(runs: int = 9) -> float:
    """First frame that takes keys, against that of an empty Textual app; medians, in turn."""
    ours, empty = [], []
    with data_folder() as folder:
        environ = bare_environ(folder)
        for _ in range(runs + 1):
            empty.append(_first_frame_s([sys.executable, "-c", _EMPTY_APP], environ, "ready"))
            ours.append(_first_frame_s(_simulator(), environ, "Scenarios"))
    return statistics.median(ours[1:]) / statistics.median(empty[1:])


@contextmanager
def _in_the_feed() -> Iterator[Terminal]:
    """A terminal with the first beat of the first-week pack open and the model warm."""
    with data_folder() as folder:
        play = _simulator("play", "first-week", "--language", "en", "--seed", "1")
        with Terminal(play, bare_environ(folder)) as terminal:
            terminal.wait_for("Begin")
            terminal.drain(0.4)
            terminal.type("\r")
            terminal.wait_for("Send")
            terminal.drain(0.4)
            terminal.type(_REPLY)
            terminal.drain(0.4)
            terminal.type("\x13")
            terminal.wait_for("Authenticity")
            terminal.drain(0.4)
            yield terminal


def reply_to_feedback_p95_ms(replies: int = 40) -> float:
    """From the key that sends a reply to the first frame of its feedback; 95th percentile."""
    times = []
    with _in_the_feed() as terminal:
        for number in range(replies):
            terminal.type("r")
            terminal.wait_for("Send")
            terminal.drain(0.4)
            terminal.type(f" {number}")
            terminal.drain(0.8)  # the draft is kept half a second after the last key
            sent = terminal.type("\x13")
            times.append((terminal.wait_for("Authenticity") - sent) * 1000)
            terminal.drain(0.4)
    return p95(times)


def key_times(terminal: Terminal, keys: int) -> list[float]:
    """Milliseconds from a key to the letter on the screen, after a few to warm up."""
    times = []
    for number in range(keys + 10):
        letter = "abcdefghijklmnopqrstuvwxyz"[number % 26]
        sent = terminal.type(letter)
        times.append((terminal.wait_for(letter) - sent) * 1000)
        terminal.drain(0.03)
    return times[10:]


def editor_key_ratio_p95(keys: int = 120) -> float:
    """A key to the screen in the reply box, against a bare TextArea; 95th percentiles."""
    bare_app = [sys.executable, "-c", _BARE_EDITOR]
    with data_folder() as folder, Terminal(bare_app, bare_environ(folder)) as terminal:
        terminal.drain(1.0)
        bare = p95(key_times(terminal, keys))
    with _in_the_feed() as terminal:
        terminal.type("r")
        terminal.wait_for("Send")
        terminal.drain(1.0)
        return p95(key_times(terminal, keys)) / bare


def solo_memory_mb() -> float:
    """A solo run after a scored reply: all processes, proportional set size."""
    with _in_the_feed() as terminal:
        return terminal.memory_mb()


def p95(times: list[float]) -> float:
    """The 95th percentile by nearest rank."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]
