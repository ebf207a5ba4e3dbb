"""The program's own packs: their rehearsals go as meant, and styles fare as a trainer expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.authoring.exploring import Exploration, explore
from simulator.authoring.rehearsal import read_rehearsals, rehearse
from simulator.bootstrap import model_folder
from simulator.scenario.library import load_pack
from simulator.scoring.transformer import TransformerScorer
from tests.playthrough.test_packs import FOLDERS

REHEARSALS = [(folder, file) for folder in FOLDERS for file in read_rehearsals(folder)]


@pytest.fixture(scope="module")
def scorer() -> TransformerScorer:
    return TransformerScorer(model_folder())


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def explored(request: pytest.FixtureRequest, scorer: TransformerScorer) -> Exploration:
    pack = load_pack(request.param)
    return explore(pack, pack.scenario(None), scorer, runs=2)


def test_every_pack_is_rehearsed() -> None:
    assert {folder for folder, _ in REHEARSALS} == set(FOLDERS)


@pytest.mark.parametrize(
    ("folder", "file"), REHEARSALS, ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_it_goes_as_meant(folder: Path, file: Path, scorer: TransformerScorer) -> None:
    misses = rehearse(load_pack(folder), read_rehearsals(folder)[file], scorer)
    assert [(m.language, m.step, m.key, m.expected, m.found) for m in misses] == []


def test_styles_come_out_in_the_order_a_trainer_would_expect(explored: Exploration) -> None:
    trust = {style: traffic.mean_trust for style, traffic in explored.by_style().items()}
    assert max(trust, key=trust.__getitem__) == "candid"
    assert min(trust, key=trust.__getitem__) == "leaking"
    assert trust["wavering"] > trust["hollow"]
    assert trust["candid"] > trust["wrong language"] + 0.2


def test_candour_and_hollowness_end_apart(explored: Exploration) -> None:
    styles, tone = explored.by_style(), {one.id: one.tone for one in explored.scenario.endings}
    assert {tone[ending] for ending in styles["candid"].endings} == {"good"}
    assert {tone[ending] for ending in styles["hollow"].endings} == {"poor"}
