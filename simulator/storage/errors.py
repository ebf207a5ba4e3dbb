"""What can go wrong with a database, as sentences, and how SQLite's own errors map to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.errors import N_, SimulatorError

__all__ = [
    "CorruptedError",
    "DiskFullError",
    "LockedError",
    "NewerSchemaError",
    "ReadOnlyError",
    "StorageError",
    "translated",
]


class StorageError(SimulatorError):
    """The database cannot be used."""

    code = "E400"
    template = N_("The runs in {file} cannot be used: {problem}.")
    hint = N_("Choose another folder with --data-dir.")


class LockedError(StorageError):
    """Another process writes and does not let go."""

    code = "E401"
    template = N_("The runs in {file} are in use by another program.")
    hint = N_("Close the other window, or wait a moment and try again. Your draft is kept.")


class ReadOnlyError(StorageError):
    """Nothing can be written there."""

    code = "E402"
    template = N_("Nothing can be written in {file}.")
    hint = N_("Choose a folder that you may write in with --data-dir.")


class DiskFullError(StorageError):
    """There is no room left."""

    code = "E403"
    template = N_("The disk is full; {file} could not be written.")
    hint = N_("Make room and try again. Everything up to your last step is kept.")


class CorruptedError(StorageError):
    """The file is no database, or a damaged one."""

    code = "E404"
    template = N_("The file {file} is damaged or is no database of this program.")
    hint = N_("Move it away and start again; a copy can be brought back later.")


class NewerSchemaError(StorageError):
    """A newer version of the program has written it."""

    code = "E405"
    template = N_("The runs in {file} were written by a newer version of this program.")
    hint = N_("Update the program, or choose another folder with --data-dir.")


_SIGNS: tuple[tuple[str, type[StorageError]], ...] = (
    ("locked", LockedError),
    ("busy", LockedError),
    ("readonly", ReadOnlyError),
    ("read-only", ReadOnlyError),
    ("unable to open", ReadOnlyError),
    ("permission", ReadOnlyError),
    ("full", DiskFullError),
    ("not a database", CorruptedError),
    ("malformed", CorruptedError),
    ("corrupt", CorruptedError),
)
"""What SQLite says (its messages are fixed English, sqlite.org/rescode.html) and what it means."""


_LIBRARIES = ("sqlalchemy", "sqlite3", "alembic")
"""Told by name, so that reading the settings does not load a database library."""


@contextmanager
def translated(file: Path) -> Iterator[None]:
    """Turn the library's and the system's errors into ours.

    Raises:
        StorageError: Or the class of it that fits.
    """
    try:
        yield
    except SimulatorError:
        raise
    except Exception as error:
        if not (isinstance(error, OSError) or type(error).__module__.startswith(_LIBRARIES)):
            raise
        problem = str(getattr(error, "orig", None) or error)
        lowered = problem.lower()
        kind = next((kind for sign, kind in _SIGNS if sign in lowered), StorageError)
        raise kind(file=file, problem=problem) from error
