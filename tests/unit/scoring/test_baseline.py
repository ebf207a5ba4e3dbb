"""The scorer without a model."""

from simulator.scoring.base import Assessment, Evidence, ScoringRequest
from simulator.scoring.baseline import FixedScorer


def test_a_reply_in_the_table_gets_its_assessment() -> None:
    scorer = FixedScorer({"hello": Assessment(4.5, 2.0)}, model="table/1")
    [found] = scorer.score([ScoringRequest("hello", "en")])
    assert (found.authenticity, found.engagement, found.model) == (4.5, 2.0, "table/1")


def test_evidence_is_given_only_when_asked_for() -> None:
    told = Assessment(4.0, 4.0, evidence=(Evidence(0, 5, "authenticity", 0.5),))
    scorer = FixedScorer(lambda request: told)
    [silent] = scorer.score([ScoringRequest("hello", "en")])
    [explained] = scorer.score([ScoringRequest("hello", "en")], evidence=True)
    assert silent.evidence == ()
    assert explained.evidence == told.evidence
