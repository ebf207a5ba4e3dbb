"""Two made-up languages that show what is wrong with an interface before anybody has translated it.

`en-XA` is English with accents, a third longer, between brackets: what lacks accents came from no
catalogue, and a bracket that is missing was cut off. `ar-XB` is English turned into Arabic letters:
whoever cannot read Arabic sees whether a screen is mirrored. The names are those of Android's and
Chromium's pseudo-locales.
"""

from __future__ import annotations

import gettext
import re

__all__ = ["PSEUDO_LANGUAGES", "PseudoCatalogue"]

PSEUDO_LANGUAGES = frozenset({"en-XA", "ar-XB"})

_FIELD = re.compile(r"(\{\w+\})")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ACCENTED = str.maketrans(
    _LATIN + _LATIN.upper(), "àƀçďéƒĝĥíĵķľɱñóƥɋŕšţúṽŵẋýžÀƁÇĎÉƑĜĤÍĴĶĽṀÑÓƤɊŔŠŢÚṼŴẊÝŽ"
)
_ARABIC = str.maketrans(_LATIN + _LATIN.upper(), "ابجدهوزحطيكلمنسعفصقرشتثخذض" * 2)
_FILLING = "ẋẋẋẋẋ "


class PseudoCatalogue(gettext.NullTranslations):
    """The catalogue of a made-up language.

    Args:
        language: One of `PSEUDO_LANGUAGES`.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        parts = _FIELD.split(message)
        table = _ARABIC if self._language == "ar-XB" else _ACCENTED
        turned = "".join(p if _FIELD.fullmatch(p) else p.translate(table) for p in parts)
        if self._language == "ar-XB" or not turned.strip():
            return turned
        longer = len(message) // 3
        return f"⟦{turned}{(' ' + _FILLING * longer)[:longer].rstrip()}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)
