"""The debrief: figures in the order of the beats, turning points, people won and lost."""

from __future__ import annotations

from simulator.scoring.baseline import FixedScorer
from simulator.sessions.debrief import debrief
from simulator.sessions.run import Run
from tests.unit.sessions.test_run import LONG_REPLY, play


def test_it_tells_the_whole_run(run: Run, scorer: FixedScorer) -> None:
    play(run, scorer, LONG_REPLY, "", LONG_REPLY)
    back = debrief(run.scenario, run.position)
    assert back.ending is not None
    assert (back.ending.id, back.endings) == ("trusted", 3)
    assert len(back.trust) == 4
    assert [one is None for one in back.authenticity] == [False, True, False]
    assert back.won == ("siri",)


def test_a_fall_is_a_turning_point(run: Run, scorer: FixedScorer) -> None:
    play(run, scorer, "", "Great! Tell us more about tyres!", "")
    back = debrief(run.scenario, run.position)
    assert back.turning_points
    worst = min(back.turning_points, key=lambda point: point.change)
    falls = [turn.crowd.trust_after - turn.crowd.trust_before for turn in back.turns]
    assert worst.change == min(falls)
    assert "siri" in back.lost


def test_a_run_that_has_not_begun_has_nothing_to_tell(run: Run) -> None:
    back = debrief(run.scenario, run.position)
    assert (back.ending, back.turns, back.trust) == (None, (), ())
