"""Run an encoder over many replies: tokens once, batches of like length, numbers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from simulator.scoring.base import ScoringRequest
from simulator.scoring.encoder import Encoder, padded, read_shape, read_weights
from simulator.scoring.tokens import TextReader

_BATCH = 16
_ALIKE = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A request as the encoder reads it."""

    reply: tuple[int, ...]
    context: tuple[int, ...]


def reading_of(reader: TextReader, request: ScoringRequest) -> Reading:
    """Turn a request into token ids."""
    reply = reader.reply(reader.normalised(request.reply)).ids
    return Reading(reply, reader.context(request))


def outputs_of(encoder: Encoder, readings: Sequence[Reading]) -> torch.Tensor:
    """The head's numbers for one batch, (n, outputs); equal contexts are read once."""
    contexts = list(dict.fromkeys(reading.context for reading in readings))
    place = {context: row for row, context in enumerate(contexts)}
    memory = encoder.remember(*padded(contexts))
    order = sorted(range(len(readings)), key=lambda i: len(readings[i].reply))
    parts = []
    for start in range(0, len(order), _ALIKE):  # those of like length together: less padding
        chosen = [readings[i] for i in order[start : start + _ALIKE]]
        ids, real = padded([reading.reply for reading in chosen])
        rows = memory.taken([place[reading.context] for reading in chosen])
        parts.append(encoder.read(encoder.embed(ids), real, rows))
    back = torch.tensor(sorted(range(len(order)), key=order.__getitem__))
    return torch.cat(parts)[back]


def predictions(encoder: Encoder, readings: Sequence[Reading]) -> NDArray[np.float64]:
    """The head's numbers for n readings, (n, outputs), in their order."""
    found = np.zeros((len(readings), encoder.shape.outputs))
    order = sorted(
        range(len(readings)), key=lambda i: (readings[i].context, len(readings[i].reply))
    )
    with torch.no_grad():
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            outputs = outputs_of(encoder, [readings[i] for i in chosen])
            found[chosen] = outputs.double().numpy()
    return found


def folder_predictions(folder: Path, requests: Sequence[ScoringRequest]) -> NDArray[np.float64]:
    """The same from a model folder, with its weights as they ship."""
    encoder = Encoder(read_shape(folder), read_weights(folder / "model.safetensors"))
    reader = TextReader(folder / "tokenizer.json")
    return predictions(encoder, [reading_of(reader, request) for request in requests])
