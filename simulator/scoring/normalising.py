"""What the encoder reads in place of the text as typed, with a map back to it.

Marks that a person does not see, or sees without reading otherwise, pull a text far from its twin
in the encoder (cosine .81-.88 for harakat, tatweel, Farsi letters and zero-width characters). They
are undone here. Hamza stays: it carries meaning. Case stays: shouting is a matter of style.

>>> read = normalise("شُكْـراً 👍🏽", known="👍")
>>> read.text
'شكرا 👍'
>>> read.typed_span(0, 4)
(0, 8)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

__all__ = ["NormalText", "normalise"]

_Piece = tuple[str, int, int]
"""Some characters, and the span of the typed text that they stand for."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\u20e3\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]"
)
"""Zero-width and bidi marks, joiners, soft hyphens, variation selectors, skin tones, tags."""
_ARABIC_MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
"""Harakat, Koranic marks and tatweel."""
_FOLDED = str.maketrans(
    dict(zip("ٱکیېۀہھےٮ", "اكييهههيب", strict=True))
    | dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2, strict=True))
    | {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'}
)
"""Keyboard variants of Arabic letters, digits and quotation marks."""
_LOOKALIKES = str.maketrans(
    "авеікмнорстухѕјԁԛԝАВЕІКМНОРСТУХЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιονρτυ",
    "abeikmhopctyxsjdqwABEIKMHOPCTYXSJABEZHIKMNOPTYXaiovptu",
)
"""Cyrillic and Greek letters that look Latin; only folded inside a word with Latin letters."""
_LONGEST_RUN = 3

# The vocabulary knows the common emoji of 2015. A newer one is read as the first sibling whose
# words are in its Unicode name; other signs as their name, cut to a few words.
_SIBLINGS = (
    ("TEARS OF JOY", "😂"),
    ("LAUGHING", "😂"),
    ("HEART", "❤"),
    ("HUGGING", "🤗"),
    ("KISS", "😘"),
    ("CRYING", "😢"),
    ("TEAR", "😢"),
    ("SAD", "😢"),
    ("PLEADING", "😢"),
    ("ANGRY", "😠"),
    ("SWEARING", "😠"),
    ("SYMBOLS OVER MOUTH", "😠"),
    ("VOMITING", "😷"),
    ("NAUSEATED", "😷"),
    ("EXPLODING", "😱"),
    ("SCREAM", "😱"),
    ("FLUSHED", "😳"),
    ("PARTY", "🎉"),
    ("SMIL", "😊"),
    ("GRIN", "😁"),
    ("SALUTING", "🙏"),
    ("CLAPPING", "👏"),
    ("FOLDED HANDS", "🙏"),
    ("HANDSHAKE", "🤝"),
    ("RAISED HAND", "🙌"),
    ("FLEXED", "💪"),
    ("POINTING", "👉"),
    ("SHRUG", "🤷"),
)
_LONGEST_NAME = 3


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text as the encoder reads it."""

    text: str
    starts: tuple[int, ...]
    """For each character of `text`: the first code point of the typed text that it stands for."""
    ends: tuple[int, ...]
    """For each character of `text`: the code point behind the last that it stands for."""

    def typed_span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to before `end` stand in the text as typed.

        Raises:
            IndexError: The span is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"no characters {start}-{end} in a text of {len(self.text)}")
        return min(self.starts[start:end]), max(self.ends[start:end])


def normalise(typed: str, *, known: Container[str]) -> NormalText:
    """Undo what a reader does not see. Any string will do, also one with lone surrogates.

    Args:
        known: The single signs that the vocabulary has; others are put in words or replaced.
    """
    pieces: Iterable[_Piece] = ((char, at, at + 1) for at, char in enumerate(typed))
    pieces = (piece for piece in pieces if not _is_noise(piece[0]))
    pieces = _compatible(pieces)
    pieces = _each_character(pieces, lambda char: _ARABIC_MARKS.sub("", char).translate(_FOLDED))
    pieces = _each_character(pieces, lambda char: _read_sign(char, known))
    return _joined(_spaced(_shortened(_with_latin_words_whole(list(pieces)))))


def _is_noise(char: str) -> bool:
    category = unicodedata.category(char)
    if char in "\n\t":
        return False
    return bool(_INVISIBLE.match(char)) or category in ("Cc", "Cs", "Co", "Cn")


def _compatible(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """NFKC, one base character with its marks at a time, so that the spans stay small."""
    cluster, first, last = "", 0, 0
    for char, start, end in pieces:
        if cluster and unicodedata.combining(char) == 0:
            yield unicodedata.normalize("NFKC", cluster), first, last
            cluster = ""
        if not cluster:
            first = start
        cluster += char
        last = end
    if cluster:
        yield unicodedata.normalize("NFKC", cluster), first, last


def _each_character(pieces: Iterable[_Piece], change: Callable[[str], str]) -> Iterator[_Piece]:
    for text, start, end in pieces:
        for char in text:
            for changed in change(char):
                yield changed, start, end


def _read_sign(char: str, known: Container[str]) -> str:
    """The sign itself if the vocabulary has it, else a sibling or a few words."""
    if unicodedata.category(char) != "So" or char in known:
        return char
    name = unicodedata.name(char, "")
    for part, sibling in _SIBLINGS:
        if part in name and sibling in known:
            return sibling
    words = re.sub(r"\b(FACE|SIGN|SYMBOL|WITH|OF|THE|AND)\b", " ", name).lower().split()
    return f" {' '.join(words[:_LONGEST_NAME])} " if words else " "


def _with_latin_words_whole(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Fold Cyrillic and Greek lookalikes inside words that also have Latin letters."""
    text = "".join(char for char, _, _ in pieces)
    folded = re.sub(
        r"\w+",
        lambda word: word[0].translate(_LOOKALIKES) if re.search("[A-Za-z]", word[0]) else word[0],
        text,
    )
    for char, (_, start, end) in zip(folded, pieces, strict=True):
        yield char, start, end


def _shortened(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Cut runs of one character to three: `soooooo` is `sooo`, `!!!!!!` is `!!!`."""
    run, held = 0, ""
    for char, start, end in pieces:
        run = run + 1 if char == held else 1
        held = char
        if run <= _LONGEST_RUN or char.isdigit() or char.isspace():
            yield char, start, end


def _spaced(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """One space for each run of white space, none at either end."""
    waiting: _Piece | None = None
    begun = False
    for char, start, end in pieces:
        if char.isspace():
            waiting = waiting or (" ", start, end)
            continue
        if waiting and begun:
            yield waiting
        waiting, begun = None, True
        yield char, start, end


def _joined(pieces: Iterable[_Piece]) -> NormalText:
    kept = list(pieces)
    return NormalText(
        "".join(char for char, _, _ in kept),
        tuple(start for _, start, _ in kept),
        tuple(end for _, _, end in kept),
    )
