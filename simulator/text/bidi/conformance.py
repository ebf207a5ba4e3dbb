"""Unicode's conformance tests of UAX #9: read BidiTest.txt and BidiCharacterTest.txt, count.

Formats: the comments at the head of the two files, Unicode Character Database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from simulator.text.bidi.algorithm import REMOVED, line_levels, reorder, resolve_classes
from simulator.text.bidi.classes import bidi_classes

__all__ = ["Case", "cases", "count_file", "passes"]

_BASES = ((1, None), (2, 0), (4, 1))
"""Bits of BidiTest's second field, and the paragraph level that each asks for."""


class Case(NamedTuple):
    """One line to reorder, with the answer."""

    classes: list[str]
    characters: str | None
    base: int | None
    levels: list[int]
    order: list[int]
    paragraph: int | None = None
    """The paragraph level that must come out; BidiTest.txt does not say."""


def cases(lines: Iterable[str]) -> Iterator[Case]:
    """The cases in the lines of either file, told apart by their number of fields."""
    levels: list[int] = []
    order: list[int] = []
    for line in lines:
        fields = line.split("#")[0].strip().split(";")
        if fields[0].startswith("@Levels:"):
            levels = _levels(fields[0][8:])
        elif fields[0].startswith("@Reorder:"):
            order = [int(index) for index in fields[0][9:].split()]
        elif len(fields) == 2:
            classes, bits = fields[0].split(), int(fields[1], 16)
            for bit, base in _BASES:
                if bits & bit:
                    yield Case(classes, None, base, levels, order)
        elif len(fields) == 5:
            yield _character_case(fields)


def passes(case: Case) -> bool:
    """Whether our levels and order are the expected ones."""
    base, levels = resolve_classes(case.classes, case.characters, case.base)
    if case.paragraph not in (None, base):
        return False
    levels = line_levels(case.classes, levels, base)
    return levels == case.levels and reorder(levels) == case.order


def count_file(path: Path) -> tuple[int, int]:
    """How many cases of a file pass and fail."""
    passed = failed = 0
    with path.open(encoding="utf-8") as lines:
        for case in cases(lines):
            if passes(case):
                passed += 1
            else:
                failed += 1
    return passed, failed


def _character_case(fields: list[str]) -> Case:
    text = "".join(chr(int(code, 16)) for code in fields[0].split())
    base = {"0": 0, "1": 1, "2": None}[fields[1]]
    order = [int(index) for index in fields[4].split()]
    return Case(bidi_classes(text), text, base, _levels(fields[3]), order, int(fields[2]))


def _levels(field: str) -> list[int]:
    return [REMOVED if level == "x" else int(level) for level in field.split()]
