"""The shipped weights compute the same scores in bfloat16 as in float32, but for a tenth."""

from __future__ import annotations

import pytest

from simulator.scenario.library import load_pack
from simulator.scoring import encoder
from simulator.scoring.base import ScoringRequest
from simulator.scoring.transformer import TransformerScorer
from tests.contract.program import ROOT

MODEL = ROOT / "models" / "reply-scorer"


def requests() -> list[ScoringRequest]:
    """Every sample of the first pack."""
    pack = load_pack(ROOT / "scenarios" / "first-week")
    scenario = pack.scenario(None)
    return [
        ScoringRequest(text, language, pack.text(beat.situation or scenario.situation, language))
        for beat in scenario.beats
        for language, samples in beat.samples.items()
        for text in (samples.good, samples.middling, samples.bad)
    ]


def test_precision_moves_no_score_by_more_than_a_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for able in (True, False):
        monkeypatch.setattr(encoder, "multiplies_bfloat16", lambda able=able: able)
        told.append(TransformerScorer(MODEL).score(requests()))
    pairs = [(a, b) for a, b in zip(*told, strict=True) if a.rated and b.rated]
    assert len(pairs) > 60
    for rough, exact in pairs:
        for score in ("authenticity", "engagement"):
            assert abs(getattr(rough, score) - getattr(exact, score)) < 0.11
