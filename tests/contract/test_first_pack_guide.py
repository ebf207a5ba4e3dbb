"""The authors' guide, followed to the letter in each language: every command, every change."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.contract.program import ROOT, environ, run

GUIDES = ["first-pack.ar.md", "first-pack.md", "first-pack.nb.md"]
_BLOCK = re.compile(r"^```(sh|yaml)\n(.*?)^```", re.M | re.S)
_FILE = re.compile(r"`([a-z-]+/[a-z-]+\.yaml)`")
COMMANDS = [
    "new", "install", "play", "check", "rehearse", "map", "explore", "install", "messages",
]  # fmt: skip


@pytest.mark.parametrize("guide", GUIDES)
def test_whoever_follows_the_guide_gets_what_it_says(tmp_path: Path, guide: str) -> None:
    """Of two blocks of YAML, the first is what the reader finds and the second what she writes."""
    text = (ROOT / "docs" / "authors" / guide).read_text("utf-8")
    variables = environ(tmp_path, LANG="C.UTF-8")
    given, old = [], ""
    for block in _BLOCK.finditer(text):
        kind, body = block.groups()
        if kind == "yaml":
            if old:
                change(tmp_path / _FILE.findall(text[: block.start()])[-1], old, body)
            old = "" if old else body
            continue
        for line in body.splitlines():
            program, *arguments = shlex.split(line)
            assert program == "simulator"
            told = run(arguments, variables, cwd=tmp_path)
            assert told.returncode == 0, (line, told.stdout.decode(), told.stderr.decode())
            given.append(arguments[1] if arguments[0] == "pack" else arguments[0])
    assert given == COMMANDS


def change(file: Path, old: str, new: str) -> None:
    before = file.read_text("utf-8")
    assert before.count(old) == 1, (file.name, old)
    file.write_text(before.replace(old, new), "utf-8")


def test_the_three_guides_take_the_same_steps() -> None:
    texts = [(ROOT / "docs" / "authors" / guide).read_text("utf-8") for guide in GUIDES]
    steps = [re.findall(r"^## (\d)\.", text, re.M) for text in texts]
    assert steps == [list("123456789")] * len(GUIDES)
