"""Settings: kept whole, and whatever else stands in the file counts as not chosen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.storage.preferences import (
    CHOICES,
    PREFERENCES_FILE,
    Preferences,
    read_preferences,
    save_preferences,
)
from simulator.tui.themes import THEMES


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    chosen = Preferences("ar", "mono", "arab")
    save_preferences(tmp_path / "new", chosen)
    assert read_preferences(tmp_path / "new") == chosen
    assert [file.name for file in (tmp_path / "new").iterdir()] == [PREFERENCES_FILE]


@pytest.mark.parametrize(
    "kept",
    [
        {"language": "xx", "theme": "pink", "digits": "roman"},
        {"language": ["ar"], "theme": 5, "digits": None},
        {"unheard": "of"},
        [1, 2],
        "dark",
    ],
)
def test_what_is_no_choice_counts_as_not_chosen(tmp_path: Path, kept: object) -> None:
    (tmp_path / PREFERENCES_FILE).write_text(json.dumps(kept), "utf-8")
    assert read_preferences(tmp_path) == Preferences()


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / PREFERENCES_FILE).write_bytes(b'{"language": "a\xff')
    assert read_preferences(tmp_path) == Preferences()


def test_every_look_can_be_chosen() -> None:
    assert CHOICES["theme"] == set(THEMES)
