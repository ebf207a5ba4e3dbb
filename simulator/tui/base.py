"""What all screens share: words in the user's language, direction, errors that are seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from textual import on
from textual.binding import ActiveBinding, Binding
from textual.screen import ModalScreen, Screen
from textual.worker import Worker, WorkerState

from simulator.errors import N_, SimulatorError
from simulator.text.catalogue import Words
from simulator.text.cleaning import clean

if TYPE_CHECKING:
    from simulator.tui.app import SimulatorApp

__all__ = ["BaseModal", "BaseScreen"]

_Result = TypeVar("_Result")

NARROW, LOW, HUGE = 92, 30, 150
"""Columns and rows at which a screen changes its form (classes `-narrow`, `-low`, `-huge`)."""


class _Spoken(Screen[_Result]):
    """Words, direction and bindings in the app's present language; for screens and modals alike."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide"), (HUGE, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]

    @property
    def program(self) -> SimulatorApp:
        """The app, with its own type."""
        return cast("SimulatorApp", self.app)

    @property
    def words(self) -> Words:
        """The interface's words at this moment; they change when the language is switched."""
        return self.program.words

    def say(self, message: str, **fields: object) -> str:
        """A sentence in the interface's language."""
        return self.words.say(message, **fields)

    def say_error(self, error: SimulatorError) -> str:
        """An error as its sentence, with what to do next."""
        cleaned = {name: clean(str(value), lines=False) for name, value in error.details.items()}
        hint = self.words.say(error.hint, **cleaned)
        return f"{self.words.say(error.template, **cleaned)} {hint} ({error.code})"

    def tell_error(self, error: BaseException) -> None:
        """Show what went wrong; the run so far is saved."""
        if isinstance(error, SimulatorError):
            text = self.say_error(error)
        else:
            self.program.log_bug(error)
            text = self.say(
                N_("Something went wrong in the program. Your run is kept. Details: {file}"),
                file=self.program.log_file,
            )
        self.program.notify(text, severity="error", timeout=12, markup=False)


class BaseScreen(_Spoken[_Result]):
    """A whole screen. Its text, when it is longer than the screen, is the widget `#page`."""

    BINDINGS = [
        Binding("pagedown,down", "turn_page(1)", N_("Page down"), show=False, id="page.down"),
        Binding("pageup,up", "turn_page(-1)", N_("Page up"), show=False, id="page.up"),
    ]

    def on_mount(self) -> None:
        self.set_class(self.words.rtl, "-rtl")
        self.ready()

    def action_turn_page(self, pages: int) -> None:
        """Scroll the screen's text while the focus stays where it is."""
        for page in self.query("#page"):
            page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def ready(self) -> None:
        """Called when the screen is first shown; screens put their first step here."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return _translated(super().active_bindings, self.words)

    async def speak_again(self) -> None:
        """Show everything in the language that has just been chosen."""
        self.set_class(self.words.rtl, "-rtl")
        await self.recompose()
        self.refresh_bindings()

    @on(Worker.StateChanged)
    def _show_worker_error(self, event: Worker.StateChanged) -> None:
        """A worker's failure is never silent, whichever screen started it."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.tell_error(event.worker.error)
            self.worker_failed(event.worker)

    def worker_failed(self, worker: Worker[object]) -> None:
        """Called after a worker's error was shown; screens go back to where one can act."""


class BaseModal(_Spoken[_Result], ModalScreen[_Result]):
    """One question over a screen, one answer. Longer text than fits is scrolled."""

    BINDINGS = [
        Binding("pagedown", "turn_page(1)", N_("Page down"), show=False, id="modal.down"),
        Binding("pageup", "turn_page(-1)", N_("Page up"), show=False, id="modal.up"),
    ]

    def action_turn_page(self, pages: int) -> None:
        """Scroll the text while the focus stays on the button."""
        for page in self.query("VerticalScroll"):
            page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)

    def on_mount(self) -> None:
        self.set_class(self.words.rtl, "-rtl")

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return _translated(super().active_bindings, self.words)

    async def speak_again(self) -> None:
        """Show everything in the language that has just been chosen."""
        self.set_class(self.words.rtl, "-rtl")
        await self.recompose()


def _translated(bindings: dict[str, ActiveBinding], words: Words) -> dict[str, ActiveBinding]:
    """Bindings are made at import, before the language is known; their words are looked up here."""
    return {
        key: active._replace(
            binding=replace(active.binding, description=words.say(active.binding.description))
        )
        for key, active in bindings.items()
    }
