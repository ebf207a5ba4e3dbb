"""What every scorer promises, whatever stands behind it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulator.resources import resource_folder
from simulator.scoring.base import TRAITS, Assessment, Scorer, ScoringRequest
from simulator.scoring.baseline import FixedScorer
from simulator.scoring.process import ScorerProcess
from simulator.scoring.transformer import TransformerScorer

MODEL = resource_folder("models") / "reply-scorer"
SITUATION = "The new ferry was promised by May. The gearbox failed on test."
REQUESTS = [
    ScoringRequest(
        "I promised it by May and I was wrong. I stand on the quay on Friday at seven.",
        "en", SITUATION, "Kari, nurse", "Where is the ferry that you promised us?",
    ),
    ScoringRequest("We value your feedback.", "en", SITUATION, "Kari, nurse", "Where is it?"),
    ScoringRequest("Beklager, Kari. Giret røk på prøveturen.", "nb", follower="Hvor er ferga?"),
    ScoringRequest("أعتذر يا كريم، الخطأ خطئي وسأرد عليك غدا", "ar", follower="أين العبارة؟"),
    ScoringRequest("", "nb", follower="Hvor er ferga?"),
    ScoringRequest("Kjøp billett i appen vår nå! 🎉", "nb", follower="Hvor er ferga?"),
]  # fmt: skip


@pytest.fixture(scope="module", params=["fixed", "transformer", "process"])
def scorer(request: pytest.FixtureRequest) -> Iterator[Scorer]:
    match request.param:
        case "fixed":
            yield FixedScorer()
        case "transformer":
            yield TransformerScorer(MODEL)
        case _:
            with ScorerProcess(MODEL) as started:
                yield started


def alike(one: Assessment, other: Assessment) -> bool:
    """Equal up to rounding: one step of a score's last decimal."""
    return (
        one.reason == other.reason
        and one.authenticity == pytest.approx(other.authenticity, abs=0.11)
        and one.engagement == pytest.approx(other.engagement, abs=0.11)
        and one.traits == pytest.approx(other.traits, abs=0.02)
    )


def test_nothing_asked_gets_nothing(scorer: Scorer) -> None:
    assert scorer.score([]) == []


def test_one_request_gets_a_list_of_one(scorer: Scorer) -> None:
    assert len(scorer.score(REQUESTS[:1])) == 1


def test_the_same_request_gets_the_same_answer(scorer: Scorer) -> None:
    assert scorer.score(REQUESTS) == scorer.score(REQUESTS)


def test_answers_come_in_the_order_of_requests(scorer: Scorer) -> None:
    forward, backward = scorer.score(REQUESTS), scorer.score(REQUESTS[::-1])
    assert all(alike(*pair) for pair in zip(forward, backward[::-1], strict=True))


def test_a_reply_scores_alone_as_among_others(scorer: Scorer) -> None:
    drafts = [replace(REQUESTS[0], reply=request.reply) for request in REQUESTS[:2]]
    for asked in (REQUESTS, drafts):
        alone = [scorer.score([request])[0] for request in asked]
        assert all(alike(*pair) for pair in zip(alone, scorer.score(asked), strict=True))


def test_a_rated_reply_has_everything(scorer: Scorer) -> None:
    for found in scorer.score(REQUESTS):
        if not found.rated:
            continue
        assert found.authenticity is not None
        assert found.engagement is not None
        for score in (found.authenticity, found.engagement):
            assert 1.0 <= score <= 5.0
            assert score == round(score, 1)
        assert set(found.traits) == set(TRAITS)
        assert all(0.0 <= share <= 1.0 for share in found.traits.values())
        assert 0.0 <= found.confidence <= 1.0


def test_an_empty_reply_is_not_rated(scorer: Scorer) -> None:
    [found] = scorer.score([ScoringRequest("", "ar")])
    assert not found.rated
    assert found.authenticity is None
    assert found.traits == {}


def test_every_answer_names_its_model(scorer: Scorer) -> None:
    assert {found.model for found in scorer.score(REQUESTS)} == {scorer.model}


def test_evidence_comes_only_when_asked_for(scorer: Scorer) -> None:
    assert all(found.evidence == () for found in scorer.score(REQUESTS))


def test_evidence_lies_within_the_reply_as_typed(scorer: Scorer) -> None:
    for request, found in zip(REQUESTS, scorer.score(REQUESTS, evidence=True), strict=True):
        for evidence in found.evidence:
            assert 0 <= evidence.start < evidence.end <= len(request.reply)
            assert abs(evidence.effect) >= 0.1


GUEST = "Do you speak English? When does the ferry leave?"
ENGLISH = "I promised it by May and I was wrong. I stand on the quay on Friday at seven."


@pytest.mark.parametrize(
    ("language", "follower", "engages"),
    [
        ("en", "Where is the ferry that you promised us?", True),
        ("nb", "Hvor er ferga dere lovet oss?", False),
        ("nb", GUEST, True),
        ("ar", "أين العبارة التي وعدتم بها؟", False),
    ],
)
def test_a_reply_past_the_followers_language_engages_nobody(
    language: str, follower: str, engages: bool
) -> None:
    request = ScoringRequest(ENGLISH, language, SITUATION, "Kari, nurse", follower)
    [found] = TransformerScorer(MODEL).score([request], evidence=True)
    assert found.authenticity is not None
    assert found.engagement is not None
    assert (found.engagement > 1.5) is engages
    if not engages:
        assert found.engagement == 1.0
        assert all(one.score == "authenticity" for one in found.evidence)
