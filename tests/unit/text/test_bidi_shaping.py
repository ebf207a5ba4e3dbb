"""Arabic letters take the form that their neighbours ask for."""

from __future__ import annotations

import os
from pathlib import Path
from unicodedata import normalize

import pytest

from simulator.text.bidi.shaping import joining_type, shape

UCD = os.environ.get("BIDI_UCD", "")


@pytest.mark.parametrize(
    ("word", "glyphs"),
    [
        ("\u0628\u0628\u0628", "\ufe91\ufe92\ufe90"),
        ("\u0628", "\ufe8f"),
        ("\u062f\u0628", "\ufea9\ufe8f"),
        ("\u0628\u0621", "\ufe8f\ufe80"),
        ("\u067e\u06cc", "\ufb58\ufbfd"),
    ],
    ids=["joined", "alone", "after a letter without a left arm", "before hamza", "persian"],
)
def test_a_letter_takes_the_form_of_its_place(word: str, glyphs: str) -> None:
    assert "".join(shape(word).glyphs) == glyphs


@pytest.mark.parametrize("alef", "\u0622\u0623\u0625\u0627")
def test_lam_and_alef_become_one(alef: str) -> None:
    shaped = shape("\u0644" + alef)
    assert shaped.glyphs[1] == ""
    assert shaped.joined == {1}
    assert normalize("NFKC", shaped.glyphs[0]) == "\u0644" + alef


def test_lam_and_alef_join_to_the_letter_before() -> None:
    assert shape("\u0628\u0644\u0627").glyphs == ["\ufe91", "\ufefc", ""]


def test_a_mark_between_lam_and_alef_stays() -> None:
    assert shape("\u0644\u064e\u0627").glyphs == ["\ufefb", "\u064e", ""]


def test_marks_do_not_break_a_word_and_keep_their_shape() -> None:
    assert shape("\u0628\u0651\u0628").glyphs == ["\ufe91", "\u0651", "\ufe90"]


def test_a_non_joiner_parts_two_letters() -> None:
    assert shape("\u0628\u200c\u0628").glyphs == ["\ufe8f", "\u200c", "\ufe8f"]


def test_a_joiner_lends_an_arm() -> None:
    assert shape("\u0647\u200d").glyphs[0] == "\ufeeb"


def test_tatweel_joins_on_both_sides() -> None:
    assert shape("\u0628\u0640\u0628").glyphs == ["\ufe91", "\u0640", "\ufe90"]


def test_no_isolated_mark_form_is_ever_chosen() -> None:
    text = "\u0640\u064b\u0651 \u064e\u0650\u0628\u0652"
    assert not any("\ufe70" <= glyph <= "\ufe7f" for glyph in shape(text).glyphs)


def test_every_form_folds_back_to_its_letter() -> None:
    text = "السلام عليكم ورحمة الله وبركاته"
    assert normalize("NFKC", "".join(shape(text).glyphs)) == text


def test_latin_text_is_left_alone() -> None:
    assert shape("blåbær").glyphs == list("blåbær")


@pytest.mark.skipif(not UCD, reason="BIDI_UCD names no folder of Unicode data")
def test_joining_types_are_those_of_unicode_where_there_are_forms() -> None:
    rows = (Path(UCD) / "ArabicShaping.txt").read_text("utf-8").splitlines()
    fields = [row.split(";") for row in rows if row and not row.startswith("#")]
    types = {chr(int(row[0], 16)): row[2].strip() for row in fields}
    ours = {character: joining_type(character) for character in types}
    differing = {c for c, kind in ours.items() if kind not in ("U", types[c])}
    assert differing == {"\u06ba"}  # noon ghunna has no initial and medial form
    assert sum(kind in ("D", "R") for kind in ours.values()) > 70
