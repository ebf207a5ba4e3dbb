"""Openly licensed, human-labelled English texts: further tasks for training, and outside tests.

Their scales are not the rubric's, so a label only orders the texts of its own set: of two, the one
with the higher label should get the higher score. The texts stay outside of the project; whoever
has them names the folder. ConTurE and TyDiP's test part are for testing alone, always; so are the
parts of the others that `held_out` names.

Sources: receptiveness (Yeomans et al. 2020, MIT), OffMyChest (Jaidka et al. 2020, CC BY 4.0),
TyDiP / Stanford politeness (Srinivasan & Choi 2022; Danescu-Niculescu-Mizil et al. 2013, CC BY
4.0), ConTurE (Ghazarian et al. 2022, CC BY 4.0), Dialogue-Eval (Ji et al. 2022, MIT), iEval
(Svikhnushina et al. 2022, CC BY 4.0; its prompts are left out, as their licence forbids other use).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.scoring.base import ScoringRequest

_FEWEST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with a label of its set's own scale."""

    request: ScoringRequest
    label: float


@dataclass(frozen=True, slots=True)
class Task:
    """One set of labelled texts."""

    name: str
    output: str
    """What the label bears on: a score (its order) or a trait (0 or 1)."""
    examples: tuple[Labelled, ...]


def training_tasks(folder: Path, names: tuple[str, ...]) -> list[Task]:
    """The named sets, each without what is held out for tests.

    Raises:
        KeyError: There is no such set to train on.
        OSError: The folder lacks a file.
    """
    return [task for name in names for task in _TRAINING[name](folder)]


def outside_tests(folder: Path) -> list[Task]:
    """Sets and parts of sets that training never reads."""
    return [
        Task("ConTurE", "engagement", tuple(_conture(folder))),
        Task("TyDiP test", "engagement", tuple(_tydip(folder, "test"))),
        Task("receptiveness held out", "engagement", tuple(_receptiveness(folder, test=True))),
        Task("OffMyChest test", "personal", tuple(_offmychest(folder, "test"))),
    ]


def _reply(text: str, follower: str = "") -> ScoringRequest:
    return ScoringRequest(reply=text.strip(), language="en", follower=follower.strip())


def held_out(text: str) -> bool:
    """Whether a text belongs to the fifth of its set that is kept for testing."""
    return int(hashlib.sha256(text.strip().encode()).hexdigest()[:8], 16) % 5 == 0


def _table(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _receptiveness(folder: Path, *, test: bool) -> Iterator[Labelled]:
    for row in _table(folder / "receptiveness" / "receptive_train.csv"):
        if held_out(row["text"]) == test:
            yield Labelled(_reply(row["text"]), float(row["receptive_z"]))


def _tydip(folder: Path, part: str) -> Iterator[Labelled]:
    for row in _table(folder / "tydip_en" / f"en_{part}.csv"):
        yield Labelled(_reply(row["sentence"]), float(row["score"]))


def _offmychest(folder: Path, part: str) -> Iterator[Labelled]:
    for row in _table(folder / "offmychest" / f"{part}.csv"):
        if len(row["full_text"].split()) >= _FEWEST_WORDS:
            yield Labelled(_reply(row["full_text"]), float(row["Emotional_disclosure"] or 0))


def _conture(folder: Path) -> Iterator[Labelled]:
    for chat in json.loads((folder / "conture" / "data.json").read_text("utf-8")):
        for turn in chat["turns"]:
            said = turn["user"].removeprefix("User:")
            reply = turn["chatbot"].removeprefix("Chatbot:")
            yield Labelled(_reply(reply, said), float(turn["overall impression"]))


def _dialogue_eval(folder: Path) -> Iterator[Task]:
    """The last exchanges of chats that were rated as a whole; `robotic` is stored reversed."""
    with gzip.open(
        folder / "dialogue_eval" / "rated_dialogues.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        chats = [json.loads(line) for line in lines]
    usable = [
        chat for chat in chats if chat["run"].startswith("pass") and len(chat["dialogue"]) > 1
    ]
    lively, human = [], []
    for chat in usable:
        for said, reply in chat["dialogue"][-2:]:
            request = _reply(reply, said)
            lively.append(Labelled(request, (chat["z"]["interesting"] + chat["z"]["fun"]) / 2))
            human.append(Labelled(request, chat["z"]["robotic"]))
    yield Task("dialogue_eval lively", "engagement", tuple(lively))
    yield Task("dialogue_eval human", "authenticity", tuple(human))


def _ieval(folder: Path) -> Iterator[Task]:
    """The last exchange of each chat; person and bot speak in turn, the person first."""
    examples = []
    for bot in _ieval_chats(folder):
        turns = [line.removeprefix("- ") for line in bot["chat_log"].splitlines() if line.strip()]
        last = len(turns) - len(turns) % 2
        if last:
            label = (bot["L"] + bot["A"] + bot["S"] + bot["EU"]) / 4
            examples.append(Labelled(_reply(turns[last - 1], turns[last - 2]), float(label)))
    yield Task("iEval", "engagement", tuple(examples))


def _ieval_chats(folder: Path) -> Iterator[dict[str, Any]]:
    for part in json.loads((folder / "ieval" / "ieval_data.json").read_text("utf-8")):
        for valence in ("positive", "negative"):
            yield from (bot for bot in part[valence].values() if isinstance(bot, dict))


_TRAINING: dict[str, Callable[[Path], Iterator[Task]]] = {
    "receptiveness": lambda folder: iter(
        [Task("receptiveness", "engagement", tuple(_receptiveness(folder, test=False)))]
    ),
    "tydip": lambda folder: iter([Task("TyDiP", "engagement", tuple(_tydip(folder, "train")))]),
    "offmychest": lambda folder: iter(
        [Task("OffMyChest", "personal", tuple(_offmychest(folder, "train")))]
    ),
    "dialogue_eval": _dialogue_eval,
    "ieval": _ieval,
}
