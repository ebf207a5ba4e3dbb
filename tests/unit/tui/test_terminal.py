"""The terminal is asked before the app runs, told to leave cells alone, and set back at the end."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from simulator.tui.terminal import (
    BidiMode,
    Terminal,
    TerminalKind,
    detect,
    enter_sequences,
    leave_sequences,
    prepared,
)

FENCE = b"\x1b[?65;1;9c"


@contextmanager
def answering(reply: bytes) -> Iterator[tuple[IO[str], IO[str], list[bytes]]]:
    """A terminal that answers any question with `reply`: input, output, and what it was sent."""
    ours, theirs = pty.openpty()
    heard: list[bytes] = []
    done = threading.Event()

    def play() -> None:
        while not done.is_set():
            if select.select([ours], [], [], 0.01)[0]:
                heard.append(os.read(ours, 1024))
                os.write(ours, reply)

    thread = threading.Thread(target=play)
    thread.start()
    with (
        os.fdopen(os.dup(theirs), "r", encoding="utf-8") as stdin,
        os.fdopen(theirs, "w", encoding="utf-8") as stdout,
    ):
        try:
            yield stdin, stdout, heard
        finally:
            done.set()
            thread.join()
    os.close(ours)


@pytest.mark.parametrize(
    ("reply", "environ", "kind"),
    [
        (b"\x1b[8;1$y" + FENCE, {}, TerminalKind.BDSM),
        (b"\x1b[8;2$y" + FENCE, {}, TerminalKind.BDSM),
        (b"\x1b[8;0$y\x1bP>|XTerm(379)\x1b\\" + FENCE, {}, TerminalKind.PLAIN),
        (b"\x1bP>|Konsole 22.12.3\x1b\\" + FENCE, {}, TerminalKind.KONSOLE),
        (b"\x1bP>|kitty(0.26.5)\x1b\\" + FENCE, {}, TerminalKind.KITTY),
        (FENCE, {"TERM": "xterm-kitty"}, TerminalKind.KITTY),
        (FENCE, {"TERM": "mlterm"}, TerminalKind.MLTERM),
        (FENCE, {"MLTERM": "3.9.0"}, TerminalKind.MLTERM),
        (FENCE, {}, TerminalKind.PLAIN),
    ],
)
def test_a_terminal_is_known_by_its_answers(
    reply: bytes, environ: dict[str, str], kind: TerminalKind
) -> None:
    with answering(reply) as (stdin, stdout, heard):
        assert detect(environ, stdin, stdout, 2.0).kind is kind
    assert b"".join(heard) == b"\x1b[8$p\x1b[>q\x1b[c"


def test_the_version_is_kept_for_bug_reports_without_controls() -> None:
    with answering(b"\x1bP>|XTerm\x07(379)\x1b\\" + FENCE) as (stdin, stdout, _):
        assert detect({}, stdin, stdout, 2.0).version == "XTerm(379)"


def test_a_silent_terminal_is_plain_after_a_short_wait() -> None:
    with answering(b"") as (stdin, stdout, _):
        started = time.monotonic()
        assert detect({}, stdin, stdout, 0.05).kind is TerminalKind.PLAIN
        assert time.monotonic() - started < 1


def test_apple_terminal_is_not_asked() -> None:
    with answering(FENCE) as (stdin, stdout, heard):
        terminal = detect({"TERM_PROGRAM": "Apple_Terminal"}, stdin, stdout)
    assert terminal.kind is TerminalKind.APPLE
    assert heard == []


def test_a_pipe_is_not_asked() -> None:
    written = io.StringIO()
    assert detect({}, io.StringIO(), written).kind is TerminalKind.WEB
    assert written.getvalue() == ""


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (BidiMode.APP, TerminalKind.PLAIN),
        (BidiMode.TERMINAL, TerminalKind.LOGICAL),
        (BidiMode.OFF, TerminalKind.LOGICAL),
    ],
)
def test_the_users_choice_wins_over_the_terminal(mode: BidiMode, kind: TerminalKind) -> None:
    with answering(b"\x1b[8;1$y" + FENCE) as (stdin, stdout, heard):
        assert detect({}, stdin, stdout, mode=mode).kind is kind
    assert heard == []


def test_inside_tmux_the_question_goes_through_or_the_terminal_is_plain() -> None:
    environ = {"TMUX": "/tmp/x,1,0"}
    with answering(b"\x1b[8;1$y") as (stdin, stdout, heard):
        assert detect(environ, stdin, stdout, 2.0) == Terminal(TerminalKind.BDSM, in_tmux=True)
    assert heard == [b"\x1bPtmux;\x1b\x1b[8$p\x1b\x1b[>q\x1b\\"]
    with answering(b"") as (stdin, stdout, _):
        assert detect(environ, stdin, stdout, 0.05) == Terminal(TerminalKind.PLAIN)


@pytest.mark.parametrize("kind", TerminalKind)
def test_whatever_is_switched_off_is_switched_on_again(kind: TerminalKind) -> None:
    entering, leaving = enter_sequences(kind), leave_sequences(kind)
    switched = kind in (TerminalKind.BDSM, TerminalKind.KONSOLE, TerminalKind.MLTERM)
    assert bool(entering) == bool(leaving) == switched
    assert entering.count("\x1b") == leaving.count("\x1b")


def test_only_terminals_that_turn_text_round_get_reading_order() -> None:
    logical = {kind for kind in TerminalKind if not kind.paints_visual}
    assert logical == {TerminalKind.APPLE, TerminalKind.LOGICAL}


def test_the_terminal_is_set_back_when_the_app_fails() -> None:
    written = io.StringIO()

    def fail() -> None:
        with prepared(Terminal(TerminalKind.BDSM), written):
            assert written.getvalue() == "\x1b[8l\x1b[1 k"
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        fail()
    assert written.getvalue() == "\x1b[8l\x1b[1 k\x1b[8h\x1b[0 k"


def test_a_terminal_that_has_gone_is_no_error() -> None:
    written = io.StringIO()
    with prepared(Terminal(TerminalKind.KONSOLE), written):
        written.close()
    assert written.closed


@pytest.mark.parametrize("kind", [TerminalKind.WEB, TerminalKind.PLAIN, TerminalKind.KITTY])
def test_nothing_is_written_to_a_terminal_that_needs_nothing(kind: TerminalKind) -> None:
    written = io.StringIO()
    with prepared(Terminal(kind), written):
        pass
    assert written.getvalue() == ""


def test_tmux_hands_the_switch_on() -> None:
    written = io.StringIO()
    with prepared(Terminal(TerminalKind.BDSM, in_tmux=True), written):
        pass
    assert written.getvalue().startswith("\x1bPtmux;\x1b\x1b[8l\x1b\x1b[1 k\x1b\\")


KILLED = """
import sys, time
from simulator.tui.terminal import Terminal, TerminalKind, prepared
with prepared(Terminal(TerminalKind.MLTERM), sys.stdout):
    time.sleep(30)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_is_set_back_when_the_process_is_ended(number: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        entered = process.stdout.read(len(enter_sequences(TerminalKind.MLTERM)))
        process.send_signal(number)
        rest = process.stdout.read()
    assert entered.decode() == enter_sequences(TerminalKind.MLTERM)
    assert rest.decode() == leave_sequences(TerminalKind.MLTERM)
    assert process.returncode == 128 + number


RUN = """
import os, sys
from textual.widgets import Static
from simulator.tui.terminal import detect, prepared
from tests.pilot.bidi_app import BidiApp
terminal = detect(os.environ, sys.stdin, sys.stdout, 2.0)
class Brief(BidiApp):
    def on_mount(self):
        self.set_timer(0.3, self.exit)
with prepared(terminal, sys.stdout):
    Brief(lambda: [Static("لا")], kind=terminal.kind).run()
"""


def test_a_real_run_switches_before_the_screen_opens_and_back_after_it_closes() -> None:
    root = Path(__file__).parents[3]
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(root)
        os.execv(sys.executable, [sys.executable, "-c", RUN])
    output = b""
    while True:
        try:
            received = os.read(terminal, 65536)
        except OSError:
            break
        if b"\x1b[8$p" in received:
            os.write(terminal, b"\x1b[8;1$y" + FENCE)
        output += received
    os.waitpid(child, 0)
    os.close(terminal)
    order = [b"\x1b[8l\x1b[1 k", b"\x1b[?1049h", "\ufefb".encode(), b"\x1b[?1049l", b"\x1b[8h"]
    places = [output.find(part) for part in order]
    assert places == sorted(places)
    assert -1 not in places
    assert not re.search(rb"\[8;1\$y", output[places[1] :])
