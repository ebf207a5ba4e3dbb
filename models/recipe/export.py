"""Turn trained weights into the model folder that the program reads.

    python -m models.recipe.export models/work/run-1 models/work/run-2 --to models/reply-scorer

Several runs are averaged weight by weight, which they allow because they began alike (Wortsman et
al. 2022, "Model soups"). Matrices are rounded to int8 with a factor for each row. `calibrate` must
follow: it writes `calibration.json` and the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import torch
from safetensors.torch import save_file

from simulator.scoring.encoder import EncoderShape, pack, read_shape, read_weights
from simulator.scoring.transformer import FILES, OUTPUTS

NAME, VERSION = "reply-scorer", "2"
_SMALLEST_PACKED = 64
"""Matrices with fewer rows (head, segments) stay as they are: they decide much and weigh little."""


def averaged(files: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of several weight files of one shape, as float32."""
    mean = read_weights(files[0], keep_words_packed=False)
    for count, file in enumerate(files[1:], start=2):
        for name, tensor in read_weights(file, keep_words_packed=False).items():
            mean[name] += (tensor - mean[name]) / count
    return mean


def packed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Weights as they are stored: see `simulator.scoring.encoder`."""
    stored: dict[str, torch.Tensor] = {}
    for name, tensor in weights.items():
        if tensor.ndim == 2 and len(tensor) >= _SMALLEST_PACKED:
            stored[f"{name}.q"], stored[f"{name}.s"] = pack(tensor)
        else:
            stored[name] = tensor.contiguous()
    return stored


def write_model(
    folder: Path, weights: dict[str, torch.Tensor], shape: EncoderShape, tokenizer: Path
) -> None:
    """Write weights, tokenizer and configuration; calibration and manifest are still to come."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(packed(weights), folder / "model.safetensors")
    (folder / "model.safetensors").chmod(0o644)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    config = {"name": NAME, "version": VERSION, "shape": asdict(shape), "outputs": OUTPUTS}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")


def write_manifest(folder: Path) -> None:
    """Write the SHA-256 of every file that the program reads."""
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "manifest.json").write_text(json.dumps({"sha256": digests}, indent=1) + "\n", "utf-8")


def export(runs: Sequence[Path], folder: Path, encoder_folder: Path) -> None:
    """Average runs and write them as a model folder."""
    layers = {json.loads((run / "plan.json").read_text("utf-8"))["layers"] for run in runs}
    if len(layers) != 1:
        raise SystemExit(f"the runs differ in depth: {sorted(layers)}")
    shape = replace(read_shape(encoder_folder), layers=layers.pop(), outputs=len(OUTPUTS))
    weights = averaged([run / "best.safetensors" for run in runs])
    write_model(folder, weights, shape, encoder_folder / "tokenizer.json")
    size = sum((folder / name).stat().st_size for name in FILES if (folder / name).exists())
    print(f"{folder}: {size / 1e6:.1f} MB from {len(runs)} runs")


def main() -> None:
    """Write the model folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, default=Path("models/reply-scorer"))
    parser.add_argument("--encoder", type=Path, default=Path("models/work/encoder"))
    given = parser.parse_args()
    export(given.runs, given.to, given.encoder)


if __name__ == "__main__":
    main()
