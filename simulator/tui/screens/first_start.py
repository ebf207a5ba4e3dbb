"""The first start: choose a language, and read where replies stay."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Button, Footer, Label

from simulator.errors import N_
from simulator.text.catalogue import LANGUAGE_NAMES, Words
from simulator.tui.base import BaseScreen

__all__ = ["FirstStartScreen"]

WELCOME = N_("Practise answering people in public, in your own words.")
PRIVACY = N_("What you write stays on this machine. Nothing is sent anywhere.")


class FirstStartScreen(BaseScreen[str]):
    """Gives the language that was chosen. Each language speaks for itself, side by side."""

    CSS_PATH = "first_start.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(id="welcome"):
            for language, name in LANGUAGE_NAMES.items():
                words = Words(language)
                with Vertical(classes="language"):
                    yield Label(words.say(WELCOME), classes="sentence", markup=False)
                    yield Label(words.say(PRIVACY), classes="sentence quiet", markup=False)
                    yield Button(name, id=f"language-{language}", variant="primary")
        yield Footer()

    def ready(self) -> None:
        self.query_one(f"#language-{self.words.language}", Button).focus()

    @on(Button.Pressed)
    def _choose(self, event: Button.Pressed) -> None:
        self.dismiss((event.button.id or "").removeprefix("language-"))
