"""What a score costs: against the whole encoder, from a cold start, and for who types meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from benchmarks.solo import bare_environ, data_folder, key_times, p95
from benchmarks.terminal import Terminal
from simulator import bootstrap
from simulator.scenario.library import load_pack
from simulator.scoring.base import ScoringRequest

__all__ = ["evidence_ratio", "first_score_s", "score_key_ratio_p95", "score_ratio"]

ROOT = Path(__file__).resolve().parent.parent
REPLY = (
    "I closed it at six because we saw something that I want looked at before anybody drives over"
    " it, and I should have told you at five, when I knew. You were late for work on my account:"
    " sorry. At 15 I write here what was found, good or bad. Which way do you go home today, Siri?"
)
_ROUNDS = 40


def _requests() -> list[ScoringRequest]:
    """One reply of 280 characters under many posts, so that no context is remembered."""
    pack = load_pack(ROOT / "scenarios" / "first-week")
    scenario = pack.scenario(None)
    requests = []
    for number in range(_ROUNDS):
        beat = scenario.beats[number % len(scenario.beats)]
        requests.append(
            ScoringRequest(
                reply=REPLY[:280],
                language="en",
                situation=f"{number}. {pack.text(beat.situation or scenario.situation, 'en')}",
                persona="Siri Dahl, commuter",
                follower=pack.text(beat.posts[-1].line, "en"),
            )
        )
    return requests


def _ms(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000


@lru_cache(maxsize=1)
def _measured() -> tuple[float, float, float]:
    """95th percentiles in one run, in turn: ours, ours with evidence, the whole encoder."""
    import torch
    from transformers import BertConfig, BertModel

    from simulator.scoring.tokens import TextReader

    torch.set_num_threads(1)
    # The encoder as it was published: twelve layers, all words, float32. What the weights are does
    # not change how long they take.
    config = BertConfig(
        vocab_size=250_037, hidden_size=384, num_hidden_layers=12, num_attention_heads=12,
        intermediate_size=1536, max_position_embeddings=512,
    )  # fmt: skip
    whole = BertModel(config).eval()
    scorer, requests = bootstrap.scorer_in_process(), _requests()
    reader = TextReader(bootstrap.model_folder() / "tokenizer.json")
    ours, explained, theirs = [], [], []
    for request in [*requests[:3], *requests]:
        ids = [*reader.reply(reader.normalised(request.reply)).ids, *reader.context(request)]
        row = torch.tensor([ids])
        with torch.no_grad():
            theirs.append(_ms(lambda row=row: whole(input_ids=row)))
        ours.append(_ms(lambda request=request: scorer.score([request])))
        unread = replace(request, situation=f"{request.situation} And so on.")
        explained.append(_ms(lambda unread=unread: scorer.score([unread], evidence=True)))
    return p95(ours[3:]), p95(explained[3:]), p95(theirs[3:])


def score_ratio() -> float:
    """A reply with its context, one thread, against transformers' whole encoder; p95."""
    ours, _, whole = _measured()
    return ours / whole


def evidence_ratio() -> float:
    """The same with the words that moved the score, against one plain pass of the encoder; p95."""
    _, explained, whole = _measured()
    return explained / whole


def first_score_s() -> float:
    """From nothing to the first score: interpreter, libraries, model, reply; the best of three."""
    row = json.dumps({"id": "1", "language": "en", "reply": REPLY[:280]}) + "\n"
    command = [sys.executable, "-m", "simulator", "score"]
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(command, input=row.encode(), stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - started)
    return min(times)


def score_key_ratio_p95(keys: int = 120) -> float:
    """A key to the screen while the scorer works without a pause, against an idle scorer; p95."""
    with data_folder() as folder:
        idle, busy = (_feed_keys(folder, pause, keys) for pause in ("3600", "0"))
    return busy / idle


def _feed_keys(folder: Path, pause_s: str, keys: int) -> float:
    command = [sys.executable, "-m", "benchmarks.busy_feed", str(folder), pause_s]
    environ = {**bare_environ(folder), "PYTHONPATH": str(ROOT)}
    with Terminal(command, environ) as terminal:
        terminal.wait_for("Begin")
        terminal.drain(0.5)
        terminal.type("\r")
        terminal.wait_for("Send")
        terminal.drain(4.0)  # the model is loaded, and the work has begun
        return p95(key_times(terminal, keys))
