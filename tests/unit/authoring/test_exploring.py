"""Synthetic trainees: every style plays to an end, the same every time, and gaps are found."""

from __future__ import annotations

import pytest

from simulator.authoring.exploring import STYLES, Exploration, explore
from simulator.cli.pack_actions import STYLE_NAMES
from simulator.scenario.library import LoadedPack, load_pack
from simulator.scoring.base import Assessment
from simulator.scoring.baseline import FixedScorer
from tests.conftest import PACKS


@pytest.fixture(scope="module")
def pack() -> LoadedPack:
    return load_pack(PACKS / "small")


def explored(pack: LoadedPack, seed: int = 1) -> Exploration:
    scenario = pack.scenario(None)
    good = {kinds.good for beat in scenario.beats for kinds in beat.samples.values()}
    scorer = FixedScorer(
        lambda request: (
            Assessment(4.2, 4.0, {}) if request.reply in good else Assessment(1.5, 1.5, {})
        )
    )
    return explore(pack, scenario, scorer, runs=4, seed=seed)


def test_every_style_plays_in_every_language_to_an_ending(pack: LoadedPack) -> None:
    found = explored(pack)
    assert len(found.traffic) == len(STYLES) * 3
    for traffic in found.traffic.values():
        assert traffic.runs == sum(traffic.endings.values()) == 4
        assert "" not in traffic.endings
        assert 0 <= traffic.mean_trust <= 1


def test_styles_end_where_their_samples_lead(pack: LoadedPack) -> None:
    styles = explored(pack).by_style()
    assert set(styles["candid"].endings) == {"trusted"}
    assert set(styles["hollow"].endings) == {"muddled"}
    assert set(styles["leaking"].endings) == {"front-page"}
    assert styles["silent"].outcomes["why", "silent"] == 12
    assert len(styles["wavering"].endings) > 1


def test_the_same_seed_gives_the_same_exploration(pack: LoadedPack) -> None:
    first, again, other = explored(pack), explored(pack), explored(pack, seed=2)
    assert first.traffic == again.traffic
    assert first.traffic != other.traffic


def test_what_nobody_had_is_told(pack: LoadedPack) -> None:
    found = explored(pack)
    assert found.unreached_endings() == []
    assert found.unseen_outcomes() == []
    assert found.beats_alike() == []
    only = Exploration(found.scenario, {k: v for k, v in found.traffic.items() if k[0] == "candid"})
    assert only.unreached_endings() == ["muddled", "front-page"]
    assert ("why", "silent") in only.unseen_outcomes()
    assert only.beats_alike() == []


def test_every_style_has_a_name_for_people() -> None:
    assert set(STYLE_NAMES) == set(STYLES)
