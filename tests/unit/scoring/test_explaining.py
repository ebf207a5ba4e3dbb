"""Which passages are picked, and what they are said to do."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.scoring.base import Evidence, ScoreName
from simulator.scoring.explaining import (
    MOST_SPANS,
    Span,
    evidence_from,
    picked_spans,
    without,
    word_spans,
)

Scores = dict[ScoreName, float]
_REPLIES = st.text("abc åø سلم .,!?\n👍«»", max_size=80)


def texts(reply: str, spans: list[Span]) -> list[str]:
    return [reply[span.start : span.end] for span in spans]


def test_a_word_comes_without_the_marks_round_it() -> None:
    reply = "«Takk», Kari! شُكْراً، 👍 don't."
    assert texts(reply, word_spans(reply)) == ["Takk", "Kari", "شُكْراً", "👍", "don't"]


@given(_REPLIES, st.data())
def test_picked_passages_are_whole_words_and_never_overlap(reply: str, data: st.DataObject) -> None:
    words = word_spans(reply)
    weights = data.draw(st.lists(st.floats(-5, 5), min_size=len(words), max_size=len(words)))
    picked = picked_spans(reply, weights)
    assert len(picked) <= MOST_SPANS
    assert {span.start for span in picked} <= {word.start for word in words}
    assert {span.end for span in picked} <= {word.end for word in words}
    assert all(left.end <= right.start for left, right in pairwise(picked))


def test_the_weightiest_words_are_picked() -> None:
    reply = "We met. I was wrong about it. The sun shines on us. Call me."
    weights = [0.0] * len(word_spans(reply))
    weights[2:5] = [0.9, 0.9, 1.2]  # "I was wrong"
    assert "I was wrong" in texts(reply, picked_spans(reply, weights))


def test_a_passage_does_not_run_across_a_full_stop() -> None:
    reply = "It is late. Sorry about that, all of you out there."
    weights = [0.0, 0.0, 3.0, 3.0] + [0.0] * 7
    assert "late. Sorry" not in texts(reply, picked_spans(reply, weights))


def test_most_of_a_reply_is_no_passage() -> None:
    assert picked_spans("Sorry", [1.0]) == []


def test_a_passage_can_be_left_out() -> None:
    assert without("I am so sorry", Span(5, 8)) == "I am sorry"


def test_an_effect_is_the_difference_that_leaving_out_makes() -> None:
    full: Scores = {"authenticity": 4.0, "engagement": 3.0}
    left_out: list[Scores] = [
        {"authenticity": 2.5, "engagement": 3.05},
        {"authenticity": 4.2, "engagement": 2.0},
    ]
    spans = [Span(0, 4), Span(5, 9)]
    assert evidence_from(spans, full, left_out) == (
        Evidence(0, 4, "authenticity", 1.5),
        Evidence(5, 9, "engagement", 1.0),
        Evidence(5, 9, "authenticity", -0.2),
    )
