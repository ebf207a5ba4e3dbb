"""An app on the small pack, with a scorer that never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from simulator.scenario.library import Library
from simulator.scoring.base import Scorer
from simulator.scoring.baseline import FixedScorer
from simulator.storage.preferences import Preferences
from simulator.storage.sqlalchemy_store import SqlAlchemyStore
from simulator.tui.app import Opening, SimulatorApp
from tests.conftest import PACKS

MakeApp = Callable[..., SimulatorApp]


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    """Makes apps that share one data folder; the first start is over unless `language` is empty."""

    def make(
        language: str = "en",
        *,
        opening: Opening = None,
        scorer: Scorer | None = None,
        folder: Path = tmp_path / "data",
    ) -> SimulatorApp:
        return SimulatorApp(
            folder,
            Preferences(language=language),
            language="en",
            open_store=partial(SqlAlchemyStore, folder),
            open_library=lambda: Library([PACKS]),
            start_scorer=lambda: scorer or FixedScorer(),
            opening=opening,
        )

    return make
