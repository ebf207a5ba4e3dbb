"""Plays runs without end until it is killed; says each step on standard output once it is durable.

Run by test_kill.py as a process of its own: `python -m tests.contract.killed_player FOLDER RUN`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from simulator.scenario.library import load_pack
from simulator.scenario.state import Action
from simulator.scoring.baseline import FixedScorer
from simulator.sessions.replay import Phase
from simulator.sessions.run import Run
from simulator.storage.sqlalchemy_store import SqlAlchemyStore
from tests.conftest import PACKS


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(folder: str, run_id: str) -> None:
    pack, store, scorer = load_pack(PACKS / "small"), SqlAlchemyStore(Path(folder)), FixedScorer()
    run = Run.start(pack, pack.scenario(None), store, run_id=run_id, language="en", seed=1)
    step = 0
    while True:
        step += 1
        if run.phase in (Phase.BRIEFING,):
            run.open_beat()
        elif run.phase is Phase.WRITING:
            run.save_draft(f"draft {step}", step)
            say("draft", step)
            run.act(Action("reply", f"reply number {step}"))
        elif run.phase is Phase.SCORING:
            request = run.request()
            assert request is not None
            run.settle(scorer.score([request])[0])
        else:
            run.retry()
        say("records", run.position.records)


if __name__ == "__main__":
    main(*sys.argv[1:])
