"""The known name that somebody probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`; the first known one when none is alike.

    >>> nearest("scenarois", ["pack", "scenarios"])
    'scenarios'
    """
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return close[0] if close else (names[0] if names else "")
