"""A new pack plays at once, in every language, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.authoring.new import NotEmptyError, PackUnwritableError, new_pack, pack_id
from simulator.scenario.checking import check_pack
from simulator.scenario.library import load_pack

LANGUAGES = ("ar", "en", "nb")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_faultless_and_in_the_authors_language(tmp_path: Path, language: str) -> None:
    files = new_pack(tmp_path / "Vår pakke", language, 'Om "oss"')
    assert files[0].name == "pack.yaml"
    assert all(file.is_file() for file in files)
    assert check_pack(tmp_path / "Vår pakke").findings == []
    pack = load_pack(tmp_path / "Vår pakke")
    assert pack.pack.id == "var-pakke"
    assert pack.pack.languages == (language,)
    assert pack.pack.title.text == 'Om "oss"'
    scenario = pack.scenario(None)
    assert len(scenario.personas) == 2
    assert set(scenario.beats[0].samples) == {language}


def test_the_three_starters_tell_as_much(tmp_path: Path) -> None:
    shapes = set()
    for language in LANGUAGES:
        new_pack(tmp_path / language, language)
        scenario = load_pack(tmp_path / language).scenario(None)
        shapes.add(
            tuple((len(beat.outcomes), beat.lesson, beat.time[3:]) for beat in scenario.beats)
        )
    assert len(shapes) == 1


def test_a_title_is_cleaned(tmp_path: Path) -> None:
    new_pack(tmp_path / "mine", "en", "Red \x1b[31m: # {x}\n$id")
    assert load_pack(tmp_path / "mine").pack.title.text == "Red : # {x} $id"


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", "utf-8")
    with pytest.raises(NotEmptyError):
        new_pack(tmp_path, "en")
    with pytest.raises(NotEmptyError):
        new_pack(tmp_path / "mine.txt", "en")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PackUnwritableError):
        new_pack(tmp_path / "file" / "pack", "en")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Første uke!", "forste-uke"),
        ("Æra", "aera"),
        ("café  crisis 2", "cafe-crisis-2"),
        ("حزمتي", "my-pack"),
        ("a" * 80, "a" * 60),
        ("--", "my-pack"),
    ],
)
def test_an_id_is_made_of_the_folders_name(name: str, expected: str) -> None:
    assert pack_id(name) == expected
