"""What stands on the screen, written from left to right with letters unshaped."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from simulator.text.bidi import (
    Direction,
    has_rtl,
    is_paintable_as_is,
    lay_out_part,
    layout,
    paragraph_direction,
)
from simulator.text.bidi.islands import find_islands


def seen(text: str, direction: Direction | None = None, *, islands: bool = True) -> str:
    return layout(text, direction=direction, islands=islands, shaped=False)[0].text


def backwards(word: str) -> str:
    return word[::-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قرأت README.md في 2024",
            f"2024 {backwards('في')} README.md {backwards('قرأت')}",
        ),
        (
            "رد @omar_99 على (القضية #12)",
            f"(#12 {backwards('القضية')}) {backwards('على')} @omar_99 {backwards('رد')}",
        ),
        ("السعر 5-10% أو 12:30", f"12:30 {backwards('أو')} %10-5 {backwards('السعر')}"),
        ("Hello عربي 123 world", f"Hello 123 {backwards('عربي')} world"),
        ("قال «مرحبا» [1]!", f"![1] «{backwards('مرحبا')}» {backwards('قال')}"),
        ("a \u2067ب c\u2069 d", "a c ب d"),
        ("https://a.no/x?b=1 رابط", f"{backwards('رابط')} https://a.no/x?b=1"),
        ("لا إله @ali 12", f"12 @ali {backwards('إله')} {backwards('لا')}"),
        ("هاتف +47 22 33 44 55", f"+47 22 33 44 55 {backwards('هاتف')}"),
        ("تاريخ 2024-11-22", f"2024-11-22 {backwards('تاريخ')}"),
        ("لغة C++ و C#", f"C# و C++ {backwards('لغة')}"),
        ("عنوان ola@kari.no.", f".ola@kari.no {backwards('عنوان')}"),
        ("نسخة v1.2.3!", f"!v1.2.3 {backwards('نسخة')}"),
        ("اكتب `rm -rf` هنا", f"{backwards('هنا')} `rm -rf` {backwards('اكتب')}"),
        ("ملف src/a-b.py", f"src/a-b.py {backwards('ملف')}"),
        ("▐X▌ خيار", f"{backwards('خيار')} ▐X▌"),
    ],
)
def test_an_arabic_sentence_reads_as_a_person_would_write_it(text: str, expected: str) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رد @omar_99", f"omar_99@ {backwards('رد')}"),
        ("السعر 5-10%", f"%10-5 {backwards('السعر')}"),
    ],
)
def test_without_islands_the_standard_alone_decides(text: str, expected: str) -> None:
    assert seen(text, islands=False) == expected


def test_arabic_digits_run_left_to_right_with_the_sign_beside_them() -> None:
    assert seen("٣٤٫٥٪", "rtl") == "٪٣٤٫٥"


def test_an_arabic_hashtag_in_an_english_sentence_starts_at_its_right() -> None:
    assert seen("see #نقاش_عام now") == f"see {backwards('#نقاش_عام')} now"


def test_lam_alef_takes_one_cell() -> None:
    text = "لا إله إلا الله"
    line = layout(text)[0]
    assert line.width == len(text) - 2
    assert line.cells[-1][:4] == ("\ufefb", 1, 0, 2)


def test_marks_stand_in_the_cell_of_their_letter() -> None:
    cells = layout("كِتابٌ", shaped=False)[0].cells
    assert [cell.text for cell in cells] == ["بٌ", "ا", "ت", "كِ"]


def test_a_mark_without_a_letter_stands_on_a_circle() -> None:
    [cell] = layout("\u0651")[0].cells
    assert (cell.text, cell.width) == ("\u25cc\u0651", 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👍🏽", "👍"),
        ("👨‍👩‍👧", "👨"),
        ("❤️", "❤"),
        ("1️⃣", "1⃣"),
        ("🇳🇴", "🇳🇴"),
        ("a\u200db", "ab"),
        ("\u06dd", "•"),
        ("ﷺ", "•"),
    ],
)
def test_what_terminals_disagree_about_is_painted_safely(text: str, shown: str) -> None:
    assert layout(text)[0].text == shown
    assert layout("ب " + text)[0].text.startswith(shown)


def test_a_line_breaks_after_blanks_and_the_blanks_hang() -> None:
    lines = layout("abc   def", 4)
    assert [line.text for line in lines] == ["abc ", "def"]
    assert [(line.start, line.end) for line in lines] == [(0, 6), (6, 9)]
    assert [line.ends_paragraph for line in lines] == [False, True]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert [line.text for line in layout("abcdefg", 3)] == ["abc", "def", "g"]


def test_a_wide_character_that_no_line_holds_is_replaced() -> None:
    assert [(line.text, line.width) for line in layout("日本", 1)] == [("•", 1), ("•", 1)]


def test_letters_stay_joined_where_a_word_is_cut() -> None:
    first, second = layout("ببب", 2)
    assert (first.text, second.text) == ("\ufe92\ufe91", "\ufe90")


def test_each_paragraph_has_its_own_direction() -> None:
    lines = layout("مرحبا\nhello\n12", default="rtl")
    assert [line.rtl for line in lines] == [True, False, True]
    assert [(line.start, line.end) for line in lines] == [(0, 5), (6, 11), (12, 14)]


def test_a_wrapped_line_keeps_the_direction_of_its_paragraph() -> None:
    assert all(line.rtl for line in layout("مرحبا hello world again", 8))


def test_a_part_of_a_paragraph_keeps_its_levels() -> None:
    paragraph = "عربي (abc) x"
    assert lay_out_part(paragraph, 5, 10, "rtl").text == "(abc)"
    assert lay_out_part(paragraph, 0, 5, "rtl").rtl


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("12", "rtl", "rtl"),
        ("12", "ltr", "ltr"),
        ("@omar شكرا", "ltr", "rtl"),
        ("@omar", "rtl", "rtl"),
        ("Hei, @عمر", "rtl", "ltr"),
        ("", "rtl", "rtl"),
        ("\u2068Ola\u2069 قال", "ltr", "rtl"),
    ],
)
def test_a_paragraph_finds_its_direction(text: str, default: Direction, expected: str) -> None:
    assert paragraph_direction(text, default) == expected


def test_the_caret_walks_from_edge_to_edge() -> None:
    line = layout("رد @ali")[0]
    walk = [line.cells[-1].start]
    while (following := line.beside(walk[-1], -1)) is not None:
        walk.append(following)
    assert sorted(walk) == list(range(8))
    assert [line.caret_x(index) for index in walk] == [*range(6, -1, -1), -1]


def test_a_click_beside_the_line_goes_to_its_nearer_end() -> None:
    line = layout("رد")[0]
    assert (line.index_at(-1), line.index_at(9)) == (2, 0)
    line = layout("ab")[0]
    assert (line.index_at(-1), line.index_at(9)) == (0, 2)
    assert layout("")[0].index_at(3) == 0


def test_islands_leave_the_full_stop_outside() -> None:
    text = "see www.a.no/x). `a b` @ali, 2024-11-22."
    assert [text[start:end] for start, end, _ in find_islands(text)] == [
        "www.a.no/x",
        "`a b`",
        "@ali",
        "2024-11-22",
    ]


def test_a_width_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        layout("abc", 0)


def test_english_takes_the_fast_path_and_arabic_does_not() -> None:
    assert is_paintable_as_is("Blåbær, 12 % — 日本 👍")
    assert not is_paintable_as_is("👍🏽")
    assert not is_paintable_as_is("a\x1b[2J")
    assert has_rtl("a ب")
    assert not has_rtl("a b")


def test_asking_whether_english_needs_work_costs_almost_nothing() -> None:
    text = "Thank you for the question, we will look at it at once. " * 5
    started = time.perf_counter()
    for _ in range(1_000):
        is_paintable_as_is(text)
    assert time.perf_counter() - started < 0.1  # 100 us for 280 characters; 8 us were measured


def test_the_layout_needs_no_screen_library() -> None:
    code = "import sys, simulator.text.bidi; print({'textual', 'rich'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
