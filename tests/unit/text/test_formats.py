"""Figures and times in three languages, and changes that add up with what is shown."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text.formats import Formats

shares = st.floats(0, 1)


@pytest.mark.parametrize(
    ("language", "digits", "count", "share", "clock"),
    [
        ("en", "latn", "12,345", "48%", "08:05"),
        ("nb", "latn", "12\u00a0345", "48\u00a0%", "08:05"),
        ("ar", "latn", "12,345", "\u200e48\u200e%\u200e", "08:05"),
        ("ar", "arab", "١٢٬٣٤٥", "٤٨٪", "٠٨:٠٥"),
    ],
)
def test_figures(language: str, digits: str, count: str, share: str, clock: str) -> None:
    formats = Formats(language, digits)
    assert formats.count(12_345) == count
    assert formats.share(0.48).replace("\u200e", "") == share.replace("\u200e", "")
    assert formats.clock("08:05") == clock


@given(shares, shares)
def test_a_shift_is_the_difference_of_the_shares_shown(before: float, after: float) -> None:
    formats = Formats("en")
    shown = [int(formats.share(one).removesuffix("%")) for one in (before, after)]
    shift = int(formats.shift(before, after).replace("−", "-"))
    assert shown[0] + shift == shown[1]


def test_a_moment_is_short_and_by_24_hours() -> None:
    assert Formats("nb").moment(datetime(2026, 11, 25, 22, 5)) == "25.11.2026 22:05"
