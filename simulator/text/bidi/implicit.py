"""Weak types, brackets, neutrals and implicit levels: rules W1 to I2 of UAX #9.

Each rule works on the types of one isolating run sequence, in place.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.text.bidi.classes import (
    CANONICAL_BRACKET,
    CLOSING_BRACKET,
    ISOLATE_INITIATORS,
    NEUTRALS,
    OPENING_BRACKET,
)
from simulator.text.bidi.explicit import RunSequence, direction

__all__ = ["resolve_brackets", "resolve_implicit", "resolve_neutrals", "resolve_weak"]

MAX_OPEN_BRACKETS = 63
"""How many opening brackets rule BD16 remembers."""

_SEPARATORS = frozenset({"ES", "ET", "CS"})
_STRONG_IN_NEUTRAL_RULES = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def resolve_weak(types: list[str], sequence: RunSequence) -> None:
    """W1 to W7; rules whose classes do not occur are not run."""
    present = set(types)
    if "NSM" in present:
        _w1_marks(types, sequence.before)
    if "AL" in present:
        _w2_w3_arabic(types)
    if not present.isdisjoint(_SEPARATORS):
        _w4_single_separators(types)
        _w5_terminators(types)
        types[:] = ["ON" if kind in _SEPARATORS else kind for kind in types]  # W6
    if "EN" in present:
        _w7_latin_numbers(types, sequence.before)


def _w1_marks(types: list[str], before: str) -> None:
    for index, kind in enumerate(types):
        if kind == "NSM":
            isolate = before in ISOLATE_INITIATORS or before == "PDI"
            types[index] = "ON" if isolate else before
        before = types[index]


def _w2_w3_arabic(types: list[str]) -> None:
    after_arabic = False
    for index, kind in enumerate(types):
        if kind in ("L", "R"):
            after_arabic = False
        elif kind == "AL":
            after_arabic = True
            types[index] = "R"
        elif kind == "EN" and after_arabic:
            types[index] = "AN"


def _w4_single_separators(types: list[str]) -> None:
    for index in range(1, len(types) - 1):
        before = types[index - 1]
        if before != types[index + 1]:
            continue
        kind = types[index]
        if (kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN"):
            types[index] = before


def _w5_terminators(types: list[str]) -> None:
    for start, end in _runs_of(types, frozenset({"ET"})):
        beside = (types[start - 1] if start else "", types[end] if end < len(types) else "")
        if "EN" in beside:
            types[start:end] = ["EN"] * (end - start)


def _w7_latin_numbers(types: list[str], strong: str) -> None:
    for index, kind in enumerate(types):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def resolve_brackets(
    types: list[str], sequence: RunSequence, classes: Sequence[str], characters: Sequence[str]
) -> None:
    """N0: each pair gets the direction of what it encloses, or of what precedes it."""
    brackets = [characters[index] for index in sequence.indices]
    for start, end in _bracket_pairs(types, brackets):
        side = _bracket_direction(types, start, end, sequence)
        if side is None:
            continue
        for position in (start, end):
            types[position] = side
            position += 1
            while position < len(types) and classes[sequence.indices[position]] == "NSM":
                types[position] = side
                position += 1


def _bracket_pairs(types: list[str], characters: list[str]) -> list[tuple[int, int]]:
    """Pairs of bracket positions in order of the opening one (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for position, kind in enumerate(types):
        if kind != "ON":
            continue
        character = CANONICAL_BRACKET.get(characters[position], characters[position])
        if character in OPENING_BRACKET:
            if len(opened) == MAX_OPEN_BRACKETS:
                return []
            opened.append((OPENING_BRACKET[character], position))
        elif character in CLOSING_BRACKET:
            _close_bracket(character, position, opened, pairs)
    return sorted(pairs)


def _close_bracket(
    character: str, position: int, opened: list[tuple[str, int]], pairs: list[tuple[int, int]]
) -> None:
    for depth in range(len(opened) - 1, -1, -1):
        if opened[depth][0] == character:
            pairs.append((opened[depth][1], position))
            del opened[depth:]
            return


def _bracket_direction(types: list[str], start: int, end: int, sequence: RunSequence) -> str | None:
    """N0 b to d: the embedding direction wins, then the context, then nothing is said."""
    embedding = direction(sequence.level)
    inside = {_STRONG_IN_NEUTRAL_RULES.get(kind) for kind in types[start + 1 : end]}
    if embedding in inside:
        return embedding
    if inside <= {None}:
        return None
    for kind in reversed(types[:start]):
        if kind in _STRONG_IN_NEUTRAL_RULES:
            return _STRONG_IN_NEUTRAL_RULES[kind]
    return sequence.before


def resolve_neutrals(types: list[str], sequence: RunSequence) -> None:
    """N1 and N2."""
    embedding = direction(sequence.level)
    for start, end in _runs_of(types, NEUTRALS):
        left = types[start - 1] if start else sequence.before
        right = types[end] if end < len(types) else sequence.after
        strong = _STRONG_IN_NEUTRAL_RULES[left]
        same = strong == _STRONG_IN_NEUTRAL_RULES[right]
        types[start:end] = [strong if same else embedding] * (end - start)


def _runs_of(types: list[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    """Where the classes of `wanted` stand side by side: (start, end) of each run."""
    runs: list[tuple[int, int]] = []
    start = None
    for position, kind in enumerate(types):
        if kind in wanted:
            if start is None:
                start = position
        elif start is not None:
            runs.append((start, position))
            start = None
    if start is not None:
        runs.append((start, len(types)))
    return runs


def resolve_implicit(types: list[str], sequence: RunSequence, levels: list[int]) -> None:
    """I1 and I2: write the final levels of the sequence."""
    level = sequence.level
    raised = {"R": 0, "L": 1, "EN": 1, "AN": 1} if level & 1 else {"L": 0, "R": 1, "EN": 2, "AN": 2}
    for index, kind in zip(sequence.indices, types, strict=True):
        levels[index] = level + raised[kind]
