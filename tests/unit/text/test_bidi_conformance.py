"""Unicode's own tests: a sample always, the whole files where BIDI_UCD names their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from simulator.text.bidi.classes import CLOSING_BRACKET, MIRRORED, OPENING_BRACKET
from simulator.text.bidi.conformance import Case, cases, count_file, passes

SAMPLES = Path(__file__).parents[2] / "data" / "bidi"
UCD = os.environ.get("BIDI_UCD", "")
needs_ucd = pytest.mark.skipif(not UCD, reason="BIDI_UCD names no folder of Unicode data")


@pytest.mark.parametrize(
    ("name", "least"), [("BidiTest.sample.txt", 450), ("BidiCharacterTest.sample.txt", 200)]
)
def test_the_sample_passes(name: str, least: int) -> None:
    passed, failed = count_file(SAMPLES / name)
    assert failed == 0
    assert passed >= least


def test_a_wrong_answer_is_counted_as_failed(tmp_path: Path) -> None:
    wrong = tmp_path / "BidiCharacterTest.txt"
    wrong.write_text("05D0 0031;1;1;1 2;0 1\n05D0 0031;1;1;1 2;1 0\n", encoding="utf-8")
    assert count_file(wrong) == (1, 1)


def test_each_bit_of_a_class_case_is_one_paragraph_level() -> None:
    found = list(cases(["@Levels: 1", "@Reorder: 0", "R; 5"]))
    assert [case.base for case in found] == [None, 1]
    assert all(passes(case) for case in found)


def test_a_wrong_paragraph_level_fails() -> None:
    assert not passes(Case(["R"], "\u05d0", None, [1], [0], 0))


@needs_ucd
@pytest.mark.parametrize(
    ("name", "count"), [("BidiTest.txt", 770_241), ("BidiCharacterTest.txt", 91_707)]
)
def test_the_whole_file_passes(name: str, count: int) -> None:
    assert count_file(Path(UCD) / name) == (count, 0)


@needs_ucd
def test_mirrored_characters_are_those_of_unicode() -> None:
    pairs = dict(_pairs(Path(UCD) / "BidiMirroring.txt"))
    assert pairs == MIRRORED


@needs_ucd
def test_brackets_are_those_of_unicode() -> None:
    assert dict(_pairs(Path(UCD) / "BidiBrackets.txt")) == {**OPENING_BRACKET, **CLOSING_BRACKET}


def _pairs(path: Path) -> list[tuple[str, str]]:
    rows = [line.split("#")[0].split(";") for line in path.read_text("utf-8").splitlines()]
    return [(chr(int(row[0], 16)), chr(int(row[1], 16))) for row in rows if len(row) > 1]
