"""What a run needs of a store. `simulator.storage` implements it with a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.errors import N_, SimulatorError
from simulator.sessions.naming import LATEST
from simulator.sessions.records import Record, RunHeader

__all__ = [
    "Draft",
    "NoSuchRunError",
    "NothingToResumeError",
    "RunStore",
    "RunSummary",
    "TakenOverError",
    "find_run",
]


class NoSuchRunError(SimulatorError):
    """No run of that id is kept."""

    code = "E411"
    template = N_("No run is called “{run}”.")
    hint = N_("“simulator runs” lists the runs that are kept.")


class NothingToResumeError(SimulatorError):
    """No run waits."""

    code = "E413"
    template = N_("There is no run to go on with.")
    hint = N_("“simulator play PACK” starts one; “simulator packs” lists the packs.")


class TakenOverError(SimulatorError):
    """Another window has gone on with this run."""

    code = "E412"
    template = N_("This run has gone on in another window.")
    hint = N_("Go on there, or open the run again here; nothing is lost.")


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply that is being written."""

    beat_id: str
    text: str
    elapsed_s: float
    """Real seconds spent on the beat so far."""
    approval: bool = False
    """Approval was asked for."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run in a list."""

    header: RunHeader
    changed_at: str
    """ISO 8601, UTC."""
    records: int
    ended: str | None
    """Ending id, or None when the run can be continued."""


class RunStore(Protocol):
    """Keeps runs. Every method that writes has written durably when it returns.

    All methods raise the errors of `simulator.storage.errors` when the store cannot be used.
    """

    def create(self, header: RunHeader) -> None:
        """Keep a new run."""

    def append(self, run_id: str, seq: int, record: Record) -> None:
        """Add a run's next record.

        Raises:
            TakenOverError: The run has a record of that number already.
        """

    def header(self, run_id: str) -> RunHeader:
        """What the run is a run of.

        Raises:
            NoSuchRunError: There is none of that id.
        """

    def records(self, run_id: str) -> Sequence[Record]:
        """All records of a run, in order.

        Raises:
            BadRecordError: One of them cannot be read.
        """

    def save_draft(self, run_id: str, draft: Draft) -> None:
        """Keep the reply that is being written; only the latest is kept."""

    def draft(self, run_id: str) -> Draft | None:
        """The reply that was being written, if any."""

    def runs(self) -> Sequence[RunSummary]:
        """All runs, latest change first."""

    def delete(self, run_id: str) -> None:
        """Remove a run with all its texts, for good."""

    def close(self) -> None:
        """Let go of the store."""


def find_run(store: RunStore, wanted: str | None) -> RunHeader:
    """The run of an id; without one (or for `LATEST`), the last that has not ended.

    Raises:
        NoSuchRunError: There is none of that id.
        NothingToResumeError: No run waits.
    """
    if wanted and wanted != LATEST:
        return store.header(wanted)
    for summary in store.runs():
        if summary.ended is None:
            return summary.header
    raise NothingToResumeError
