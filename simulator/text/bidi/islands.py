"""Words that must stay whole among Arabic ones: handles, links, versions, telephone numbers.

UAX #9 alone shows "@omar_99" in an Arabic sentence as "omar_99@". Its clause 4.3 (HL3, HL4) lets an
application treat such a piece as if isolates stood round it; the stored text is never changed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.text.bidi.algorithm import Resolved, first_strong_level, resolve_classes
from simulator.text.bidi.classes import bidi_classes

__all__ = ["Island", "find_islands", "island_base_level", "resolve_with_islands"]

_STOP = r"\s\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200e\u200f\u2028-\u202e\u2066-\u2069"
_LATIN = r"A-Za-z0-9_\u00c0-\u024f"
_ARABIC = r"\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06ee-\u06ff\u0750-\u077f\u08a0-\u08ff"

_PATTERN = re.compile(
    "|".join(
        (
            rf"(?P<rtl>(?<![{_LATIN}{_ARABIC}])[@#](?=[{_ARABIC}])[{_ARABIC}{_LATIN}\u0660-\u0669]+)",
            r"`[^`\n]+`",
            rf"(?:https?://|www\.)[^{_STOP}«»]+",
            rf"[{_LATIN}.+-]+@[{_LATIN}-]+(?:\.[{_LATIN}-]+)+",
            rf"(?<![{_LATIN}])[@#][{_LATIN}]+(?:[.-][{_LATIN}]+)*",
            r"(?<![\w-])\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?(?![\w-])",
            r"(?<![\w+])(?:\+|00)\d[\d -]{5,}\d(?!\w)",
            r"(?<![\w.-])\d{2,4}(?:[ -]\d{2,4}){2,}(?![\w-])",
            r"(?<![\w.])v?\d+(?:\.\d+)+(?!\w)",
            rf"(?<![{_LATIN}])[A-Za-z](?:\+\+|#)(?![{_LATIN}+#])",
            rf"(?<![{_LATIN}])(?:\.{{0,2}}|~|[A-Za-z]:)[/\\][{_LATIN}./\\-]*[{_LATIN}]",
            rf"(?<![{_LATIN}])\.?[{_LATIN}-]+(?:[/\\][{_LATIN}.-]+)*\.[A-Za-z][A-Za-z0-9]{{0,7}}(?!\w)",
            r"(?<!\S)\^\S(?!\S)",  # a key with control, as a footer shows it
            r"▐[^▌\n]{1,3}▌",  # a tick box, drawn with half blocks
        )
    ),
    re.ASCII,
)
_SENTENCE_END = ".,:;!?)]}\u060c\u061b\u061f"


class Island(NamedTuple):
    """Part of a paragraph that is laid out by itself."""

    start: int
    end: int
    rtl: bool
    """Its own direction: right-to-left for an Arabic hashtag, else left-to-right."""


def find_islands(text: str) -> list[Island]:
    """The islands of a paragraph, in order and apart, without a sentence's closing mark."""
    islands = []
    for match in _PATTERN.finditer(text):
        start, end = match.span()
        while end > start + 1 and text[end - 1] in _SENTENCE_END:
            end -= 1
        islands.append(Island(start, end, match["rtl"] is not None))
    return islands


def island_base_level(text: str) -> int | None:
    """The paragraph level by P2 and P3, islands left out; None if nothing else is strong."""
    classes = bidi_classes(text)
    for island in find_islands(text):
        if not island.rtl:
            classes[island.start : island.end] = ["ON"] * (island.end - island.start)
    return first_strong_level(classes)


def resolve_with_islands(text: str, base: int) -> Resolved:
    """As `resolve`, with each island inside a pair of isolates that exists only here."""
    islands = find_islands(text)
    classes = bidi_classes(text)
    if not islands:
        return Resolved(base, resolve_classes(classes, text, base)[1], classes)
    framed, characters, places = _framed(text, classes, islands)
    levels = resolve_classes(framed, characters, base)[1]
    return Resolved(base, [levels[place] for place in places], classes)


def _framed(
    text: str, classes: list[str], islands: list[Island]
) -> tuple[list[str], list[str], list[int]]:
    """Classes and characters with isolates added, and where each original code point went."""
    framed: list[str] = []
    characters: list[str] = []
    places: list[int] = []

    def add(start: int, end: int) -> None:
        places.extend(range(len(framed), len(framed) + end - start))
        framed.extend(classes[start:end])
        characters.extend(text[start:end])

    done = 0
    for start, end, rtl in islands:
        add(done, start)
        framed.append("RLI" if rtl else "LRI")
        characters.append("\u2067" if rtl else "\u2066")
        add(start, end)
        framed.append("PDI")
        characters.append("\u2069")
        done = end
    add(done, len(text))
    return framed, characters, places
