"""The immutable facts of a run, and their form in a store.

A run is its records, in order: everything else (state, crowd, reactions) follows from them by
`replay.py`. Each kind is a frozen dataclass; `to_json` and `from_json` are the stored form.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from simulator.errors import N_, SimulatorError
from simulator.scenario.state import Action
from simulator.scoring.base import Assessment, Evidence, NotRated

__all__ = [
    "RECORD_VERSION",
    "Acted",
    "Assessed",
    "BadRecordError",
    "Ended",
    "Explained",
    "Opened",
    "Record",
    "Retried",
    "RunHeader",
    "from_json",
    "to_json",
]

RECORD_VERSION = 1
"""Of the stored form and of the rules by which records are replayed."""


class BadRecordError(SimulatorError):
    """A stored record does not read as one."""

    code = "E410"
    template = N_("Record {seq} of run {run} cannot be read.")
    hint = N_("The run cannot go on; your other runs are not touched. Please report this.")


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What a run is a run of. Written once, when it starts."""

    id: str
    pack_id: str
    pack_version: str
    pack_digest: str
    scenario_id: str
    language: str
    seed: int
    started_at: str
    """ISO 8601, UTC."""
    version: int = RECORD_VERSION


@dataclass(frozen=True, slots=True)
class Opened:
    """A beat was shown."""

    beat_id: str
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True)
class Acted:
    """The trainee replied or stayed silent. Durable before the reply is scored."""

    action: Action
    kind: Literal["acted"] = "acted"


@dataclass(frozen=True, slots=True)
class Assessed:
    """The scorer answered (None: silence needs no scorer). The beat is played with this."""

    assessment: Assessment | None
    kind: Literal["assessed"] = "assessed"


@dataclass(frozen=True, slots=True)
class Explained:
    """The passages that moved the scores. It comes after them and changes nothing else."""

    evidence: tuple[Evidence, ...]
    kind: Literal["explained"] = "explained"


@dataclass(frozen=True, slots=True)
class Retried:
    """The trainee takes the beat once more. The earlier attempt stays in the records."""

    beat_id: str
    kind: Literal["retried"] = "retried"


@dataclass(frozen=True, slots=True)
class Ended:
    """The debrief was opened: the run is over."""

    ending_id: str
    kind: Literal["ended"] = "ended"


Record = Opened | Acted | Assessed | Explained | Retried | Ended


def to_json(record: Record) -> dict[str, Any]:
    """A record's stored form: plain values only, without its kind (that is a column)."""
    body = asdict(record)
    del body["kind"]
    return body


def from_json(kind: str, body: dict[str, Any]) -> Record:
    """A record from its stored form.

    Raises:
        ValueError: The kind is not known, or the body does not fit it.
    """
    try:
        if kind == "opened":
            return Opened(str(body["beat_id"]))
        if kind == "acted":
            return Acted(Action(**body["action"]))
        if kind == "assessed":
            return Assessed(_assessment(body["assessment"]))
        if kind == "explained":
            return Explained(tuple(Evidence(**passage) for passage in body["evidence"]))
        if kind == "retried":
            return Retried(str(body["beat_id"]))
        if kind == "ended":
            return Ended(str(body["ending_id"]))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a record of kind {kind}") from error
    raise ValueError(f"no kind of record: {kind}")


def _assessment(body: dict[str, Any] | None) -> Assessment | None:
    if body is None:
        return None
    evidence = tuple(Evidence(**passage) for passage in body["evidence"])
    reason = NotRated(body["reason"]) if body["reason"] else None
    return Assessment(**{**body, "evidence": evidence, "reason": reason})
