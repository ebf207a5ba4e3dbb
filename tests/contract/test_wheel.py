"""The wheel alone, in a new environment and an empty folder, is the whole program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.contract.program import PATIENCE_S, ROOT

BUILT_FROM = ("simulator", "scenarios", "locales", "models/reply-scorer")
FILES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
REPLY = "I do not know your ward yet, Bridie. May I come at six tomorrow and listen?"


def done(command: list[str], folder: Path, given: str = "", **variables: str) -> str:
    """Run a command with nothing of this tree on its path; gives what it wrote."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables}
    ended = subprocess.run(
        command,
        input=given.encode(),
        capture_output=True,
        cwd=folder,
        env=environ,
        timeout=4 * PATIENCE_S,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    return ended.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: the build compiles catalogues that other tests are reading."""
    tree = tmp_path_factory.mktemp("tree")
    for name in BUILT_FROM:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, tree / name)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist"]
    done([*PIP, "wheel", *options, "."], tree)
    [wheel] = (tree / "dist").iterdir()
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in a new environment; the libraries are lent from this one, the package is not.

    The lent folder comes after the environment's own, and what is installed here as editable is
    found by neither: a path file in a lent folder is not read.
    """
    place = tmp_path_factory.mktemp("environment")
    done([sys.executable, "-m", "venv", "--without-pip", str(place)], place)
    python = place / "bin" / "python"
    options = ["--quiet", "--no-deps", "--no-index"]
    done([*PIP, "--python", str(python), "install", *options, str(wheel)], place)
    own = done([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], place)
    lent = sysconfig.get_path("purelib")
    (Path(own.strip()) / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return place / "bin" / "simulator"


def test_the_wheel_is_light(wheel: Path) -> None:
    assert wheel.stat().st_size < 80e6


def test_its_requirements_are_all_met(installed: Path, tmp_path: Path) -> None:
    told = done([*PIP, "--python", str(installed.parent / "python"), "check"], tmp_path)
    assert "No broken requirements" in told


@pytest.mark.parametrize("language", ["ar", "en", "nb"])
def test_it_plays_from_an_empty_folder(installed: Path, tmp_path: Path, language: str) -> None:
    data = {"SIMULATOR_DATA_DIR": str(tmp_path / "data")}
    where = "import simulator; print(simulator.__file__)"
    found = done([str(installed.parent / "python"), "-c", where], tmp_path)
    assert str(installed.parent.parent) in found
    play = [str(installed), "--interface", language, "play", "first-week", "--plain"]
    written = done(
        [*play, "--language", language, "--seed", "1"], tmp_path, REPLY + "\n" * 30, **data
    )
    assert not {"{", "}"} & set(written)
    [told] = map(
        json.loads, done([str(installed), "runs", "--json"], tmp_path, **data).splitlines()
    )
    assert told["ended"]
    row = json.dumps({"id": "1", "language": "en", "reply": REPLY}) + "\n"
    assert json.loads(done([str(installed), "score"], tmp_path, row, **data))["rated"]


def test_it_speaks_all_three_languages(installed: Path, tmp_path: Path) -> None:
    helped = {
        language: done([str(installed), "--interface", language, "--help"], tmp_path)
        for language in ("ar", "en", "nb")
    }
    assert len(set(helped.values())) == len(helped)
