"""The first row of every screen: where you are, and the keys that work everywhere."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Label, Static

from simulator.errors import N_
from simulator.text.catalogue import Words

__all__ = ["TopBar"]

_KEYS = (
    ("f1", "app.help", N_("Help")),
    ("f2", "app.language", N_("Language")),
    ("f3", "app.settings", N_("Settings")),
    ("^q", "app.quit", N_("Quit")),
)


class _Key(Static):
    """One key with its meaning; a click does the same."""

    def __init__(self, key: str, action: str, what: str) -> None:
        super().__init__(f"{key} {what}", markup=False, classes="key")
        self._action = action

    async def on_click(self) -> None:
        self.post_message(TopBar.Chosen(self._action))


class TopBar(Horizontal):
    """The program's name and the keys that every screen has."""

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
    TopBar .key {
        width: auto;
        margin-left: 2;
        color: $text-muted;
    }
    TopBar .key:hover {
        color: $text;
        text-style: reverse;
    }
    """

    class Chosen(Message):
        """A key's meaning was clicked."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        yield Label(self._words.say(N_("simulator")), classes="name", markup=False)
        for key, action, what in _KEYS:
            yield _Key(key, action, self._words.say(what))
