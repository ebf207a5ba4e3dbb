"""Take newly written rows and their ratings into `models/corpus`.

    python -m models.recipe.corpus_intake WRITTEN RATINGS

WRITTEN holds `<language>-<letter>.jsonl`, RATINGS `<language>-<letter>.<rater>.jsonl`. A writer's
private `note` is left behind: raters and training must not see it. Files of the same name in the
corpus are replaced. Afterwards everything is read once, so that a fault is found here.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from models.recipe.corpus import CORPUS, read_corpus

_RATINGS_NAME = re.compile(r"[a-z]{2}-[a-z0-9]+\.[a-z0-9]+\.jsonl")


def take_rows(written: Path, corpus: Path) -> int:
    """Copy rows without their notes; returns how many."""
    taken = 0
    for file in sorted(written.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        kept = [{key: row[key] for key in row if key != "note"} for row in rows]
        _write_lines(corpus / "rows" / file.name, kept)
        taken += len(kept)
    return taken


def take_ratings(ratings: Path, corpus: Path) -> int:
    """Copy ratings; returns how many."""
    taken = 0
    for file in sorted(ratings.glob("*.jsonl")):
        if _RATINGS_NAME.fullmatch(file.name) is None:
            raise SystemExit(f"{file.name}: expected <language>-<letter>.<rater>.jsonl")
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
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
