"""Arabic on a real pseudo-terminal, read back through an independent terminal emulator."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pyte
import pytest

from benchmarks.terminal import Terminal
from tests.contract.program import ROOT, environ

COLUMNS, ROWS = 70, 46
ROW = re.compile(r"\| (\d+) \| (.*) \| (?:right to left|left to right) \| <bdo[^>]*>(.*)</bdo> \|")
TABLE = [
    (int(number), written, seen)
    for number, written, seen in ROW.findall(
        (ROOT / "docs" / "bidi-acceptance.md").read_text("utf-8")
    )
]
TYPED = "لا إله @ali 12، قال «نعم» ثم C++ (ب)."
"""Letters, a ligature, a handle, figures, quotation marks, a name that is kept whole, brackets."""


def emulated(output: bytes) -> pyte.Screen:
    """The screen after these bytes. pyte takes `CSI > u` and the like for something else."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[um]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)", b"", output))
    return screen


def page(folder: Path, *arguments: str) -> Terminal:
    command = [sys.executable, "-m", "tests.contract.bidi_page", *arguments]
    variables = environ(folder, TERM="xterm-256color", LANG="C.UTF-8")
    return Terminal(command, variables, COLUMNS, ROWS)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("page")
    file = folder / "sentences.txt"
    file.write_text("\n".join(written for _, written, _ in TABLE), "utf-8")
    with page(folder, "rows", str(file)) as terminal:
        terminal.drain(3.0)
        screen = emulated(terminal.output)
    return [normalize("NFKC", row).strip() for row in screen.display]


def test_the_table_is_there() -> None:
    assert [number for number, _, _ in TABLE] == list(range(1, 41))


@pytest.mark.parametrize("number", [number for number, _, _ in TABLE])
def test_a_sentence_stands_as_the_table_says(shown: list[str], number: int) -> None:
    _, _, seen = TABLE[number - 1]
    assert shown[number - 1] == normalize("NFKC", seen)


def carets(screen: pyte.Screen) -> list[int]:
    """Columns of the first row whose background is not the row's own; the padding is left out."""
    colours = [screen.buffer[0][x].bg for x in range(1, COLUMNS - 1)]
    [(usual, _)] = Counter(colours).most_common(1)
    return [x for x, colour in enumerate(colours, start=1) if colour != usual]


def test_the_caret_stands_left_of_what_was_typed_after_every_key(tmp_path: Path) -> None:
    with page(tmp_path, "box") as terminal:
        terminal.drain(2.0)
        for count, letter in enumerate(TYPED, start=1):
            terminal.type(letter)
            terminal.drain(0.12)
            screen, typed = emulated(terminal.output), TYPED[:count]
            text = screen.display[0]
            first = len(text) - len(text.lstrip())
            blanks = len(typed) - len(typed.rstrip())  # they stand left of the last word
            assert carets(screen) == [first - 1 - blanks], (typed, text)
