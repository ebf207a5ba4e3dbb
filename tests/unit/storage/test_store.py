"""The store: what happens when the database cannot be used, and that deleted means gone."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool

from simulator.scenario.state import Action
from simulator.sessions.records import Acted, BadRecordError, Opened
from simulator.sessions.run import Run
from simulator.sessions.store import NoSuchRunError
from simulator.storage import sqlalchemy_store
from simulator.storage.errors import (
    CorruptedError,
    DiskFullError,
    LockedError,
    NewerSchemaError,
    ReadOnlyError,
    StorageError,
)
from simulator.storage.preferences import Preferences, read_preferences, save_preferences
from simulator.storage.sqlalchemy_store import SqlAlchemyStore


def test_a_locked_database_is_told_as_such(
    run: Run, store: SqlAlchemyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlalchemy_store, "_BUSY_TIMEOUT_MS", 50)
    other = sqlite3.connect(store.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LockedError) as caught:
        run.open_beat()
    other.execute("ROLLBACK")
    other.close()
    assert caught.value.code == "E401"
    run.open_beat()
    assert run.position.records == 1


def test_a_folder_that_cannot_be_made_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError):
        SqlAlchemyStore(tmp_path / "file" / "data")


def test_a_database_that_cannot_be_written_is_told_as_such(
    run: Run, store: SqlAlchemyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As root every folder can be written, so SQLite itself is told to open read-only."""
    engine = create_engine(f"sqlite:///file:{store.file}?mode=ro&uri=true", poolclass=NullPool)
    monkeypatch.setattr(store, "_engine", engine)
    with pytest.raises(ReadOnlyError):
        run.open_beat()


def test_a_full_disk_is_told_as_such(run: Run, store: SqlAlchemyStore) -> None:
    """SQLite's own limit on pages stands for the disk: the error is the same, SQLITE_FULL."""

    def little_room(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    event.listen(store._engine, "connect", little_room)
    with pytest.raises(DiskFullError) as caught:
        store.append("run1", 0, Acted(Action("reply", "x" * 400_000)))
    assert "Make room" in caught.value.hint


@pytest.mark.parametrize(
    "content", [b"this is no database at all" * 100, b"SQLite format 3\0" * 99]
)
def test_a_damaged_file_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "runs.sqlite3").write_bytes(content)
    with pytest.raises(CorruptedError):
        SqlAlchemyStore(tmp_path)
    assert (tmp_path / "runs.sqlite3").read_bytes() == content


def test_a_foreign_database_is_not_touched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "runs.sqlite3") as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(CorruptedError):
        SqlAlchemyStore(tmp_path)


def test_a_newer_schema_is_told_as_such(tmp_path: Path) -> None:
    SqlAlchemyStore(tmp_path).close()
    with sqlite3.connect(tmp_path / "runs.sqlite3") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    with pytest.raises(NewerSchemaError):
        SqlAlchemyStore(tmp_path)


def test_a_record_that_cannot_be_read_spoils_its_own_run_alone(
    run: Run, store: SqlAlchemyStore
) -> None:
    run.open_beat()
    with sqlite3.connect(store.file) as other:
        other.execute("UPDATE record SET body = '{\"what\": 1}'")
    other.close()
    with pytest.raises(BadRecordError) as caught:
        store.records("run1")
    assert caught.value.details == {"run": "run1", "seq": 0}
    assert [one.header.id for one in store.runs()] == ["run1"]


def test_a_deleted_run_leaves_no_text_behind(run: Run, store: SqlAlchemyStore) -> None:
    run.open_beat()
    run.save_draft("a draft with the word marmalade", 1.0)
    run.act(Action("reply", "a reply with the word marmalade"))
    store.delete("run1")
    files = [file for file in store.file.parent.iterdir() if file.is_file()]
    assert all(b"marmalade" not in file.read_bytes() for file in files)
    with pytest.raises(NoSuchRunError):
        store.header("run1")


def test_only_the_owner_can_read_the_runs(store: SqlAlchemyStore) -> None:
    assert stat.S_IMODE(store.file.stat().st_mode) == 0o600


def test_the_latest_run_comes_first(run: Run, store: SqlAlchemyStore) -> None:
    second = Run.start(
        run.pack,
        run.scenario,
        store,
        run_id="run2",
        language="nb",
        seed=1,
        now=lambda: "2001-01-01",
    )
    assert second.header.id == "run2"
    store.append("run1", 0, Opened("why"))
    assert next(one.header.id for one in store.runs()) == "run1"


def test_settings_survive_and_damage_does_not_stop_anybody(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert read_preferences(folder) == Preferences()
    save_preferences(folder, Preferences(language="nb", theme="light"))
    assert read_preferences(folder) == Preferences(language="nb", theme="light")
    (folder / "preferences.json").write_text("{")
    assert read_preferences(folder) == Preferences()
    (folder / "preferences.json").write_text('{"language": 5, "unheard": "x"}')
    assert read_preferences(folder) == Preferences()
