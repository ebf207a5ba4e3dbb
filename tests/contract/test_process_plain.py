"""The real program without a terminal: pipes, signals, hostile input, folders that will not do."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulator.scenario.library import LoadedPack, load_pack
from tests.contract.program import (
    PATIENCE_S,
    ROOT,
    command,
    environ,
    kept,
    run,
    runs,
    tree_with_model,
    wait_until,
)

MODEL = ROOT / "models" / "reply-scorer"
REPLIES = {
    "en": (
        "I was on nights for eleven years, Bridie. I do not know your ward yet. May I come at six?",
        "You are right, and I am sorry: I do not know when the lift is mended. I ask today.",
    ),
    "ar": (
        "عملتُ ليلاً أحد عشر عاماً، ولا أعرف القسم بعد. هل أزوركم غداً في السادسة؟",
        "أنت على حق وأنا آسف: لا أعرف متى يُصلح المصعد. سأسأل اليوم وأجيبك هنا.",
    ),
    "nb": (
        "Jeg gikk nattevakter i elleve år, men kjenner ikke avdelingen ennå. Kan jeg komme seks?",
        "Du har rett, og jeg beklager: Jeg vet ikke når heisen er klar. Jeg spør i dag.",
    ),
}
LANGUAGES = tuple(REPLIES)
SILENCE = b"\n"
BEATS = 20
"""More lines than any way through a scenario has beats."""
ESC = b"\x1b"


@pytest.fixture(scope="module")
def first_week() -> LoadedPack:
    return load_pack(ROOT / "scenarios" / "first-week")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[dict[str, str], bytes]]:
    """A whole run in each language: its environment, and what it wrote."""

    def play(language: str) -> tuple[dict[str, str], bytes]:
        variables = environ(tmp_path_factory.mktemp(language), LANG=f"{language}.UTF-8")
        given = "\n".join(REPLIES[language]).encode() + SILENCE * BEATS
        options = ["--plain", "--language", language, "--seed", "1"]
        done = run(["play", "first-week", *options], variables, given)
        assert done.returncode == 0, done.stderr.decode()
        assert not done.stderr
        return variables, done.stdout

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(LANGUAGES, pool.map(play, LANGUAGES), strict=True))


# Whole runs


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piped_run_ends_with_its_debrief(
    played: dict[str, tuple[dict[str, str], bytes]], first_week: LoadedPack, language: str
) -> None:
    variables, written = played[language]
    text = written.decode("utf-8")
    [told] = runs(variables)
    assert (told["pack"], told["language"], told["seed"]) == ("first-week", language, 1)
    scenario = first_week.scenario(told["scenario"])
    ending = scenario.ending(told["ended"])
    before, found, debrief = text.rpartition(first_week.text(ending.text, language))
    assert found
    assert first_week.text(ending.title, language) in before.splitlines()[-1]
    beats = [scenario.beat(beat) for (beat,) in kept(variables, _OPENED)]
    assert len(beats) > 2
    for beat in beats:
        assert first_week.text(beat.takeaway, language) in debrief


_OPENED = "SELECT json_extract(body, '$.beat_id') FROM record WHERE kind = 'opened' ORDER BY seq"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_carry_no_control_and_no_isolates(
    played: dict[str, tuple[dict[str, str], bytes]], language: str
) -> None:
    text = played[language][1].decode("utf-8")
    controls = {
        c for c in text if ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2066\u2067\u2068"
    }
    assert controls <= {"\n"}


def test_the_replies_were_rated_by_the_real_model(
    played: dict[str, tuple[dict[str, str], bytes]],
) -> None:
    for language in LANGUAGES:
        query = (
            "SELECT json_extract(body, '$.assessment.model') FROM record WHERE kind = 'assessed'"
        )
        models = {model for (model,) in kept(played[language][0], query)}
        assert any(str(model).startswith("reply-scorer/") for model in models)


# Input that ends, and input that is no text


def test_a_run_whose_input_ends_is_kept_and_goes_on(tmp_path: Path, first_week: LoadedPack) -> None:
    variables = environ(tmp_path)
    begun = run(["play", "first-week", "--plain", "--seed", "1"], variables, SILENCE * 2)
    assert begun.returncode == 0, begun.stderr.decode()
    assert b"simulator resume --plain" in begun.stdout.splitlines()[-1]
    [told] = runs(variables)
    assert told["ended"] is None
    waiting = begun.stdout.decode().rpartition("\nDay ")[2].partition("\nYour reply")[0]
    ended = run(["resume", "--plain"], variables, SILENCE * BEATS)
    assert ended.returncode == 0, ended.stderr.decode()
    assert waiting in ended.stdout.decode()  # the beat that was open is shown once more
    assert first_week.text(first_week.scenario(None).briefing[0], "en") not in ended.stdout.decode()
    [after] = runs(variables)
    assert after["id"] == told["id"]
    assert after["ended"] is not None


def test_bytes_that_are_no_text_do_not_stop_a_run(tmp_path: Path) -> None:
    hostile = (
        b"\xff\xfe\xc3\x28 \xed\xa0\x80 broken bytes in a line that goes on for a while\n"
        b"\x1b]52;c;ZXZpbA==\x07\x1b[2J\x1b[31mI came in at \xc2\x9b2Jsix.\x00\x7f\x08 "
        b"\xe2\x80\xae\xe2\x81\xa6Bridie was kind.\x1bP+q\x1b\\\n" + b"a" * 1_200_000 + b"\n"
    )
    variables = environ(tmp_path)
    options = ["--plain", "--language", "en", "--seed", "1"]
    done = run(["play", "first-week", *options], variables, hostile + SILENCE * BEATS)
    assert done.returncode == 0, done.stderr.decode()
    assert ESC not in done.stdout
    done.stdout.decode("utf-8")
    query = (
        "SELECT json_extract(body, '$.action.text') FROM record WHERE kind = 'acted' ORDER BY seq"
    )
    texts = [text for (text,) in kept(variables, query)]
    assert texts[1] == "I came in at six. Bridie was kind."
    assert "\ufffd" in texts[0]
    assert runs(variables)[0]["ended"] is not None


# Locales


@pytest.mark.parametrize("language", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LANG": "POSIX"}, {}])
def test_arabic_leaves_a_machine_without_a_locale_as_utf8(
    tmp_path: Path, first_week: LoadedPack, language: dict[str, str]
) -> None:
    variables = environ(tmp_path, **language)
    options = ["--plain", "--language", "ar", "--seed", "1"]
    done = run(["play", "first-week", *options], variables)
    assert done.returncode == 0, done.stderr.decode()
    title = first_week.text(first_week.scenario(None).title, "ar")
    assert done.stdout.decode("utf-8").splitlines()[0] == title


def test_a_terminal_without_utf8_gets_question_marks(tmp_path: Path) -> None:
    variables = environ(tmp_path, PYTHONIOENCODING="ascii:strict")
    done = run(["--interface", "ar", "packs"], variables)
    assert done.returncode == 0, done.stderr.decode()
    assert b"first-week/first-monday: ???" in done.stdout


# Rating


def test_rating_keeps_order_and_its_evidence_lies_inside_the_reply(tmp_path: Path) -> None:
    rows = [
        {"id": f"{language}-{number}", "language": language, "reply": reply}
        for number in range(6)  # more than one chunk
        for language in LANGUAGES
        for reply in (*REPLIES[language], "😀 👩‍👩‍👧 " + REPLIES[language][0])[number % 3 :]
    ]
    rows.append({"id": "short", "language": "en", "reply": "x"})
    given = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    done = run(["score", "--evidence"], environ(tmp_path), given)
    assert done.returncode == 0, done.stderr.decode()
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in told] == [row["id"] for row in rows]
    assert any(row["evidence"] for row in told)
    for asked, row in zip(rows, told, strict=True):
        assert row["rated"] == (row["reason"] is None)
        for passage in row["evidence"]:
            assert 0 <= passage["start"] < passage["end"] <= len(asked["reply"])
            words = asked["reply"][passage["start"] : passage["end"]]
            assert words == words.strip()
    assert not told[-1]["rated"]


@pytest.mark.parametrize("bad", [b'{"id": ', b"[]", b'{"id": "2", "language": "en"}', b"\xff"])
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, bad: bytes) -> None:
    good = b'{"id": "1", "language": "en", "reply": "Thank you."}\n'
    done = run(["score"], environ(tmp_path), good + b"\n" + bad + b"\n")
    assert done.returncode == 2
    assert done.stderr.startswith(b"E110: Line 3:")
    assert b"Traceback" not in done.stderr


# Signals


def _started(arguments: list[str], variables: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(*arguments),
        env=variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_an_interrupt_during_scoring_keeps_the_run(tmp_path: Path) -> None:
    variables = environ(tmp_path)
    player = _started(["play", "first-week", "--plain", "--seed", "1"], variables)
    assert player.stdin is not None
    player.stdin.write(REPLIES["en"][0].encode() + b"\n")
    player.stdin.flush()
    # The reply is durable, and the model needs a second or more to load: it is being scored.
    acted = "SELECT seq FROM record WHERE kind = 'acted'"
    wait_until(lambda: kept(variables, acted), "the reply")
    player.send_signal(signal.SIGINT)
    written, complaint = player.communicate(timeout=PATIENCE_S)
    assert player.returncode == 130
    assert b"Traceback" not in complaint
    assert b"Authenticity" not in written
    [told] = runs(variables)
    assert told["ended"] is None
    ended = run(["resume", "--plain"], variables, SILENCE * BEATS)
    assert ended.returncode == 0, ended.stderr.decode()
    assert b"Authenticity" in ended.stdout  # the reply that was kept is rated now
    assert kept(variables, "SELECT count(*) FROM record WHERE kind = 'ended'") == [(1,)]


def test_an_interrupt_while_rating_is_quiet(tmp_path: Path) -> None:
    rater = _started(["score"], environ(tmp_path))
    assert rater.stdin is not None
    assert rater.stdout is not None
    line = json.dumps({"id": "1", "language": "en", "reply": REPLIES["en"][0]}).encode() + b"\n"
    rater.stdin.write(line * 32)
    rater.stdin.flush()
    assert json.loads(rater.stdout.readline())["rated"]
    rater.send_signal(signal.SIGINT)
    _, complaint = rater.communicate(timeout=PATIENCE_S)
    assert rater.returncode == 130
    assert b"Traceback" not in complaint


# Folders that will not do


def test_a_file_in_place_of_the_data_folder_is_refused(tmp_path: Path) -> None:
    variables = environ(tmp_path)
    (tmp_path / "data").write_text("not a folder")
    for arguments in (["runs"], ["play", "first-week", "--plain"], ["resume", "--plain"]):
        done = run(arguments, variables)
        assert done.returncode == 1
        assert done.stderr.startswith(b"E400: The runs in ")
        assert b"Traceback" not in done.stderr


def test_a_file_named_as_the_data_folder_is_a_wrong_command_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    done = run(["runs", "--data-dir", str(file)], environ(tmp_path))
    assert done.returncode == 2
    assert done.stderr.startswith(b"E104: ")


def _without_privileges() -> list[str]:
    """What keeps root from writing where nobody may write."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("root may write everywhere, and there is no setpriv")
    return [setpriv, "--bounding-set", "-dac_override,-dac_read_search"]


@pytest.mark.parametrize("state", ["empty", "with a database"])
def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path, state: str) -> None:
    variables = environ(tmp_path)
    folder = tmp_path / "data"
    if state == "empty":
        folder.mkdir()
    else:
        assert runs(variables) == []
    folder.chmod(0o555)
    try:
        play = ["play", "first-week", "--plain"]
        done = run(play, variables, SILENCE, before=_without_privileges())
    finally:
        folder.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.startswith(b"E402: Nothing can be written in ")
    assert str(folder).encode() in done.stderr
    assert b"Traceback" not in done.stderr


def _changed_model(folder: Path) -> Path:
    """The shipped model with one more byte in one of its files."""
    folder.mkdir()
    for file in MODEL.iterdir():
        (folder / file.name).symlink_to(file)
    changed = folder / "calibration.json"
    content = changed.read_bytes()
    changed.unlink()
    changed.write_bytes(content + b"\n")
    return folder


@pytest.mark.parametrize("state", ["missing", "changed"])
def test_without_its_model_the_program_says_so(tmp_path: Path, state: str) -> None:
    model = _changed_model(tmp_path / "model") if state == "changed" else None
    tree = tree_with_model(tmp_path / "tree", model)
    variables = environ(tmp_path, PYTHONPATH=str(tree))
    row = b'{"id": "1", "language": "en", "reply": "I will ask today."}\n'
    rated = run(["score"], variables, row, cwd=tree)
    assert rated.returncode == 3
    assert rated.stderr.startswith(b"E300: ")
    assert not rated.stdout
    given = REPLIES["en"][0].encode() + b"\n"
    played = run(["play", "first-week", "--plain"], variables, given, cwd=tree)
    assert played.returncode == 3
    assert played.stderr.startswith(b"E300: ")
    assert b"Traceback" not in played.stderr + rated.stderr
    assert runs(variables)[0]["ended"] is None  # the reply is kept for the day of the mended model
    assert len(kept(variables, "SELECT seq FROM record WHERE kind = 'acted'")) == 1


# Streams that are closed


@pytest.mark.parametrize(
    "arguments", [["packs"], ["pack", "schema"], ["--help"], ["play", "first-week", "--plain"]]
)
def test_a_reader_that_has_gone_is_no_failure(tmp_path: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        command(*arguments),
        env=environ(tmp_path),
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_S,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_process_without_standard_streams_runs(tmp_path: Path, closing: str) -> None:
    shell = f'"$@" {closing}'
    done = subprocess.run(
        ["sh", "-c", shell, "sh", *command("play", "first-week", "--plain")],
        env=environ(tmp_path),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
