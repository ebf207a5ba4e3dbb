"""Check the corpus and say what is in it: counts, agreement of raters, balance of clothes.

    python -m models.recipe.corpus_check

Ends with 1 when a rule of `models/corpus/README.md` is broken: unrated rows, two replies alike, a
text that looks private, a situation in two splits, a test reply that is all but a copy of a learnt
one. The rest is told, not judged.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr
from sklearn.feature_extraction.text import TfidfVectorizer

from models.recipe.corpus import CORPUS, LANGUAGES, SPLITS, RatedRow, read_corpus
from simulator.scoring.base import SCORES, TRAITS

_GOOD, _BAD = 4.0, 2.0
_FAR_APART = 1.5
_COPY, _FEWEST = 0.8, 40
"""Cosine of character n-grams from which two replies are all but copies; shorter ones may meet by
chance ("I do not know yet.")."""
_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+\.(?!example\b)\w{2,}|(?<!\d)\+?\d[\d ]{9,}\d(?!\d)")
_COURTESY = re.compile(
    r"\b(thank|thanks|please|sorry|takk|beklager|unnskyld|vennligst)\b|شكر|عفو|آسف|نعتذر|فضل", re.I
)
_FIRST_PERSON = re.compile(
    # "I" with a capital alone: the small one is a preposition in Norwegian
    r"\b((?-i:I)|(?-i:I)['’](?:m|ve|ll|d)|my|jeg|eg|meg|min|mitt|mine)\b|أنا|\bانا\b|\bلي\b",
    re.I,
)
_WE = re.compile(r"\b(we|our|us|vi|vår|vårt|våre|oss)\b|نحن|احنا|إحنا", re.I)
CLOTHES: dict[str, Callable[[str], bool]] = {
    "courtesy": lambda reply: bool(_COURTESY.search(reply)),
    "exclamation": lambda reply: "!" in reply,
    "emoji": lambda reply: any(
        ord(char) > 0x1F000 or "\u2600" <= char < "\u27c0" for char in reply
    ),
    "we": lambda reply: bool(_WE.search(reply)),
    "first person": lambda reply: bool(_FIRST_PERSON.search(reply)),
    "figures": lambda reply: any(char.isdigit() for char in reply),
    "question": lambda reply: "?" in reply or "؟" in reply,
    "long": lambda reply: len(reply) > 240,
    "hashtag or link": lambda reply: "#" in reply or "http" in reply,
}


def faults(folder: Path, rows: Sequence[RatedRow]) -> list[str]:
    """What breaks a rule."""
    rated = {row.id for row in rows}
    stored = [
        json.loads(line)
        for file in sorted((folder / "rows").glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if line.strip()
    ]
    found = [f"{row['id']}: nobody rated it" for row in stored if row["id"] not in rated]
    found += [f"{row['id']}: has the writer's private note" for row in stored if "note" in row]
    twice = Counter((row.situation_id, row.request.reply) for row in rows)
    found += [f"{name}: two replies are alike" for (name, _), count in twice.items() if count > 1]
    for row in rows:
        if _PRIVATE.search(row.request.reply) or _PRIVATE.search(row.request.follower):
            found.append(f"{row.id}: looks like a number or address of a person")
    return found


def leaks_between_splits(rows: Sequence[RatedRow]) -> list[str]:
    """Situations in two splits, and test replies that are all but copies of learnt ones."""
    splits: dict[str, set[str]] = {}
    for row in rows:
        splits.setdefault(row.situation_id, set()).add(row.split)
    found = [f"{name}: is in two splits" for name, seen in splits.items() if len(seen) > 1]
    for language in LANGUAGES:
        chosen = [row for row in rows if row.language == language]
        learnt = [row for row in chosen if row.split == "train"]
        tested = [row for row in chosen if row.split == "test"]
        if not learnt or not tested:
            continue
        grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
        known = grams.fit_transform([row.request.reply for row in learnt])
        likeness = (grams.transform([row.request.reply for row in tested]) @ known.T).toarray()
        for place, row in enumerate(tested):
            nearest = int(likeness[place].argmax())
            if likeness[place, nearest] >= _COPY and len(row.request.reply) >= _FEWEST:
                found.append(f"{row.id}: all but a copy of {learnt[nearest].id}, which is learnt")
    return found


def counts(rows: Sequence[RatedRow]) -> list[str]:
    """Rows by language and split, and how the ratings lie."""
    lines = ["language  train   dev  test  raters  mean authenticity / engagement  rho between"]
    for language in LANGUAGES:
        chosen = [row for row in rows if row.language == language]
        if not chosen:
            continue
        split = Counter(row.split for row in chosen)
        raters = {rating.rater for row in chosen for rating in row.ratings}
        scores = np.array([row.scores for row in chosen])
        between = spearmanr(scores[:, 0], scores[:, 1]).statistic
        lines.append(
            f"{language:8}  {'  '.join(f'{split[name]:4}' for name in SPLITS)}  {len(raters):6}  "
            f"{scores[:, 0].mean():.2f} / {scores[:, 1].mean():.2f}  {between:.2f}"
        )
    return lines


def agreement(rows: Sequence[RatedRow]) -> list[str]:
    """How far two raters of a row agree. Raters of one source agree too well: say who they are."""
    lines = []
    for language in LANGUAGES:
        twice = [row for row in rows if row.language == language and len(row.ratings) > 1]
        if len(twice) < 3:
            continue
        for score in SCORES:
            pairs = np.array([[r.scores[score] for r in row.ratings[:2]] for row in twice])
            rho = spearmanr(pairs[:, 0], pairs[:, 1]).statistic
            apart = np.abs(pairs[:, 0] - pairs[:, 1])
            lines.append(
                f"{language} {score}: rho {rho:.2f}, mean difference {apart.mean():.2f}, "
                f"{int((apart > _FAR_APART).sum())} of {len(twice)} more than {_FAR_APART} apart"
            )
    return lines


def balance(rows: Sequence[RatedRow]) -> list[str]:
    """Share of good and of bad replies that wear each piece of clothing; aim: ratio below 1.5."""
    lines = []
    for language in LANGUAGES:
        chosen = [row for row in rows if row.language == language]
        means = [(sum(row.scores) / 2, row.request.reply) for row in chosen]
        good = [reply for mean, reply in means if mean >= _GOOD]
        bad = [reply for mean, reply in means if mean <= _BAD]
        if not good or not bad:
            continue
        for name, wears in CLOTHES.items():
            high, low = (sum(map(wears, some)) / len(some) for some in (good, bad))
            ratio = max(high, low) / max(min(high, low), 0.005)
            mark = "  <- apart" if ratio > 1.5 and max(high, low) > 0.1 else ""
            lines.append(f"{language} {name:15} good {high:4.0%}  bad {low:4.0%}{mark}")
    return lines


def traits(rows: Sequence[RatedRow]) -> list[str]:
    """How often each trait is marked."""
    marked = np.array([row.traits for row in rows]).mean(0)
    return [f"{trait:12} {share:4.0%}" for trait, share in zip(TRAITS, marked, strict=True)]


def main() -> None:
    """Print all; end with 1 for faults."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    folder: Path = parser.parse_args().corpus
    rows = read_corpus(folder)
    for title, lines in (
        ("Rows", counts(rows)),
        ("Agreement", agreement(rows)),
        ("Clothes", balance(rows)),
        ("Traits", traits(rows) if rows else []),
        ("Faults", found := [*faults(folder, rows), *leaks_between_splits(rows)]),
    ):
        print(f"{title}\n  " + "\n  ".join(lines or ["none"]))
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
