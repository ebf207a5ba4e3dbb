"""Runs in SQLite through SQLAlchemy Core. Implements `simulator.sessions.store.RunStore`.

WAL with synchronous FULL: when a method that writes returns, the record survives a killed process
and a lost power supply. One writer at a time; a second process waits up to five seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, event, func, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import NullPool

from simulator.sessions.records import BadRecordError, Record, RunHeader, from_json, to_json
from simulator.sessions.store import Draft, NoSuchRunError, RunSummary, TakenOverError
from simulator.storage.errors import StorageError, translated
from simulator.storage.schema import upgrade
from simulator.storage.tables import drafts, records, runs

__all__ = ["DATABASE_FILE", "SqlAlchemyStore"]

DATABASE_FILE = "runs.sqlite3"
_BUSY_TIMEOUT_MS = 5000


class SqlAlchemyStore:
    """All runs of one data folder.

    Safe to use from several threads: every call opens its own connection and closes it.

    Args:
        folder: The data folder; it is made when it does not exist, readable by its owner alone.

    Raises:
        StorageError: The database cannot be opened, or is not ours; the class says why.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / DATABASE_FILE
        with translated(self.file):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._engine = _engine(self.file)
            with self._engine.begin() as connection:
                upgrade(connection, self.file)
            with suppress(OSError):
                self.file.chmod(0o600)

    def create(self, header: RunHeader) -> None:
        with self._writing() as connection:
            connection.execute(insert(runs).values(**_header_row(header)))

    def append(self, run_id: str, seq: int, record: Record) -> None:
        row = {"run_id": run_id, "seq": seq, "kind": record.kind, "body": to_json(record)}
        try:
            with self._writing() as connection:
                connection.execute(insert(records).values(**row, written_at=_now()))
        except StorageError as error:
            if isinstance(error.__cause__, IntegrityError):
                raise TakenOverError(run=run_id) from error
            raise

    def header(self, run_id: str) -> RunHeader:
        with self._reading() as connection:
            row = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().first()
        if row is None:
            raise NoSuchRunError(run=run_id)
        return RunHeader(**row)

    def records(self, run_id: str) -> Sequence[Record]:
        query = select(records.c.seq, records.c.kind, records.c.body)
        query = query.where(records.c.run_id == run_id).order_by(records.c.seq)
        found: list[Record] = []
        with self._reading() as connection:
            rows = connection.execute(query).all()
        for seq, kind, body in rows:
            try:
                found.append(from_json(kind, body))
            except ValueError as error:
                raise BadRecordError(run=run_id, seq=seq) from error
        return found

    def save_draft(self, run_id: str, draft: Draft) -> None:
        row = asdict(draft)
        statement = upsert(drafts).values(run_id=run_id, **row)
        statement = statement.on_conflict_do_update(index_elements=["run_id"], set_=row)
        with self._writing() as connection:
            connection.execute(statement)

    def draft(self, run_id: str) -> Draft | None:
        query = select(drafts.c.beat_id, drafts.c.text, drafts.c.elapsed_s, drafts.c.approval)
        with self._reading() as connection:
            row = connection.execute(query.where(drafts.c.run_id == run_id)).first()
        return Draft(*row) if row else None

    def runs(self) -> Sequence[RunSummary]:
        last = func.max(records.c.seq).label("last")
        changed = func.max(records.c.written_at).label("changed")
        counted = select(records.c.run_id, last, changed).group_by(records.c.run_id).subquery()
        ended = records.alias()
        query = (
            select(runs, counted.c.last, counted.c.changed, ended.c.body)
            .outerjoin(counted, counted.c.run_id == runs.c.id)
            .outerjoin(ended, (ended.c.run_id == runs.c.id) & (ended.c.kind == "ended"))
        )
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        found = [_summary(dict(row)) for row in rows]
        return sorted(found, key=lambda one: one.changed_at, reverse=True)

    def delete(self, run_id: str) -> None:
        with self._writing() as connection:
            connection.execute(delete(runs).where(runs.c.id == run_id))
        with self._reading(begin=False) as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated(self.file), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self, *, begin: bool = True) -> Iterator[Connection]:
        with translated(self.file), self._engine.connect() as connection:
            yield connection.execution_options(begins="BEGIN" if begin else "")


def _engine(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
        for pragma in (
            f"busy_timeout = {_BUSY_TIMEOUT_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",  # a deleted run's texts are overwritten, not only forgotten
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        begins = connection.get_execution_options().get("begins", "BEGIN IMMEDIATE")
        if begins:
            connection.exec_driver_sql(begins)

    return engine


def _header_row(header: RunHeader) -> dict[str, Any]:
    return {column.name: getattr(header, column.name) for column in runs.columns}


def _summary(row: Mapping[str, Any]) -> RunSummary:
    header = RunHeader(**{column.name: row[column.name] for column in runs.columns})
    body = row["body"]
    return RunSummary(
        header=header,
        changed_at=row["changed"] or header.started_at,
        records=0 if row["last"] is None else row["last"] + 1,
        ended=str(body["ending_id"]) if body else None,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
