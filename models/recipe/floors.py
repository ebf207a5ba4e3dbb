"""What a scorer reaches that does not understand a word: the figures that any model must beat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge

from models.recipe.corpus import RatedRow

Numbers = NDArray[np.float64]


def lengths(rows: Sequence[RatedRow]) -> Numbers:
    """The logarithm of each reply's length, (n,)."""
    return np.log1p([len(row.request.reply) for row in rows]).astype(np.float64)


def ngram_outputs(learnt: Sequence[RatedRow], asked: Sequence[RatedRow]) -> Numbers:
    """Character n-grams of 1-4 and a ridge regression: scores, then traits, (n, 2 + traits)."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), min_df=2, sublinear_tf=True)
    wanted = np.array([(*row.scores, *row.traits) for row in learnt])
    model = Ridge(alpha=1.0).fit(vectors.fit_transform([r.request.reply for r in learnt]), wanted)
    found = model.predict(vectors.transform([row.request.reply for row in asked]))
    return np.asarray(found, dtype=np.float64)
