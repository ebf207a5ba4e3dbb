"""Fit the curves from the head's numbers to ratings, and the confidence, on the dev split.

    python -m models.recipe.calibrate models/reply-scorer

Small dev splits carry small models: one straight line for each score over all languages, and for
each language an offset, drawn towards none by as much as ten rows weigh. Confidence is a logistic
curve over the spread that the head predicts. Writes `calibration.json` and `manifest.json`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.recipe.corpus import CORPUS, LANGUAGES, RatedRow, in_split, read_corpus
from models.recipe.export import write_manifest
from models.recipe.predict import folder_predictions
from simulator.scoring.base import SCORES
from simulator.scoring.calibration import HIGHEST, LOWEST

NAME = "c1"
_OFFSET_WEIGHT = 10
"""Rows that a language must have before its own offset counts for half."""
_UNSURE_SHARE = 0.02
_HIGHEST_LEAST = 0.35
"""No reply is refused that has at least this confidence."""
Numbers = NDArray[np.float64]


def fitted_curves(outputs: Numbers, rows: Sequence[RatedRow]) -> dict[str, Any]:
    """For each language and score the two ends of a line, cut to the scale."""
    ratings = np.array([row.scores for row in rows])
    spoken = np.array([row.language for row in rows])
    curves: dict[str, Any] = {language: {} for language in LANGUAGES}
    for column, score in enumerate(SCORES):
        raw, rated = outputs[:, column], ratings[:, column]
        slope, intercept = np.polyfit(raw, rated, 1)
        slope = max(float(slope), 0.1)  # never falling: a curve keeps the order
        intercept = float(rated.mean() - slope * raw.mean())
        for language in LANGUAGES:
            missed = (rated - slope * raw - intercept)[spoken == language]
            offset = missed.sum() / (len(missed) + _OFFSET_WEIGHT)
            curves[language][score] = _line(slope, intercept + float(offset))
    return curves


def _line(slope: float, intercept: float) -> dict[str, list[float]]:
    ends = [(LOWEST - intercept) / slope, (HIGHEST - intercept) / slope]
    return {"raw": [round(end, 4) for end in ends], "rating": [LOWEST, HIGHEST]}


def calibrated(outputs: Numbers, curves: dict[str, Any], languages: Sequence[str]) -> Numbers:
    """Scores 1.0-5.0, (n, 2), not rounded."""
    return np.array(
        [
            [
                np.interp(row[c], curves[lang][s]["raw"], curves[lang][s]["rating"])
                for c, s in enumerate(SCORES)
            ]
            for row, lang in zip(outputs, languages, strict=True)
        ]
    )


def fitted_confidence(outputs: Numbers, scores: Numbers, ratings: Numbers) -> dict[str, float]:
    """How the odds that both scores are within one point fall with the spread."""
    close: NDArray[np.bool_] = np.all(np.abs(scores - ratings) <= 1, axis=1)
    spread = outputs[:, 2:4].max(1)
    intercept, slope = _log_odds(float(close.mean())), 0.0
    if close.any() and not close.all():
        model = LogisticRegression(C=1.0).fit(spread[:, None], close)
        if model.coef_[0, 0] < 0:
            intercept, slope = float(model.intercept_[0]), float(model.coef_[0, 0])
    confidence = 1 / (1 + np.exp(-(intercept + slope * spread)))
    least = min(_HIGHEST_LEAST, float(np.quantile(confidence, _UNSURE_SHARE)))
    return {"intercept": round(intercept, 4), "slope": round(slope, 4), "least": round(least, 4)}


def _log_odds(share: float) -> float:
    held = min(max(share, 0.02), 0.98)
    return float(np.log(held / (1 - held)))


def calibrate(folder: Path, rows: Sequence[RatedRow]) -> None:
    """Fit on rows that training did not read, and write the result into the model folder."""
    outputs = folder_predictions(folder, [row.request for row in rows])
    curves = fitted_curves(outputs, rows)
    scores = calibrated(outputs, curves, [row.language for row in rows])
    ratings = np.array([row.scores for row in rows])
    content = {
        "name": NAME,
        "rows": len(rows),
        "curves": curves,
        "confidence": fitted_confidence(outputs, scores, ratings),
    }
    (folder / "calibration.json").write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    write_manifest(folder)
    print(f"{folder}: calibrated on {len(rows)} rows, error {np.abs(scores - ratings).mean(0)}")


def main() -> None:
    """Calibrate a model folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("models/reply-scorer"))
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    given = parser.parse_args()
    calibrate(given.folder, in_split(read_corpus(given.corpus), "dev"))


if __name__ == "__main__":
    main()
