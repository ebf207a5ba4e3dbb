"""The composition root: the only place where concrete parts are chosen.

Every function imports what it makes when it is called, so that a help page waits neither for a
database nor for a model.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.resources import resource_folder

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from simulator.scoring.base import Scorer
    from simulator.scoring.process import ScorerProcess
    from simulator.sessions.store import RunStore

__all__ = [
    "data_folder",
    "model_folder",
    "new_run_id",
    "new_seed",
    "open_library",
    "open_store",
    "scorer_in_process",
    "start_scorer",
]


def data_folder(chosen: Path | None, environ: Mapping[str, str] = os.environ) -> Path:
    """Where runs are kept: as chosen, else SIMULATOR_DATA_DIR, else the platform's place."""
    if chosen is not None:
        return chosen
    if environ.get("SIMULATOR_DATA_DIR"):
        return Path(environ["SIMULATOR_DATA_DIR"])
    from platformdirs import user_data_path

    return user_data_path("simulator", appauthor=False)


def model_folder() -> Path:
    """Where the scoring model is."""
    return resource_folder("models") / "reply-scorer"


def open_store(folder: Path) -> RunStore:
    """Open the runs of a data folder.

    Raises:
        simulator.storage.errors.StorageError: They cannot be used.
    """
    from simulator.storage.sqlalchemy_store import SqlAlchemyStore

    return SqlAlchemyStore(folder)


def open_library(folder: Path) -> Library:
    """The packs of the program, and those in the data folder's `packs`. Nothing is read yet."""
    from simulator.scenario.library import Library

    return Library([resource_folder("scenarios"), folder / "packs"])


def start_scorer() -> ScorerProcess:
    """The scorer in a process of its own; it loads while the caller goes on."""
    from simulator.scoring.process import ScorerProcess

    return ScorerProcess(model_folder())


def scorer_in_process() -> Scorer:
    """The scorer in this process, for batches.

    Raises:
        simulator.scoring.base.ModelError: The model is missing or damaged.
    """
    from simulator.scoring.transformer import TransformerScorer

    return TransformerScorer(model_folder())


def new_run_id() -> str:
    """An id that no other run has: 12 letters and digits."""
    return secrets.token_hex(6)


def new_seed() -> int:
    """A seed for a run's audience."""
    return secrets.randbelow(2**31)
