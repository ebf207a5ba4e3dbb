"""What the terminal does to right-to-left text, and how to make it leave that to the program.

Terminals differ: most show each cell where it is written, some reorder a whole row, some only a
run of letters. The question is put before the app starts, because an answer that came later would
be taken for typing.

Sources: terminal-wg.pages.freedesktop.org/bidi (BDSM, SCP), xterm's control sequences (DECRQM,
XTVERSION, DA1), the manuals of Konsole, mlterm and tmux.
"""

from __future__ import annotations

import os
import re
import select
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import IO

__all__ = [
    "BidiMode",
    "Terminal",
    "TerminalKind",
    "detect",
    "enter_sequences",
    "leave_sequences",
    "prepared",
    "sequences",
]


class BidiMode(Enum):
    """Who turns right-to-left text round: the user's choice (`--bidi`)."""

    AUTO = "auto"
    """Ask the terminal."""
    APP = "app"
    """The program does, and believes that the terminal does nothing."""
    TERMINAL = "terminal"
    """The terminal (or a screen reader) does: it gets text in the order in which it is read."""
    OFF = "off"
    """Nobody does: text in the order in which it is read, letters unjoined."""


class TerminalKind(Enum):
    """What a terminal does to a row of text, and what it must be told to leave it alone."""

    PLAIN = "plain"
    """Shows every cell where it is written: xterm, Alacritty, foot, Windows Terminal, xterm.js."""
    BDSM = "bdsm"
    """Reorders rows unless the standard escape says no: VTE (GNOME, Xfce), mintty."""
    KONSOLE = "konsole"
    MLTERM = "mlterm"
    KITTY = "kitty"
    """Leaves rows alone but turns each blank-free Arabic run round; cannot be told not to."""
    APPLE = "apple"
    """Reorders whole rows and cannot be told not to: it gets text in reading order."""
    WEB = "web"
    """A browser, or no terminal at all: nothing may be written before the app's driver does."""
    LOGICAL = "logical"
    """Wants text in reading order, for example for a screen reader."""

    @property
    def paints_visual(self) -> bool:
        """Whether the program reorders and joins; if not, rows are sent in reading order."""
        return self not in (TerminalKind.APPLE, TerminalKind.LOGICAL)


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal that the app runs in."""

    kind: TerminalKind
    version: str = ""
    """What it answered to XTVERSION, for bug reports; empty if nothing."""
    in_tmux: bool = False
    """Whether sequences must be wrapped to reach the outer terminal."""

    def name(self, environ: Mapping[str, str]) -> str:
        """What this terminal is called where the user's answers about it are kept."""
        program = self.version or environ.get("TERM_PROGRAM", "") or environ.get("TERM", "")
        inside = " in tmux" if environ.get("TMUX") and program != "tmux" else ""
        return (program or "unknown") + inside

    def as_seen(self, seen: Mapping[str, str]) -> Terminal:
        """The terminal as the user said that it is (`simulator doctor`), if she did."""
        kinds = {kind.value: kind for kind in TerminalKind}
        return replace(self, kind=kinds.get(seen.get("kind", ""), self.kind))


_ENTER = {
    TerminalKind.BDSM: "\x1b[8l\x1b[1 k",
    TerminalKind.KONSOLE: "\x1b]50;BidiRenderingEnabled=false\x07",
    TerminalKind.MLTERM: "\x1b]5379;use_ctl=false\x07",
}
_LEAVE = {
    TerminalKind.BDSM: "\x1b[8h\x1b[0 k",
    TerminalKind.KONSOLE: "\x1b]50;BidiRenderingEnabled=true\x07",
    TerminalKind.MLTERM: "\x1b]5379;use_ctl=true\x07",
}

_QUESTIONS = "\x1b[8$p\x1b[>q"
"""DECRQM of BDSM (ANSI mode 8), then XTVERSION."""
_FENCE = "\x1b[c"
"""DA1, which every terminal answers, and answers last."""
_FENCE_REPLY = re.compile(rb"\x1b\[\?[\d;]*c")
_BDSM_REPLY = re.compile(rb"\x1b\[8;([12])\$y")
_VERSION_REPLY = re.compile(rb"\x1bP>\|(.*?)\x1b\\", re.DOTALL)


def detect(
    environ: Mapping[str, str],
    stdin: IO[str],
    stdout: IO[str],
    timeout_s: float = 0.25,
    *,
    mode: BidiMode = BidiMode.AUTO,
) -> Terminal:
    """Find out what kind of terminal this is; call it before the app runs.

    Args:
        timeout_s: Longest wait for answers, in seconds. Terminals need 1 to 30 ms.
        mode: The user's choice; only `AUTO` asks the terminal anything.
    """
    if mode in (BidiMode.TERMINAL, BidiMode.OFF):
        return Terminal(TerminalKind.LOGICAL)
    if not (stdin.isatty() and stdout.isatty()):
        return Terminal(TerminalKind.WEB)
    if mode is BidiMode.APP:
        return Terminal(TerminalKind.PLAIN)
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return Terminal(TerminalKind.APPLE)  # it would print the last letter of the question
    if environ.get("TMUX"):
        return _detect_through_tmux(stdin, stdout, timeout_s)
    replies = _ask(stdin, stdout, _QUESTIONS + _FENCE, timeout_s)
    return _judge(replies, environ)


def enter_sequences(kind: TerminalKind) -> str:
    """What to write before the app's first output, so that cells stay where they are written.

    It must come before the alternate screen is opened: VTE keeps the mode with each row, as it was
    when the row was made.
    """
    return _ENTER.get(kind, "")


def leave_sequences(kind: TerminalKind) -> str:
    """What gives the terminal its own ways back, after the app's last output."""
    return _LEAVE.get(kind, "")


def sequences(terminal: Terminal) -> tuple[str, str]:
    """What to write before the app and after it, wrapped for tmux; empty where nothing is needed.

    See `enter_sequences` and `leave_sequences`.
    """
    entering, leaving = enter_sequences(terminal.kind), leave_sequences(terminal.kind)
    if terminal.in_tmux and entering:
        return _for_tmux(entering), _for_tmux(leaving)
    return entering, leaving


@contextmanager
def prepared(terminal: Terminal, stdout: IO[str]) -> Iterator[None]:
    """Switch the terminal for as long as the app runs, and back however it ends.

    SIGTERM and SIGHUP would end the process without a word, so they become `SystemExit` here unless
    somebody listens already.
    """
    entering, leaving = sequences(terminal)
    if not entering:
        yield
        return
    with _exit_on_signals():
        try:
            _write(stdout, entering)
            yield
        finally:
            with suppress(OSError, ValueError):  # the terminal may be gone
                _write(stdout, leaving)


def _judge(replies: bytes, environ: Mapping[str, str]) -> Terminal:
    found = _VERSION_REPLY.search(replies)
    version = "".join(filter(str.isprintable, found[1].decode("utf-8", "replace"))) if found else ""
    return Terminal(_kind(replies, version, environ), version[:64])


def _kind(replies: bytes, version: str, environ: Mapping[str, str]) -> TerminalKind:
    term = environ.get("TERM", "")
    if version.startswith("Konsole") or environ.get("KONSOLE_VERSION"):
        return TerminalKind.KONSOLE
    if version.startswith("kitty") or term == "xterm-kitty":
        return TerminalKind.KITTY
    if term.startswith("mlterm") or environ.get("MLTERM"):
        return TerminalKind.MLTERM
    # Only a terminal that knows the mode answers 1 (set) or 2 (reset) rather than 0.
    return TerminalKind.BDSM if _BDSM_REPLY.search(replies) else TerminalKind.PLAIN


def _detect_through_tmux(stdin: IO[str], stdout: IO[str], timeout_s: float) -> Terminal:
    """Ask the terminal outside tmux; plain if tmux does not let the question through.

    tmux itself answers the fence at once, so the whole wait is spent when nobody else does.
    """
    asked = _for_tmux(_QUESTIONS) if stdout.isatty() else ""
    replies = _ask(stdin, stdout, asked, timeout_s, until=_BDSM_REPLY)
    kind = _kind(replies, "", {})
    return Terminal(kind, in_tmux=kind is TerminalKind.BDSM)


def _for_tmux(sequences: str) -> str:
    """Sequences that tmux hands on (`allow-passthrough on`) instead of keeping them."""
    return "\x1bPtmux;" + sequences.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def _ask(
    stdin: IO[str],
    stdout: IO[str],
    question: str,
    timeout_s: float,
    until: re.Pattern[bytes] = _FENCE_REPLY,
) -> bytes:
    """Write a question and read what comes back until a reply matches or time is up."""
    try:
        import termios
        import tty
    except ImportError:  # Windows: its terminals show cells where they are written
        return b""
    descriptor = stdin.fileno()
    saved = termios.tcgetattr(descriptor)
    try:
        tty.setraw(descriptor)
        _write(stdout, question)
        return _read_until(descriptor, until, time.monotonic() + timeout_s)
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, saved)


def _read_until(descriptor: int, until: re.Pattern[bytes], deadline_s: float) -> bytes:
    replies = b""
    while not until.search(replies) and (left_s := deadline_s - time.monotonic()) > 0:
        if not select.select([descriptor], [], [], left_s)[0]:
            break
        received = os.read(descriptor, 1024)
        if not received:
            break
        replies += received
    return replies


def _write(stdout: IO[str], sequences: str) -> None:
    stdout.write(sequences)
    stdout.flush()


@contextmanager
def _exit_on_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the process through `finally` blocks."""
    replaced: dict[int, signal.Handlers] = {}
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                replaced[number] = signal.SIG_DFL
                signal.signal(number, _exit)
    try:
        yield
    finally:
        for number, handler in replaced.items():
            signal.signal(number, handler)


def _exit(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
