"""The figures of the evaluation: each a plain function of numbers, with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

Numbers = NDArray[np.float64]
_DRAWS = 1000


def rho(found: Numbers, wanted: Numbers) -> float:
    """Spearman's rank correlation; 0 where one side does not vary."""
    if len(found) < 3 or np.ptp(found) == 0 or np.ptp(wanted) == 0:
        return 0.0
    return float(spearmanr(found, wanted).statistic)


def pearson(found: Numbers, wanted: Numbers) -> float:
    """Pearson's correlation."""
    return float(np.corrcoef(found, wanted)[0, 1])


def area(found: Numbers, wanted: Numbers) -> float:
    """Area under the ROC curve, for labels 0 and 1."""
    return float(roc_auc_score(wanted > 0, found))


def mean_error(found: Numbers, wanted: Numbers) -> float:
    """Mean absolute difference, in points."""
    return float(np.abs(found - wanted).mean())


def f1(found: Numbers, wanted: Numbers) -> float:
    """F1 of one trait; both sides count from 0.5. 1 where nothing was to be found."""
    marked, true = found >= 0.5, wanted >= 0.5
    wrong = int((marked != true).sum())
    right = int((marked & true).sum())
    return 1.0 if right + wrong == 0 else 2 * right / (2 * right + wrong)


def macro_f1(found: Numbers, wanted: Numbers) -> float:
    """Mean F1 over traits, (n, traits) each; traits that nobody marked are left out."""
    present = np.flatnonzero((wanted >= 0.5).any(axis=0))
    return float(np.mean([f1(found[:, t], wanted[:, t]) for t in present])) if len(present) else 0.0


def recall(found: Numbers, wanted: Numbers) -> float:
    """Share of what was marked that is found; NaN where nothing was marked."""
    true = wanted >= 0.5
    return float((found >= 0.5)[true].mean()) if true.any() else float("nan")


def interval(
    figure: Callable[[Numbers, Numbers], float],
    found: Numbers,
    wanted: Numbers,
    units: Sequence[str],
) -> tuple[float, float]:
    """The middle 95% of a figure when whole units (situations) are drawn anew, from one seed."""
    dice = np.random.default_rng(0)
    names = sorted(set(units))
    places = {name: np.flatnonzero(np.array(units) == name) for name in names}
    drawn = []
    for _ in range(_DRAWS):
        chosen = np.concatenate(
            [places[names[i]] for i in dice.integers(len(names), size=len(names))]
        )
        drawn.append(figure(found[chosen], wanted[chosen]))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)
