"""Our order against another implementation's (python-bidi), on random mixtures."""

from __future__ import annotations

import random
from itertools import pairwise

from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.text.bidi import layout, resolve
from simulator.text.bidi.algorithm import line_levels, reorder
from simulator.text.cleaning import clean
from simulator.text.width import char_width

ALPHABET = "ابتلمن ءabcXYZ 0129٣٤٥ .,:;!?@#%+-/()[]<>«»_\"' "


def test_the_order_is_that_of_python_bidi() -> None:
    chance = random.Random(20_261_123)
    for _ in range(4_000):
        text = "".join(chance.choices(ALPHABET, k=chance.randint(1, 40)))
        base = chance.randint(0, 1)
        assert _in_visual_order(text, base) == get_display(text, base_dir="LR"[base]), ascii(text)


def _in_visual_order(text: str, base: int) -> str:
    level, levels, classes = resolve(text, base)
    return "".join(text[index] for index in reorder(line_levels(classes, levels, level)))


MIXED = st.text(
    st.one_of(
        st.sampled_from(ALPHABET + "\n\u0651\u064e\u200c\u200d\u200f\u2067\u2069\u202e\ufe0f"),
        st.sampled_from("👍👨❤\U0001f3fd\U0001f1f3\U0001f1f4日﷽ﷺ\u06dd\t"),
        st.characters(),
    ),
    max_size=50,
)


@given(MIXED, st.integers(1, 30), st.sampled_from([None, "ltr", "rtl"]))
@settings(max_examples=400, deadline=None)
def test_lines_cover_the_text_and_are_never_too_wide(
    text: str, width: int, direction: None
) -> None:
    lines = layout(text, width, direction=direction)
    assert lines[0].start == 0
    assert lines[-1].end == len(text)
    for line in lines:
        assert line.width <= width
        assert line.width == sum(cell.width for cell in line.cells)
    for line, following in pairwise(lines):
        assert following.start == line.end + line.ends_paragraph


@given(MIXED)
@settings(max_examples=400, deadline=None)
def test_what_is_painted_steers_no_terminal(text: str) -> None:
    shown = "".join(line.text for line in layout(text))
    forbidden = set("\u200b\u200c\u200d\u200e\u200f\u061c\ufe0f\u2067\u2069\u202e\x1b\x9b\n\t")
    assert not forbidden & set(shown)
    assert not any("\ufe70" <= character <= "\ufe7f" for character in clean(shown))


@given(MIXED)
@settings(max_examples=400, deadline=None)
def test_columns_and_indices_lead_back_to_each_other(text: str) -> None:
    for line in layout(text):
        assert sum(map(char_width, line.text)) == line.width
        for cell in line.cells:
            assert line.index_at(cell.x) == cell.start
            assert line.caret_x(cell.start) == cell.x
        stops = line.caret_stops()
        assert len(set(stops)) == len(stops) == len(line.cells) + 1
