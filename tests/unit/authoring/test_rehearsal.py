"""Rehearsals: what went as meant, what did not and why, and what cannot be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from simulator.authoring.rehearsal import disorders, read_rehearsals, rehearse
from simulator.scenario.findings import PackError
from simulator.scenario.library import LoadedPack, NoSuchScenarioError, load_pack
from simulator.scoring.base import Assessment
from simulator.scoring.baseline import FixedScorer
from tests.conftest import PACKS

OWNED = "I closed it at six, Siri."
TOLD = {OWNED: Assessment(4.2, 3.9, {}), "We hear you.": Assessment(2.0, 1.5, {})}
SCORER = FixedScorer(lambda request: TOLD.get(request.reply, Assessment(4.0, 4.0, {})))

WHOLE = f"""scenario: bridge
language: en
steps:
  - {{reply: "{OWNED}", expect: {{outcome: owned, authenticity: {{at_least: 4}}, rated: true}}}}
  - {{silence: true, expect: {{outcome: let-it-pass, rated: false}}}}
  - {{reply: "May does not hold.", expect: {{outcome: honest}}}}
ending: trusted
"""


@pytest.fixture
def pack(tmp_path: Path) -> LoadedPack:
    return load_pack(Path(shutil.copytree(PACKS / "small", tmp_path / "small")))


def misses(pack: LoadedPack, text: str) -> list[tuple[int, str, str, str]]:
    (pack.folder / "rehearsals").mkdir(exist_ok=True)
    (pack.folder / "rehearsals" / "one.yaml").write_text(text, "utf-8")
    [rehearsal] = read_rehearsals(pack.folder).values()
    return [(m.step, m.key, m.expected, m.found) for m in rehearse(pack, rehearsal, SCORER)]


def test_one_that_goes_as_meant_has_no_misses(pack: LoadedPack) -> None:
    assert misses(pack, WHOLE) == []


def test_each_expectation_that_is_not_met_is_told(pack: LoadedPack) -> None:
    spoilt = WHOLE.replace(OWNED, "We hear you.").replace("ending: trusted", "ending: front-page")
    assert misses(pack, spoilt) == [
        (1, "outcome", "owned", "flat"),
        (1, "authenticity", "≥ 4", "2.0"),
        (3, "ending", "front-page", "muddled"),
    ]


def test_a_reply_that_the_place_does_not_take_is_not_rated(pack: LoadedPack) -> None:
    found = misses(pack, WHOLE.replace(OWNED, "word " * 60).replace("ending: trusted", ""))
    assert found[1:] == [(1, "rated", "true", "false"), (1, "authenticity", "≥ 4", "–")]


def test_steps_beyond_the_ending_are_told(pack: LoadedPack) -> None:
    more = WHOLE.replace("ending: trusted", "  - {silence: true}\n")
    assert misses(pack, more) == [(4, "beat", "", "trusted")]


def test_a_rehearsal_that_stops_before_its_ending_is_told(pack: LoadedPack) -> None:
    short = WHOLE.replace('  - {reply: "May does not hold.", expect: {outcome: honest}}\n', "")
    assert misses(pack, short) == [(2, "further", "trusted", "when")]


def test_faults_are_told_with_their_place(pack: LoadedPack) -> None:
    with pytest.raises(PackError) as caught:
        misses(pack, WHOLE.replace("silence: true", 'silence: true, reply: "both"'))
    assert [(one.code, one.line) for one in caught.value.findings] == [("P116", 5)]
    with pytest.raises(PackError) as caught:
        misses(pack, WHOLE.replace("outcome: owned", "outcom: owned"))
    assert [one.code for one in caught.value.findings] == ["P101"]
    with pytest.raises(NoSuchScenarioError):
        misses(pack, WHOLE.replace("scenario: bridge", "scenario: brigde"))


def test_samples_are_played_in_every_language(pack: LoadedPack) -> None:
    steps = "  - {sample: good, expect: {outcome: owned}}\n  - {sample: bad}\n  - {sample: good}\n"
    text = f"scenario: bridge\nsteps:\n{steps}ending: trusted\n"
    assert misses(pack, text) == []
    (pack.folder / "rehearsals" / "one.yaml").write_text(text.replace("owned", "flat"), "utf-8")
    [rehearsal] = read_rehearsals(pack.folder).values()
    assert [one.language for one in rehearse(pack, rehearsal, SCORER)] == ["en", "ar", "nb"]


def test_samples_out_of_order_are_found(pack: LoadedPack) -> None:
    assert list(disorders(pack, pack.scenario(None), FixedScorer({}))) != []
    shares = {"good": 4.0, "middling": 3.0, "bad": 1.5}
    samples = {
        getattr(kinds, kind): Assessment(score, score, {})
        for beat in pack.scenario(None).beats
        for kinds in beat.samples.values()
        for kind, score in shares.items()
    }
    ordered = FixedScorer(lambda request: samples[request.reply])
    assert list(disorders(pack, pack.scenario(None), ordered)) == []
    samples["We do not buy tyres here."] = Assessment(1.0, 1.0, {})
    [found] = disorders(pack, pack.scenario(None), ordered)
    assert (found.beat_id, found.language, found.scores) == ("deals", "en", (4.0, 1.0, 1.5))
