"""Installing a pack: it is checked first, copied whole, and replaces an earlier copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.authoring.installing import NameTakenError, NotInstalledError, install_pack
from simulator.authoring.new import new_pack
from simulator.scenario.findings import PackError
from simulator.scenario.library import Library
from tests.conftest import PACKS


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    new_pack(tmp_path / "mine", "en", "First")
    return tmp_path / "mine"


def test_an_installed_pack_is_found_and_holds_only_what_belongs_to_it(mine: Path) -> None:
    (mine / "notes.txt").write_text("not for others", "utf-8")
    (mine / "draft.yaml").write_text("id: [", "utf-8")
    packs = mine.parent / "data" / "packs"
    install_pack(mine, packs)
    assert Library([packs]).pack("mine").pack.title.text == "First"
    names = {file.name for file in packs.rglob("*") if file.is_file()}
    assert names == {"pack.yaml", "closed-sunday.yaml", "owning-up.yaml", "saying-nothing.yaml"}
    assert [folder.name for folder in packs.iterdir()] == ["mine"]


def test_a_later_copy_replaces_the_earlier_one_whole(mine: Path) -> None:
    packs = mine.parent / "packs"
    install_pack(mine, packs)
    (mine / "rehearsals" / "saying-nothing.yaml").unlink()
    text = (mine / "pack.yaml").read_text("utf-8")
    (mine / "pack.yaml").write_text(text.replace("First", "Second"), "utf-8")
    assert install_pack(mine, packs).pack.title.text == "Second"
    assert [file.name for file in (packs / "mine" / "rehearsals").iterdir()] == ["owning-up.yaml"]
    install_pack(packs / "mine", packs)
    assert Library([packs]).pack("mine").pack.title.text == "Second"


def test_a_pack_with_errors_changes_nothing(mine: Path) -> None:
    packs = mine.parent / "packs"
    install_pack(mine, packs)
    before = (packs / "mine" / "closed-sunday.yaml").read_text("utf-8")
    (mine / "closed-sunday.yaml").write_text("id: [", "utf-8")
    with pytest.raises(PackError):
        install_pack(mine, packs)
    assert (packs / "mine" / "closed-sunday.yaml").read_text("utf-8") == before


def test_a_name_of_the_programs_own_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NameTakenError):
        install_pack(PACKS / "small", tmp_path, own=("small",))
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    shutil.copytree(PACKS / "small", tmp_path / "small")
    (tmp_path / "packs").write_text("", "utf-8")
    with pytest.raises(NotInstalledError):
        install_pack(tmp_path / "small", tmp_path / "packs")
