"""A model folder with random weights: real files, real arithmetic, and scores without meaning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from simulator.scoring.base import SCORES
from simulator.scoring.encoder import EncoderShape, pack
from simulator.scoring.transformer import FILES, OUTPUTS

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_WORDS = (
    "▁the ▁ferry ▁is ▁late ▁and ▁I ▁am ▁sorry ▁thank ▁you ▁we ▁will ▁call ▁jeg ▁beklager ▁takk "
    "▁det ▁var ▁vi ▁شكرا ▁لك ▁أنا ▁آسف ▁على 👍 😂"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZ.,!?'0123456789" + (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي؟،"
)


def write_tiny_model(folder: Path, *, least_confidence: float = 0.0) -> Path:
    """Write a complete model folder: two layers, 24 wide, weights from a fixed seed."""
    pieces = [*_SPECIAL, "▁", *_WORDS.split(), *_LETTERS]
    shape = EncoderShape(len(pieces), 24, 2, 2, 48, 512, len(OUTPUTS))
    folder.mkdir(parents=True, exist_ok=True)
    _tokenizer(pieces).save(str(folder / "tokenizer.json"))
    save_file(_packed(_random_weights(shape)), folder / "model.safetensors")
    _write(folder / "config.json", {"name": "tiny", "version": "0", "shape": asdict(shape)})
    line = {"raw": [-2.0, 2.0], "rating": [1.0, 5.0]}
    curves = {language: dict.fromkeys(SCORES, line) for language in ("ar", "en", "nb")}
    confidence = {"intercept": 1.0, "slope": -0.5, "least": least_confidence}
    _write(folder / "calibration.json", {"name": "c0", "curves": curves, "confidence": confidence})
    write_manifest(folder)
    return folder


def write_manifest(folder: Path) -> None:
    """Sign the files as they are now."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    _write(folder / "manifest.json", {"sha256": digests})


def _write(file: Path, content: Mapping[str, object]) -> None:
    file.write_text(json.dumps(content), "utf-8")


def _tokenizer(pieces: list[str]) -> Tokenizer:
    scores = [0.0 if piece in _SPECIAL else -1.0 - (len(piece) == 1) for piece in pieces]
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    return tokenizer


def _random_weights(shape: EncoderShape) -> dict[str, torch.Tensor]:
    dice = torch.Generator().manual_seed(7)

    def matrix(rows: int, columns: int) -> torch.Tensor:
        return torch.randn(rows, columns, generator=dice) * 0.3

    width, inner = shape.width, shape.inner
    weights = {
        "words": matrix(shape.vocabulary, width),
        "positions": matrix(shape.positions, width),
        "segments": matrix(2, width),
        "head.weight": matrix(shape.outputs, 2 * width),
        "head.bias": torch.zeros(shape.outputs),
    }
    norms = ["norm"]
    for layer in range(shape.layers):
        name = f"layer.{layer}."
        norms += [f"{name}norm1", f"{name}norm2"]
        for part, rows, columns in (
            ("qkv", 3 * width, width), ("mix", width, width), ("up", inner, width),
            ("down", width, inner),
        ):  # fmt: skip
            weights[f"{name}{part}.weight"] = matrix(rows, columns)
            weights[f"{name}{part}.bias"] = torch.zeros(rows)
    for norm in norms:
        weights[f"{norm}.weight"], weights[f"{norm}.bias"] = torch.ones(width), torch.zeros(width)
    return weights


def _packed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    words, factors = pack(weights.pop("words"))
    return {**weights, "words.q": words, "words.s": factors}
