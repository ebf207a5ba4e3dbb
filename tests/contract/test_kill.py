"""kill -9 at any moment: nothing that was acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from simulator.scenario.library import LoadedPack
from simulator.sessions.replay import Phase
from simulator.sessions.run import Run
from simulator.storage.sqlalchemy_store import SqlAlchemyStore

KILLS = 25
ROOT = Path(__file__).resolve().parents[2]


def play_and_kill(folder: Path, run_id: str, after_s: float) -> list[list[str]]:
    """The acknowledged steps of a player that was killed some time after its first."""
    command = [sys.executable, "-m", "tests.contract.killed_player", str(folder), run_id]
    player = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert player.stdout is not None
    first = player.stdout.readline()
    time.sleep(after_s)
    player.kill()
    rest = player.stdout.read()
    player.wait()
    player.stdout.close()
    lines = (first + rest).splitlines(keepends=True)
    return [line.split() for line in lines if line.endswith("\n")]


def test_every_kill_leaves_a_run_that_goes_on_exactly_there(
    tmp_path: Path, small_pack: LoadedPack
) -> None:
    luck = random.Random(2026)
    for kill in range(KILLS):
        run_id = f"run{kill}"
        said = play_and_kill(tmp_path, run_id, luck.uniform(0.0, 0.25))
        store = SqlAlchemyStore(tmp_path)
        run = Run.resume(store.header(run_id), small_pack, store)
        records = [int(number) for word, number in said if word == "records"]
        acknowledged = records[-1] if records else 0
        assert acknowledged <= run.position.records <= acknowledged + 1
        drafts = [int(number) for word, number in said if word == "draft"]
        kept = store.draft(run_id)
        if drafts and run.phase is Phase.WRITING and kept is not None:
            assert kept.text.startswith(("draft", "reply"))
        numbers = sqlite3.connect(store.file)
        rows = numbers.execute(
            "SELECT seq FROM record WHERE run_id = ? ORDER BY seq", (run_id,)
        ).fetchall()
        assert [seq for (seq,) in rows] == list(range(run.position.records))
        assert numbers.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        numbers.close()
        store.close()
