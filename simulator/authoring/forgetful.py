"""A store of runs for plays that nobody will come back to."""

from __future__ import annotations

from simulator.sessions.records import Record, RunHeader
from simulator.sessions.store import Draft, RunSummary

__all__ = ["Forgetful"]


class Forgetful:
    """A store that keeps nothing: rehearsals are played for their results alone."""

    def create(self, header: RunHeader) -> None: ...
    def append(self, run_id: str, seq: int, record: Record) -> None: ...
    def save_draft(self, run_id: str, draft: Draft) -> None: ...
    def delete(self, run_id: str) -> None: ...
    def close(self) -> None: ...

    def draft(self, run_id: str) -> Draft | None:
        return None

    def header(self, run_id: str) -> RunHeader:
        raise KeyError(run_id)

    def records(self, run_id: str) -> tuple[Record, ...]:
        return ()

    def runs(self) -> tuple[RunSummary, ...]:
        return ()
