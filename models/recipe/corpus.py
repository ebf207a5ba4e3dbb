"""Read the corpus of rated replies: rows, the mean of their raters, and the split by situation.

A row is one reply to one message (schema: `models/corpus/README.md`). All rows of a situation fall
into one split. The situations of one writing (`nb-a`) are ordered by a hash of their ids and cut in
three, so that each writing is in each split, and new writings never move old situations.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from simulator.scoring.base import SCORES, TRAITS, ScoringRequest

CORPUS = Path(__file__).parents[1] / "corpus"
LANGUAGES = ("ar", "en", "nb")
Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
TEXTS = ("situation", "persona", "follower", "reply")
_REQUIRED = ("id", "situation_id", "language", *TEXTS)
_DEV_FROM, _TEST_FROM = 0.7, 0.8


class CorpusError(Exception):
    """A file of the corpus is not what the schema says; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What one rater said of one row."""

    rater: str
    scores: Mapping[str, float]
    traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A reply with what its raters said, at least one of them."""

    id: str
    situation_id: str
    split: Split
    request: ScoringRequest
    ratings: tuple[Rating, ...]
    marks: frozenset[str] = field(default_factory=frozenset)
    """`adversarial`, `balanced`, and what else a row may be marked with for a split of its own."""
    twin: str = ""
    """The same in rows that are one reply in several languages (for parity)."""

    @property
    def language(self) -> str:
        """Language of the row."""
        return self.request.language

    @property
    def scores(self) -> tuple[float, float]:
        """Mean of the raters, authenticity and engagement, 1.0-5.0."""
        first, second = (
            sum(rating.scores[score] for rating in self.ratings) / len(self.ratings)
            for score in SCORES
        )
        return first, second

    @property
    def traits(self) -> tuple[float, ...]:
        """For each of `TRAITS` the share of raters who marked it."""
        return tuple(
            sum(trait in rating.traits for rating in self.ratings) / len(self.ratings)
            for trait in TRAITS
        )


def splits_of(situation_ids: Iterable[str]) -> dict[str, Split]:
    """The split of each situation: of each writing about 70 / 10 / 20 of a hundred."""
    writings: dict[str, set[str]] = {}
    for situation_id in situation_ids:
        writings.setdefault(situation_id.rpartition("-")[0], set()).add(situation_id)
    splits: dict[str, Split] = {}
    for situations in writings.values():
        for place, situation_id in enumerate(sorted(situations, key=_mixed)):
            share = (place + 0.5) / len(situations)
            splits[situation_id] = (
                "train" if share < _DEV_FROM else "dev" if share < _TEST_FROM else "test"
            )
    return splits


def _mixed(situation_id: str) -> str:
    return hashlib.sha256(situation_id.encode()).hexdigest()


def read_corpus(folder: Path = CORPUS, *, languages: Sequence[str] = LANGUAGES) -> list[RatedRow]:
    """Read all rated rows, in the order of the files; rows that nobody rated are left out.

    Raises:
        CorpusError: A line breaks the schema, or an id occurs twice.
    """
    ratings = _read_ratings(folder / "ratings")
    lines = list(_lines(folder / "rows"))
    splits = splits_of(str(stored.get("situation_id")) for _, _, stored in lines)
    seen: set[str] = set()
    rows = []
    for file, line, stored in lines:
        row_id = str(stored.get("id"))
        if row_id in seen:
            raise CorpusError(f"{file.name}:{line}: the id {row_id} occurs twice")
        seen.add(row_id)
        stored.setdefault("split", splits[str(stored.get("situation_id"))])
        row = _rated(stored, tuple(ratings.get(row_id, ())), f"{file.name}:{line}")
        if row.ratings and row.language in languages:
            rows.append(row)
    return rows


def in_split(rows: Sequence[RatedRow], split: Split) -> list[RatedRow]:
    """The rows of one split."""
    return [row for row in rows if row.split == split]


def by_situation(rows: Sequence[RatedRow]) -> list[list[RatedRow]]:
    """Rows grouped by situation and message, in order of appearance."""
    groups: dict[tuple[str, str], list[RatedRow]] = {}
    for row in rows:
        groups.setdefault((row.situation_id, row.request.follower), []).append(row)
    return list(groups.values())


def _lines(folder: Path) -> Iterator[tuple[Path, int, dict[str, Any]]]:
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                stored = json.loads(line)
            except ValueError as error:
                raise CorpusError(f"{file.name}:{number}: not JSON: {error}") from error
            if not isinstance(stored, dict):
                raise CorpusError(f"{file.name}:{number}: not an object")
            yield file, number, stored


def _rated(stored: dict[str, Any], ratings: tuple[Rating, ...], place: str) -> RatedRow:
    missing = [key for key in _REQUIRED if not isinstance(stored.get(key), str)]
    if missing:
        raise CorpusError(f"{place}: no text under {', '.join(missing)}")
    if stored["language"] not in LANGUAGES:
        raise CorpusError(f"{place}: the language is {stored['language']!r}")
    split = stored["split"]
    if split not in SPLITS:
        raise CorpusError(f"{place}: the split is {split!r}")
    texts = {key: stored[key] for key in TEXTS}
    return RatedRow(
        id=stored["id"],
        situation_id=stored["situation_id"],
        split=split,
        request=ScoringRequest(language=stored["language"], **texts),
        ratings=ratings,
        marks=frozenset(stored.get("marks", ())),
        twin=str(stored.get("twin", "")),
    )


def _read_ratings(folder: Path) -> dict[str, list[Rating]]:
    ratings: dict[str, list[Rating]] = {}
    for file, line, stored in _lines(folder):
        rater = file.name.split(".")[1]
        rating = _rating(stored, rater, f"{file.name}:{line}")
        held = ratings.setdefault(str(stored.get("id")), [])
        if any(other.rater == rater for other in held):
            raise CorpusError(f"{file.name}:{line}: {rater} rated {stored.get('id')} twice")
        held.append(rating)
    return ratings


def _rating(stored: dict[str, Any], rater: str, place: str) -> Rating:
    scores = {score: stored.get(score) for score in SCORES}
    for score, value in scores.items():
        if not isinstance(value, (int, float)) or not 1 <= value <= 5:
            raise CorpusError(f"{place}: {score} is {value!r}, not a number from 1 to 5")
    traits = frozenset(stored.get("traits", ()))
    if not traits <= set(TRAITS):
        raise CorpusError(f"{place}: unknown traits {sorted(traits - set(TRAITS))}")
    return Rating(rater, {score: float(value or 0) for score, value in scores.items()}, traits)
