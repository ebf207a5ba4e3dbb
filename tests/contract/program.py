"""The real program as a process: how the contract tests start it and read what it keeps."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
"""Longest wait for a fact; the machine may be busy with something else."""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "simulator", *arguments]


def environ(folder: Path, **more: str) -> dict[str, str]:
    """A whole environment in which nothing of the developer's machine is left.

    Args:
        folder: Its `data` becomes the data folder, its `home` the home folder.
        more: Variables beside that.
    """
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SIMULATOR_DATA_DIR": str(folder / "data"),
        **more,
    }


def run(
    arguments: Sequence[str],
    variables: Mapping[str, str],
    given: bytes = b"",
    *,
    before: Sequence[str] = (),
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end on bytes; `before` is put in front of the command."""
    return subprocess.run(
        [*before, *command(*arguments)],
        input=given,
        capture_output=True,
        env=dict(variables),
        cwd=cwd,
        timeout=PATIENCE_S,
        check=False,
    )


def runs(variables: Mapping[str, str]) -> list[dict[str, Any]]:
    """What `runs --json` tells."""
    told = run(["runs", "--json"], variables)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


def kept(variables: Mapping[str, str], query: str) -> list[tuple[Any, ...]]:
    """Rows of the run database as another process sees them; none while there is no database."""
    file = Path(variables["SIMULATOR_DATA_DIR"]) / "runs.sqlite3"
    if not file.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as database:
        try:
            return database.execute(query).fetchall()
        except sqlite3.OperationalError:  # its tables are being made
            return []


def wait_until(fact: Callable[[], object], what: str) -> None:
    """Look again and again until something is so.

    Raises:
        TimeoutError: It never was.
    """
    end = time.monotonic() + PATIENCE_S
    while not fact():
        if time.monotonic() > end:
            raise TimeoutError(f"never came: {what}")
        time.sleep(0.01)


def tree_with_model(folder: Path, model: Path | None) -> Path:
    """A copy of the package, beside the packs and a model of our own, for PYTHONPATH.

    The program takes no model folder from outside, and finds its own by the package's real place:
    so the package is copied (it is small) and only what stands beside it is linked.
    """
    skipped = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(ROOT / "simulator", folder / "simulator", ignore=skipped)
    for name in ("scenarios", "locales"):
        (folder / name).symlink_to(ROOT / name)
    if model is not None:
        (folder / "models").mkdir()
        (folder / "models" / "reply-scorer").symlink_to(model)
    return folder
