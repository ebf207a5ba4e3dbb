"""The rules of UAX #9, one by one, on texts small enough to check by eye."""

from __future__ import annotations

import pytest

from simulator.text.bidi.algorithm import (
    REMOVED,
    first_strong_level,
    inverse,
    line_levels,
    reorder,
    resolve,
    resolve_classes,
)
from simulator.text.bidi.classes import MIRRORED, bidi_class, bidi_classes


@pytest.mark.parametrize(
    ("text", "level"),
    [("abc", 0), ("\u0627b", 1), ("12 \u05d0", 1), ("12", 0), ("", 0), ("\u2067\u0627\u2069a", 0)],
)
def test_the_first_strong_character_decides_the_paragraph(text: str, level: int) -> None:
    assert resolve(text).base == level


def test_a_given_level_wins_over_the_text() -> None:
    assert resolve("abc", 1) == (1, [2, 2, 2], ["L", "L", "L"])


def test_digits_after_an_arabic_letter_become_arabic_numbers() -> None:
    assert resolve_classes(["AL", "EN", "CS", "EN"], base=1)[1] == [1, 2, 2, 2]
    assert resolve_classes(["AL", "EN", "ES", "EN"], base=1)[1] == [1, 2, 1, 2]


def test_a_mark_goes_with_its_base() -> None:
    assert resolve("\u0643\u0650a", 0).levels == [1, 1, 0]


def test_brackets_take_the_direction_of_what_they_hold() -> None:
    levels = resolve("a (\u0627) b", 1).levels
    assert levels[2] == levels[4] == 1


def test_brackets_without_a_strong_character_follow_their_surroundings() -> None:
    assert resolve("\u0627 (-) \u0627", 0).levels == [1] * 7


def test_more_brackets_than_the_rule_remembers_are_no_pairs() -> None:
    text = "\u0627" + "(" * 64 + "a" + ")" * 64
    levels = resolve(text, 1).levels
    assert levels[65] == 2
    assert set(levels[1:65]) == {1}


def test_what_x9_removes_has_no_level() -> None:
    assert resolve("a\u202bb\u202c", 0).levels[1] == REMOVED
    assert reorder([0, REMOVED, 0]) == [0, 2]


def test_an_override_turns_latin_letters_round() -> None:
    assert resolve("\u202eab\u202c", 0).levels[1:3] == [1, 1]


def test_embeddings_deeper_than_the_limit_change_nothing() -> None:
    text = "\u202b" * 200 + "a" + "\u202c" * 200 + "b"
    levels = resolve(text, 0).levels
    assert levels[200] == 126
    assert levels[-1] == 0


def test_an_unmatched_isolate_ends_with_the_paragraph() -> None:
    assert resolve("a\u2067b", 0).levels == [0, 0, 2]


def test_blanks_at_the_end_of_a_line_go_to_its_edge() -> None:
    classes = bidi_classes("\u0627 ")
    assert line_levels(classes, [1, 1], 0) == [1, 0]


def test_a_tab_splits_a_line_into_segments() -> None:
    assert line_levels(["R", "WS", "S", "R"], [1, 1, 1, 1], 0) == [1, 0, 0, 1]


def test_reorder_and_its_inverse_are_two_ways_of_one_map() -> None:
    order = reorder([0, 1, 1, 2, REMOVED, 0])
    assert order == [0, 3, 2, 1, 5]
    assert inverse(order, 6) == [0, 3, 2, 1, None, 4]


def test_the_search_for_a_strong_character_skips_isolates() -> None:
    assert first_strong_level(["RLI", "R", "PDI", "L"]) == 0
    assert first_strong_level(["EN", "PDI", "L"], in_isolate=True) is None


@pytest.mark.parametrize(
    ("character", "expected"),
    [("\u05ff", "R"), ("\u07bf", "AL"), ("\u20cf", "ET"), ("\ufdd0", "BN"), ("\u0378", "L")],
)
def test_unassigned_characters_have_the_default_of_their_block(
    character: str, expected: str
) -> None:
    assert bidi_class(character) == expected


def test_mirroring_twice_gives_the_character_back() -> None:
    assert all(MIRRORED[mirror] == character for character, mirror in MIRRORED.items())
    assert MIRRORED["("] == ")"
    assert MIRRORED["«"] == "»"
