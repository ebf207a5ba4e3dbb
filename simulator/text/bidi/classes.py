"""Character data of the bidirectional algorithm: classes, bracket pairs, mirrored characters.

Source: Unicode Character Database 15.0 (BidiMirroring.txt, BidiBrackets.txt, and the defaults at
the head of DerivedBidiClass.txt). Classes of assigned characters come from the interpreter's own
copy of the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from unicodedata import bidirectional, category

__all__ = [
    "CANONICAL_BRACKET",
    "CLOSING_BRACKET",
    "ISOLATE_INITIATORS",
    "MIRRORED",
    "NEUTRALS",
    "OPENING_BRACKET",
    "bidi_class",
    "bidi_classes",
]

ISOLATE_INITIATORS = frozenset({"LRI", "RLI", "FSI"})
NEUTRALS = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
"""NI of UAX #9: neutrals and isolate formatting characters."""

_MIRROR_PAIRS = (
    "()<>[]{}«»༺༻༼༽᚛᚜‹›⁅⁆⁽⁾₍₎∈∋∉∌∊∍∕⧵∟⯾∠⦣∡⦛∢⦠∤⫮∼∽≃⋍≅≌≒≓≔≕≤≥≦≧≨≩≪≫≮≯≰≱"
    "≲≳≴≵≶≷≸≹≺≻≼≽≾≿⊀⊁⊂⊃⊄⊅⊆⊇⊈⊉⊊⊋⊏⊐⊑⊒⊘⦸⊢⊣⊦⫞⊨⫤⊩⫣⊫⫥⊰⊱⊲⊳⊴⊵⊶⊷⊸⟜⋉⋊⋋⋌⋐⋑⋖⋗⋘⋙⋚⋛"
    "⋜⋝⋞⋟⋠⋡⋢⋣⋤⋥⋦⋧⋨⋩⋪⋫⋬⋭⋰⋱⋲⋺⋳⋻⋴⋼⋶⋽⋷⋾⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟃⟄⟅⟆⟈⟉⟋⟍⟕⟖⟝⟞⟢⟣"
    "⟤⟥⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦎⦏⦑⦒⦓⦔⦕⦖⦗⦘⦤⦥⦨⦩⦪⦫⦬⦭⦮⦯⧀⧁⧄⧅⧏⧐⧑⧒⧔⧕⧘⧙⧚⧛⧨⧩⧸⧹⧼⧽"
    "⨫⨬⨭⨮⨴⨵⨼⨽⩤⩥⩹⩺⩻⩼⩽⩾⩿⪀⪁⪂⪃⪄⪅⪆⪇⪈⪉⪊⪋⪌⪍⪎⪏⪐⪑⪒⪓⪔⪕⪖⪗⪘⪙⪚⪛⪜⪝⪞⪟⪠⪡⪢⪦⪧⪨⪩⪪⪫⪬⪭⪯⪰⪱⪲"
    "⪳⪴⪵⪶⪷⪸⪹⪺⪻⪼⪽⪾⪿⫀⫁⫂⫃⫄⫅⫆⫇⫈⫉⫊⫋⫌⫍⫎⫏⫐⫑⫒⫓⫔⫕⫖⫬⫭⫷⫸⫹⫺⸂⸃⸄⸅⸉⸊⸌⸍⸜⸝⸠⸡⸢⸣⸤⸥⸦⸧⸨⸩⹕⹖"
    "⹗⹘⹙⹚⹛⹜〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞﹤﹥（）＜＞［］｛｝｟｠｢｣"
)
_FORWARD = dict(zip(_MIRROR_PAIRS[::2], _MIRROR_PAIRS[1::2], strict=True))

MIRRORED: Mapping[str, str] = {**_FORWARD, **{right: left for left, right in _FORWARD.items()}}
"""Bidi_Mirroring_Glyph: the character that looks like the mirror image of another one."""

OPENING_BRACKET: Mapping[str, str] = {
    character: mirror
    for character, mirror in MIRRORED.items()
    if category(character) == "Ps" and bidirectional(character) == "ON"
}
"""Bidi_Paired_Bracket of type Open, by the derivation that BidiBrackets.txt itself gives."""

CLOSING_BRACKET: Mapping[str, str] = {close: start for start, close in OPENING_BRACKET.items()}

CANONICAL_BRACKET: Mapping[str, str] = {"\u2329": "\u3008", "\u232a": "\u3009"}
"""Angle brackets that are canonically equivalent, which rule N0 must treat as one."""

_DEFAULT_AL = (
    (0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF),
    (0x10D00, 0x10D3F), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F),
    (0x1EE00, 0x1EEFF),
)  # fmt: skip
_DEFAULT_R = (
    (0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF),
)  # fmt: skip
_DEFAULTS = (
    ("AL", _DEFAULT_AL),
    ("R", _DEFAULT_R),
    ("ET", ((0x20A0, 0x20CF),)),
    ("BN", ((0xFDD0, 0xFDEF), (0xE0000, 0xE0FFF))),
)


def bidi_class(character: str) -> str:
    """Bidi_Class of one code point, unassigned ones included (`L`, `R`, `AL`, `EN` ...)."""
    return bidirectional(character) or _default_class(character)


def bidi_classes(text: str) -> list[str]:
    """Bidi_Class of each code point of a text, in order."""
    return [bidirectional(character) or _default_class(character) for character in text]


@lru_cache(maxsize=1024)
def _default_class(character: str) -> str:
    code = ord(character)
    if code & 0xFFFE == 0xFFFE:
        return "BN"
    for name, ranges in _DEFAULTS:
        if any(first <= code <= last for first, last in ranges):
            return name
    return "L"
