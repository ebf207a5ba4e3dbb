"""Earlier runs: open one again, or delete it for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Label, OptionList, Static
from textual.widgets.option_list import Option

from simulator.errors import N_
from simulator.text.formats import Formats
from simulator.tui.base import BaseModal

if TYPE_CHECKING:
    from simulator.scenario.library import Library
    from simulator.sessions.store import RunSummary

__all__ = ["RunsModal"]


class RunsModal(BaseModal[str]):
    """Gives the id of the run to open, or None."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [
        Binding("delete", "delete", N_("Delete"), id="runs.delete"),
        Binding("escape", "dismiss(None)", N_("Back"), id="runs.back"),
    ]

    class Deleted(Message):
        """The run is gone."""

    def __init__(self, library: Library, runs: list[RunSummary]) -> None:
        super().__init__()
        self._library = library
        self._runs = list(runs)
        self._asked: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Label(self.say(N_("Earlier runs")), classes="heading", markup=False)
            yield OptionList(
                *(Option(Content(self._line(run)), id=run.header.id) for run in self._runs),
                markup=False,
            )
            empty = "" if self._runs else self.say(N_("No runs yet."))
            yield Static(empty, id="notice", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(self.say(N_("Open")), id="open", variant="primary")
                yield Button(self.say(N_("Delete")), id="delete")
                yield Button(self.say(N_("Back")), id="back")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(OptionList).focus()

    def _line(self, run: RunSummary) -> str:
        formats = Formats(self.words.language, self.words.digits)
        moment = formats.moment(datetime.fromisoformat(run.changed_at).astimezone())
        pack = self._library.packs.get(run.header.pack_id)
        scenario = pack.scenarios.get(run.header.scenario_id) if pack else None
        if pack is None or scenario is None:
            title, ended = run.header.scenario_id, run.ended or ""
        else:
            title = pack.text(scenario.title, self.words.language)
            known = {one.id: pack.text(one.title, self.words.language) for one in scenario.endings}
            ended = known.get(run.ended or "", run.ended or "")
        return f"{title} · {moment} · {ended or self.say(N_('not finished'))}"

    def _chosen(self) -> RunSummary | None:
        index = self.query_one(OptionList).highlighted
        return self._runs[index] if index is not None and index < len(self._runs) else None

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#open")
    def _open(self) -> None:
        chosen = self._chosen()
        self.dismiss(chosen.header.id if chosen else None)

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.dismiss(None)

    @on(Button.Pressed, "#delete")
    def action_delete(self) -> None:
        """The first time asks; the second time, on the same run, deletes."""
        chosen = self._chosen()
        if chosen is None:
            return
        if self._asked != chosen.header.id:
            self._asked = chosen.header.id
            question = N_("Press Delete once more: the run and all its replies go for good.")
            self.query_one("#notice", Static).update(self.say(question))
            return
        self.delete_run(chosen.header.id)

    @work(thread=True, group="delete", exit_on_error=False)
    def delete_run(self, run_id: str) -> None:
        """Remove a run with all its texts."""
        store, _ = self.program.parts()
        store.delete(run_id)
        self._runs = [run for run in self._runs if run.header.id != run_id]
        self.post_message(self.Deleted())

    @on(Deleted)
    async def _show_again(self) -> None:
        self._asked = None
        await self.recompose()
        self.query_one(OptionList).focus()
