"""Which app is being drawn, and whether this is the version of Textual that is known here.

Nothing is kept per process: each app carries its own `text_direction` ("ltr" or "rtl") and
`terminal_kind`, found through the app whose turn it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simulator.errors import N_, SimulatorError
from simulator.text.bidi import Direction, is_paintable_as_is
from simulator.tui.terminal import TerminalKind

__all__ = [
    "TEXTUAL_VERSION",
    "Method",
    "UnsupportedTextual",
    "in_app",
    "is_drawing",
    "leaves_as_is",
    "terminal_kind",
    "text_direction",
]

TEXTUAL_VERSION = "8.2.8"
"""The only version whose private names are known here."""

_BOXES = re.compile("[\u2500-\u259f]")
Method = Callable[..., Any]


class UnsupportedTextual(SimulatorError):
    """Textual has another version, or lacks a name that is hooked here."""

    code = "E700"
    template = N_("Textual {found} is installed, but only {wanted} can show Arabic here.")
    hint = N_("Install it with: pip install textual=={wanted}")


def installed_version() -> str:
    """Textual's version, told from the folder beside it.

    `importlib.metadata` says the same, but loading it takes a tenth of the time to the first frame;
    it is asked only when the folder is not where pip puts it.
    """
    import textual

    beside = Path(textual.__file__).parent.parent / f"textual-{TEXTUAL_VERSION}.dist-info"
    if beside.is_dir():
        return TEXTUAL_VERSION
    from importlib.metadata import version

    return version("textual")


def check_version(found: str) -> None:
    """Insist on the one version.

    Raises:
        UnsupportedTextual: It is another one.
    """
    if found != TEXTUAL_VERSION:
        raise UnsupportedTextual(found=found, wanted=TEXTUAL_VERSION)


check_version(installed_version())
try:
    from textual._context import active_app
except ImportError as error:
    raise UnsupportedTextual(found=installed_version(), wanted=TEXTUAL_VERSION) from error


def in_app() -> bool:
    """Whether an app is being drawn, rather than plain output written."""
    return active_app.get(None) is not None


def text_direction() -> Direction:
    """The direction of the app that is being drawn; left-to-right outside an app."""
    return "rtl" if getattr(active_app.get(None), "text_direction", "ltr") == "rtl" else "ltr"


def terminal_kind() -> TerminalKind:
    """The kind of terminal that the app being drawn runs in."""
    kind = getattr(active_app.get(None), "terminal_kind", TerminalKind.PLAIN)
    return kind if isinstance(kind, TerminalKind) else TerminalKind.PLAIN


def is_drawing(text: str) -> bool:
    """Whether a text is made of bars and boxes: it may be moved, but must not be turned round."""
    return _BOXES.search(text) is not None and not any(map(str.isalnum, text))


def leaves_as_is(text: str) -> bool:
    """Whether a text may be painted by Textual alone, whatever stands round it."""
    return text_direction() == "ltr" and is_paintable_as_is(text)
