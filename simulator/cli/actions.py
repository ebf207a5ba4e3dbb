"""What the commands do. Heavy parts are imported where they are needed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from simulator import __version__, bootstrap
from simulator.cli.diagnostics import Talk
from simulator.cli.output import Output
from simulator.errors import N_, ExitCode
from simulator.text.catalogue import Words

if TYPE_CHECKING:
    from simulator.scenario.library import Library, LoadedPack
    from simulator.sessions.run import Run
    from simulator.sessions.store import RunSummary

__all__ = [
    "examine_terminal",
    "list_packs",
    "list_runs",
    "open_program",
    "play_plain",
    "resume_plain",
    "score",
    "show_version",
]


def show_version() -> int:
    Output().line(f"simulator {__version__}")
    return ExitCode.DONE


def open_program(
    data_dir: Path | None,
    *,
    language: str | None,
    bidi: str,
    play: tuple[str, str | None, int | None] | None = None,
    resume: str | None = None,
) -> int:
    """Open the program on a terminal."""
    from simulator.tui.launch import launch

    return launch(
        bootstrap.data_folder(data_dir),
        open_store=bootstrap.open_store,
        open_library=bootstrap.open_library,
        start_scorer=bootstrap.start_scorer,
        language=language,
        bidi=bidi,
        opening=play or resume,
    )


def play_plain(
    data_dir: Path | None,
    name: str,
    language: str | None,
    seed: int | None,
    words: Words,
    talk: Talk,
) -> int:
    """Start a run as plain lines."""
    from simulator.sessions.run import Run

    folder = bootstrap.data_folder(data_dir)
    pack_id, _, scenario_id = name.partition("/")
    pack = _library(folder, talk).pack(pack_id)
    scenario = pack.scenario(scenario_id or None)
    store = bootstrap.open_store(folder)
    run = Run.start(
        pack,
        scenario,
        store,
        run_id=bootstrap.new_run_id(),
        language=language or pack.language_for(words.language),
        seed=bootstrap.new_seed() if seed is None else seed,
    )
    return _play_lines(run, words)


def resume_plain(data_dir: Path | None, run_id: str | None, words: Words, talk: Talk) -> int:
    """Go on with a run as plain lines."""
    from simulator.sessions.run import Run
    from simulator.sessions.store import find_run

    folder = bootstrap.data_folder(data_dir)
    store = bootstrap.open_store(folder)
    header = find_run(store, run_id)
    pack = _library(folder, talk).pack(header.pack_id)
    return _play_lines(Run.resume(header, pack, store), words)


def _play_lines(run: Run, words: Words) -> int:
    from simulator.cli.plain import PlainPlayer, is_typed, reply_lines

    scorer = bootstrap.start_scorer()
    try:
        lines = reply_lines(sys.stdin.buffer)
        PlainPlayer(run, scorer, words, lines, Output(), typed=is_typed()).play()
    finally:
        scorer.stop()
    return ExitCode.DONE


def _library(folder: Path, talk: Talk) -> Library:
    library = bootstrap.open_library(folder)
    assert library.packs is not None
    for name, findings in library.refused.items():
        talk.note(
            talk.words.say(
                N_("The pack {name} is left out: {count} findings. See: simulator pack check"),
                name=name,
                count=len(findings),
            )
        )
    return library


def list_packs(data_dir: Path | None, words: Words, talk: Talk, *, as_json: bool) -> int:
    """List the packs, for people or for programs."""
    output = Output()
    for pack in _library(bootstrap.data_folder(data_dir), talk).packs.values():
        if as_json:
            output.json(_pack_row(pack, words.language))
        else:
            _tell_pack(pack, words, output)
    return ExitCode.DONE


def _pack_row(pack: LoadedPack, language: str) -> dict[str, Any]:
    scenarios = [
        {
            "id": one.id,
            "title": pack.text(one.title, language),
            "minutes": one.minutes,
            "lessons": list(one.lessons),
            "beats": len(one.beats),
            "endings": len(one.endings),
        }
        for one in pack.scenarios.values()
    ]
    lessons = sorted({lesson for one in pack.scenarios.values() for lesson in one.lessons})
    return {
        "id": pack.pack.id,
        "title": pack.text(pack.pack.title, language),
        "version": pack.pack.version,
        "languages": list(pack.pack.languages),
        "lessons": lessons,
        "minutes": sum(one.minutes for one in pack.scenarios.values()),
        "scenarios": scenarios,
    }


def _tell_pack(pack: LoadedPack, words: Words, output: Output) -> None:
    from simulator.text.formats import Formats

    formats = Formats(words.language, words.digits)
    output.line(f"{pack.pack.id}: {pack.text(pack.pack.title, words.language)}")
    for scenario in pack.scenarios.values():
        output.line(
            words.say(
                N_("{id}: {title} ({minutes}; {languages})"),
                id=f"{pack.pack.id}/{scenario.id}",
                title=pack.text(scenario.title, words.language),
                minutes=words.say_plural(
                    "{count} minute",
                    "{count} minutes",
                    scenario.minutes,
                    count=formats.count(scenario.minutes),
                ),
                languages=words.listed(pack.pack.languages),
            )
        )


def list_runs(data_dir: Path | None, words: Words, *, as_json: bool) -> int:
    """List the runs, latest first."""
    from simulator.text.formats import Formats

    output, formats = Output(), Formats(words.language, words.digits)
    for summary in bootstrap.open_store(bootstrap.data_folder(data_dir)).runs():
        row = _run_row(summary)
        if as_json:
            output.json(row)
            continue
        ended = summary.ended or words.say(N_("not finished"))
        header = summary.header
        name = f"{header.pack_id}/{header.scenario_id}"
        moment = formats.moment(datetime.fromisoformat(summary.changed_at).astimezone())
        output.line(f"{header.id}  {moment}  {name}  {header.language}  {ended}")
    return ExitCode.DONE


def _run_row(summary: RunSummary) -> dict[str, Any]:
    header = summary.header
    return {
        "id": header.id,
        "pack": header.pack_id,
        "scenario": header.scenario_id,
        "language": header.language,
        "seed": header.seed,
        "started_at": header.started_at,
        "changed_at": summary.changed_at,
        "ended": summary.ended,
    }


def score(file: BinaryIO, words: Words, talk: Talk, *, evidence: bool) -> int:
    """Rate replies from a file or standard input."""
    from simulator.cli.scoring import read_rows, score_rows
    from simulator.text.formats import Formats

    output, formats = Output(), Formats(words.language, words.digits)
    scorer = bootstrap.scorer_in_process()
    done = 0
    for row in score_rows(read_rows(file), scorer, evidence=evidence):
        output.json(row)
        done += 1
        talk.progress(words.say(N_("{count} rated"), count=formats.count(done)))
    if done:
        talk.progress("")
    return ExitCode.DONE


def examine_terminal(data_dir: Path | None, words: Words, *, forget: bool) -> int:
    """Ask what this terminal shows, keep the answers and print a report."""
    from simulator.cli.doctor import examine

    return examine(bootstrap.data_folder(data_dir), words, forget=forget)
