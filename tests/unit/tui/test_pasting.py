"""What a terminal sends, in pieces: a paste's escapes never come through as keys."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from simulator.tui.bidi.pasting import Pastes

START, END = "\x1b[200~", "\x1b[201~"
PIECES = st.lists(
    st.sampled_from(["\x1b", "[", "]", "2", "0", "1", "~", "a", "\x13", "س"]), max_size=30
)


def passed(text: str, cuts: list[int]) -> str:
    """What is passed on when the text comes in pieces."""
    pastes, out, edges = (
        Pastes(),
        "",
        sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)}),
    )
    for start, end in pairwise(edges):
        out += pastes.harmless(text[start:end])
    return out


@given(PIECES, PIECES, st.lists(st.integers(0, 100), max_size=8))
def test_only_the_marks_have_escapes_in_a_paste(
    inner: list[str], after: list[str], cuts: list[int]
) -> None:
    body = "".join(inner).replace(END, "")
    typed = "".join(after).replace(START, "")
    whole = passed(START + body + END + typed + START + END, cuts)
    assert whole.startswith(START)
    pasted, end, rest = whole.removeprefix(START).partition(END)
    assert end
    assert "\x1b" not in pasted
    if "\x1b" not in body:
        assert pasted == body
        assert rest == typed + START + END


@given(st.text(), st.lists(st.integers(0, 100), max_size=8))
def test_typing_is_passed_on_as_it_comes(text: str, cuts: list[int]) -> None:
    assert passed(text.replace(START, ""), cuts) == text.replace(START, "")


def test_an_end_mark_in_pieces_is_found() -> None:
    pastes = Pastes()
    pieces = ["\x1b[20", "0~one\x1b]52;c;eA==\x07 tw", "o\x1b[2", "01", "~\x13"]
    assert [pastes.harmless(piece) for piece in pieces] == [
        "\x1b[20",
        "0~one\x9d52;c;eA==\x07 tw",
        "o",
        "",
        "\x1b[201~\x13",
    ]
    assert not pastes.inside
