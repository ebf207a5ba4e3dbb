"""What the user saw in each terminal (`simulator doctor`): a JSON file beside the settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from simulator.storage.errors import translated
from simulator.text.saving import save_text

__all__ = ["TERMINALS_FILE", "forget_terminal", "read_terminal", "save_terminal"]

TERMINALS_FILE = "terminals.json"


def read_terminal(folder: Path, name: str) -> dict[str, str]:
    """What was seen in the terminal of that name; empty when nobody was asked there.

    A damaged file counts as none: the questions can be answered again.
    """
    return _all(folder).get(name, {})


def save_terminal(folder: Path, name: str, seen: Mapping[str, str]) -> None:
    """Keep what was seen.

    Raises:
        StorageError: The folder cannot be written.
    """
    _write(folder, {**_all(folder), name: dict(seen)})


def forget_terminal(folder: Path, name: str) -> None:
    """Keep nothing of a terminal any more.

    Raises:
        StorageError: The folder cannot be written.
    """
    kept = _all(folder)
    if kept.pop(name, None) is not None:
        _write(folder, kept)


def _all(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((folder / TERMINALS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(name): {str(key): value for key, value in seen.items() if isinstance(value, str)}
        for name, seen in found.items()
        if isinstance(seen, dict)
    }


def _write(folder: Path, kept: Mapping[str, Mapping[str, str]]) -> None:
    file = folder / TERMINALS_FILE
    with translated(file):
        save_text(file, json.dumps(kept, ensure_ascii=False, indent=1))
