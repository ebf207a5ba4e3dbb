"""What the encoder reads, and the way back to the text as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scoring.normalising import normalise

KNOWN = frozenset("👍😂❤😊")
_TEXTS = st.text(
    st.one_of(
        st.characters(),  # lone surrogates included
        st.sampled_from("aåeé شُكْـراًلاٱیک\u200d\u200e\u202e\u0301🤣👍🏽🥰\ud800١۲ﷺﻻ  \n\t!"),
    ),
    max_size=60,
)


def read(typed: str) -> str:
    return normalise(typed, known=KNOWN).text


@given(_TEXTS)
def test_every_character_read_stands_for_some_that_were_typed(typed: str) -> None:
    normal = normalise(typed, known=KNOWN)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    for start, end in zip(normal.starts, normal.ends, strict=True):
        assert 0 <= start < end <= len(typed)


@given(_TEXTS)
def test_what_is_read_keeps_the_order_of_what_was_typed(typed: str) -> None:
    starts = normalise(typed, known=KNOWN).starts
    assert list(starts) == sorted(starts)


@given(_TEXTS)
def test_what_is_read_can_be_encoded(typed: str) -> None:
    text = read(typed)
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text("abcåøالسم 12.!?", max_size=40))
def test_a_span_of_plain_text_leads_back_to_itself(typed: str) -> None:
    normal = normalise(typed, known=KNOWN)
    for at, char in enumerate(normal.text):
        start, end = normal.typed_span(at, at + 1)
        assert typed[start:end] == char


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("شُكْراً", "شكرا"),
        ("شكـــرا", "شكرا"),
        ("لم يصل شیء من المكتب ک", "لم يصل شيء من المكتب ك"),
        ("ﻻ", "لا"),
        ("ساعة ١٢", "ساعة 12"),
        ("أخطأنا", "أخطأنا"),
        ("hon\u200best\u00ad", "honest"),
        ("\u202eabc\u202c", "abc"),
        ("рlease", "please"),
        ("Спасибо", "Спасибо"),
        ("sooooooo late!!!!!!", "sooo late!!!"),
        ("1000000 kroner", "1000000 kroner"),
        ("  two \n lines ", "two lines"),
        ("👍🏽", "👍"),
        ("🤣 ok", "😂 ok"),
        ("🥰", "❤"),
        ("🛶", "canoe"),
        ("ok\ud83d", "ok"),
        ("", ""),
    ],
)
def test_marks_that_no_reader_sees_are_undone(typed: str, expected: str) -> None:
    assert read(typed) == expected


def test_a_word_with_harakat_leads_back_to_the_whole_word() -> None:
    typed = "قلت شُكْراً لك"
    normal = normalise(typed, known=KNOWN)
    at = normal.text.index("شكرا")
    start, end = normal.typed_span(at, at + 4)
    assert typed[start:end] == "شُكْراً"


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(IndexError):
        normalise("short", known=KNOWN).typed_span(3, 9)
