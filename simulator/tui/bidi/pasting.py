"""What stands in a paste stays in the paste.

Textual reads escape sequences inside a bracketed paste too, and hands on those that it does not
know as keys: a pasted text could press ctrl+s. Here a paste's escape characters are made harmless
before they are read. Like `backgrounds`, this is here for the sake of a private name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.tui.bidi.context import Method

if TYPE_CHECKING:
    from textual._xterm_parser import XTermParser
    from textual.message import Message

__all__ = ["Pastes", "whole_pastes"]

_START, _END = "\x1b[200~", "\x1b[201~"
_ESCAPE = re.compile("\x1b([@-_]?)")


@dataclass
class Pastes:
    """Follows what a terminal sends, in pieces of any size, and knows where a paste is."""

    inside: bool = False
    _last: str = ""
    """The end of what was passed on, while no paste was open: it may begin a start mark."""
    _held: str = ""
    """The end of an open paste that may begin its end mark: it waits for the next piece."""

    def harmless(self, data: str) -> str:
        """The same input, with every escape sequence in a paste in its one-character (C1) form.

        `clean` knows those and takes the whole sequence away; Textual does not act on them.
        """
        passed, rest = [], self._held + data
        self._held = ""
        while rest:
            taken, rest = self._pasted(rest) if self.inside else self._typed(rest)
            passed.append(taken)
        return "".join(passed)

    def _typed(self, text: str) -> tuple[str, str]:
        found = (self._last + text).find(_START)
        if found < 0:
            self._last = (self._last + text)[1 - len(_START) :]
            return text, ""
        end = found + len(_START) - len(self._last)
        self.inside, self._last = True, ""
        return text[:end], text[end:]

    def _pasted(self, text: str) -> tuple[str, str]:
        end = text.find(_END)
        if end >= 0:
            self.inside = False
            return _ESCAPE.sub(_one_character, text[:end]) + _END, text[end + len(_END) :]
        held = next(n for n in range(len(_END) - 1, -1, -1) if text.endswith(_END[:n]))
        body = text[: len(text) - held]
        self._held = text[len(body) :]
        return _ESCAPE.sub(_one_character, body), ""


def _one_character(escape: re.Match[str]) -> str:
    """The C1 control that means the same as ESC and the next character (ECMA-48, 5.3)."""
    return chr(ord(escape[1]) + 0x40) if escape[1] else ""


def whole_pastes(original: Method) -> Method:
    def feed(self: XTermParser, data: str) -> Iterator[Message]:
        pastes: Pastes = self.__dict__.setdefault("_pastes", Pastes())
        passed = pastes.harmless(data)
        if passed or not data:  # nothing at all means the end of the input
            yield from original(self, passed)

    return feed
