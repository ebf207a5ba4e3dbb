"""Explicit embeddings, overrides and isolates: rules X1 to X10 of UAX #9."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from simulator.text.bidi.classes import ISOLATE_INITIATORS

__all__ = [
    "REMOVED",
    "RunSequence",
    "direction",
    "explicit_levels",
    "first_strong_level",
    "matching_isolates",
    "run_sequences",
]

MAX_DEPTH = 125
"""Deepest embedding level (BD2)."""

REMOVED = -1
"""Level of a character that rule X9 takes out of the line."""

_EMBEDDINGS = frozenset({"RLE", "LRE", "RLO", "LRO"})
_EXPLICIT = _EMBEDDINGS | ISOLATE_INITIATORS | {"PDF", "PDI", "BN", "B"}


class RunSequence(NamedTuple):
    """An isolating run sequence (BD13)."""

    indices: list[int]
    level: int
    before: str
    """`sos`: the direction at its start."""
    after: str
    """`eos`: the direction at its end."""


def first_strong_level(
    classes: Sequence[str], start: int = 0, end: int | None = None, *, in_isolate: bool = False
) -> int | None:
    """The level that the first strong character asks for (P2, P3); None if there is none.

    Args:
        in_isolate: Stop at the PDI that closes an isolate which is open at `start` (X5c).
    """
    depth = 0
    for index in range(start, len(classes) if end is None else end):
        kind = classes[index]
        if kind in ISOLATE_INITIATORS:
            depth += 1
        elif kind == "PDI":
            if in_isolate and not depth:
                return None
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


def matching_isolates(classes: Sequence[str]) -> dict[int, int]:
    """Isolate initiators and their PDIs, each pointing at the other (BD9)."""
    matches: dict[int, int] = {}
    opened: list[int] = []
    for index, kind in enumerate(classes):
        if kind in ISOLATE_INITIATORS:
            opened.append(index)
        elif kind == "PDI" and opened:
            first = opened.pop()
            matches[first], matches[index] = index, first
    return matches


class _Directions:
    """The directional status stack of X1 with its three counters."""

    def __init__(self, base: int) -> None:
        self._stack: list[tuple[int, str | None, bool]] = [(base, None, False)]
        self._overflow_isolates = self._overflow_embeddings = self._valid_isolates = 0

    @property
    def level(self) -> int:
        return self._stack[-1][0]

    @property
    def override(self) -> str | None:
        return self._stack[-1][1]

    def open_embedding(self, kind: str) -> None:
        """X2 to X5."""
        level = self._next_level(rtl=kind[0] == "R")
        if self._has_room(level):
            override = kind[0] if kind[2] == "O" else None
            self._stack.append((level, override, False))
        elif not self._overflow_isolates:
            self._overflow_embeddings += 1

    def open_isolate(self, *, rtl: bool) -> None:
        """X5a to X5c."""
        level = self._next_level(rtl=rtl)
        if self._has_room(level):
            self._valid_isolates += 1
            self._stack.append((level, None, True))
        else:
            self._overflow_isolates += 1

    def close_isolate(self) -> None:
        """X6a."""
        if self._overflow_isolates:
            self._overflow_isolates -= 1
        elif self._valid_isolates:
            self._overflow_embeddings = 0
            while not self._stack.pop()[2]:
                pass
            self._valid_isolates -= 1

    def close_embedding(self) -> None:
        """X7."""
        if self._overflow_isolates:
            return
        if self._overflow_embeddings:
            self._overflow_embeddings -= 1
        elif not self._stack[-1][2] and len(self._stack) > 1:
            self._stack.pop()

    def _next_level(self, *, rtl: bool) -> int:
        return (self.level + 1) | 1 if rtl else (self.level + 2) & ~1

    def _has_room(self, level: int) -> bool:
        overflows = self._overflow_isolates or self._overflow_embeddings
        return level <= MAX_DEPTH and not overflows


def explicit_levels(
    classes: Sequence[str], work: list[str], base: int, isolates: dict[int, int]
) -> list[int]:
    """Levels by X1 to X8; overrides are written into `work`."""
    levels = [base] * len(classes)
    if _EXPLICIT.isdisjoint(classes):
        return levels
    directions = _Directions(base)
    for index, kind in enumerate(classes):
        if kind in _EMBEDDINGS:
            directions.open_embedding(kind)
        elif kind == "PDF":
            directions.close_embedding()
        elif kind == "PDI":
            directions.close_isolate()
        levels[index] = _x_level(kind, directions, base)
        if directions.override and levels[index] != REMOVED and kind != "B":
            work[index] = directions.override
        if kind in ISOLATE_INITIATORS:
            directions.open_isolate(rtl=_isolate_is_rtl(classes, index, isolates))
    return levels


def _x_level(kind: str, directions: _Directions, base: int) -> int:
    if kind == "B":
        return base
    if kind in _EMBEDDINGS or kind in ("PDF", "BN"):
        return REMOVED
    return directions.level


def _isolate_is_rtl(classes: Sequence[str], index: int, isolates: dict[int, int]) -> bool:
    if classes[index] != "FSI":
        return classes[index] == "RLI"
    return first_strong_level(classes, index + 1, isolates.get(index), in_isolate=True) == 1


def run_sequences(
    classes: Sequence[str], levels: Sequence[int], base: int, isolates: dict[int, int]
) -> Iterator[RunSequence]:
    """Isolating run sequences (X10), each with the directions at its edges."""
    kept = [index for index, level in enumerate(levels) if level != REMOVED]
    neighbours = _kept_neighbours(kept)
    runs = _level_runs(kept, levels)
    run_at = {run[0]: run for run in runs}
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in isolates:
            continue
        indices = _chained(run, run_at, classes, isolates)
        level = levels[indices[0]]
        before, after = neighbours[indices[0]][0], neighbours[indices[-1]][1]
        if classes[indices[-1]] in ISOLATE_INITIATORS and indices[-1] not in isolates:
            after = None
        yield RunSequence(
            indices,
            level,
            direction(max(level, base if before is None else levels[before])),
            direction(max(level, base if after is None else levels[after])),
        )


def _kept_neighbours(kept: list[int]) -> dict[int, tuple[int | None, int | None]]:
    before: list[int | None] = [None, *kept][:-1]
    after: list[int | None] = [*kept, None][1:]
    return dict(zip(kept, zip(before, after, strict=True), strict=True))


def _level_runs(kept: list[int], levels: Sequence[int]) -> list[list[int]]:
    """Runs of equal level (BD7), over the characters that X9 keeps."""
    if not kept:
        return []
    runs = [[kept[0]]]
    for before, index in pairwise(kept):
        if levels[index] == levels[before]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _chained(
    run: list[int],
    run_at: dict[int, list[int]],
    classes: Sequence[str],
    isolates: dict[int, int],
) -> list[int]:
    """A level run and the runs that follow it across its isolates (BD13)."""
    indices = list(run)
    while classes[indices[-1]] in ISOLATE_INITIATORS and indices[-1] in isolates:
        following = run_at.get(isolates[indices[-1]])
        if following is None:
            break
        indices += following
    return indices


def direction(level: int) -> str:
    """`L` or `R`, as a level says."""
    return "R" if level & 1 else "L"
