"""The briefing: who you are, what has happened, what was promised, what must stay inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Footer, Label, Static

from simulator.errors import N_
from simulator.tui.base import BaseScreen
from simulator.tui.messages import StepTaken
from simulator.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from simulator.sessions.run import Run

__all__ = ["BriefingScreen"]


class BriefingScreen(BaseScreen[None]):
    """Read, then begin."""

    CSS_PATH = "briefing.tcss"
    BINDINGS = [
        Binding("enter", "begin", N_("Begin"), id="briefing.begin"),
        Binding("escape", "home", N_("Home"), id="briefing.home"),
    ]

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run_ = run

    def compose(self) -> ComposeResult:
        run, scenario = self.run_, self.run_.scenario
        yield TopBar(self.words)
        with VerticalScroll(id="page"):
            yield Label(run.text(scenario.title), id="title", markup=False)
            yield Static(run.text(scenario.you), classes="paragraph you", markup=False)
            for paragraph in scenario.briefing:
                yield Static(run.text(paragraph), classes="paragraph", markup=False)
            if scenario.promises:
                yield Label(self.say(N_("What has been promised")), classes="heading", markup=False)
                for promise in scenario.promises:
                    yield Static(run.text(promise.line), classes="item promise", markup=False)
            if scenario.secrets:
                yield Label(self.say(N_("What must stay inside")), classes="heading", markup=False)
                for secret in scenario.secrets:
                    yield Static(run.text(secret.line), classes="item secret", markup=False)
        with Horizontal(id="actions"):
            yield Button(self.say(N_("Begin")), id="begin", variant="primary")
            yield Button(self.say(N_("Home")), id="home")
        yield Footer()

    def ready(self) -> None:
        self.query_one("#begin", Button).focus()

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        self.query_one("#begin", Button).disabled = True
        self.open_first()

    @on(Button.Pressed, "#home")
    def action_home(self) -> None:
        self.program.go_home()

    @work(thread=True, exclusive=True, group="step", exit_on_error=False)
    def open_first(self) -> None:
        """Open the first beat; durable before it is shown."""
        self.run_.open_beat()
        self.post_message(StepTaken())

    @on(StepTaken)
    def _go_on(self) -> None:
        self.program.show_run(self.run_)
