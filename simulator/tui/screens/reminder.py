"""The briefing once more, over the feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Label, Static

from simulator.errors import N_
from simulator.tui.base import BaseModal

if TYPE_CHECKING:
    from simulator.sessions.run import Run

__all__ = ["ReminderModal"]


class ReminderModal(BaseModal[None]):
    """Who you are, what was promised, what stays inside."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", N_("Back"), id="reminder.back")]

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run_ = run

    def compose(self) -> ComposeResult:
        run, scenario = self.run_, self.run_.scenario
        with Vertical(classes="box"):
            yield Label(run.text(scenario.title), classes="heading", markup=False)
            with VerticalScroll():
                yield Static(run.text(scenario.you), markup=False)
                for paragraph in scenario.briefing:
                    yield Static(run.text(paragraph), classes="spaced", markup=False)
                for promise in scenario.promises:
                    text = run.text(promise.line)
                    yield Static(self.say(N_("Promised: {promise}"), promise=text), markup=False)
                for secret in scenario.secrets:
                    text = run.text(secret.line)
                    yield Static(self.say(N_("Stays inside: {secret}"), secret=text), markup=False)
            yield Button(self.say(N_("Back to my reply")), variant="primary")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Button).focus()

    @on(Button.Pressed)
    def _back(self) -> None:
        self.dismiss(None)
