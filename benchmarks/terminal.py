"""A program on a real pseudo-terminal, timed from a key to what it draws."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import signal
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping
from types import TracebackType

import psutil

__all__ = ["Terminal"]

_DA1 = b"\x1b[c"


class Terminal:
    """A child process on a pty of a given size. It answers the questions that programs ask.

    Args:
        command: The program and its arguments.
        environ: Its whole environment.
        columns: Width in cells.
        rows: Height in cells.
        answers: What is sent back for a question, beside the one that every terminal answers.
    """

    def __init__(
        self,
        command: list[str],
        environ: Mapping[str, str],
        columns: int = 100,
        rows: int = 32,
        *,
        answers: Mapping[bytes, bytes] | None = None,
    ) -> None:
        self._answers = {**(answers or {}), _DA1: b"\x1b[?62;22c"}
        self.started = time.perf_counter()
        self.output = b""
        self._master, slave = pty.openpty()
        import fcntl
        import termios

        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=dict(environ),
            start_new_session=True,
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._master)

    def type(self, keys: str) -> float:
        """Send keys; gives the moment at which they were sent."""
        sent = time.perf_counter()
        os.write(self._master, keys.encode())
        return sent

    def wait_for(self, text: str, *, timeout_s: float = 60.0) -> float:
        """Read until `text` has been written since the last wait; gives that moment.

        Raises:
            TimeoutError: It was not written in time; the end of the output is in the message.
        """
        wanted, seen = text.encode(), b""
        for part in self._parts(timeout_s):
            seen += part
            if wanted in seen:
                self.output += seen
                return time.perf_counter()
        raise TimeoutError(f"{text!r} never came; last: {seen[-500:]!r}")

    def settle(self, quiet_s: float = 0.3) -> None:
        """Read until nothing has been written for a while."""
        for part in self._parts(30.0, quiet_s=quiet_s):
            self.output += part

    def drain(self, seconds: float) -> None:
        """Read whatever is written in the next seconds (a blinking caret is never quiet)."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            for part in self._parts(left, quiet_s=left):
                self.output += part
                break

    def memory_mb(self) -> float:
        """Proportional set size of the process and all its children, in MB."""
        root = psutil.Process(self.process.pid)
        family = [root, *root.children(recursive=True)]
        return sum(one.memory_full_info().pss for one in family) / 1e6

    def _parts(self, timeout_s: float, *, quiet_s: float | None = None) -> Iterator[bytes]:
        end = time.perf_counter() + timeout_s
        while (left := end - time.perf_counter()) > 0:
            ready, _, _ = select.select([self._master], [], [], min(left, quiet_s or left))
            if not ready:
                return
            try:
                part = os.read(self._master, 65536)
            except OSError:
                return
            for question, answer in self._answers.items():
                if question in part:
                    os.write(self._master, answer)
            yield part
