"""Everything in a row: encoder, training of several seeds, export, calibration, evaluation.

    python -m models.recipe.release [--auxiliary FOLDER] [--seeds 1,2,3]

Finished steps are not done again: an encoder that is there stays, a run goes on where it stopped.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from models.recipe.corpus import CORPUS

WORK = Path("models/work")


def steps(given: argparse.Namespace, further: list[str]) -> list[list[str]]:
    """The commands to run, in order; `further` goes to training."""
    corpus = ["--corpus", str(given.corpus)]
    auxiliary = ["--auxiliary", str(given.auxiliary)] if given.auxiliary else []
    encoder = WORK / "encoder"
    runs = [str(WORK / f"run-{seed}") for seed in given.seeds.split(",")]
    commands = []
    if not (encoder / "config.json").exists():
        commands.append(["encoder_from_package", str(encoder)])
    for seed, run in zip(given.seeds.split(","), runs, strict=True):
        commands.append(["train", run, "--seed", seed, "--resume", *corpus, *auxiliary, *further])
    commands.append(["export", *runs, "--to", str(given.to)])
    commands.append(["calibrate", str(given.to), *corpus])
    commands.append(["evaluate", str(given.to), *corpus, *auxiliary])
    return commands


def main() -> None:
    """Run the steps; each in a process of its own, so that memory is given back."""
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0], epilog="Other options go to models.recipe.train."
    )
    parser.add_argument("--auxiliary", type=Path, help="folder of the labelled sets")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--to", type=Path, default=Path("models/reply-scorer"))
    given, further = parser.parse_known_args()
    for module, *arguments in steps(given, further):
        print("==", module, *arguments, flush=True)
        subprocess.run([sys.executable, "-m", f"models.recipe.{module}", *arguments], check=True)


if __name__ == "__main__":
    main()
