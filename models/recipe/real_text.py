"""Real brand replies to customers, rated by the rubric: the ratings are ours, the texts are not.

The corpus keeps ratings with the number of the row and a digest of its reply; the texts stay in the
openly licensed set that they come from (`ibm_customer_care`, Apache-2.0), in the folder of the
auxiliary sets. A third of the rows, chosen by a hash, is for testing alone.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from models.recipe.corpus import CORPUS, CorpusError, RatedRow, Rating, Split
from simulator.scoring.base import SCORES, ScoringRequest

SET = "ibm_customer_care"
RATINGS = CORPUS / "real" / f"{SET}.r3.jsonl"
_PLACEHOLDER = re.compile(r"\s*(?:@user|\[(?:mail|number)\])")


def digest(reply: str) -> str:
    """A short digest of a reply as the set holds it."""
    return hashlib.sha256(reply.encode()).hexdigest()[:12]


def real_rows(folder: Path, ratings: Path = RATINGS) -> list[RatedRow]:
    """The rated replies of real brands, each a situation of its own.

    Args:
        folder: The folder of the auxiliary sets.
        ratings: A file of ratings; a line has `row` (number in the set, from 0), `digest` (of the
            reply), both scores and `traits`.

    Raises:
        CorpusError: A rating belongs to another text than the set has in that row.
        OSError: The set is not there.
    """
    with (folder / SET / "dev_pairs.csv").open(encoding="utf-8", newline="") as lines:
        pairs = list(csv.DictReader(lines))
    rater = ratings.name.split(".")[1]
    stored = [json.loads(line) for line in ratings.read_text("utf-8").splitlines()]
    return [_row(one, pairs[one["row"]], rater) for one in stored]


def _row(stored: dict[str, Any], pair: dict[str, str], rater: str) -> RatedRow:
    if digest(pair["agent_reply"]) != stored["digest"]:
        raise CorpusError(f"{SET}, row {stored['row']}: this is not the text that was rated")
    split: Split = "test" if int(stored["digest"][:8], 16) % 3 == 0 else "train"
    name = f"{SET}-{stored['row']}"
    return RatedRow(
        id=name,
        situation_id=name,
        split=split,
        request=ScoringRequest(
            reply=_plain(pair["agent_reply"]),
            language="en",
            persona=pair["company"],
            follower=_plain(pair["customer"]),
        ),
        ratings=(
            Rating(
                rater,
                {score: float(stored[score]) for score in SCORES},
                frozenset(stored["traits"]),
            ),
        ),
    )


def _plain(text: str) -> str:
    """Without the marks that the set puts in place of names and addresses."""
    return _PLACEHOLDER.sub("", text.replace("&amp;", "&").replace("&gt;", ">")).strip()
