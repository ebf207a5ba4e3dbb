"""The terminal is closed, or the process is asked to end: it ends, and gives the terminal back."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest


def opened(tmp_path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """The program on a pty of its own, its home screen drawn."""
    (tmp_path / "preferences.json").write_text('{"language": "en"}')
    master, slave = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "SIMULATOR_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "simulator"]
    program = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environ, start_new_session=True
    )
    os.close(slave)
    assert "Scenarios" in read_until(master, "Scenarios")
    return program, master


def read_until(master: int, text: str, timeout_s: float = 30.0) -> str:
    seen, end = "", time.monotonic() + timeout_s
    while text not in seen and time.monotonic() < end:
        if not select.select([master], [], [], 0.2)[0]:
            continue
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if b"\x1b[c" in part:
            os.write(master, b"\x1b[?62;22c")
        seen += part.decode("utf-8", "replace")
    return seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_gives_the_terminal_back(tmp_path: Path, number: int) -> None:
    program, master = opened(tmp_path)
    program.send_signal(number)
    left = read_until(master, "\x1b[?1049l")
    assert "\x1b[?1049l" in left
    left += read_until(master, "no such text", 1.0)
    assert "\x1b[?25h" in left
    assert "\x1b[?2004l" in left
    assert program.wait(20) == 128 + number
    os.close(master)


def test_a_terminal_that_has_gone_ends_it(tmp_path: Path) -> None:
    program, master = opened(tmp_path)
    os.close(master)
    assert program.wait(20) != 0
