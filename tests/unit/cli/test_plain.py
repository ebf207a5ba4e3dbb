"""The plain mode: the same run as lines, whatever comes in."""

from __future__ import annotations

import io

import pytest

from simulator.cli.output import Output
from simulator.cli.plain import PlainPlayer, reply_lines
from simulator.scenario.library import LoadedPack
from simulator.scoring.baseline import FixedScorer
from simulator.sessions.replay import Phase
from simulator.sessions.run import Run
from simulator.storage.sqlalchemy_store import SqlAlchemyStore
from simulator.text.catalogue import Words

HOSTILE = [
    b"\x1b[2J\x1b]52;c;ZXZpbA==\x07 hello",
    b"\x9b31m C1 \x90q\x9c",
    b"[bold red]markup[/] [@click=app.quit]x[/nope] [",
    "‮evil⁦x⁩ ​zero".encode(),
    b"\xff\xfe\x00 not utf-8 \xed\xa0\x80",
    "😀😀😀".encode(),
    b"asdkjh qweiuy zxmcnb",
    "لا أعرف بعد".encode(),
    b"x" * 10_000,
    b"   ",
]


def played(run: Run, replies: bytes, *, typed: bool = False, language: str = "en") -> str:
    told = io.StringIO()
    player = PlainPlayer(
        run,
        FixedScorer(),
        Words(language),
        reply_lines(io.BytesIO(replies)),
        Output(told),
        typed=typed,
    )
    player.play()
    return told.getvalue()


def test_a_run_is_told_from_briefing_to_debrief(run: Run) -> None:
    told = played(run, b"I closed it at six, and I am sorry that you were late for it.\n\nNo.\n")
    assert run.phase is Phase.ENDED
    for part in (
        "The closed bridge",
        "Siri Dahl (commuter): Why is the bridge closed?",
        "Authenticity",
        "You stayed silent.",
        "Ending: Muddled (one of 3)",
        "A date is a promise.",
    ):
        assert part in told


def test_input_that_ends_early_keeps_the_run(
    run: Run, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    told = played(run, b"I closed it at six.\n")
    assert "simulator resume --plain" in told
    resumed = Run.resume(run.header, small_pack, store)
    assert (resumed.phase, resumed.position.state.beat_id) == (Phase.WRITING, "deals")
    told = played(resumed, b"\nNo\n")
    assert "Ending:" in told
    assert "Why is the bridge closed?" not in told


@pytest.mark.parametrize("reply", HOSTILE, ids=range(len(HOSTILE)))
def test_no_reply_crashes_it_or_reaches_the_terminal_raw(run: Run, reply: bytes) -> None:
    told = played(run, b"\n".join([reply] * 3) + b"\n")
    assert run.phase is Phase.ENDED
    assert not [char for char in told if ord(char) < 32 and char != "\n"]
    assert not {"\x9b", "\x90", "\x7f", "\u202e", "\u2066", "\u2068"} & set(told)


def test_a_piped_reply_that_is_too_long_was_never_seen(run: Run) -> None:
    told = played(run, b"x" * 400 + b"\n")
    assert "longer than the place takes" in told
    attempt = run.position.turns[0]
    assert attempt.assessment is not None
    assert not attempt.assessment.rated


def test_a_typed_reply_that_is_too_long_may_be_shortened(run: Run) -> None:
    told = played(run, b"x" * 400 + b"\nI closed it.\n\n", typed=True)
    assert "400 characters" in told
    assert run.position.turns[0].action.text == "I closed it."


def test_who_types_may_answer_once_more(run: Run) -> None:
    told = played(run, b"No.\n/again\nI closed it.\n\n", typed=True)
    assert told.count("Why is the bridge closed?") == 2
    assert run.position.turns[0].action.text == "I closed it."
    assert run.position.turns[0].number == 2


def test_in_a_pipe_nothing_stands_between_two_replies(run: Run) -> None:
    told = played(run, b"No.\nYes.\n")
    assert "/again" not in told
    assert [turn.action.text for turn in run.position.turns] == ["No.", "Yes."]


def test_approval_is_asked_for_and_told(run: Run) -> None:
    told = played(run, b"/ask\nI closed it.\n/ask\n\n")
    assert "/ask asks for approval first: Eva Holm, legal, 30 minutes." in told
    assert "Eva Holm, legal: Fine by me." in told
    assert "There is nobody to ask here." in told
    assert [turn.action.approval for turn in run.position.turns] == [True, False]


def test_approval_that_was_given_is_kept_for_the_next_time(
    run: Run, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    played(run, b"/ask\n")
    resumed = Run.resume(run.header, small_pack, store)
    assert "/ask" not in played(resumed, b"I closed it.\n")
    assert resumed.position.turns[0].action.approval


def test_no_escape_sequences_and_logical_order_in_arabic(
    small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    scenario = small_pack.scenario(None)
    run = Run.start(small_pack, scenario, store, run_id="ar", language="ar", seed=1)
    told = played(run, "أغلقته في السادسة.\n\nلا.\n".encode(), language="ar")
    assert "ليش الجسر مسكّر؟" in told
    assert "\x1b" not in told


def test_a_line_without_end_is_cut_not_held() -> None:
    source = io.BytesIO(b"a" * 3_000_000 + b"\nnext\n")
    first, second = reply_lines(source)
    assert len(first) <= 1_000_000
    assert second == "next"


def test_a_stream_without_utf_8_gets_question_marks() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    Output(stream).line("blåbær مرحبا")
    assert raw.getvalue() == b"bl?b?r ?????\n"
