"""The scorer that reads replies with the encoder in `models/reply-scorer`.

It loads once, at the first request or by `load`, offline, after every file was compared with the
manifest. Replies to one message share what the encoder keeps of their context, and the last few
contexts are kept, so scoring a second draft costs less than half of the first. Several threads may
call it; one waits for the other.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from simulator.scoring.base import (
    SCORES,
    TRAITS,
    Assessment,
    ModelError,
    NotRated,
    ScoreName,
    Scorer,
    ScoringRequest,
)
from simulator.scoring.calibration import Calibration, read_calibration, rounded
from simulator.scoring.explaining import evidence_from, picked_spans, without, word_spans
from simulator.scoring.language import is_gibberish, language_of, spoken_past
from simulator.scoring.tokens import ReplyTokens, TextReader

if TYPE_CHECKING:
    from simulator.scoring.encoder import Encoder, Memory

__all__ = ["FILES", "OUTPUTS", "TransformerScorer", "check_files", "model_name"]

FILES = ("model.safetensors", "tokenizer.json", "config.json", "calibration.json")
"""What a model folder holds, beside `manifest.json`, which names the SHA-256 of each."""
OUTPUTS = (*SCORES, *(f"{score} log variance" for score in SCORES), *TRAITS)
"""What the head's numbers mean, in order. Scores are points above 3, traits are log odds."""

_FEWEST_LETTERS = 4
_BATCH = 16
_CONTEXTS_KEPT = 4


@dataclass(slots=True)
class _Draft:
    """One request on its way to an assessment."""

    place: int
    request: ScoringRequest
    tokens: ReplyTokens
    language: str
    spoken_past: bool
    """It is in a language that the follower does not use."""
    outputs: Sequence[float] = ()
    """What the head says of it."""
    weights: Sequence[float] = ()
    """What each token weighs; only where evidence is asked for."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    encoder: Encoder
    reader: TextReader
    calibration: Calibration


class TransformerScorer(Scorer):
    """Scores replies with the encoder of a model folder.

    Args:
        folder: Holds `FILES` and `manifest.json`. It is not touched before `load`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._loaded: _Loaded | None = None
        self._contexts: OrderedDict[tuple[int, ...], Memory] = OrderedDict()

    @property
    def model(self) -> str:
        """Name, version and calibration, e.g. `reply-scorer/1+c1`.

        Raises:
            ModelError: The folder has no readable configuration.
        """
        return model_name(self._folder)

    def load(self) -> None:
        """Check the files and read them, unless that is done already. Takes seconds.

        Raises:
            ModelError: A file is missing, changed or unreadable, or a library is missing.
        """
        with self._lock:
            self._load()

    def score(
        self, requests: Sequence[ScoringRequest], *, evidence: bool = False
    ) -> list[Assessment]:
        """Judge replies; see `Scorer.score`."""
        if not requests:
            return []
        with self._lock:
            loaded = self._load()
            name = self.model
            answers: list[Assessment | None] = [None] * len(requests)
            drafts = []
            for place, request in enumerate(requests):
                draft = _draft(place, request, loaded.reader)
                if isinstance(draft, NotRated):
                    answers[place] = Assessment(None, None, reason=draft, model=name)
                else:
                    drafts.append(draft)
            for group in _by_context(drafts):
                memory = self._memory(loaded, group[0].request)
                _read(loaded.encoder, memory, group, weigh=evidence)
                for draft in group:
                    rated = _assess(loaded.calibration, draft, name)
                    if evidence and rated.rated:
                        rated = _explained(loaded, memory, draft, rated)
                    answers[draft.place] = rated
        return [answer for answer in answers if answer is not None]

    def _load(self) -> _Loaded:
        if self._loaded is None:
            check_files(self._folder)
            try:
                self._loaded = _read_folder(self._folder)
            except Exception as error:  # four libraries, each with errors of its own
                problem = f"{type(error).__name__}: {error}"
                raise ModelError(problem=problem, folder=self._folder) from error
        return self._loaded

    def _memory(self, loaded: _Loaded, request: ScoringRequest) -> Memory:
        import torch

        from simulator.scoring.encoder import padded

        ids = loaded.reader.context(request)
        if ids not in self._contexts:
            with torch.no_grad():
                self._contexts[ids] = loaded.encoder.remember(*padded([ids]))
            if len(self._contexts) > _CONTEXTS_KEPT:
                self._contexts.popitem(last=False)
        self._contexts.move_to_end(ids)
        return self._contexts[ids]


def check_files(folder: Path) -> None:
    """Compare every file of a model folder with its manifest.

    Raises:
        ModelError: The manifest or a file is missing, or a file is not what it was.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        expected = {name: str(manifest["sha256"][name]) for name in FILES}
        for name, digest in expected.items():
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
            if found != digest:
                raise ModelError(problem=f"{name} was changed or is incomplete", folder=folder)
    except OSError as error:
        missing = Path(error.filename or folder).name
        raise ModelError(problem=f"{missing} cannot be read", folder=folder) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(problem="manifest.json is not a manifest", folder=folder) from error


def model_name(folder: Path) -> str:
    """What the model in a folder goes by, without loading it.

    Raises:
        ModelError: The folder has no readable configuration.
    """
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text("utf-8"))
        calibration = json.loads((folder / "calibration.json").read_text("utf-8"))
        return f"{config['name']}/{config['version']}+{calibration['name']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(problem="config.json cannot be read", folder=folder) from error


def _read_folder(folder: Path) -> _Loaded:
    from simulator.scoring.encoder import (
        Encoder,
        in_bfloat16,
        multiplies_bfloat16,
        read_shape,
        read_weights,
    )

    shape = read_shape(folder)
    if shape.outputs != len(OUTPUTS):
        raise ValueError(f"the head has {shape.outputs} outputs instead of {len(OUTPUTS)}")
    weights = read_weights(folder / "model.safetensors")
    encoder = Encoder(shape, in_bfloat16(weights) if multiplies_bfloat16() else weights)
    reader = TextReader(folder / "tokenizer.json")
    return _Loaded(encoder, reader, read_calibration(folder / "calibration.json"))


def _draft(place: int, request: ScoringRequest, reader: TextReader) -> _Draft | NotRated:
    """Prepare a reply, or say why it cannot be rated."""
    text = reader.normalised(request.reply)
    letters = sum(char.isalpha() for char in text.text)
    if not text.text:
        return NotRated.EMPTY
    if letters == 0:
        return NotRated.NO_WORDS
    if letters < _FEWEST_LETTERS:
        return NotRated.TOO_SHORT
    tokens = reader.reply(text)
    if is_gibberish(text.text):
        return NotRated.NOT_A_TEXT
    language = language_of(text.text, expected=request.language)
    if language is None:
        return NotRated.OTHER_LANGUAGE
    if not reader.has_words(tokens):
        return NotRated.NOT_A_TEXT
    past = spoken_past(text.text, language=request.language, follower=request.follower)
    return _Draft(place, request, tokens, language, past)


def _by_context(drafts: Sequence[_Draft]) -> Iterator[list[_Draft]]:
    """Batches of replies to one message, those of like length together."""
    groups: dict[tuple[str, str, str], list[_Draft]] = {}
    for draft in drafts:
        asked = draft.request
        groups.setdefault((asked.follower, asked.situation, asked.persona), []).append(draft)
    for group in groups.values():
        group.sort(key=lambda draft: len(draft.tokens.ids))
        for start in range(0, len(group), _BATCH):
            yield group[start : start + _BATCH]


def _read(encoder: Encoder, memory: Memory, group: Sequence[_Draft], *, weigh: bool) -> None:
    """Fill in the outputs of replies to one message, and on request what their tokens weigh."""
    if weigh:
        for draft in group:
            draft.outputs, draft.weights = _weighed(encoder, memory, draft.tokens.ids)
        return
    rows = _outputs(encoder, memory, [draft.tokens.ids for draft in group])
    for draft, row in zip(group, rows, strict=True):
        draft.outputs = row


def _outputs(
    encoder: Encoder, memory: Memory, replies: Sequence[Sequence[int]]
) -> list[list[float]]:
    """The head's numbers for n replies to one message, (n, outputs)."""
    import torch

    from simulator.scoring.encoder import padded

    with torch.no_grad():
        ids, real = padded(replies)
        read = encoder.read(encoder.embed(ids), real, memory.taken([0] * len(replies)))
    return [[float(number) for number in row] for row in read.tolist()]


def _weighed(
    encoder: Encoder, memory: Memory, reply: Sequence[int]
) -> tuple[list[float], list[float]]:
    """The head's numbers, and gradient x input of both scores together for each token."""
    import torch

    from simulator.scoring.encoder import padded

    ids, real = padded([reply])
    with torch.enable_grad():  # also for a caller who has switched it off
        embedded = encoder.embed(ids).requires_grad_(True)
        outputs = encoder.read(embedded, real, memory)[0]
        (gradient,) = torch.autograd.grad(outputs[: len(SCORES)].sum(), embedded)
    weights = (gradient * embedded).detach().sum(-1)[0]
    return [float(n) for n in outputs.tolist()], [float(n) for n in weights.tolist()]


def _assess(calibration: Calibration, draft: _Draft, name: str) -> Assessment:
    outputs = dict(zip(OUTPUTS, draft.outputs, strict=True))
    first, second = (outputs[f"{score} log variance"] for score in SCORES)
    confidence = calibration.confidence_at((first, second))
    if confidence < calibration.least_confidence:
        return Assessment(None, None, confidence=confidence, reason=NotRated.UNSURE, model=name)
    scores = _points(calibration, draft.outputs, draft)
    return Assessment(
        authenticity=rounded(scores["authenticity"]),
        engagement=rounded(scores["engagement"]),
        traits={trait: _probability(outputs[trait]) for trait in TRAITS},
        confidence=confidence,
        model=name,
    )


def _points(
    calibration: Calibration, outputs: Sequence[float], draft: _Draft
) -> dict[ScoreName, float]:
    """Calibrated scores. One rule of the rubric is kept here and not learnt: a reply in a language
    that the follower did not use engages nobody there, however good it is."""
    points = {
        score: calibration.score(raw, score, language=draft.language)
        for score, raw in zip(SCORES, outputs, strict=False)
    }
    return {**points, "engagement": 1.0} if draft.spoken_past else points


def _probability(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, log_odds))))


def _explained(loaded: _Loaded, memory: Memory, draft: _Draft, rated: Assessment) -> Assessment:
    """Add what each of the weightiest passages does to the scores."""
    typed = draft.request.reply
    spans = picked_spans(typed, draft.tokens.weight_of_words(word_spans(typed), draft.weights))
    if not spans:
        return rated
    shortened = [loaded.reader.reply(loaded.reader.normalised(without(typed, s))) for s in spans]
    rows = _outputs(loaded.encoder, memory, [tokens.ids for tokens in shortened])
    full = _points(loaded.calibration, draft.outputs, draft)
    left_out = [_points(loaded.calibration, row, draft) for row in rows]
    return replace(rated, evidence=evidence_from(spans, full, left_out))
