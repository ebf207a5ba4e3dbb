"""The engine: which outcome a beat takes, and where the run goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.scenario.engine import advance, decide, revealed_secrets
from simulator.scenario.library import LoadedPack
from simulator.scenario.model import Bounds, Scenario
from simulator.scenario.state import Action, PlayState, opening_state
from simulator.scoring.base import Assessment, NotRated

CANDID = Assessment(4.0, 3.5, {"answers": 0.9, "owns_up": 0.8})
FLAT = Assessment(2.0, 2.0, {"boilerplate": 0.9})
REPLY = Action("reply", "I closed it at six.")
SILENCE = Action("silence")


@pytest.fixture
def bridge(small_pack: LoadedPack) -> Scenario:
    return small_pack.scenario("bridge")


@pytest.fixture
def opening(bridge: Scenario) -> PlayState:
    return opening_state(bridge, public_trust=0.5)


def outcome(
    scenario: Scenario, state: PlayState, action: Action, assessment: Assessment | None
) -> str:
    return decide(scenario, state, action, assessment, language="en").outcome_id


@pytest.mark.parametrize(
    ("action", "assessment", "expected"),
    [
        (REPLY, CANDID, "owned"),
        (REPLY, FLAT, "flat"),
        (SILENCE, None, "silent"),
        (Action("reply", "There is a CRACK in it."), CANDID, "gave-it-away"),
        (REPLY, Assessment(None, None, reason=NotRated.NO_WORDS), "flat"),
    ],
)
def test_the_first_outcome_that_fits_is_taken(
    bridge: Scenario,
    opening: PlayState,
    action: Action,
    assessment: Assessment | None,
    expected: str,
) -> None:
    assert outcome(bridge, opening, action, assessment) == expected


def test_a_secret_is_a_secret_in_every_language(bridge: Scenario) -> None:
    assert revealed_secrets(bridge, "في الدعامة شرخ صغير", "en") == ("crack",)
    assert revealed_secrets(bridge, "Vi så på brua i dag", "nb") == ()


def test_approval_costs_the_minutes_that_the_beat_says(
    bridge: Scenario, opening: PlayState
) -> None:
    asked = Action("reply", "Hello", elapsed_s=60, approval=True)
    decision = decide(bridge, opening, asked, FLAT, language="en")
    assert decision.delay_minutes == 34.0  # one minute of writing at pace 4, and 30 of waiting


def test_advancing_changes_trust_variables_and_beat(bridge: Scenario, opening: PlayState) -> None:
    decision = decide(bridge, opening, REPLY, CANDID, language="en")
    moved = advance(bridge, opening, decision, REPLY, CANDID, trust={**opening.trust, "siri": 0.7})
    assert (moved.beat_id, moved.ending_id) == ("deals", None)
    assert moved.trust["siri"] == 0.7
    assert moved.variables["owned"] is True
    assert moved.authenticity == (4.0,)
    assert moved.visited == ("why",)
    assert opening.visited == ()


@pytest.mark.parametrize(("owned", "ending"), [(True, "trusted"), (False, "muddled")])
def test_the_ending_follows_from_what_was_done_before(
    bridge: Scenario, opening: PlayState, owned: bool, ending: str
) -> None:
    last = replace(opening, beat_id="when", variables={"owned": owned, "heat": 0})
    decision = decide(bridge, last, REPLY, CANDID, language="en")
    moved = advance(bridge, last, decision, REPLY, CANDID, trust=last.trust)
    assert moved.ending_id == ending
    assert moved.ended
    assert moved.promises == {"may": "kept"}


def test_a_broken_promise_is_remembered(bridge: Scenario, opening: PlayState) -> None:
    last = replace(opening, beat_id="when", variables={"owned": False, "heat": 1})
    decision = decide(bridge, last, REPLY, FLAT, language="en")
    moved = advance(bridge, last, decision, REPLY, FLAT, trust=last.trust)
    assert (moved.ending_id, moved.promises["may"]) == ("front-page", "broken")


def test_the_same_inputs_give_the_same_run(bridge: Scenario, opening: PlayState) -> None:
    first = decide(bridge, opening, REPLY, CANDID, language="en")
    assert first == decide(bridge, opening, REPLY, CANDID, language="en")


def test_an_unknown_number_lies_in_no_range() -> None:
    assert not Bounds(below=5).hold(None)
    assert Bounds(at_least=2, below=3).hold(2)
    assert not Bounds(at_least=2, below=3).hold(3)
