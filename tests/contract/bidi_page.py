"""An app for test_bidi_acceptance: sentences one a row, or a reply box; run on a pty.

python -m tests.contract.bidi_page rows FILE      one sentence a line of FILE
python -m tests.contract.bidi_page box            an Arabic reply box, without a blinking caret
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Static

from simulator.tui.widgets.reply_editor import ReplyEditor
from tests.pilot.bidi_app import BidiApp

CSS = "Static { width: 1fr; height: 1; text-align: start; } ReplyEditor { border: none; }"


def rows(file: str) -> Iterable[Widget]:
    for line in Path(file).read_text("utf-8").splitlines():
        yield Static(line, markup=False)


def box() -> Iterable[Widget]:
    editor = ReplyEditor()
    editor.cursor_blink = False
    yield editor


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    BidiApp(lambda: rows(rest[0]) if what == "rows" else box(), css=CSS).run()
