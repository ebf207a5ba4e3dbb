"""From the numbers of the encoder's head to scores, and how sure they are.

Each language has its own monotone curve for each score: straight lines between knots, flat outside.
So a language in which the encoder reads everything half a point too warm is put right without
changing any order. Fitted by `models/recipe/calibrate.py` on replies that training did not see.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from simulator.scoring.base import SCORES, ScoreName

__all__ = ["HIGHEST", "LOWEST", "Calibration", "Curve", "read_calibration", "rounded"]

LOWEST, HIGHEST = 1.0, 5.0
"""The ends of both scales."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A monotone curve through knots."""

    raw: tuple[float, ...]
    """Numbers of the head, rising."""
    rating: tuple[float, ...]
    """What readers gave there, rising or level."""

    def __post_init__(self) -> None:
        if len(self.raw) != len(self.rating) or len(self.raw) < 2:
            raise ValueError("a curve needs two knots or more, each with a rating")
        rises = all(left < right for left, right in pairwise(self.raw))
        if not rises or any(low > high for low, high in pairwise(self.rating)):
            raise ValueError("the knots of a curve must rise")

    def at(self, raw: float) -> float:
        """The rating there, 1.0-5.0, not rounded."""
        if raw <= self.raw[0]:
            return _within(self.rating[0])
        for (left, right), (low, high) in zip(
            pairwise(self.raw), pairwise(self.rating), strict=True
        ):
            if raw <= right:
                return _within(low + (high - low) * (raw - left) / (right - left))
        return _within(self.rating[-1])


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that was fitted after training."""

    name: str
    """Stands behind the model's name in every assessment, e.g. `c1`."""
    curves: Mapping[str, Mapping[ScoreName, Curve]]
    """By language, `ar`, `en` and `nb`."""
    confidence: tuple[float, float]
    """Intercept and slope of the log odds that both scores lie within one point, over the larger of
    the two spreads that the head predicts (log variances)."""
    least_confidence: float
    """Below this a reply is not rated."""

    def score(self, raw: float, name: ScoreName, *, language: str) -> float:
        """The calibrated score, 1.0-5.0, not rounded.

        Raises:
            KeyError: The language was not calibrated.
        """
        return self.curves[language][name].at(raw)

    def confidence_at(self, log_variances: tuple[float, float]) -> float:
        """Probability 0.0-1.0 that both scores lie within one point of a careful reader's."""
        intercept, slope = self.confidence
        odds = intercept + slope * max(log_variances)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def rounded(score: float) -> float:
    """A score as it is shown and kept: one decimal."""
    return round(score, 1)


def read_calibration(file: Path) -> Calibration:
    """Read `calibration.json`.

    Raises:
        OSError: The file is missing.
        ValueError, KeyError, TypeError: It is not a calibration.
    """
    content: dict[str, Any] = json.loads(file.read_text("utf-8"))
    curves = {
        language: {name: _curve(by_score[name]) for name in SCORES}
        for language, by_score in content["curves"].items()
    }
    confidence = content["confidence"]
    return Calibration(
        name=str(content["name"]),
        curves=curves,
        confidence=(float(confidence["intercept"]), float(confidence["slope"])),
        least_confidence=float(confidence["least"]),
    )


def _curve(knots: Mapping[str, Any]) -> Curve:
    return Curve(tuple(map(float, knots["raw"])), tuple(map(float, knots["rating"])))


def _within(score: float) -> float:
    return min(HIGHEST, max(LOWEST, score))
