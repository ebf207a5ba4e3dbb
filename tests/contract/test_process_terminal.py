"""The real program on a real terminal, played by keys: whole runs, hostile paste, long paste."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from benchmarks.terminal import Terminal
from simulator.scenario.library import load_pack
from tests.contract.program import ROOT, command, environ, kept, runs, wait_until

F5, CTRL_S, ENTER, CTRL_Q = "\x1b[15~", "\x13", "\r", "\x11"
PASTE, PASTED = "\x1b[200~", "\x1b[201~"
STEPS = 60
"""More keys than any way through the first pack needs."""

_SENT = re.compile(
    # What a program may send: colours, places, modes and titles; nothing that reads or writes more.
    r"\x1b\[[0-9;:]*[mHABCDKhlru]|\x1b\[[?><=][0-9;]*[a-zA-Z$]|\x1b\[[?]?[0-9;]*\$p|\x1b\[c"
    r"|\x1b\]22;[a-z]+\x07|\x1b\][02];[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\]8;[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[78=>]"
    r"|\x1b\[[0-9]* q|\x1bP=[0-9]s\x1b\\"
)


@contextmanager
def playing(folder: Path, language: str) -> Iterator[tuple[Terminal, dict[str, str]]]:
    """The first pack's briefing on a terminal, in one language for interface and run."""
    variables = environ(folder, TERM="xterm-256color", LANG="C.UTF-8")
    data = Path(variables["SIMULATOR_DATA_DIR"])
    data.mkdir()
    (data / "preferences.json").write_text(f'{{"language": "{language}"}}')
    play = command("play", "first-week", "--language", language, "--seed", "1")
    with Terminal(play, variables) as terminal:
        wait_until(lambda: read(terminal, 0.2) and runs_kept(variables) == 1, "the run")
        terminal.drain(0.5)
        yield terminal, variables


def read(terminal: Terminal, seconds: float) -> bool:
    terminal.drain(seconds)
    return True


def runs_kept(variables: dict[str, str]) -> int:
    return sum(count for (count,) in kept(variables, "SELECT count(*) FROM run"))


def records(variables: dict[str, str], kind: str) -> int:
    query = f"SELECT count(*) FROM record WHERE kind = '{kind}'"
    return sum(count for (count,) in kept(variables, query))


def press(terminal: Terminal, variables: dict[str, str], key: str, kind: str) -> None:
    """Press a key that adds a record of that kind, and wait until it is kept and shown."""
    before = records(variables, kind)
    terminal.type(key)
    wait_until(lambda: read(terminal, 0.1) and records(variables, kind) > before, kind)
    terminal.drain(0.3)


def go_on(terminal: Terminal, variables: dict[str, str], steps: int) -> None:
    """Go on to the next beat, or from the last feedback to the debrief."""
    terminal.type(ENTER)

    def further() -> bool:
        terminal.drain(0.1)
        return records(variables, "opened") + records(variables, "ended") > steps

    wait_until(further, "the next step")
    terminal.drain(0.3)


@pytest.mark.parametrize("language", ["ar", "en", "nb"])
def test_a_whole_run_is_played_by_keys(tmp_path: Path, language: str) -> None:
    pack = load_pack(ROOT / "scenarios" / "first-week")
    reply = pack.scenario(None).beat("hello").samples[language].good  # type: ignore[index]
    with playing(tmp_path, language) as (terminal, variables):
        press(terminal, variables, ENTER, "opened")
        terminal.type(reply)
        terminal.drain(0.5)
        press(terminal, variables, CTRL_S, "assessed")
        [(text,)] = kept(
            variables, "SELECT json_extract(body, '$.action.text') FROM record WHERE kind = 'acted'"
        )
        assert text == reply
        for _ in range(STEPS):
            acted = records(variables, "acted")
            opened = records(variables, "opened")
            if opened > acted:
                press(terminal, variables, F5, "assessed")
                continue
            steps = opened + records(variables, "ended")
            go_on(terminal, variables, steps)
            if records(variables, "ended"):
                break
        [told] = runs(variables)
        ending = pack.scenario(None).ending(told["ended"])
        if language != "ar":  # Arabic leaves in visual order
            words = pack.text(ending.title, language).split()
            assert all(word.encode() in terminal.output for word in words)
        terminal.type(CTRL_Q)
        terminal.settle()
        assert terminal.process.wait(20) == 0


def test_a_reply_sent_in_one_breath_is_sent_whole(tmp_path: Path) -> None:
    """Keys that wait in the queue belong to the reply when the key that sends it comes after."""
    reply = "I came in at six and asked Bridie what the night shift needs. " * 4
    with playing(tmp_path, "en") as (terminal, variables):
        press(terminal, variables, ENTER, "opened")
        press(terminal, variables, reply + CTRL_S, "assessed")
        query = "SELECT json_extract(body, '$.action.text') FROM record WHERE kind = 'acted'"
        assert kept(variables, query) == [(reply.strip(),)]


def test_nothing_that_was_pasted_steers_the_terminal(tmp_path: Path) -> None:
    hostile = (
        "\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1b]0;owned\x07\x9b31mI came in at six.\x00\x7f\x08 "
        "\u202e\u2066Bridie was kind.\x1bP+q544e\x1b\\\x1b[5n\x1b[6n\x13\x11"
        "\x0e\u200e[red]no markup[/red]"
    )
    with playing(tmp_path, "en") as (terminal, variables):
        press(terminal, variables, ENTER, "opened")
        mark = len(terminal.output)
        terminal.type(PASTE + hostile + PASTED)
        terminal.drain(0.8)
        press(terminal, variables, CTRL_S, "assessed")
        sent = terminal.output[mark:].decode("utf-8")
    left = _SENT.sub("", sent)
    assert not [c for c in left if ord(c) < 32 and c not in "\r\n"], ascii(left)
    assert not {"\x7f", "\x9b", "\u202e", "\u2066"} & set(left)
    assert "\x1b]0;owned" not in sent
    query = "SELECT json_extract(body, '$.action.text') FROM record WHERE kind = 'acted'"
    [(text,)] = kept(variables, query)
    assert text.replace("\u200e", "") == "I came in at six. Bridie was kind.[red]no markup[/red]"


def test_a_paste_of_ten_thousand_characters_arrives_whole(tmp_path: Path) -> None:
    pasted = ("I asked the night shift what they need. " * 250)[:10_000]
    with playing(tmp_path, "en") as (terminal, variables):
        press(terminal, variables, ENTER, "opened")
        terminal.type(PASTE + pasted + PASTED)
        draft = "SELECT text FROM draft"
        wait_until(lambda: read(terminal, 0.1) and kept(variables, draft), "the draft")
        assert kept(variables, draft) == [(pasted,)]
        terminal.type(CTRL_S)  # far over the place's limit: nothing is sent, and it is said
        terminal.wait_for("too long")
        assert records(variables, "acted") == 0


def test_a_suspended_program_gives_the_terminal_its_own_ways_back(tmp_path: Path) -> None:
    variables = environ(tmp_path, TERM="xterm-256color", LANG="C.UTF-8")
    data = Path(variables["SIMULATOR_DATA_DIR"])
    data.mkdir()
    (data / "preferences.json").write_text('{"language": "en"}')
    knows_the_mode = {b"\x1b[8$p": b"\x1b[8;1$y"}
    with Terminal(command(), variables, answers=knows_the_mode) as terminal:
        terminal.wait_for("Scenarios")
        started = terminal.output
        assert started.index(b"\x1b[8l") < started.index(b"\x1b[?1049h")
        terminal.process.send_signal(signal.SIGTSTP)
        terminal.wait_for("\x1b[8h")
        assert b"\x1b[?1049l" in terminal.output
        wait_until(lambda: psutil.Process(terminal.process.pid).status() == "stopped", "a stop")
        resumed = len(terminal.output)
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for("Scenarios")
        again = terminal.output[resumed:]
        assert again.index(b"\x1b[8l") < again.index(b"\x1b[?1049h")
        terminal.type(CTRL_Q)
        terminal.drain(1.0)
        assert terminal.process.wait(20) == 0
        terminal.drain(0.5)
    assert terminal.output.endswith(b"\x1b[8h\x1b[0 k")
