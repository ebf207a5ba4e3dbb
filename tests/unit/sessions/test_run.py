"""A run: durable before shown, replayed to the same place, tried again without losing anything."""

from __future__ import annotations

import pytest

from simulator.scenario.library import LoadedPack
from simulator.scenario.state import Action
from simulator.scoring.baseline import FixedScorer
from simulator.sessions.naming import LATEST
from simulator.sessions.records import Acted, Assessed, Opened, from_json, to_json
from simulator.sessions.replay import Phase, replay
from simulator.sessions.run import ChangedPackError, NotPlayableError, Run
from simulator.sessions.store import NothingToResumeError, TakenOverError, find_run
from simulator.storage.sqlalchemy_store import SqlAlchemyStore

LONG_REPLY = (
    "I closed it at six because I saw something that I want to look at, and I will be here."
)


def answer(run: Run, scorer: FixedScorer, text: str) -> None:
    run.act(Action("reply", text, elapsed_s=12.0) if text else Action("silence"))
    request = run.request()
    run.settle(scorer.score([request], evidence=True)[0] if request else None)


def play(run: Run, scorer: FixedScorer, *replies: str) -> None:
    for text in replies:
        run.open_beat()
        answer(run, scorer, text)


def test_a_run_goes_from_briefing_to_an_ending(run: Run, scorer: FixedScorer) -> None:
    assert run.phase is Phase.BRIEFING
    play(run, scorer, LONG_REPLY, "", LONG_REPLY)
    assert run.over
    run.end()
    assert run.position.phase is Phase.ENDED
    assert run.position.state.ending_id == "trusted"
    assert len(run.position.turns) == 3


@pytest.mark.parametrize("steps", range(10))
def test_resuming_after_any_step_gives_the_same_position(
    steps: int, run: Run, scorer: FixedScorer, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    play(run, scorer, LONG_REPLY, "", LONG_REPLY)
    run.end()
    records = list(store.records("run1"))
    assert len(records) == 10
    expected = replay(run.scenario, run.header, records[:steps])
    again = replay(run.scenario, run.header, records[:steps])
    assert again.state == expected.state
    assert again.phase is expected.phase
    assert again.turns == expected.turns
    resumed = Run.resume(run.header, small_pack, store)
    assert resumed.position.state == run.position.state
    assert resumed.position.turns == run.position.turns


def test_a_killed_scoring_is_taken_up_again(
    run: Run, scorer: FixedScorer, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    run.open_beat()
    run.act(Action("reply", LONG_REPLY))
    resumed = Run.resume(run.header, small_pack, store)
    assert resumed.phase is Phase.SCORING
    request = resumed.request()
    assert request is not None
    assert request.reply == LONG_REPLY
    assert request.follower == "Why is the bridge closed? I was late for work."
    resumed.settle(scorer.score([request])[0])
    assert resumed.position.phase is Phase.FEEDBACK


def test_trying_again_keeps_both_attempts_and_draws_the_same_luck(
    run: Run, scorer: FixedScorer
) -> None:
    play(run, scorer, "No.")
    run.retry()
    assert run.draft() is not None
    answer(run, scorer, LONG_REPLY)
    run.retry()
    answer(run, scorer, "No.")
    first, second, third = run.position.attempts
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.crowd == third.crowd
    assert second.crowd.trust_after > first.crowd.trust_after
    run.open_beat()
    assert run.position.turns == (third,)


def test_the_same_seed_and_replies_give_the_same_audience(
    run: Run, scorer: FixedScorer, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    other = Run.start(
        small_pack, run.scenario, store, run_id="run2", language="en", seed=run.header.seed
    )
    play(run, scorer, LONG_REPLY, "Hello there", "")
    play(other, scorer, LONG_REPLY, "Hello there", "")
    mine, theirs = run.position.attempt, other.position.attempt
    assert mine is not None
    assert theirs is not None
    assert mine.crowd == theirs.crowd
    assert mine.state == theirs.state


def test_the_draft_comes_back_with_the_time_spent(
    run: Run, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    run.open_beat()
    run.save_draft("I clos", 3.5, approval=True)
    draft = Run.resume(run.header, small_pack, store).draft()
    assert draft is not None
    assert (draft.text, draft.elapsed_s, draft.approval) == ("I clos", 3.5, True)


def test_a_draft_of_another_beat_is_not_offered(run: Run, scorer: FixedScorer) -> None:
    run.open_beat()
    run.save_draft("I clos", 3.5)
    answer(run, scorer, LONG_REPLY)
    run.open_beat()
    assert run.draft() is None


def test_two_windows_cannot_both_go_on(
    run: Run, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    run.open_beat()
    other = Run.resume(run.header, small_pack, store)
    run.act(Action("silence"))
    with pytest.raises(TakenOverError):
        other.act(Action("reply", "Me too"))
    assert other.phase is Phase.WRITING


def test_a_step_out_of_order_changes_nothing(run: Run) -> None:
    with pytest.raises(ValueError, match="does not follow"):
        run.settle(None)
    assert run.position.records == 0


def test_a_changed_pack_is_not_played_on(
    run: Run, small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    changed = LoadedPack(small_pack.folder, small_pack.pack, small_pack.scenarios, "other")
    with pytest.raises(ChangedPackError):
        Run.resume(run.header, changed, store)


def test_a_language_that_the_pack_lacks_is_refused(
    small_pack: LoadedPack, store: SqlAlchemyStore
) -> None:
    scenario = small_pack.scenario(None)
    with pytest.raises(NotPlayableError):
        Run.start(small_pack, scenario, store, run_id="x", language="fr", seed=1)
    assert list(store.runs()) == []


def test_texts_come_in_the_runs_language(small_pack: LoadedPack, store: SqlAlchemyStore) -> None:
    scenario = small_pack.scenario(None)
    run = Run.start(small_pack, scenario, store, run_id="x", language="ar", seed=1)
    run.open_beat()
    request = run.request_for("مرحبا")
    assert request.language == "ar"
    assert request.follower == "ليش الجسر مسكّر؟ تأخرت عن شغلي."
    assert request.persona == "سيري دال, تعبر الجسر كل يوم"


def test_the_latest_unfinished_run_is_found(
    run: Run, scorer: FixedScorer, store: SqlAlchemyStore
) -> None:
    assert find_run(store, LATEST).id == "run1"
    play(run, scorer, LONG_REPLY, "", "")
    run.end()
    with pytest.raises(NothingToResumeError):
        find_run(store, None)
    assert find_run(store, "run1").id == "run1"


def test_a_record_reads_as_it_was_written(scorer: FixedScorer, run: Run) -> None:
    run.open_beat()
    [assessment] = scorer.score([run.request_for("Hello?")])
    for record in (Opened("why"), Acted(Action("reply", "«x»", 1.5, True)), Assessed(assessment)):
        assert from_json(record.kind, to_json(record)) == record
    with pytest.raises(ValueError, match="no kind of record"):
        from_json("unheard", {})
