"""Cleaning of text from outside: packs, the network, pasted replies, names, files.

What comes out can be stored, compared and shown: it holds no terminal control, no invisible
override of direction, no lone surrogate and no pile of marks. It is used at every border, and again
where text is about to be shown.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

__all__ = ["MAX_MARKS", "clean", "clean_bytes"]

MAX_MARKS = 6
"""Combining marks and joiners that may follow one another; real Arabic needs three."""

_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c\ufe0e\ufe0f")
"""ZWNJ, ZWJ, LRM, RLM, ALM and the two variation selectors that choose text or emoji."""

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Me"})

_LINE_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_ESCAPE_SEQUENCE = re.compile(
    # CSI: parameters, intermediates, one final character.
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    # OSC, DCS, SOS, PM, APC: up to BEL or ST; without an end, no further than the line.
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?"
    # Every other escape: intermediates and one final character.
    r"|\x1b[ -/]*[0-~]"
)
_PRESENTATION_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")
_ISOLATED_MARK = re.compile("[\ufe70-\ufe7f]")
_WORD_LIGATURES = {"\ufdfd": "بسم الله الرحمن الرحيم"}
"""Ligatures of whole words for which Unicode gives no decomposition."""

_NEW_EMOJI = re.compile("[\U0001f300-\U0001faff]")
_PLAIN = re.compile("[ -~\n]*")


def clean(text: str, *, limit: int = 10_000, lines: bool = True) -> str:
    """Make text from outside safe and canonical; cleaning twice changes nothing.

    Args:
        limit: Most code points in the result.
        lines: Keep line breaks as newlines; False turns each into a space.
    Returns:
        NFC text without control, format, private or unassigned characters. Whole escape sequences
        go, not only their first byte; tabs become spaces; Arabic presentation forms become letters.

    >>> clean("A\\x1b[2JB")
    'AB'
    """
    text = text[: limit * 8]  # bounds the work; no honest text shrinks to an eighth
    if not _PLAIN.fullmatch(text):
        text = _ESCAPE_SEQUENCE.sub("", _LINE_BREAK.sub("\n", text))
        text = _PRESENTATION_FORM.sub(_unfolded, text)
        text = normalize("NFC", "".join(_kept(text)))
        text = _without_piled_marks(text)
    if not lines:
        text = text.replace("\n", " ")
    return text[:limit]


def clean_bytes(raw: bytes, *, limit: int = 10_000) -> str:
    """Clean text that ought to be UTF-8; each invalid sequence becomes U+FFFD."""
    return clean(raw.decode("utf-8", errors="replace"), limit=limit)


def _kept(text: str) -> list[str]:
    return [" " if character == "\t" else character for character in text if _stays(character)]


def _stays(character: str) -> bool:
    if category(character) not in _DROPPED or character in "\n\t":
        return True
    # Emoji younger than the interpreter's character database look unassigned to it.
    return character in _KEPT_FORMATS or _NEW_EMOJI.match(character) is not None


def _unfolded(match: re.Match[str]) -> str:
    """The letters that a presentation form stands for; an isolated mark loses its carrier space."""
    form = match[0]
    letters = _WORD_LIGATURES.get(form) or normalize("NFKC", form)
    return letters.lstrip(" ") if _ISOLATED_MARK.match(form) else letters


def _without_piled_marks(text: str) -> str:
    kept: list[str] = []
    run = 0
    for character in text:
        joins = character in _KEPT_FORMATS or category(character) in _MARKS
        run = run + 1 if joins else 0
        if run <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
