"""A small app for the tests of right-to-left text: any widgets, any direction, any terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from unicodedata import normalize

from textual.app import App, ComposeResult
from textual.widget import Widget

from simulator.text.bidi import Direction
from simulator.tui import bidi
from simulator.tui.terminal import TerminalKind

_OWN_SEQUENCES = re.compile(r"\x1b\[\d+;\d+H|\x1b\[[\d;]*m|\n")


class BidiApp(App[None]):
    """Shows what `build` makes."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        build: Callable[[], Iterable[Widget]],
        direction: Direction = "rtl",
        *,
        kind: TerminalKind = TerminalKind.PLAIN,
        css: str = "",
    ) -> None:
        bidi.install()
        self.text_direction = direction
        self.terminal_kind = kind
        self._build = build
        super().__init__()
        self.stylesheet.add_source(css, read_from=("test", ""))

    def compose(self) -> ComposeResult:
        yield from self._build()


def rows(app: App[None]) -> list[str]:
    """The rows of the screen from left to right, letters unshaped, outer blanks cut."""
    with app._context():
        strips = app.screen._compositor.render_strips()
    return [normalize("NFKC", strip.text).strip() for strip in strips]


def raw_row(app: App[None], y: int) -> str:
    """One row as the terminal gets it, outer blanks kept."""
    with app._context():
        return app.screen._compositor.render_strips()[y].text


def sent(app: App[None]) -> str:
    """What a full repaint writes to the terminal, without the app's own moves and colours."""
    with app._context():
        update = app.screen._compositor.render_full_update()
        return _OWN_SEQUENCES.sub("", update.render_segments(app.console))
