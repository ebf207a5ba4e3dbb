"""From the head's numbers to scores."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scoring.calibration import Calibration, Curve, read_calibration, rounded

BENT = Curve((-1.0, 0.0, 2.0), (1.5, 3.0, 4.5))
_NUMBERS = st.floats(-100, 100)


@given(_NUMBERS, _NUMBERS)
def test_a_higher_number_never_scores_lower(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert BENT.at(low) <= BENT.at(high)


@given(_NUMBERS)
def test_a_score_stays_on_the_scale(raw: float) -> None:
    assert 1.0 <= Curve((-1.0, 1.0), (-3.0, 9.0)).at(raw) <= 5.0


@pytest.mark.parametrize(
    ("raw", "score"), [(-9, 1.5), (-1, 1.5), (-0.5, 2.25), (0, 3), (1, 3.75), (7, 4.5)]
)
def test_a_score_lies_on_the_line_between_knots(raw: float, score: float) -> None:
    assert BENT.at(raw) == pytest.approx(score)


@pytest.mark.parametrize(
    ("raw", "rating"),
    [((0.0,), (3.0,)), ((1.0, 0.0), (1.0, 2.0)), ((0.0, 1.0), (2.0, 1.0)), ((0.0, 1.0), (2.0,))],
)
def test_a_curve_that_falls_or_has_no_line_is_refused(
    raw: tuple[float, ...], rating: tuple[float, ...]
) -> None:
    with pytest.raises(ValueError, match="curve"):
        Curve(raw, rating)


def test_a_score_is_shown_with_one_decimal() -> None:
    assert rounded(3.449) == 3.4


@given(_NUMBERS, _NUMBERS)
def test_a_wider_spread_is_less_sure(first: float, second: float) -> None:
    calibration = Calibration("c0", {}, (1.0, -0.5), 0.0)
    narrow, wide = sorted((first, second))
    assert calibration.confidence_at((narrow, narrow)) >= calibration.confidence_at((narrow, wide))
    assert 0.0 <= calibration.confidence_at((narrow, wide)) <= 1.0


def test_each_language_has_its_own_curve(tmp_path: Path) -> None:
    def line(lowest: float) -> dict[str, list[float]]:
        return {"raw": [-2, 2], "rating": [lowest, 5]}

    curves = {"en": {"authenticity": line(1), "engagement": line(2)}}
    curves["nb"] = {"authenticity": line(3), "engagement": line(4)}
    stored = {
        "name": "c7",
        "curves": curves,
        "confidence": {"intercept": 0, "slope": 0, "least": 0},
    }
    (tmp_path / "calibration.json").write_text(json.dumps(stored), "utf-8")
    calibration = read_calibration(tmp_path / "calibration.json")
    assert calibration.score(-2, "engagement", language="en") == 2
    assert calibration.score(-2, "authenticity", language="nb") == 3
    with pytest.raises(KeyError):
        calibration.score(0, "authenticity", language="de")
