"""Help: what this is for, how a turn goes, and every key that works here."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Label, Static

from simulator.errors import N_
from simulator.tui.base import BaseModal

__all__ = ["HelpModal"]

_PARAGRAPHS = (
    N_(
        "Somebody writes; you answer in your own words. A small model on this machine then says how"
        " authentic and how engaging the reply is, from 1 to 5, and which words did it."
    ),
    N_(
        "Authenticity: would people believe that a real, accountable person wrote this and means"
        " it? Engagement: would they want to answer, stay, or pass it on?"
    ),
    N_(
        "Staying silent is an answer too; sometimes the right one. The scores are for practice."
        " They can be wrong, and they do not grade a person."
    ),
    N_(
        "Words that helped are underlined, words that hurt are struck through. Text that you select"
        " with the terminal's own mouse selection is copied as it is drawn."
    ),
)


class HelpModal(BaseModal[None]):
    """Shown over any screen, with that screen's keys."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", N_("Back"), id="help.back")]

    def __init__(self, bindings: dict[str, ActiveBinding]) -> None:
        super().__init__()
        self._shown_keys = bindings

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Label(self.say(N_("Help")), classes="heading", markup=False)
            with VerticalScroll():
                for paragraph in _PARAGRAPHS:
                    yield Static(self.say(paragraph), classes="spaced", markup=False)
                yield Label(self.say(N_("Keys")), classes="heading", markup=False)
                for active in self._shown_keys.values():
                    if active.binding.show and active.binding.description:
                        key = self.app.get_key_display(active.binding)
                        line = self.say(
                            N_("{key}: {what}"), key=key, what=active.binding.description
                        )
                        yield Static(line, markup=False)
            yield Button(self.say(N_("Done")), variant="primary")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Button).focus()

    @on(Button.Pressed)
    def _done(self) -> None:
        self.dismiss(None)
