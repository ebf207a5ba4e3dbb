"""The first row of every screen: where you are, and the keys that work everywhere."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from simulator.errors import N_
from simulator.text.catalogue import Words

__all__ = ["TopBar"]

_RLM = "\u200f"
_KEYS = (
    ("f1", "app.help", N_("Help")),
    ("f2", "app.language", N_("Language")),
    ("f3", "app.settings", N_("Settings")),
    ("^q", "app.quit", N_("Quit")),
)


class TopBar(Horizontal):
    """The program's name, and keys with their meaning; a click does what the key does."""

    DEFAULT_CSS = """
    TopBar {
        dock: top;
        height: 1;
        background: $panel;
        padding: 0 1;
    }
    TopBar .name {
        width: 1fr;
        text-style: bold;
        color: $primary;
        text-align: start;
    }
    TopBar .keys {
        width: auto;
        color: $text-muted;
        link-style: none;
        link-color: $text-muted;
    }
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        yield Static(self._words.say(N_("simulator")), classes="name", markup=False)
        keys = [
            Content.styled(f"{key} {self._words.say(what)}", Style.from_meta({"@click": action}))
            for key, action, what in _KEYS
        ]
        # Each key is Latin, so the row's direction must be said; the mark itself takes no cell.
        direction = _RLM if self._words.rtl else ""
        yield Static(Content(direction) + Content("  ").join(keys), classes="keys")
