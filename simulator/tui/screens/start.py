"""Before a scenario: what it is about, and in which language to play it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Label, Static

from simulator.errors import N_
from simulator.text.catalogue import LANGUAGE_NAMES
from simulator.tui.base import BaseModal

if TYPE_CHECKING:
    from simulator.scenario.library import LoadedPack
    from simulator.scenario.model import Scenario

__all__ = ["StartModal"]


class StartModal(BaseModal[str]):
    """Gives the language to play in, or None."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", N_("Back"), id="start.back")]

    def __init__(self, pack: LoadedPack, scenario: Scenario) -> None:
        super().__init__()
        self._pack, self._scenario = pack, scenario

    def compose(self) -> ComposeResult:
        pack, scenario, language = self._pack, self._scenario, self.words.language
        with Vertical(classes="box"):
            yield Label(pack.text(scenario.title, language), classes="heading", markup=False)
            yield Static(pack.text(scenario.summary, language), markup=False)
            yield Static("")
            yield Static(self.say(N_("In which language will you answer?")), markup=False)
            with Horizontal(classes="buttons"):
                for code in pack.pack.languages:
                    button = Button(LANGUAGE_NAMES[code], id=f"in-{code}")
                    button.variant = "primary" if code == self._first else "default"
                    yield button
            with Horizontal(classes="buttons"):
                yield Button(self.say(N_("Back")), id="back")

    @property
    def _first(self) -> str:
        return self._pack.language_for(self.words.language)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(f"#in-{self._first}", Button).focus()

    @on(Button.Pressed)
    def _choose(self, event: Button.Pressed) -> None:
        chosen = event.button.id or ""
        self.dismiss(chosen.removeprefix("in-") if chosen.startswith("in-") else None)
