"""Opens the program on a terminal, and leaves the terminal as it was, however the program ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.storage.preferences import read_preferences
from simulator.storage.terminals import read_terminal
from simulator.text.catalogue import preferred_language
from simulator.tui.app import Opening, SimulatorApp
from simulator.tui.terminal import BidiMode, Terminal, detect, prepared, sequences

if TYPE_CHECKING:
    from textual.driver import Driver

    from simulator.scenario.library import Library
    from simulator.scoring.base import Scorer
    from simulator.sessions.store import RunStore

__all__ = ["NoTerminalError", "launch"]

_TERMINAL_CHECK_S = 1.0


class NoTerminalError(SimulatorError):
    """There is nobody to show screens to."""

    code = "E105"
    exit_code = ExitCode.USAGE
    template = N_("This needs a terminal, and there is none here.")
    hint = N_("“simulator play PACK --plain” plays over lines; “simulator packs” lists the packs.")


def launch(
    folder: Path,
    *,
    open_store: Callable[[Path], RunStore],
    open_library: Callable[[Path], Library],
    start_scorer: Callable[[], Scorer],
    language: str | None,
    bidi: str,
    opening: Opening = None,
) -> int:
    """Open the program and stay in it until the user leaves.

    Args:
        folder: The data folder.
        open_store: Opens the runs of a data folder.
        open_library: Finds the packs of a data folder.
        start_scorer: Starts the scorer.
        language: The interface's language for this time; else as chosen before, else the system's.
        bidi: Who turns Arabic round (`BidiMode`).
        opening: What to open at once.

    Returns:
        The exit code.

    Raises:
        NoTerminalError: Input or output is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminalError
    preferences = read_preferences(folder)
    if language:
        preferences = replace(preferences, language=language)
    terminal = detect(os.environ, sys.stdin, sys.stdout, mode=BidiMode(bidi))
    if BidiMode(bidi) is BidiMode.AUTO:
        terminal = terminal.as_seen(read_terminal(folder, terminal.name(os.environ)))
    app = SimulatorApp(
        folder,
        preferences,
        language=preferred_language(os.environ),
        open_store=partial(open_store, folder),
        open_library=partial(open_library, folder),
        start_scorer=start_scorer,
        opening=opening,
        terminal_kind=terminal.kind,
        driver_class=_driver_for(terminal),
    )
    with prepared(terminal, sys.stdout):
        asyncio.run(_run(app))
    return app.return_code or ExitCode.DONE


def _driver_for(terminal: Terminal) -> type[Driver] | None:
    """A driver that gives the terminal its own ways back while the program is suspended."""
    try:
        from textual.drivers.linux_driver import LinuxDriver
    except ImportError:  # Windows suspends nothing
        return None
    entering, leaving = sequences(terminal)

    def write(sequence: str) -> None:
        stream = sys.__stdout__  # the app has put something else in place of sys.stdout
        if stream is not None:
            stream.write(sequence)
            stream.flush()

    class SuspendingDriver(LinuxDriver):
        def suspend_application_mode(self) -> None:
            super().suspend_application_mode()
            write(leaving)

        def resume_application_mode(self) -> None:
            write(entering)  # before the alternate screen is opened, as at the start
            super().resume_application_mode()

    return SuspendingDriver if entering else None


async def _run(app: SimulatorApp) -> None:
    """Run the app; a terminal that is closed, or a polite kill, ends it in order."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, _leave, app, int(number))
    watching = asyncio.create_task(_leave_with_the_terminal(app))
    try:
        await app.run_async()
    finally:
        watching.cancel()
        app.close_parts()


async def _leave_with_the_terminal(app: SimulatorApp) -> None:
    """End the process when its terminal has gone without a SIGHUP (a dropped connection).

    Textual would go on reading an end of file as fast as it can, and nothing that it writes can
    arrive any more; the draft is in the store already.
    """
    try:
        import termios
    except ImportError:  # Windows closes its programs itself
        return
    while True:
        await asyncio.sleep(_TERMINAL_CHECK_S)
        try:
            termios.tcgetattr(sys.stdin.fileno())
        except (termios.error, OSError, ValueError):
            app.close_parts()
            os._exit(128 + signal.SIGHUP)


def _leave(app: SimulatorApp, number: int) -> None:
    app.exit(return_code=128 + number)
