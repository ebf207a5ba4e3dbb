"""A colleague reads the reply before it goes out: what she says, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Button, Label, Static

from simulator.errors import N_
from simulator.text.formats import Formats
from simulator.tui.base import BaseModal

if TYPE_CHECKING:
    from simulator.scenario.model import Approval
    from simulator.sessions.run import Run

__all__ = ["ApprovalModal"]


class ApprovalModal(BaseModal[bool]):
    """Tells the colleague's answer; the trainee then goes back to her reply."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape", "dismiss(True)", N_("Back"), id="approval.back")]

    def __init__(self, run: Run, approval: Approval) -> None:
        super().__init__()
        self.run_, self._approval = run, approval

    def compose(self) -> ComposeResult:
        formats = Formats(self.words.language, self.words.digits)
        minutes = self._approval.minutes
        with Vertical(classes="box"):
            yield Label(self.run_.text(self._approval.by), classes="heading", markup=False)
            yield Static(self.run_.text(self._approval.answer), markup=False)
            yield Static("")
            cost = self.words.say_plural(
                "This took {count} minute of the simulated day.",
                "This took {count} minutes of the simulated day.",
                minutes,
                count=formats.count(minutes),
            )
            yield Static(cost, classes="quiet", markup=False)
            yield Button(self.say(N_("Back to my reply")), variant="primary")

    @on(Button.Pressed)
    def _back(self) -> None:
        self.dismiss(True)
