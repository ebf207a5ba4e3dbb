"""Take newly written rows and their ratings into `models/corpus`.

    python -m models.recipe.corpus_intake WRITTEN RATINGS

WRITTEN holds `<language>-<letter>.jsonl`, RATINGS `<language>-<letter>.<rater>.jsonl`. A line of
WRITTEN is a row, or a situation with its `replies` as writers hand it in; such a file may hold a
part of a letter (`nb-d1`), whose situations are then called after it, so that each part is split by
itself. A writer's private `note` and `kind` are left behind: raters and training must not see them.
From the kind and the clothes of a reply follow its marks. Files of the same name in the corpus are
replaced. Afterwards everything is read once, so that a fault is found here.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.recipe.corpus import CORPUS, read_corpus
from models.recipe.corpus_check import CLOTHES

_PRIVATE = frozenset({"note", "kind"})
_GOOD_CLOTHES = ("first person", "figures", "question")
_BAD_CLOTHES = ("courtesy", "exclamation", "emoji", "we", "hashtag or link")
"""What stood in good and in bad replies of a corpus that nobody had balanced."""
_RATINGS_NAME = re.compile(r"[a-z]{2}-[a-z0-9]+\.[a-z0-9]+\.jsonl")


def take_rows(written: Path, corpus: Path) -> int:
    """Copy rows without their notes; returns how many."""
    taken = 0
    for file in sorted(written.glob("*.jsonl")):
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        kept = [
            {key: row[key] for key in row if key not in _PRIVATE}
            for line in lines
            for row in (_rows_of(line, file.stem) if "replies" in line else [line])
        ]
        _write_lines(corpus / "rows" / file.name, kept)
        taken += len(kept)
    return taken


def _rows_of(situation: dict[str, Any], writing: str) -> Iterator[dict[str, Any]]:
    """The rows of a situation as a writer hands it in."""
    shared = {key: situation[key] for key in situation if key != "replies"}
    shared["situation_id"] = _called_after(str(situation["situation_id"]), writing)
    for number, reply in enumerate(situation["replies"], start=1):
        row = {"id": f"{shared['situation_id']}-{number}", **shared, "reply": reply["reply"]}
        marks = _marks(reply["kind"], reply["reply"])
        yield {**row, "marks": marks} if marks else row


def _called_after(name: str, writing: str) -> str:
    """A situation or row of a part: `nb-d-03-2` in the writing `nb-d1` is `nb-d1-03-2`."""
    letter = re.match(r"[a-z]{2}-[a-z]", name)
    assert letter is not None, name
    return writing + name[letter.end() :]


def _marks(kind: str, reply: str) -> list[str]:
    """`adversarial`, or `balanced`: good in the clothes of bad replies, or bad in those of good."""
    if kind == "adversarial":
        return ["adversarial"]
    good = sum(CLOTHES[cue](reply) for cue in _GOOD_CLOTHES)
    bad = sum(CLOTHES[cue](reply) for cue in _BAD_CLOTHES)
    crossed = (kind.startswith("real") and bad > good) or (kind.startswith("fake") and good > bad)
    return ["balanced"] if crossed else []


def take_ratings(ratings: Path, corpus: Path) -> int:
    """Copy ratings; returns how many."""
    taken = 0
    for file in sorted(ratings.glob("*.jsonl")):
        if _RATINGS_NAME.fullmatch(file.name) is None:
            raise SystemExit(f"{file.name}: expected <language>-<letter>.<rater>.jsonl")
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        writing = file.name.split(".")[0]
        if writing[-1].isdigit():
            rows = [{**row, "id": _called_after(row["id"], writing)} for row in rows]
        _write_lines(corpus / "ratings" / file.name, rows)
        taken += len(rows)
    return taken


def _write_lines(file: Path, rows: list[dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def main() -> None:
    """Take in, then read back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("written", type=Path)
    parser.add_argument("ratings", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    given = parser.parse_args()
    rows, ratings = (
        take_rows(given.written, given.corpus),
        take_ratings(given.ratings, given.corpus),
    )
    print(f"{rows} rows and {ratings} ratings; {len(read_corpus(given.corpus))} rows are rated")


if __name__ == "__main__":
    main()
