"""Fine-tune the encoder on the corpus of rated replies, with further tasks beside it if wished.

    python -m models.recipe.train models/work/run-1 --seed 1 [--auxiliary FOLDER]

A step takes the rows of a few situations. Its loss is the sum of: squared error of both scores; how
wrong the predicted spread is; the traits; the order of two replies to one message; and, from the
auxiliary sets, the order of two texts of one set, or a trait. Word embeddings stay as they are:
with a thousand rows, moving the words that occur would part them from those that do not.

After each epoch, and each hundred steps on the auxiliary sets alone, the state is saved (`--resume`
goes on from there); the weights are kept if the dev split is ranked better than before. The head
starts at zero, so that runs of several seeds can be averaged weight by weight
(`models.recipe.export`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from scipy.stats import spearmanr
from torch.nn import functional

from models.recipe.augment import changed, spoilt
from models.recipe.auxiliary import Task, training_tasks
from models.recipe.corpus import CORPUS, LANGUAGES, RatedRow, by_situation, in_split, read_corpus
from models.recipe.predict import Reading, outputs_of, predictions, reading_of
from models.recipe.real_text import real_rows
from simulator.scoring.base import SCORES, TRAITS
from simulator.scoring.encoder import Encoder, EncoderShape, read_shape, read_weights
from simulator.scoring.tokens import TextReader
from simulator.scoring.transformer import OUTPUTS

KEPT_LAYERS = {6: (0, 2, 4, 6, 8, 10), 8: (0, 2, 4, 5, 6, 8, 9, 10), 12: tuple(range(12))}
"""Of twelve layers the even ones; never the odd ones alone, which lose the languages' likeness."""
CENTRE = 3.0
"""Ratings are learnt as points above the middle of the scale."""
_TRAITS_FROM = len(SCORES) * 2
_CLEARLY_APART = 0.5


@dataclass(frozen=True)
class Plan:
    """What a run is to do; stored beside its weights."""

    seed: int = 1
    layers: int = 6
    epochs: int = 8
    situations_per_step: int = 3
    rate: float = 1e-4
    """Learning rate of the last layer."""
    rate_decay: float = 0.85
    """Each layer below learns slower by this factor."""
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    dropout: float = 0.1
    spread_weight: float = 0.1
    trait_weight: float = 0.5
    order_weight: float = 0.5
    auxiliary_first: int = 0
    """Steps on the auxiliary sets alone, before the first epoch on the corpus."""
    auxiliary_weight: float = 0.2
    auxiliary_batch: int = 8
    auxiliary_tasks: tuple[str, ...] = ("receptiveness", "offmychest", "tydip")
    spoilt: int = 1
    """Rows of each kind that are spoilt on purpose, in every step (`augment.spoilt`)."""
    threads: int = 2


def first_weights(folder: Path, layers: int) -> tuple[EncoderShape, dict[str, torch.Tensor]]:
    """The untuned encoder with only some of its layers, and a head that says nothing yet."""
    shape = read_shape(folder)
    stored = read_weights(folder / "model.safetensors", keep_words_packed=False)
    weights = {name: tensor for name, tensor in stored.items() if not name.startswith("layer.")}
    for new, old in enumerate(KEPT_LAYERS[layers]):
        for name in [name for name in stored if name.startswith(f"layer.{old}.")]:
            weights[name.replace(f"layer.{old}.", f"layer.{new}.", 1)] = stored[name]
    weights["head.weight"] = torch.zeros(len(OUTPUTS), 2 * shape.width)
    weights["head.bias"] = torch.zeros(len(OUTPUTS))
    return replace(shape, layers=layers, outputs=len(OUTPUTS)), weights


def optimiser_for(weights: dict[str, torch.Tensor], plan: Plan) -> torch.optim.AdamW:
    """Mark what is trained, lower layers slower; words and positions stay."""
    groups = []
    for name, tensor in weights.items():
        if name in ("words", "positions"):
            continue
        tensor.requires_grad_(True)
        decay = plan.weight_decay if tensor.ndim == 2 else 0.0
        groups.append({"params": [tensor], "lr": _rate(name, plan), "weight_decay": decay})
    return torch.optim.AdamW(groups, fused=True)


def _rate(name: str, plan: Plan) -> float:
    if name.startswith("head."):
        return plan.head_rate
    layer = int(name.split(".")[1]) if name.startswith("layer.") else -1
    return plan.rate * plan.rate_decay ** (plan.layers - 1 - layer)


def corpus_loss(outputs: torch.Tensor, rows: Sequence[RatedRow], plan: Plan) -> torch.Tensor:
    """Scores, their spread, traits and order, for one batch, (n, outputs) to a number."""
    ratings = torch.tensor([row.scores for row in rows]) - CENTRE
    traits = torch.tensor([row.traits for row in rows])
    scores, spreads = outputs[:, :2], outputs[:, 2:_TRAITS_FROM].clamp(-5, 5)
    missed = (scores - ratings) ** 2
    # The spread learns from the errors without changing them.
    likelihood = (missed.detach() * torch.exp(-spreads) + spreads).mean() / 2
    trait_loss = functional.binary_cross_entropy_with_logits(outputs[:, _TRAITS_FROM:], traits)
    return (
        missed.mean()
        + plan.spread_weight * likelihood
        + plan.trait_weight * trait_loss
        + plan.order_weight * _order_within_messages(scores, ratings, rows)
    )


def _order_within_messages(
    scores: torch.Tensor, ratings: torch.Tensor, rows: Sequence[RatedRow]
) -> torch.Tensor:
    names = [row.situation_id for row in rows]
    same = torch.tensor([[a == b for b in names] for a in names])
    return ordering_loss(scores, ratings, same)


def ordering_loss(
    scores: torch.Tensor, labels: torch.Tensor, comparable: torch.Tensor
) -> torch.Tensor:
    """Pairwise logistic loss: of two, the one with the clearly higher label should score higher.

    Args:
        scores, labels: (n, k).
        comparable: (n, n), which pairs may be compared.
    """
    apart = labels[:, None] - labels[None]
    wanted = (apart >= _CLEARLY_APART) & comparable[..., None]
    if not bool(wanted.any()):
        return scores.sum() * 0
    return functional.softplus(-(scores[:, None] - scores[None]))[wanted].mean()


def auxiliary_loss(outputs: torch.Tensor, labels: torch.Tensor, output: str) -> torch.Tensor:
    """The loss of a batch of one auxiliary set."""
    column = outputs[:, OUTPUTS.index(output)]
    if output in TRAITS:
        return functional.binary_cross_entropy_with_logits(column, labels)
    everything = torch.ones(len(labels), len(labels), dtype=torch.bool)
    return ordering_loss(column[:, None], labels[:, None], everything)


class AuxiliaryStream:
    """Endless batches of the auxiliary sets, in turn."""

    def __init__(self, tasks: Sequence[Task], reader: TextReader, chance: random.Random) -> None:
        self._tasks, self._reader, self._chance = tasks, reader, chance
        self._turn = 0

    def loss(self, encoder: Encoder, size: int) -> torch.Tensor:
        """The loss of the next batch."""
        task = self._tasks[self._turn % len(self._tasks)]
        self._turn += 1
        chosen = self._chance.sample(task.examples, size)
        readings = [reading_of(self._reader, example.request) for example in chosen]
        labels = torch.tensor([example.label for example in chosen])
        return auxiliary_loss(outputs_of(encoder, readings), labels, task.output)


class Run:
    """One training run in one folder."""

    def __init__(self, folder: Path, encoder_folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        folder.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(plan.threads)
        torch.manual_seed(plan.seed)
        self.chance = random.Random(plan.seed)
        self.reader = TextReader(encoder_folder / "tokenizer.json")
        self.shape, self.weights = first_weights(encoder_folder, plan.layers)
        self.optimiser = optimiser_for(self.weights, plan)
        self.top_rates = [group["lr"] for group in self.optimiser.param_groups]
        self.epoch, self.best, self.warmed = 0, -math.inf, 0
        self.history: list[dict[str, Any]] = []

    def resume(self) -> None:
        """Go on from the last finished epoch, if there is one."""
        file = self.folder / "state.pt"
        if file.exists():
            self._load(file)

    def begin_as(self, other: Path) -> None:
        """Begin where another run stood after the auxiliary sets alone, but with our own chance.

        Runs that share this beginning lie close together, so that their weights can be averaged.
        """
        own = self.chance.getstate(), torch.get_rng_state()
        self._load(other / "warm.pt")
        self.chance.setstate(own[0])
        torch.set_rng_state(own[1])

    def _load(self, file: Path) -> None:
        state = torch.load(file, weights_only=False)  # written by us, not from elsewhere
        with torch.no_grad():
            for name, tensor in state["weights"].items():
                self.weights[name].copy_(tensor)
        self.optimiser.load_state_dict(state["optimiser"])
        self.chance.setstate(state["chance"])
        torch.set_rng_state(state["torch"])
        self.epoch, self.warmed = state["epoch"], state["warmed"]
        self.best, self.history = state["best"], state["history"]

    def train(self, rows: Sequence[RatedRow], tasks: Sequence[Task]) -> None:
        """Train on the train split; keep the weights of the epoch that ranks dev best."""
        learnt, watched = in_split(rows, "train"), in_split(rows, "dev")
        groups = by_situation(learnt)
        steps = math.ceil(len(groups) / self.plan.situations_per_step)
        stream = AuxiliaryStream(tasks, self.reader, self.chance) if tasks else None
        if stream is not None and self.epoch == 0:
            self._warm_up(stream)
        while self.epoch < self.plan.epochs:
            self.epoch += 1
            begun = time.monotonic()
            losses = [
                self._step(batch, stream, self._progress(step, steps))
                for step, batch in enumerate(self._batches(groups))
            ]
            found = ranking(self.evaluator(), self.reader, watched)
            self.history.append(
                {
                    "epoch": self.epoch,
                    "loss": round(float(np.mean(losses)), 4),
                    "dev": found,
                    "seconds": round(time.monotonic() - begun),
                }
            )
            print(json.dumps(self.history[-1]), flush=True)
            self._save(float(np.mean(list(found.values()))))

    def _warm_up(self, stream: AuxiliaryStream) -> None:
        """Learn from the auxiliary sets alone: their texts are short, and there are many."""
        losses, steps = [], self.plan.auxiliary_first
        for step in range(self.warmed, steps):
            self._set_rates(min(1.0, 10 * (step + 1) / steps))
            encoder = Encoder(self.shape, self.weights, dropout=self.plan.dropout)
            losses.append(self._descend(stream.loss(encoder, self.plan.auxiliary_batch)))
            if (step + 1) % 100 == 0:
                mean = round(float(np.mean(losses[-100:])), 4)
                print(json.dumps({"auxiliary": step + 1, "loss": mean}), flush=True)
                self.warmed = step + 1
                self._save_state("warm.pt" if step + 1 == steps else "state.pt")

    def evaluator(self) -> Encoder:
        """The encoder as it is, without dropout."""
        return Encoder(self.shape, self.weights)

    def _batches(self, groups: list[list[RatedRow]]) -> Iterator[list[RatedRow]]:
        order = self.chance.sample(groups, len(groups))
        for start in range(0, len(order), self.plan.situations_per_step):
            chosen = order[start : start + self.plan.situations_per_step]
            yield [row for group in chosen for row in group]

    def _progress(self, step: int, steps: int) -> float:
        return ((self.epoch - 1) * steps + step) / (self.plan.epochs * steps)

    def _step(self, rows: list[RatedRow], stream: AuxiliaryStream | None, progress: float) -> float:
        """One step; the rate rises over the first tenth and then falls to nothing."""
        self._set_rates(max(0.01, min(progress / 0.1, (1 - progress) / 0.9)))
        encoder = Encoder(self.shape, self.weights, dropout=self.plan.dropout)
        rows = [*rows, *spoilt(rows, self.chance, self.plan.spoilt)]
        loss = corpus_loss(outputs_of(encoder, self._readings(rows)), rows, self.plan)
        total = loss
        if stream is not None and self.plan.auxiliary_weight:
            further = stream.loss(encoder, self.plan.auxiliary_batch)
            total = loss + self.plan.auxiliary_weight * further
        self._descend(total)
        return float(loss.detach())

    def _set_rates(self, share: float) -> None:
        for group, top in zip(self.optimiser.param_groups, self.top_rates, strict=True):
            group["lr"] = top * share

    def _descend(self, loss: torch.Tensor) -> float:
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        trained = [tensor for tensor in self.weights.values() if tensor.requires_grad]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        self.optimiser.step()
        return float(loss.detach())

    def _readings(self, rows: Sequence[RatedRow]) -> list[Reading]:
        """Rows with small changes; those of one message keep one context, which is read once."""
        readings = []
        contexts: dict[tuple[str, str], tuple[int, ...]] = {}
        for row in rows:
            reading = reading_of(self.reader, changed(row.request, self.chance))
            message = (row.situation_id, row.request.follower)
            context = contexts.setdefault(message, reading.context)
            readings.append(Reading(reading.reply, context))
        return readings

    def _save(self, dev: float) -> None:
        if dev > self.best:
            self.best = dev
            save_weights(self.weights, self.folder / "best.safetensors")
        self._save_state()

    def _save_state(self, name: str = "state.pt") -> None:
        trained = {name: t.detach() for name, t in self.weights.items() if t.requires_grad}
        state = {
            "weights": trained, "optimiser": self.optimiser.state_dict(), "epoch": self.epoch,
            "warmed": self.warmed, "best": self.best, "history": self.history,
            "chance": self.chance.getstate(), "torch": torch.get_rng_state(),
        }  # fmt: skip
        beside = self.folder / f"{name}.new"
        torch.save(state, beside)
        os.replace(beside, self.folder / name)


def save_weights(weights: dict[str, torch.Tensor], file: Path) -> None:
    """Write float32 weights."""
    save_file({name: tensor.detach().contiguous() for name, tensor in weights.items()}, file)


def ranking(encoder: Encoder, reader: TextReader, rows: Sequence[RatedRow]) -> dict[str, float]:
    """Spearman with the mean rating, for each language and score; 0 where there are no rows."""
    found = predictions(encoder, [reading_of(reader, row.request) for row in rows])
    ratings = np.array([row.scores for row in rows])
    spoken = np.array([row.language for row in rows])
    return {
        f"{language} {score}": _rho(
            found[spoken == language, column], ratings[spoken == language, column]
        )
        for language in LANGUAGES
        for column, score in enumerate(SCORES)
        if (spoken == language).sum() > 2
    }


def _rho(found: NDArray[np.float64], ratings: NDArray[np.float64]) -> float:
    if np.ptp(found) == 0 or np.ptp(ratings) == 0:
        return 0.0
    return round(float(spearmanr(found, ratings).statistic), 3)


def main() -> None:
    """Train one run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--encoder", type=Path, default=Path("models/work/encoder"))
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--auxiliary", type=Path, help="folder of the labelled sets")
    parser.add_argument("--tasks", default=",".join(Plan.auxiliary_tasks))
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--begin-as", type=Path, help="run whose first steps are taken over")
    for name in _WHOLE:
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(Plan, name))
    for name in _FRACTIONS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(Plan, name))
    given = vars(parser.parse_args())
    tasks = tuple(name for name in given.pop("tasks").split(",") if name)
    plan = Plan(
        auxiliary_tasks=tasks, **{k: v for k, v in given.items() if k in Plan.__annotations__}
    )
    train(
        given["folder"],
        plan,
        encoder_folder=given["encoder"],
        corpus=given["corpus"],
        auxiliary=given["auxiliary"],
        resume=given["resume"],
        begin_as=given["begin_as"],
    )


_WHOLE = (
    "seed", "layers", "epochs", "situations_per_step", "threads", "auxiliary_batch",
    "auxiliary_first", "spoilt",
)  # fmt: skip
_FRACTIONS = (
    "rate", "rate_decay", "head_rate", "weight_decay", "dropout", "spread_weight", "trait_weight",
    "order_weight", "auxiliary_weight",
)  # fmt: skip


def train(
    folder: Path, plan: Plan, *, encoder_folder: Path, corpus: Path, auxiliary: Path | None,
    resume: bool = False, begin_as: Path | None = None,
) -> None:  # fmt: skip
    """Train one run, politely to whatever else the machine does."""
    if hasattr(os, "nice"):
        os.nice(5)
    run = Run(folder, encoder_folder, plan)
    if begin_as is not None:
        run.begin_as(begin_as)
    if resume:
        run.resume()
    (folder / "plan.json").write_text(json.dumps(plan.__dict__, indent=1), "utf-8")
    rows = read_corpus(corpus)
    if auxiliary is None:
        run.train(rows, [])
    else:
        run.train(rows + real_rows(auxiliary), training_tasks(auxiliary, plan.auxiliary_tasks))


if __name__ == "__main__":
    main()
