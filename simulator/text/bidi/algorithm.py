"""The Unicode Bidirectional Algorithm (UAX #9, revision 48), rules P2 to L2.

`resolve` works on a paragraph; `line_levels` (L1) and `reorder` (L2) work on each line after the
paragraph has been wrapped, as the standard demands. L3 and L4 (marks, mirroring) belong to whoever
paints.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.text.bidi.classes import ISOLATE_INITIATORS, bidi_classes
from simulator.text.bidi.explicit import (
    REMOVED,
    explicit_levels,
    first_strong_level,
    matching_isolates,
    run_sequences,
)
from simulator.text.bidi.implicit import (
    resolve_brackets,
    resolve_implicit,
    resolve_neutrals,
    resolve_weak,
)

__all__ = [
    "REMOVED",
    "Resolved",
    "first_strong_level",
    "inverse",
    "line_levels",
    "reorder",
    "resolve",
    "resolve_classes",
]


class Resolved(NamedTuple):
    """A paragraph after rules P2 to I2."""

    base: int
    """Paragraph embedding level: 0 left-to-right, 1 right-to-left."""
    levels: list[int]
    """One embedding level per code point; `REMOVED` for what X9 removes."""
    classes: list[str]
    """One original bidi class per code point."""


def resolve(text: str, base: int | None = None) -> Resolved:
    """Resolve the embedding level of each code point of one paragraph.

    Args:
        text: A paragraph, without the separator that ends it. May be empty.
        base: Paragraph level 0 or 1; None finds it by rules P2 and P3, 0 if nothing is strong.
    """
    classes = bidi_classes(text)
    level, levels = resolve_classes(classes, text, base)
    return Resolved(level, levels, classes)


def resolve_classes(
    classes: Sequence[str], characters: Sequence[str] | None = None, base: int | None = None
) -> tuple[int, list[int]]:
    """Resolve levels from bidi classes alone, or with characters for the bracket rule N0.

    Args:
        classes: One bidi class per code point (n).
        characters: The n code points; None skips N0, as the conformance file of classes does.
        base: As in `resolve`.
    Returns:
        The paragraph level and n levels.
    """
    if base is None:
        base = first_strong_level(classes) or 0
    isolates = matching_isolates(classes)
    work = list(classes)
    levels = explicit_levels(classes, work, base, isolates)
    final = list(levels)
    for sequence in run_sequences(classes, levels, base, isolates):
        types = [work[index] for index in sequence.indices]
        resolve_weak(types, sequence)
        if characters is not None:
            resolve_brackets(types, sequence, classes, characters)
        resolve_neutrals(types, sequence)
        resolve_implicit(types, sequence, final)
    return base, final


def line_levels(classes: Sequence[str], levels: Sequence[int], base: int) -> list[int]:
    """Levels of one line, with separators and trailing blanks at the paragraph level (L1)."""
    result = list(levels)
    at_end = True
    for index in range(len(classes) - 1, -1, -1):
        kind = classes[index]
        if kind in ("B", "S"):
            result[index] = base
            at_end = True
        elif kind in ("WS", "PDI") or kind in ISOLATE_INITIATORS:
            if at_end:
                result[index] = base
        elif levels[index] != REMOVED:
            at_end = False
    return result


def reorder(levels: Sequence[int]) -> list[int]:
    """Logical indices of one line in visual order, left to right (L2); removed ones left out."""
    order = [index for index, level in enumerate(levels) if level != REMOVED]
    odd = [levels[index] for index in order if levels[index] & 1]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        _reverse_runs(order, levels, level)
    return order


def inverse(order: Sequence[int], length: int) -> list[int | None]:
    """The other map: visual position of each of `length` logical indices, None for removed ones."""
    positions: list[int | None] = [None] * length
    for position, index in enumerate(order):
        positions[index] = position
    return positions


def _reverse_runs(order: list[int], levels: Sequence[int], level: int) -> None:
    start = None
    for position, index in enumerate([*order, None]):
        inside = index is not None and levels[index] >= level
        if inside and start is None:
            start = position
        elif not inside and start is not None:
            order[start:position] = order[start:position][::-1]
            start = None
