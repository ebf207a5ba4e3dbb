"""The questions about a terminal: what is shown, what is made of the answers, what is reported."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from benchmarks.terminal import Terminal as Pty
from simulator.cli.doctor import ORDER, Doctor, report
from simulator.storage.terminals import forget_terminal, read_terminal, save_terminal
from simulator.text.catalogue import Words
from simulator.tui.specimens import framed, rows_for
from simulator.tui.terminal import Terminal, TerminalKind
from tests.contract.program import command, environ

ALL_WELL = ["1", "1", "1", "1"]


def examined(
    answers: list[str], kind: TerminalKind = TerminalKind.PLAIN, language: str = "en"
) -> tuple[dict[str, str] | None, str]:
    told = io.StringIO()
    seen = Doctor(Terminal(kind), Words(language), iter(answers), told).examine()
    return seen, told.getvalue()


@pytest.mark.parametrize(
    ("found", "answer", "kind"),
    [
        (TerminalKind.PLAIN, "1", "plain"),
        (TerminalKind.BDSM, "1", "bdsm"),
        (TerminalKind.PLAIN, "2", "logical"),
        (TerminalKind.PLAIN, "3", "kitty"),
        (TerminalKind.KITTY, "1", "plain"),
        (TerminalKind.APPLE, "1", "plain"),
        (TerminalKind.KONSOLE, "0", "konsole"),
        (TerminalKind.PLAIN, "٢", "logical"),
    ],
)
def test_the_line_that_is_read_rightly_decides(found: TerminalKind, answer: str, kind: str) -> None:
    seen, _ = examined([answer, *ALL_WELL], found)
    assert seen is not None
    assert seen["kind"] == kind


def test_the_three_ways_differ_and_each_is_whole() -> None:
    ways = (TerminalKind.PLAIN, TerminalKind.LOGICAL, TerminalKind.KITTY)
    rows = [rows_for(ORDER, way, 24)[0] for way in ways]
    assert len(set(rows)) == 3
    assert rows[1] == ORDER
    assert rows[0].split() == ["3", "ﺎﻨﻫ", "2", "ﻢﻜﺑ", "1", "ﻼًﻫﺃ"]
    assert rows[2].split()[::2] == ["3", "2", "1"]


@pytest.mark.parametrize("kind", [TerminalKind.PLAIN, TerminalKind.KITTY])
def test_bars_stand_as_many_columns_apart_with_marks_as_without(kind: TerminalKind) -> None:
    from rich.cells import cell_len

    rows = [framed(text, kind, 16) for text in ("كِتابٌ مُفيدٌ", "كتاب مفيد", "👨‍👩‍👧", "ab")]
    assert {cell_len(row) for row in rows} == {18}


def test_what_is_not_joined_gets_advice() -> None:
    seen, told = examined(["1", "0", "1", "1", "0"])
    assert seen == {"kind": "plain", "joined": "no", "digits": "yes", "marks": "yes", "emoji": "no"}
    assert "DejaVu Sans Mono" in told


def test_other_words_than_numbers_are_asked_again() -> None:
    seen, told = examined(["yes", "7", "1", *ALL_WELL])
    assert seen is not None
    assert told.count("Please type a number from 0 to 3.") == 2


def test_leaving_in_between_keeps_nothing() -> None:
    assert examined(["1", "1"])[0] is None


@pytest.mark.parametrize("language", ["ar", "nb"])
def test_it_asks_in_the_users_language(language: str) -> None:
    _, told = examined(["1", *ALL_WELL], language=language)
    assert "Are the letters" not in told
    assert not {"\u2066", "\u2067", "\u2068", "\u2069"} & set(told)


def test_the_report_cleans_what_the_terminal_said() -> None:
    lines = report(
        Terminal(TerminalKind.PLAIN, "XTerm(379)"), {"kind": "plain"}, {"TERM": "a\x1b[2J"}
    )
    assert "terminal: XTerm(379)" in lines
    assert "seen kind: plain" in lines
    assert "TERM: a" in lines


def test_answers_are_kept_by_terminal_and_forgotten(tmp_path: Path) -> None:
    save_terminal(tmp_path, "XTerm(379)", {"kind": "logical"})
    save_terminal(tmp_path, "kitty", {"kind": "kitty"})
    assert read_terminal(tmp_path, "XTerm(379)") == {"kind": "logical"}
    forget_terminal(tmp_path, "XTerm(379)")
    assert read_terminal(tmp_path, "XTerm(379)") == {}
    assert read_terminal(tmp_path, "kitty") == {"kind": "kitty"}
    (tmp_path / "terminals.json").write_text("[1")
    assert read_terminal(tmp_path, "kitty") == {}


@pytest.mark.parametrize("seen", [{"kind": "logical"}, {"kind": "unheard"}, {}])
def test_what_was_seen_is_what_the_terminal_is(seen: dict[str, str]) -> None:
    kind = Terminal(TerminalKind.BDSM).as_seen(seen).kind
    assert kind is (TerminalKind.LOGICAL if seen.get("kind") == "logical" else TerminalKind.BDSM)


def test_the_program_goes_by_the_answers(tmp_path: Path) -> None:
    variables = environ(tmp_path, TERM="xterm-256color", LANG="C.UTF-8")
    data = Path(variables["SIMULATOR_DATA_DIR"])
    data.mkdir()
    (data / "preferences.json").write_text('{"language": "ar"}')
    with Pty(command("doctor"), variables) as terminal:
        terminal.drain(2.0)
        for answer in ("2", *ALL_WELL):
            terminal.type(f"{answer}\r")
            terminal.drain(0.2)
        assert terminal.process.wait(20) == 0
        assert "seen kind: logical" in terminal.output.decode()
    with Pty(command(), variables) as terminal:
        terminal.wait_for("السيناريوهات")
    with Pty(command("--bidi", "app"), variables) as terminal:
        terminal.drain(3.0)
        assert "السيناريوهات".encode() not in terminal.output
    with Pty(command("doctor", "--forget"), variables) as terminal:
        terminal.drain(1.5)
        assert terminal.process.wait(20) == 0
    assert read_terminal(data, "xterm-256color") == {}
