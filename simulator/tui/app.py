"""The program: it holds the parts that screens need, and leads from one screen to the next."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from textual import events, work
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from simulator.errors import N_
from simulator.storage.errors import StorageError
from simulator.storage.preferences import Preferences, save_preferences
from simulator.text.catalogue import Words
from simulator.tui import bidi
from simulator.tui.base import BaseModal, BaseScreen
from simulator.tui.terminal import TerminalKind
from simulator.tui.themes import THEMES

if TYPE_CHECKING:
    from textual.driver import Driver

    from simulator.scenario.library import Library
    from simulator.scoring.base import Scorer
    from simulator.sessions.run import Run
    from simulator.sessions.store import RunStore

__all__ = ["LOG_FILE", "Opening", "SimulatorApp"]

LOG_FILE = "simulator.log"
Opening = tuple[str, str | None, int | None] | str | None
"""What to open at once: (pack[/scenario], language or None, seed), a run's id, or nothing."""
_WARM_UP_AFTER_S = 0.3
"""The model's process starts when the first screen stands and its packs are being read."""
SMALLEST = (60, 18)
"""Columns and rows below which no screen can be used."""


class SimulatorApp(App[None]):
    """One trainee at one terminal.

    Language, direction, terminal, store and scorer belong to this object alone: another app in the
    same process has its own.

    Args:
        folder: The data folder.
        preferences: The user's settings.
        language: The interface's language when none has been chosen yet.
        open_store: Opens the runs (slow; called in a worker).
        open_library: Finds the packs (slow; called in a worker).
        start_scorer: Starts the scorer (returns at once; it loads by itself).
        opening: What to open at once.
        terminal_kind: What the terminal does to Arabic.
    """

    # Home is the default screen, whose own style sheet Textual would not load.
    CSS_PATH = ["base.tcss", "screens/home.tcss"]
    TITLE = "simulator"
    ENABLE_COMMAND_PALETTE = False
    # The first row of every screen shows these, so the footer has room for the screen's own.
    BINDINGS = [
        Binding("f1", "help", N_("Help"), show=False, id="app.help"),
        Binding("f2", "language", N_("Language"), show=False, id="app.language"),
        Binding("f3", "settings", N_("Settings"), show=False, id="app.settings"),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, id="app.quit"),
    ]

    def __init__(
        self,
        folder: Path,
        preferences: Preferences,
        *,
        language: str,
        open_store: Callable[[], RunStore],
        open_library: Callable[[], Library],
        start_scorer: Callable[[], Scorer],
        opening: Opening = None,
        terminal_kind: TerminalKind = TerminalKind.PLAIN,
        driver_class: type[Driver] | None = None,
    ) -> None:
        bidi.install()
        self.words = Words(preferences.language or language, preferences.digits)
        self.terminal_kind = terminal_kind
        super().__init__(driver_class)
        self.folder = folder
        self.preferences = preferences
        self.opening = opening
        self.log_file = folder / LOG_FILE
        self._open_store, self._open_library = open_store, open_library
        self._start_scorer = start_scorer
        self._parts: tuple[RunStore, Library] | None = None
        self._scorer: Scorer | None = None
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES.get(preferences.theme, THEMES["dark"]).name

    @property
    def text_direction(self) -> Literal["ltr", "rtl"]:
        """The interface's direction; `simulator.tui.bidi` reads it."""
        return "rtl" if self.words.rtl else "ltr"

    def get_default_screen(self) -> Screen[None]:
        """Home is the bottom of the stack, so nothing else is drawn before it."""
        from simulator.tui.screens.home import HomeScreen

        return HomeScreen()

    def on_mount(self) -> None:
        if not self.preferences.language:
            from simulator.tui.screens.first_start import FirstStartScreen

            self.push_screen(FirstStartScreen(), self._first_choice)
        self.set_timer(_WARM_UP_AFTER_S, self.warm_up)

    async def _first_choice(self, language: str | None) -> None:
        if language is None:
            self.exit()
            return
        await self.speak(replace(self.preferences, language=language))

    @work(thread=True, group="warm-up", exit_on_error=False)
    def warm_up(self) -> None:
        """Start the scorer's process when the first screen stands, so that it is ready in time.

        What has been loaded by now stays until the end: the garbage collector need not walk over
        it again and again while somebody writes (a full walk takes 100 ms).
        """
        self.scorer()
        gc.collect()
        gc.freeze()

    def parts(self) -> tuple[RunStore, Library]:
        """The runs and the packs. Slow at the first call: for workers alone.

        Raises:
            simulator.storage.errors.StorageError: The runs cannot be used.
        """
        if self._parts is None:
            store, library = self._open_store(), self._open_library()
            assert library.packs is not None
            self._parts = (store, library)
        return self._parts

    def scorer(self) -> Scorer:
        """The scorer; started at the first call."""
        if self._scorer is None:
            self._scorer = self._start_scorer()
        return self._scorer

    def close_parts(self) -> None:
        """Let go of the runs and the scorer, when the program has left the screen."""
        if self._parts is not None:
            self._parts[0].close()
        stop = getattr(self._scorer, "stop", None)  # a scorer in its own process has one
        if stop is not None:
            stop()

    def keep(self, preferences: Preferences) -> None:
        """Take and save settings. One that cannot be saved is still taken for now."""
        self.preferences = preferences
        self.words = Words(preferences.language or self.words.language, preferences.digits)
        self.theme = THEMES.get(preferences.theme, THEMES["dark"]).name
        try:
            save_preferences(self.folder, preferences)
        except StorageError as error:
            if isinstance(self.screen, (BaseScreen, BaseModal)):
                self.screen.tell_error(error)

    async def speak(self, preferences: Preferences) -> None:
        """Take settings and show every open screen anew with them."""
        self.keep(preferences)
        for screen in list(self.screen_stack):
            if isinstance(screen, (BaseScreen, BaseModal)):
                await screen.speak_again()

    def show_run(self, run: Run) -> None:
        """Go to the screen of the step at which a run stands."""
        from simulator.sessions.replay import Phase
        from simulator.tui.screens.briefing import BriefingScreen
        from simulator.tui.screens.debrief import DebriefScreen
        from simulator.tui.screens.feed import FeedScreen
        from simulator.tui.screens.feedback import FeedbackScreen

        screens: dict[Phase, Callable[[Run], Screen[None]]] = {
            Phase.BRIEFING: BriefingScreen,
            Phase.WRITING: FeedScreen,
            Phase.SCORING: FeedScreen,
            Phase.FEEDBACK: FeedbackScreen,
            Phase.ENDED: DebriefScreen,
        }
        screen = screens[run.phase](run)
        from simulator.tui.screens.home import HomeScreen

        if isinstance(self.screen, HomeScreen):
            self.push_screen(screen)
        else:
            self.switch_screen(screen)

    def go_home(self) -> None:
        """Leave what is open; a run is kept as it stands."""
        from simulator.tui.screens.home import HomeScreen

        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    async def action_help(self) -> None:
        from simulator.tui.screens.help import HelpModal

        if not isinstance(self.screen, HelpModal):
            await self.push_screen(HelpModal(self.screen.active_bindings))

    async def action_language(self) -> None:
        """The next language, at once and everywhere."""
        from simulator.text.catalogue import LANGUAGE_NAMES

        names = list(LANGUAGE_NAMES)
        spoken = self.words.language in names  # a pseudo-language is followed by the first
        following = names[(names.index(self.words.language) + 1) % len(names) if spoken else 0]
        await self.speak(replace(self.preferences, language=following))

    async def action_settings(self) -> None:
        from simulator.tui.screens.settings import SettingsModal

        if not isinstance(self.screen, SettingsModal):
            await self.push_screen(SettingsModal())

    def action_help_quit(self) -> None:
        """Ctrl+C copies in an editor, so it does not leave; say what does."""
        text = self.words.say(N_("To leave, press ctrl+q. Your run is kept."))
        self.notify(text, markup=False)

    def on_resize(self, event: events.Resize) -> None:
        from simulator.tui.screens.too_small import TooSmallScreen

        columns, rows = SMALLEST
        small = event.size.width < columns or event.size.height < rows
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()

    def log_bug(self, error: BaseException) -> None:
        """Write what a bug report needs to the log file: no reply's text is ever in it."""
        log = logging.getLogger("simulator")
        if not log.handlers:
            self.folder.mkdir(parents=True, exist_ok=True)
            log.addHandler(logging.FileHandler(self.log_file, encoding="utf-8"))
        log.error("unexpected error", exc_info=error)
