"""What all tests share: a small pack, a store of its own, a scorer that never changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.scenario.library import LoadedPack, load_pack
from simulator.scoring.baseline import FixedScorer
from simulator.sessions.run import Run
from simulator.storage.sqlalchemy_store import SqlAlchemyStore

DATA = Path(__file__).parent / "data"
PACKS = DATA / "packs"


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the developer's home, language or colours."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "share"))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "SIMULATOR_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def small_pack() -> LoadedPack:
    """Three beats in three languages, made for tests."""
    return load_pack(PACKS / "small")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlAlchemyStore]:
    """A real database in a folder of its own."""
    opened = SqlAlchemyStore(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def scorer() -> FixedScorer:
    """For tests in which the score is not the subject."""
    return FixedScorer()


@pytest.fixture
def run(small_pack: LoadedPack, store: SqlAlchemyStore) -> Run:
    """A run of the small pack that has just been started, in English."""
    scenario = small_pack.scenario("bridge")
    return Run.start(small_pack, scenario, store, run_id="run1", language="en", seed=7)
