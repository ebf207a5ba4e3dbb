"""The neural network that reads a reply in the light of what it answers.

The arithmetic is that of BERT (Devlin et al. 2019, post-norm layers, exact GELU), so the weights of
any BERT encoder fit once their names are changed; `models/recipe` does that. One thing differs: the
context (the follower's message, situation, persona) is read by itself first, and each token of the
reply then attends to the context and the reply. The context's keys and values are thus the same
for any reply to it: they are computed once, kept, and shared by a batch of replies to one message,
which is what finding evidence needs.

Weights are a plain mapping of names to tensors: the same class serves playing and training.
Storage, one `model.safetensors`: a matrix is kept as `<name>.q` (int8) with `<name>.s` (one factor
for each row: largest magnitude / 127), all else as float. Computing is never in int8: that makes a
score depend on its batch and costs a third of the explained variance.

This module and `transformer.py` alone touch torch, and only inside functions: torch takes seconds
to import, and the screen must not wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

__all__ = [
    "CONTEXT_START",
    "Encoder",
    "EncoderShape",
    "Memory",
    "in_bfloat16",
    "multiplies_bfloat16",
    "pack",
    "padded",
    "read_shape",
    "read_weights",
    "unpack",
]

CONTEXT_START = 256
"""Position of the context's first token; replies stand at 0 and on, and end before it."""
_REPLY, _CONTEXT = 0, 1
_PAD_ID = 1
_EPSILON = 1e-12


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Sizes of the network."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    """Width of the hidden layer between two attention layers."""
    positions: int
    """The longest text, in tokens."""
    outputs: int
    """Numbers that the head gives for one text."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the encoder keeps of n contexts: keys and values of every layer."""

    keys: tuple[Tensor, ...]
    """For each layer (n, heads, context tokens, width of a head)."""
    values: tuple[Tensor, ...]
    real: Tensor
    """(n, context tokens): False where padding stands."""

    def taken(self, rows: Sequence[int]) -> Memory:
        """The contexts at these places, in this order; one may stand for many replies."""
        import torch

        index = torch.tensor(rows, dtype=torch.long)
        return Memory(
            tuple(key[index] for key in self.keys),
            tuple(value[index] for value in self.values),
            self.real[index],
        )


def read_shape(folder: Path) -> EncoderShape:
    """Read the sizes of the network from `config.json`.

    Raises:
        OSError: The file is missing.
        TypeError, ValueError, KeyError: It is not what it should be.
    """
    return EncoderShape(**json.loads((folder / "config.json").read_text("utf-8"))["shape"])


def pack(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """Round a matrix (rows, columns) to int8; returned with it, one factor for each row."""
    import torch

    factors = matrix.abs().amax(dim=1).clamp_min(1e-8) / 127
    return torch.round(matrix / factors[:, None]).to(torch.int8), factors


def unpack(rounded: Tensor, factors: Tensor) -> Tensor:
    """Undo `pack`, as float32."""
    return rounded.float() * factors.float()[:, None]


def read_weights(file: Path, *, keep_words_packed: bool = True) -> dict[str, Tensor]:
    """Read a safetensors file into float32 tensors.

    Args:
        keep_words_packed: Leave the word embeddings, half of the weights, as int8 and unpack only
            the rows that a text needs. Training wants them unpacked.

    Raises:
        OSError: The file cannot be read.
        safetensors.SafetensorError: It is not a safetensors file.
    """
    from safetensors import safe_open

    weights: dict[str, Tensor] = {}
    with safe_open(file, "pt") as stored:
        for name in stored.keys():  # noqa: SIM118 - not a mapping
            stem, _, kind = name.rpartition(".")
            if kind == "s" or (stem == "words" and keep_words_packed):
                continue
            if kind == "q":
                weights[stem] = unpack(stored.get_tensor(name), stored.get_tensor(f"{stem}.s"))
            else:
                weights[name] = stored.get_tensor(name).float()
        if "words" not in weights:
            weights["words.q"] = stored.get_tensor("words.q").clone()
            weights["words.s"] = stored.get_tensor("words.s").float()
    return weights


def in_bfloat16(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The same weights for computing in bfloat16; the words and the head stay as they are.

    Where the processor multiplies in bfloat16, a score takes half the time and moves by a hundredth
    or so. Elsewhere the same takes longer than float32: see `multiplies_bfloat16`.
    """
    kept = ("words", "head.")
    return {
        name: tensor if name.startswith(kept) else tensor.bfloat16()
        for name, tensor in weights.items()
    }


def multiplies_bfloat16() -> bool:
    """Whether this processor has instructions for it (AVX512-BF16 or AMX)."""
    import torch

    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def padded(texts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Lay n texts side by side.

    Returns:
        Token ids and whether each is real, both (n, length of the longest).
    """
    import torch

    longest = max(len(ids) for ids in texts)
    laid = torch.full((len(texts), longest), _PAD_ID, dtype=torch.long)
    for row, ids in enumerate(texts):
        laid[row, : len(ids)] = torch.tensor(ids, dtype=torch.long)
    lengths = torch.tensor([len(ids) for ids in texts])
    return laid, torch.arange(longest) < lengths[:, None]


class Encoder:
    """A BERT encoder with a linear head over the reply's mean token and its first token.

    Args:
        shape: Sizes.
        weights: Tensors by name; those of `read_weights`, or leaf tensors that are being trained.
        dropout: Share of activations dropped, 0.0-1.0; above 0 only while training.
    """

    def __init__(
        self, shape: EncoderShape, weights: Mapping[str, Tensor], *, dropout: float = 0.0
    ) -> None:
        self.shape = shape
        self.weights = weights
        self.dropout = dropout

    def embed(self, ids: Tensor) -> Tensor:
        """Look up word embeddings: ids (n, length) to (n, length, width)."""
        from torch.nn import functional

        if "words" in self.weights:
            return functional.embedding(ids, self.weights["words"])
        rows = self.weights["words.q"][ids].float() * self.weights["words.s"][ids][..., None]
        return rows.to(self.weights["positions"].dtype)

    def remember(self, ids: Tensor, real: Tensor) -> Memory:
        """Read n contexts, (n, length) each."""
        keys, values = [], []
        state = self._begun(self.embed(ids), _CONTEXT, CONTEXT_START)
        mask = _mask(real)
        for layer in range(self.shape.layers):
            query, key, value = self._queried(state, layer)
            keys.append(key)
            values.append(value)
            if layer + 1 < self.shape.layers:  # of the last layer only keys and values are used
                state = self._layer(state, layer, query, key, value, mask)
        return Memory(tuple(keys), tuple(values), real)

    def read(self, embedded: Tensor, real: Tensor, memory: Memory) -> Tensor:
        """Read n replies, each in the light of its context.

        Args:
            embedded: Word embeddings (n, length, width), from `embed`.
            real: (n, length), False where padding stands.
            memory: The n contexts.

        Returns:
            (n, outputs); a row is the same whatever stands beside it, up to rounding.
        """
        import torch

        mask = _mask(torch.cat([memory.real, real], 1))
        state = self._begun(embedded, _REPLY, 0)
        for layer in range(self.shape.layers):
            query, key, value = self._queried(state, layer)
            keys = torch.cat([memory.keys[layer], key], 2)
            values = torch.cat([memory.values[layer], value], 2)
            state = self._layer(state, layer, query, keys, values, mask)
        state = state.to(self.weights["head.weight"].dtype)
        weight = real.to(state.dtype)[..., None]
        mean = (state * weight).sum(1) / weight.sum(1)
        return self._linear(self._dropped(torch.cat([mean, state[:, 0]], 1)), "head")

    def _begun(self, embedded: Tensor, segment: int, position: int) -> Tensor:
        w = self.weights
        places = w["positions"][position : position + embedded.shape[1]]
        return self._dropped(self._normed(embedded + places + w["segments"][segment], "norm"))

    def _queried(self, state: Tensor, layer: int) -> tuple[Tensor, Tensor, Tensor]:
        rows, length, width = state.shape
        heads = self.shape.heads
        joint = self._linear(state, f"layer.{layer}.qkv")
        split = joint.view(rows, length, 3, heads, width // heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        return query, key, value

    def _layer(
        self,
        state: Tensor,
        layer: int,
        query: Tensor,
        keys: Tensor,
        values: Tensor,
        mask: Tensor | None,
    ) -> Tensor:
        from torch.nn import functional

        name = f"layer.{layer}."
        mixed = functional.scaled_dot_product_attention(query, keys, values, attn_mask=mask)
        mixed = self._linear(mixed.transpose(1, 2).reshape(state.shape), f"{name}mix")
        state = self._normed(state + self._dropped(mixed), f"{name}norm1")
        inner = self._linear(functional.gelu(self._linear(state, f"{name}up")), f"{name}down")
        return self._normed(state + self._dropped(inner), f"{name}norm2")

    def _linear(self, state: Tensor, name: str) -> Tensor:
        from torch.nn import functional

        return functional.linear(
            state, self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        )

    def _normed(self, state: Tensor, name: str) -> Tensor:
        from torch.nn import functional

        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return functional.layer_norm(state, (self.shape.width,), weight, bias, _EPSILON)

    def _dropped(self, state: Tensor) -> Tensor:
        from torch.nn import functional

        return functional.dropout(state, self.dropout) if self.dropout else state


def _mask(real: Tensor) -> Tensor | None:
    """An attention mask over keys, or none where all are real: the faster path."""
    return None if bool(real.all()) else real[:, None, None, :]
