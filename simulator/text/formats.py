"""Figures, times and shares as people of a language write them (CLDR, by Babel)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

__all__ = ["Formats"]

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LRM = "\u200e"
_BABEL_LOCALES = {"ar": "ar", "en": "en_GB", "nb": "nb_NO"}


@dataclass(frozen=True)
class Formats:
    """Formatting in one language.

    Args:
        language: `ar`, `en` or `nb`.
        digits: CLDR numbering system, `latn` or `arab`. Babel knows the separators of both but
            writes Latin digits always, so the digits are put in here, in this one place.
    """

    language: str
    digits: str = "latn"

    def count(self, number: int) -> str:
        """A whole number, grouped: 10,000 · 10 000."""
        return self._digits(
            format_decimal(number, locale=self._locale, numbering_system=self.digits)
        )

    def score(self, score: float) -> str:
        """A score with one decimal: 3.5 · 3,5."""
        return self._decimal(score, "0.0")

    def change(self, amount: float) -> str:
        """A score's change, signed: +0.4 · −0,2."""
        return self._decimal(amount, "+0.0;−0.0")

    def share(self, part: float) -> str:
        """A share 0.0-1.0 as a percentage without decimals."""
        text = format_percent(part, locale=self._locale, numbering_system=self.digits)
        # Babel 2.18 writes the Latin sign with Arabic digits; CLDR has U+066A there.
        return self._digits(text.replace("%", "٪") if self.digits == "arab" else text)

    def shift(self, before: float, after: float) -> str:
        """How a share (0.0-1.0 each) has changed, in points of the percentages that `share` shows
        of both, so that the figures on a screen add up: +3 · −2, without the unit."""
        points = round(after * 100) - round(before * 100)
        return self._decimal(points, "+#,##0;−#,##0")

    def signed_count(self, number: int) -> str:
        """A change of a count, signed and grouped: +120 · −8."""
        return self._decimal(number, "+#,##0;−#,##0") if number else self.count(0)

    def clock(self, hours_minutes: str) -> str:
        """A time of day given as HH:MM."""
        hours, minutes = hours_minutes.split(":")
        moment = time(int(hours), int(minutes))
        return self._digits(format_time(moment, "HH:mm", locale=self._locale))

    def day(self, moment: date) -> str:
        """A date of medium length."""
        return self._digits(format_date(moment, "medium", locale=self._locale))

    def moment(self, moment: datetime) -> str:
        """A date, short, and the time by 24 hours, as the scenarios tell it."""
        day = format_date(moment, "short", locale=self._locale)
        return self._digits(f"{day} {format_time(moment, 'HH:mm', locale=self._locale)}")

    @property
    def _locale(self) -> str:
        return _BABEL_LOCALES.get(self.language, "en_GB")

    def _decimal(self, number: float, pattern: str) -> str:
        text = format_decimal(number, pattern, locale=self._locale, numbering_system=self.digits)
        return self._digits(text)

    def _digits(self, text: str) -> str:
        return text.translate(_ARABIC_INDIC) if self.digits == "arab" else text
