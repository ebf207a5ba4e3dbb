"""The user's settings: a small JSON file, read before the first screen is drawn.

They are no part of the database, because a database takes longer to open than a screen to draw.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from simulator.storage.errors import translated
from simulator.text.catalogue import LANGUAGE_NAMES
from simulator.text.saving import save_text

__all__ = ["CHOICES", "PREFERENCES_FILE", "Preferences", "read_preferences", "save_preferences"]

PREFERENCES_FILE = "preferences.json"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the user has chosen."""

    language: str = ""
    """Of the interface; empty until chosen at the first start."""
    theme: str = "dark"
    """`dark`, `light` or `mono`."""
    digits: str = "latn"
    """CLDR numbering system, `latn` or `arab`."""


CHOICES: Mapping[str, frozenset[str]] = {
    "language": frozenset(LANGUAGE_NAMES),
    "theme": frozenset({"dark", "light", "mono"}),
    "digits": frozenset({"latn", "arab"}),
}
"""What each setting may be; anything else in the file counts as not chosen."""


def read_preferences(folder: Path) -> Preferences:
    """The settings kept in a data folder; the defaults where there are none or they are damaged.

    A damaged settings file is not worth stopping for: its values are a click away.
    """
    try:
        found = json.loads((folder / PREFERENCES_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(found, dict):
        return Preferences()
    return Preferences(
        **{
            name: found[name]
            for name, choices in CHOICES.items()
            if isinstance(found.get(name), str) and found[name] in choices
        }
    )


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep settings: written whole beside the old file, then put in its place.

    Raises:
        StorageError: The folder cannot be written.
    """
    file = folder / PREFERENCES_FILE
    with translated(file):
        save_text(file, json.dumps(asdict(preferences), ensure_ascii=False))
