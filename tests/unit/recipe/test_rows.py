"""What the scorer learns from: the corpus as it is, rows that are spoilt, ratings of real text."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from models.recipe.augment import spoilt
from models.recipe.corpus import CorpusError, RatedRow, in_split, read_corpus
from models.recipe.corpus_check import CLOTHES, leaks_between_splits
from models.recipe.corpus_intake import take_ratings, take_rows
from models.recipe.real_text import SET, digest, real_rows


@pytest.fixture(scope="module")
def rows() -> list[RatedRow]:
    return read_corpus()


def test_every_row_is_rated_and_no_situation_is_in_two_splits(rows: list[RatedRow]) -> None:
    assert len(rows) > 900
    assert all(row.ratings for row in rows)
    splits: dict[str, set[str]] = {}
    for row in rows:
        splits.setdefault(row.situation_id, set()).add(row.split)
    assert all(len(found) == 1 for found in splits.values())


def test_a_reply_said_twice_is_worth_less(rows: list[RatedRow]) -> None:
    batch = [row for row in in_split(rows, "train") if row.scores[0] >= 3][:20]
    before = {row.id: row for row in batch}
    twice = [row for row in spoilt(batch, random.Random(1), 4) if row.id.endswith("-twice")]
    assert len(twice) == 4
    for row in twice:
        old = before[row.id.removesuffix("-twice")]
        assert row.request.reply == f"{old.request.reply} {old.request.reply}"
        assert all(new < was or new == 1 for new, was in zip(row.scores, old.scores, strict=True))
        assert row.situation_id == old.situation_id


def test_a_reply_under_another_post_engages_nobody(rows: list[RatedRow]) -> None:
    batch = in_split(rows, "train")[:60]
    posts = {row.request.follower: row for row in batch}
    stray = [row for row in spoilt(batch, random.Random(1), 6) if row.id.endswith("-stray")]
    assert len(stray) == 6
    for row in stray:
        home = next(one for one in batch if one.request.reply == row.request.reply)
        assert row.situation_id != home.situation_id
        assert row.language == home.language
        assert posts[row.request.follower].situation_id == row.situation_id
        assert row.scores[1] == 1
        assert row.scores[0] <= 2.5


def real_set(folder: Path, *, reply: str, rated: str) -> Path:
    (folder / SET).mkdir()
    table = f'company,customer,agent_reply\nFerries,"@user Late again &amp; cold","{reply}"\n'
    (folder / SET / "dev_pairs.csv").write_text(table, "utf-8")
    rating = {"row": 0, "digest": digest(rated), "authenticity": 2, "engagement": 1.5, "traits": []}
    file = folder / "ratings.r3.jsonl"
    file.write_text(json.dumps(rating) + "\n", "utf-8")
    return file


def test_a_real_reply_is_read_without_the_marks_of_its_set(tmp_path: Path) -> None:
    reply = "@user We are sorry. [number]"
    [row] = real_rows(tmp_path, real_set(tmp_path, reply=reply, rated=reply))
    assert row.request.reply == "We are sorry."
    assert row.request.follower == "Late again & cold"
    assert row.scores == (2, 1.5)


def test_a_rating_never_meets_another_text(tmp_path: Path) -> None:
    ratings = real_set(tmp_path, reply="We are sorry.", rated="We are glad.")
    with pytest.raises(CorpusError, match="row 0"):
        real_rows(tmp_path, ratings)


def test_a_writers_situations_become_rows_without_her_intentions(tmp_path: Path) -> None:
    situation = {
        "situation_id": "en-d-03",
        "language": "en",
        "organisation": "bus depot",
        "event": "late bus",
        "situation": "The 23:10 did not come.",
        "persona": "Ann, head of buses",
        "follower": "Where is it?",
        "replies": [
            {"reply": "Thank you so much, we care! 💛", "kind": "real_dull", "note": "means it"},
            {"reply": "I counted 4. Is that fine?", "kind": "fake_dull", "note": "hollow"},
            {"reply": "asdf", "kind": "adversarial", "note": "gibberish"},
            {"reply": "I forgot it.", "kind": "real_lively", "note": "short"},
        ],
    }
    written, ratings, corpus = (tmp_path / name for name in ("written", "ratings", "corpus"))
    for folder in (written, ratings):
        folder.mkdir()
    (written / "en-d1.jsonl").write_text(json.dumps(situation) + "\n", "utf-8")
    rated = [
        {"id": f"en-d-03-{n}", "authenticity": 2, "engagement": 1.5, "traits": []}
        for n in range(1, 5)
    ]
    (ratings / "en-d1.r1.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rated), "utf-8")
    assert take_rows(written, corpus) == 4
    assert take_ratings(ratings, corpus) == 4
    rows = read_corpus(corpus)
    assert [row.id for row in rows] == [f"en-d1-03-{n}" for n in range(1, 5)]
    assert [sorted(row.marks) for row in rows] == [["balanced"], ["balanced"], ["adversarial"], []]
    stored = (corpus / "rows" / "en-d1.jsonl").read_text("utf-8")
    assert not {"kind", "note"} & set(json.loads(stored.splitlines()[0]))


def test_the_small_i_of_norwegian_is_no_first_person() -> None:
    assert not CLOTHES["first person"]("Vi møtes i morgen.")
    assert CLOTHES["first person"]("Yes, I did.")
    assert CLOTHES["first person"]("Det er mitt ansvar.")


def test_a_copy_between_splits_is_found(rows: list[RatedRow]) -> None:
    assert leaks_between_splits(rows) == []
    learnt, tested = in_split(rows, "train")[0], in_split(rows, "test")[0]
    reply = f"{learnt.request.reply} "
    request = replace(tested.request, reply=reply, language=learnt.language)
    [found] = leaks_between_splits([learnt, replace(tested, request=request)])
    assert learnt.id in found
    moved = replace(tested, situation_id=learnt.situation_id)
    assert f"{learnt.situation_id}: is in two splits" in leaks_between_splits([learnt, moved])
