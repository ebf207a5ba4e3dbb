"""The command line: parses, asks `bootstrap` for the parts, reports.

The commands are built when the program starts, in the user's language: nothing that a person reads
is fixed at import.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from simulator import bootstrap
from simulator.cli import actions
from simulator.cli.diagnostics import Talk
from simulator.errors import ExitCode, SimulatorError
from simulator.storage.preferences import read_preferences
from simulator.text.catalogue import LANGUAGE_NAMES, Words, preferred_language
from simulator.text.pseudo import PSEUDO_LANGUAGES

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: The command line without the program's name; without it, this process's own.

    Returns:
        The exit code (`ExitCode`).
    """
    _open_missing_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = _words(given)
    talk = Talk(words)
    code = _run(given, words, talk)
    _close_output()
    return code


def _run(given: list[str], words: Words, talk: Talk) -> int:
    try:
        if given:
            return _parsed(given, words, talk)
        # The commonest call has nothing to parse, so its first screen waits for no parser.
        return actions.open_program(None, language=None, bidi="auto")
    except SimulatorError as error:
        talk.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`simulator packs | head -1`): nothing is wrong.
        return ExitCode.DONE


def _parsed(given: list[str], words: Words, talk: Talk) -> int:
    import click

    from simulator.cli.commands import build
    from simulator.cli.usage import usage_error

    root = build(words, talk)
    try:
        # Not by click's own main(), which makes a failure of a reader of our output that has gone.
        with root.make_context("simulator", given) as context:
            result = root.invoke(context)
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.UsageError as error:
        raise usage_error(error) from error
    except click.Abort:
        return ExitCode.INTERRUPTED
    return result if isinstance(result, int) else ExitCode.DONE


def _words(given: list[str]) -> Words:
    """The user's words: as this command line says, else as she chose before, else the system's.

    They are needed before the command line is parsed, since the commands are made in them.
    """
    folder = _option(given, "--data-dir")
    kept = read_preferences(bootstrap.data_folder(Path(folder) if folder else None))
    for language in (_option(given, "--interface"), kept.language):
        if language in LANGUAGE_NAMES or language in PSEUDO_LANGUAGES:
            return Words(language, kept.digits)
    return Words(preferred_language(os.environ), kept.digits)


def _option(given: list[str], wanted: str) -> str:
    """An option's value, given as `--option VALUE` or `--option=VALUE`; else nothing."""
    for position, argument in enumerate(given):
        name, _, value = argument.partition("=")
        if name == wanted:
            return value or (given[position + 1] if position + 1 < len(given) else "")
    return ""


def _open_missing_streams() -> None:
    """A process can be started without standard streams (`>&-`); then they lead nowhere."""
    for name, flags, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_WRONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))


def _close_output() -> None:
    """Flush, and keep Python from complaining at exit about a reader that has gone."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
