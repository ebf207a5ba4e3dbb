"""Clusters and cell widths: how much room a text takes on a grid of terminal cells.

A cluster is what a person calls one character: a base with its marks, an emoji with its tail, a
flag. The rules are those of UAX #29 that Arabic, English, Norwegian and emoji need; widths follow
East_Asian_Width (UAX #11) and agree with what the screen library measures, so that a row which is
counted here is as long there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

__all__ = [
    "char_width",
    "clusters",
    "is_joiner_or_control",
    "needs_painting",
    "painted",
    "text_width",
]

ZWJ = "\u200d"
_ZERO_WIDTH = frozenset({"Mn", "Me", "Mc", "Cc", "Cf", "Cs", "Zl", "Zp"})
_NUMBER_SIGNS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
_SPACING_FORMATS = frozenset("\u00ad" + _NUMBER_SIGNS)
"""Format characters that nevertheless take a cell (soft hyphen, Arabic number signs)."""

_ZERO_WIDTH_LETTERS = ((0x1160, 0x11FF), (0x3164, 0x3164), (0xD7B0, 0xD7FF), (0x1F3FB, 0x1F3FF))
"""Jamo that complete a syllable, the Hangul filler, and skin tones, which tint the emoji before."""

_WIDE_SINCE_UNICODE_16 = (
    (0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D356), (0x1D360, 0x1D376),
)  # fmt: skip
_EMOJI_PLANE = (0x1F300, 0x1FAFF)
_PICTOGRAPHS = (
    (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122),
    (0x2139, 0x2139), (0x2190, 0x21FF), (0x2300, 0x23FF), (0x25A0, 0x27BF), (0x2900, 0x297F),
    (0x2B00, 0x2BFF), (0x3030, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF),
)  # fmt: skip
"""Where Extended_Pictographic lives, in whole blocks: letters and digits never fall inside."""

_SUBSTITUTES = {
    **dict.fromkeys(_NUMBER_SIGNS, "•"),
    **dict.fromkeys(map(chr, (*range(0xFDF0, 0xFDFC), 0xFDFD, 0xA9C5, 0x1242B)), "•"),
    "\u2e3a": "—", "\u2e3b": "—",
}  # fmt: skip
"""Characters whose drawn width differs between terminals, and what is painted instead.

Terminals give U+06DD and its kin no cell or one; the word ligatures (U+FDFA and so on) and the long
dashes are drawn over their neighbours. Texts from people have the ligatures spelt out already."""

_DOTTED_CIRCLE = "\u25cc"

TRAPS = (
    r"\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\ufdf0-\ufdfb\ufdfd\ufe00-\ufe0f\ufeff"
    r"\ufff9-\ufffb\u2e3a\u2e3b\ua9c5\U0001242b\ud800-\udfff\U0001f3fb-\U0001f3ff"
    r"\U000e0000-\U000e0fff"
)
"""Inside of a regular expression's character class: what `painted` would change."""
_NEEDS_PAINTING = re.compile(f"[{TRAPS}]")


@lru_cache(maxsize=8192)
def char_width(character: str) -> int:
    """Cells that one code point takes: 0, 1 or 2."""
    code = ord(character)
    if _within(code, _ZERO_WIDTH_LETTERS):
        return 0
    kind = category(character)
    if kind in _ZERO_WIDTH and character not in _SPACING_FORMATS:
        return 0
    if east_asian_width(character) in "WF" or _within(code, _WIDE_SINCE_UNICODE_16):
        return 2
    # A new emoji is unassigned in the interpreter's older character database.
    return 2 if kind == "Cn" and _within(code, (_EMOJI_PLANE,)) else 1


def text_width(text: str) -> int:
    """Cells that a text takes once it is painted (see `painted`); 0 for an empty text."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(char_width, painted(text)))


def clusters(text: str) -> list[tuple[int, int]]:
    """Where each cluster of a text lies: (start, end) in code points, in order, without gaps."""
    if text.isascii() and "\r\n" not in text:
        return [(index, index + 1) for index in range(len(text))]
    starts = [index for index in range(len(text)) if not index or not _continues(text, index)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def needs_painting(text: str) -> bool:
    """Whether a text holds anything that `painted` takes out or replaces."""
    return _NEEDS_PAINTING.search(text) is not None


def painted(text: str) -> str:
    """What is sent to a terminal for a text: no control, no joiner, no emoji tail.

    Skin tones, ZWJ sequences and VS16 take from 1 to 8 cells in today's terminals, so only the
    first emoji of a sequence is painted. Marks without a base stand on a dotted circle.

    >>> painted("\\U0001f44d\\U0001f3fd") == "\\U0001f44d"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join([paint_cluster(text[start:end]) for start, end in clusters(text)])


@lru_cache(maxsize=8192)
def paint_cluster(cluster: str) -> str:
    """What is sent for one cluster; empty if it has nothing to see."""
    if len(cluster) > 1 and ZWJ in cluster:
        tail = cluster.find(ZWJ)
        if _is_pictograph(cluster[tail + 1 : tail + 2]):
            cluster = cluster[:tail]
    shown = "".join([_SUBSTITUTES.get(c, c) for c in cluster if not is_joiner_or_control(c)])
    if shown and category(shown[0])[0] == "M":
        return _DOTTED_CIRCLE + shown
    return shown


@lru_cache(maxsize=8192)
def is_joiner_or_control(character: str) -> bool:
    """Whether a code point steers what is shown, but must never reach a terminal itself."""
    code = ord(character)
    if 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF or 0x1F3FB <= code <= 0x1F3FF:
        return True
    if character in _SUBSTITUTES:
        return False
    return category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _continues(text: str, index: int) -> bool:
    """Whether the code point at `index` (at least 1) belongs to the cluster before it."""
    character, before = text[index], text[index - 1]
    if character < "\u0300":
        return character == "\n" and before == "\r"
    if _extends(character):
        return before not in "\n\r"
    if before == ZWJ:
        return _is_pictograph(character) and _is_pictograph(_base_before(text, index - 1))
    return _is_flag_letter(character) and _flag_letters_before(text, index) % 2 == 1


@lru_cache(maxsize=8192)
def _extends(character: str) -> bool:
    return char_width(character) == 0 and category(character) not in ("Cc", "Cs", "Zl", "Zp")


def _base_before(text: str, index: int) -> str:
    while index > 0 and _extends(text[index]):
        index -= 1
    return text[index]


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, index: int) -> int:
    first = index
    while first > 0 and _is_flag_letter(text[first - 1]):
        first -= 1
    return index - first


def _is_pictograph(character: str) -> bool:
    return bool(character) and _within(ord(character), _PICTOGRAPHS)


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
