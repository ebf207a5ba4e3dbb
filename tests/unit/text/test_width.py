"""Widths and clusters agree with what the screen library measures."""

from __future__ import annotations

import pytest
from rich.cells import cell_len, split_graphemes

from simulator.text.width import (
    char_width,
    clusters,
    is_joiner_or_control,
    needs_painting,
    painted,
    text_width,
)

ORDINARY = [
    "Hello, world! ~ | \\",
    "Blåbærsyltetøy – «ærlig» …",
    "السلام عليكم ورحمة الله",
    "كِتابٌ مُفيدٌ",
    "٣٤٫٥٪ ١٢٣",
    "日本語 한국어",
    "👍 🎉 😀",
    "─│┌┐ ▐X▌ █▉",
    "e\u0301 ñ ü",
    "€ £ ¥ ₪ °C ½ ×",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_is_as_wide_as_the_screen_library_says(text: str) -> None:
    assert text_width(text) == cell_len(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_clusters_are_those_of_the_screen_library(text: str) -> None:
    assert clusters(text) == [(start, end) for start, end, _ in split_graphemes(text)[0]]


def test_every_letter_of_the_three_languages_is_as_wide_as_there() -> None:
    codes = [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x0600, 0x0700)]
    codes += [*range(0x2010, 0x2028), *range(0x2500, 0x2600), *range(0xFB50, 0xFBC2)]
    codes += [*range(0xFE80, 0xFEFD), *range(0x1F600, 0x1F650), *range(0x3041, 0x3097)]
    assert [hex(c) for c in codes if char_width(chr(c)) != cell_len(chr(c))] == []


@pytest.mark.parametrize(
    "cluster",
    ["👍🏽", "👨‍👩‍👧‍👦", "❤️", "1️⃣", "🇳🇴", "لا"[:1] + "\u064e\u0651", "🏴\U000e0067\U000e007f"],
)
def test_what_a_person_calls_one_character_is_one_cluster(cluster: str) -> None:
    assert clusters(f"a{cluster}b")[1:-1] == [(1, 1 + len(cluster))]


def test_a_joiner_does_not_glue_letters() -> None:
    assert clusters("ه\u200dب") == [(0, 2), (2, 3)]


def test_flags_pair_up_from_the_left() -> None:
    assert clusters("🇳🇴🇸🇪") == [(0, 2), (2, 4)]


def test_a_line_break_of_two_is_one_cluster() -> None:
    assert clusters("a\r\nb") == [(0, 1), (1, 3), (3, 4)]


def test_no_text_has_no_clusters() -> None:
    assert clusters("") == []
    assert text_width("") == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [("👍🏽!", "👍!"), ("👨‍👩‍👧", "👨"), ("a\u202eb", "ab"), ("\x1b[2J", "[2J"), ("⸻", "—")],
)
def test_painting_takes_out_what_terminals_disagree_about(text: str, shown: str) -> None:
    assert needs_painting(text)
    assert painted(text) == shown
    assert not needs_painting(shown)


def test_tails_of_emoji_take_no_room() -> None:
    assert text_width("👨‍👩‍👧‍👦👍🏽") == 4


def test_controls_are_told_from_letters() -> None:
    assert all(map(is_joiner_or_control, "\x00\x1b\x9b\u200d\u202e\ufe0f\U000e0041"))
    assert not any(map(is_joiner_or_control, "aب \u0651👍"))


def test_an_emoji_younger_than_the_interpreter_is_wide() -> None:
    assert char_width("\U0001fae9") == 2
