"""Text from outside is safe and canonical once it has been cleaned."""

from __future__ import annotations

from unicodedata import category, is_normalized

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.text.cleaning import MAX_MARKS, clean, clean_bytes


@pytest.mark.parametrize(
    "attack",
    [
        "A\x1b[2JB",
        "A\x9b2JB",
        "A\x1b]52;c;ZXZpbA==\x07B",
        "A\x1b]0;title\x1b\\B",
        "A\x9d0;title\x9cB",
        "A\x1bP$q\x1b\\B",
        "A\x90$q\x9cB",
        "A\x1b_apc\x1b\\B",
        "A\x1bcB",
        "A\x1b(0B",
        "A\x1b]8;;http://e\x1b\\B\x1b]8;;\x1b\\",
        "A\x00\x07\x08\x7fB",
        "A\u202e\u2066\u2069\u200b\ufeffB",
        "A\U000e0041\U000e0042B",
        "A\ud800B",
        "A\ue000B",
        "A\ufdd0B",
        "AB\x1b",
        "AB\x1b]never ended",
    ],
)
def test_a_sequence_for_the_terminal_is_taken_out_whole(attack: str) -> None:
    assert clean(attack) == "AB"


def test_a_sequence_without_an_end_takes_no_more_than_its_line() -> None:
    assert clean("a\x1b]0;b\nc") == "a\nc"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_break_becomes_a_newline_or_a_blank(line_break: str) -> None:
    assert clean(f"a{line_break}b") == "a\nb"
    assert clean(f"a{line_break}b", lines=False) == "a b"


def test_a_tab_becomes_a_blank() -> None:
    assert clean("a\tb") == "a b"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "👨\u200d👩", "❤\ufe0f", "a\u200e\u200f\u061cb"])
def test_joiners_and_marks_of_direction_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("forms", "letters"),
    [
        ("\ufefb", "لا"),
        ("\ufe8f\ufb58", "بپ"),
        ("\ufdfa", "صلى الله عليه وسلم"),
        ("\ufdfd", "بسم الله الرحمن الرحيم"),
        ("\u0628\ufe76", "\u0628\u064e"),
        ("ﬁ", "ﬁ"),
    ],
)
def test_presentation_forms_become_letters_and_nothing_else_does(forms: str, letters: str) -> None:
    assert clean(forms) == letters


def test_a_pile_of_marks_is_cut() -> None:
    assert clean("a" + "\u0651" * 50 + "b") == "a" + "\u0651" * MAX_MARKS + "b"
    assert len(clean("a" + "\u0651\u200d" * 50)) == 1 + MAX_MARKS


def test_letters_and_accents_are_composed() -> None:
    assert clean("bla\u030ab") == "blåb"


def test_a_new_emoji_stays_on_every_python() -> None:
    assert clean("\U0001fae9") == "\U0001fae9"


def test_the_limit_counts_code_points() -> None:
    assert clean("ب" * 50, limit=10) == "ب" * 10
    assert clean("abc", limit=0) == ""


def test_bytes_that_are_no_utf_8_are_marked() -> None:
    assert clean_bytes("\ufeffblå".encode()) == "blå"
    assert clean_bytes(b"a\xffb\xc3") == "a\ufffdb\ufffd"


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("\x1b[]P^_\x07\x9b\x9c\x9d\x90\\;2Jm\r\n\t \u0301\u0651\u200d\ufe0f\ud800"),
        st.sampled_from("\ufefb\ufe70\ufe71\ufdfa\ufdfd\u1100\u1161\u09c7\u09be\u0344e"),
        st.characters(),
    ),
    max_size=60,
)


@given(HOSTILE, st.integers(0, 70), st.booleans())
@settings(max_examples=500, deadline=None)
def test_cleaning_twice_changes_nothing(text: str, limit: int, lines: bool) -> None:
    once = clean(text, limit=limit, lines=lines)
    assert clean(once, limit=limit, lines=lines) == once
    assert len(once) <= limit


@given(HOSTILE)
@settings(max_examples=500, deadline=None)
def test_what_comes_out_holds_nothing_that_steers(text: str) -> None:
    result = clean(text)
    allowed = set("\n\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f")
    steering = {c for c in result if category(c) in ("Cc", "Cf", "Cs", "Co")} - allowed
    assert steering == set()
    assert is_normalized("NFC", result)
    result.encode("utf-8")


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_bytes_become_clean_text(raw: bytes) -> None:
    assert clean(clean_bytes(raw)) == clean_bytes(raw)


@given(st.text("abc ABC åøæ السلام.,!?\n", max_size=80))
def test_honest_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text
