"""Arabic letters joined: presentation forms for terminals that draw one character per cell.

Source: ArabicShaping.txt's joining rules (Unicode Standard, section 9.2) with the forms that the
Unicode Character Database gives in U+FB50-U+FBFF and U+FE70-U+FEFC. Letters of other languages
without forms there keep their nominal shape. Marks are never turned into isolated mark forms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, decomposition

__all__ = ["Shaped", "joining_type", "shape"]

LAM, TATWEEL = "\u0644", "\u0640"
ZWJ = "\u200d"

_ISOLATED, _FINAL, _INITIAL, _MEDIAL = range(4)
_FORM_TAGS = {"<isolated>": 0, "<final>": 1, "<initial>": 2, "<medial>": 3}
_NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2\u0890\u0891\U000110bd\U000110cd"
_NEVER_JOINS = frozenset("\u180e\u200c\u202f\u2066\u2067\u2068\u2069" + _NUMBER_SIGNS)
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")

_Forms = list[str | None]
"""The four forms of a letter, in the order isolated, final, initial, medial."""


class Shaped(NamedTuple):
    """A paragraph after shaping; both maps go by logical index, so no index ever moves."""

    glyphs: list[str]
    """What stands for each code point (n); empty for an alef that went into its lam."""
    joined: frozenset[int]
    """Indices of those alefs: their cluster belongs to the lam's."""


def shape(text: str) -> Shaped:
    """Choose the form of each letter of a paragraph in logical order.

    >>> shape("\\u0644\\u0627").glyphs == ["\\ufefb", ""]
    True
    """
    types = [joining_type(character) for character in text]
    glyphs = list(text)
    if "D" not in types and "R" not in types:
        return Shaped(glyphs, frozenset())
    joins_before, following = _joins(types)
    joined: set[int] = set()
    for index, character in enumerate(text):
        if index in joined or character not in _FORMS:
            continue
        after = following.get(index)
        if character == LAM and after is not None and text[after] in _ALEFS:
            glyphs[index] = _lam_alef(text[after], final=index in joins_before)
            glyphs[after] = ""
            joined.add(after)
        else:
            glyphs[index] = _form(character, index in joins_before, after is not None)
    return Shaped(glyphs, frozenset(joined))


@lru_cache(maxsize=4096)
def joining_type(character: str) -> str:
    """Joining_Type: D dual, R right, C causing, T transparent, U none.

    It differs from ArabicShaping.txt for letters that have no presentation forms: they are U, since
    a neighbour with an arm towards a letter that has none would look torn.
    """
    if character in (TATWEEL, ZWJ):
        return "C"
    forms = _FORMS.get(character)
    if forms:
        return "D" if forms[_INITIAL] else "R" if forms[_FINAL] else "U"
    transparent = character not in _NEVER_JOINS and category(character) in ("Mn", "Me", "Cf")
    return "T" if transparent else "U"


def _joins(types: list[str]) -> tuple[set[int], dict[int, int]]:
    """Which letters join to the one before, and which letter each one joins to after it."""
    joins_before: set[int] = set()
    following: dict[int, int] = {}
    last = -1
    for index, kind in enumerate(types):
        if kind == "T":
            continue
        if last >= 0 and types[last] in "DC" and kind in "DRC":
            joins_before.add(index)
            following[last] = index
        last = index
    return joins_before, following


def _form(letter: str, before: bool, after: bool) -> str:
    forms = _FORMS[letter]
    wanted = (_MEDIAL if after else _FINAL) if before else (_INITIAL if after else _ISOLATED)
    return forms[wanted] or forms[_ISOLATED] or letter


def _lam_alef(alef: str, *, final: bool) -> str:
    return _LAM_ALEF[alef][_FINAL if final else _ISOLATED] or LAM + alef


def _read_forms() -> tuple[dict[str, _Forms], dict[str, _Forms]]:
    """Forms by letter, and lam-alef forms by alef, from the decompositions of the two blocks."""
    forms: dict[str, _Forms] = {}
    lam_alef: dict[str, _Forms] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        tag, *parts = decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        if tag not in _FORM_TAGS:
            continue
        if len(letters) == 1:
            forms.setdefault(letters, [None] * 4)[_FORM_TAGS[tag]] = chr(code)
        elif letters[0] == LAM and letters[1:] in _ALEFS:
            lam_alef.setdefault(letters[1:], [None] * 4)[_FORM_TAGS[tag]] = chr(code)
    return forms, lam_alef


_FORMS, _LAM_ALEF = _read_forms()
