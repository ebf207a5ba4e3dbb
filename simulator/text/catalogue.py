"""Words for people: catalogue look-up with named fields, in one language per object.

There is no current language: whoever shows text holds a `Words`. One process serves an Arabic and a
Norwegian trainee at once, so nothing here reads the environment or keeps state in the module.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from simulator.resources import resource_folder
from simulator.text.pseudo import PSEUDO_LANGUAGES, PseudoCatalogue

__all__ = ["DOMAIN", "LANGUAGE_NAMES", "Words", "preferred_language", "without_isolates"]

DOMAIN = "simulator"
LANGUAGE_NAMES: Mapping[str, str] = {"ar": "العربية", "en": "English", "nb": "Norsk bokmål"}
"""Every interface language in its own words, in the order in which they are offered."""

_RTL_LANGUAGES = frozenset({"ar", "ar-XB"})
_FSI, _PDI, _RLM = "\u2068", "\u2069", "\u200f"
_WITHOUT_ISOLATES = {ord(_FSI): None, ord(_PDI): None, ord(_RLM): None}


@dataclass(frozen=True)
class Words:
    """The interface's words in one language: one that people speak, or a pseudo-language."""

    language: str
    digits: str = "latn"
    """CLDR numbering system for figures: `latn` or `arab`."""
    _catalogue: gettext.NullTranslations = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_catalogue", _catalogue(self.language))

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in _RTL_LANGUAGES

    def say(self, message: str, **fields: object) -> str:
        """A whole sentence with its named fields filled in.

        Every field is wrapped in bidi isolates (FSI, PDI), so that a Latin name in an Arabic
        sentence cannot pull its neighbours along; they take no cell, and `without_isolates`
        removes them.
        """
        return self._filled(self._catalogue.gettext(message) if message else "", fields)

    def say_plural(self, one: str, many: str, number: int, **fields: object) -> str:
        """A sentence whose form hangs on `number` (Arabic has six).

        The number as people write it is a field like the others, for instance `count`.
        """
        return self._filled(self._catalogue.ngettext(one, many, number), fields)

    def listed(self, names: Iterable[str]) -> str:
        """Names side by side, with the language's own comma, in its own direction."""
        return _RLM + "، ".join(names) if self.rtl else ", ".join(names)

    def _filled(self, text: str, fields: Mapping[str, object]) -> str:
        if not fields:
            return text
        return text.format(**{name: f"{_FSI}{value}{_PDI}" for name, value in fields.items()})


def without_isolates(text: str) -> str:
    """Text without the marks that `Words` puts in, for pipes and files."""
    return text.translate(_WITHOUT_ISOLATES)


def preferred_language(environ: Mapping[str, str] = os.environ) -> str:
    """The first of the user's languages that the program speaks; English when none is.

    Read once, when the program starts (POSIX order: LANGUAGE, LC_ALL, LC_MESSAGES, LANG).
    """
    wanted: list[str] = environ.get("LANGUAGE", "").split(":")
    wanted += [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    for name in wanted:
        code = name.split("_")[0].split(".")[0].lower()
        code = {"no": "nb", "nn": "nb"}.get(code, code)
        if code in LANGUAGE_NAMES:
            return code
    return "en"


@lru_cache(maxsize=16)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language in PSEUDO_LANGUAGES:
        return PseudoCatalogue(language)
    folder: Path = resource_folder("locales")
    return gettext.translation(DOMAIN, folder, languages=[language], fallback=True)
