"""`simulator score`: JSON Lines in, JSON Lines out, in order, a chunk at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.scoring.base import Assessment, Scorer, ScoringRequest
from simulator.text.cleaning import clean

__all__ = ["BadLineError", "as_row", "read_rows", "score_rows"]

_CHUNK = 32
"""Rows that are scored together: enough to fill a batch, little enough for constant memory."""
_LANGUAGES = ("ar", "en", "nb")
_LINE_LIMIT = 1_000_000
_OPTIONAL = ("situation", "persona", "follower")


class BadLineError(SimulatorError):
    """A line of the input is no request."""

    code = "E110"
    exit_code = ExitCode.USAGE
    template = N_("Line {line}: {problem}.")
    hint = N_('Each line is an object such as {{"id": "1", "language": "en", "reply": "..."}}.')


def read_rows(stream: BinaryIO) -> Iterator[tuple[str, ScoringRequest, str]]:
    """Requests from JSON Lines, with their ids and their text as it was before cleaning.

    Raises:
        BadLineError: A line is no JSON, or lacks what is needed; with its number.
    """
    for number, raw in enumerate(iter(lambda: stream.readline(_LINE_LIMIT), b""), start=1):
        if not raw.strip():
            continue
        yield _row(number, raw)


def _row(number: int, raw: bytes) -> tuple[str, ScoringRequest, str]:
    try:
        row = json.loads(raw.decode("utf-8", "replace"))
    except ValueError as error:
        raise BadLineError(line=number, problem=f"JSON: {error}") from error
    if not isinstance(row, dict):
        raise BadLineError(line=number, problem="{ }")
    for key in ("id", "language", "reply"):
        if row.get(key) is None:
            raise BadLineError(line=number, problem=f"“{key}”")
    if row["language"] not in _LANGUAGES:
        raise BadLineError(line=number, problem=f"“language”: {row['language']}")
    texts = {name: clean(str(row.get(name) or "")) for name in _OPTIONAL}
    reply = str(row["reply"])
    return str(row["id"]), ScoringRequest(reply, row["language"], **texts), reply


def score_rows(
    rows: Iterable[tuple[str, ScoringRequest, str]], scorer: Scorer, *, evidence: bool
) -> Iterator[dict[str, Any]]:
    """One result for each request, in order, as soon as its chunk is scored."""
    source = iter(rows)
    while chunk := list(islice(source, _CHUNK)):
        requests = [request for _, request, _ in chunk]
        found = scorer.score(requests, evidence=evidence)
        for (row_id, _, _), assessment in zip(chunk, found, strict=True):
            yield as_row(row_id, assessment, evidence=evidence)


def as_row(row_id: str, assessment: Assessment, *, evidence: bool) -> dict[str, Any]:
    """The published form of an assessment (docs/scoring-format.md)."""
    row: dict[str, Any] = {
        "id": row_id,
        "rated": assessment.rated,
        "authenticity": assessment.authenticity,
        "engagement": assessment.engagement,
        "confidence": round(assessment.confidence, 3),
        "traits": {name: round(share, 3) for name, share in assessment.traits.items()},
        "reason": assessment.reason.value if assessment.reason else None,
        "model": assessment.model,
    }
    if evidence:
        row["evidence"] = [
            {"start": one.start, "end": one.end, "score": one.score, "effect": round(one.effect, 2)}
            for one in assessment.evidence
        ]
    return row
