"""Home: go on where you stopped, or choose a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Footer, Label, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker

from simulator.errors import N_, SimulatorError
from simulator.tui.base import BaseScreen
from simulator.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from simulator.scenario.library import Library, LoadedPack
    from simulator.scenario.model import Scenario
    from simulator.sessions.run import Run
    from simulator.sessions.store import RunSummary

__all__ = ["HomeScreen"]

_FIRST_FRAME_S = 0.05
"""Long enough for the first frame to be on its way before the packs are read."""


class HomeScreen(BaseScreen[None]):
    """The list of scenarios, with what each trains; drawn before anything is read."""

    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("f4", "runs", N_("Earlier runs"), id="home.runs"),
    ]

    @dataclass
    class Loaded(Message):
        """Packs and runs have been read."""

        library: Library
        runs: list[RunSummary]

    @dataclass
    class RunReady(Message):
        """A run can be shown."""

        run: Run

    def __init__(self) -> None:
        super().__init__()
        self._library: Library | None = None
        self._runs: list[RunSummary] = []
        self._back_again = False
        """A run or a window was left: what can be gone on with gets the focus."""
        self._scenarios: list[tuple[LoadedPack, Scenario]] = []

    def compose(self) -> ComposeResult:
        yield TopBar(self.words)
        yield Label(
            self.say(N_("Answer people in public, in your own words.")), id="tagline", markup=False
        )
        with Vertical(id="go-on"):
            yield Label("", id="go-on-text", markup=False)
            yield Button(self.say(N_("Go on")), id="go-on-button", variant="success")
        yield Label(self.say(N_("Scenarios")), classes="heading", markup=False)
        yield OptionList(id="scenarios", markup=False)
        with VerticalScroll(id="details", can_focus=False):
            yield Static(self.say(N_("Reading the packs…")), id="summary", markup=False)
        with Horizontal(id="actions"):
            yield Button(self.say(N_("Play")), id="play", variant="primary", disabled=True)
        yield Footer()

    def ready(self) -> None:
        self._show()
        # The screen is drawn first: what is loaded in a thread holds the interpreter in bursts.
        self.set_timer(_FIRST_FRAME_S, self.load)

    def on_screen_resume(self) -> None:
        if self._library is not None:
            self._back_again = True
            self.load()

    async def speak_again(self) -> None:
        await super().speak_again()
        self._show()
        if self._library is not None:
            self._open_at_once()

    @work(thread=True, exclusive=True, group="loading", exit_on_error=False)
    def load(self) -> None:
        """Read packs and runs beside the screen."""
        store, library = self.program.parts()
        self.post_message(self.Loaded(library, list(store.runs())))

    @on(Loaded)
    def _take(self, event: Loaded) -> None:
        first = self._library is None
        self._library, self._runs = event.library, event.runs
        self._scenarios = [
            (pack, scenario)
            for pack in event.library.packs.values()
            for scenario in pack.scenarios.values()
        ]
        self._show()
        for name in event.library.refused if first else ():
            self.program.notify(
                self.say(N_("The pack {name} has errors and is left out."), name=name),
                severity="warning",
                markup=False,
            )
        self._open_at_once()

    def worker_failed(self, worker: Worker[object]) -> None:
        """Without runs or packs there is nothing to choose; the reason stays on the screen."""
        if worker.group == "loading" and isinstance(worker.error, SimulatorError):
            reason = self.say_error(worker.error)
            self.query_one("#summary", Static).update(Content(reason))

    def _show(self) -> None:
        if not self.query("#scenarios"):
            return  # between two languages the screen is empty for a moment
        if self._library is None:
            self.query_one("#go-on").display = False
            return
        options = self.query_one("#scenarios", OptionList)
        chosen = options.highlighted or 0
        options.clear_options()
        options.add_options(
            Option(Content(self._line(pack, scenario)), id=f"s{index}")
            for index, (pack, scenario) in enumerate(self._scenarios)
        )
        if self._scenarios:
            options.highlighted = min(chosen, len(self._scenarios) - 1)
        self.query_one("#play", Button).disabled = not self._scenarios
        self._show_waiting()
        if self.focused is None or not self.focused.display or self._back_again:
            self._back_again = False
            waits = self.query_one("#go-on").display
            self.query_one("#go-on-button" if waits else "#scenarios").focus()

    def _line(self, pack: LoadedPack, scenario: Scenario) -> str:
        best = self._best(pack, scenario)
        from simulator.text.formats import Formats

        title = pack.text(scenario.title, self.words.language)
        minutes = Formats(self.words.language, self.words.digits).count(scenario.minutes)
        length = self.words.say_plural(
            "{count} minute", "{count} minutes", scenario.minutes, count=minutes
        )
        return f"{title} · {length} · {best}" if best else f"{title} · {length}"

    def _best(self, pack: LoadedPack, scenario: Scenario) -> str:
        """The best ending reached so far, in words; empty when none was."""
        rank = {"good": 0, "mixed": 1, "poor": 2}
        reached = [
            scenario.ending(run.ended)
            for run in self._runs
            if run.ended
            and run.header.pack_id == pack.pack.id
            and run.header.scenario_id == scenario.id
            and run.ended in {ending.id for ending in scenario.endings}
        ]
        if not reached:
            return ""
        best = min(reached, key=lambda ending: rank[ending.tone])
        title = pack.text(best.title, self.words.language)
        return self.say(N_("best so far: {ending}"), ending=title)

    def _show_waiting(self) -> None:
        waiting = self._waiting()
        self.query_one("#go-on").display = waiting is not None
        if waiting is None or self._library is None:
            return
        pack = self._library.packs[waiting.header.pack_id]
        scenario = pack.scenarios[waiting.header.scenario_id]
        from simulator.text.catalogue import LANGUAGE_NAMES

        self.query_one("#go-on-text", Label).update(
            self.say(
                N_("You stopped in “{title}” ({language})."),
                title=pack.text(scenario.title, self.words.language),
                language=LANGUAGE_NAMES[waiting.header.language],
            )
        )

    def _waiting(self) -> RunSummary | None:
        """The latest run that can be gone on with."""
        if self._library is None:
            return None
        for run in self._runs:
            pack = self._library.packs.get(run.header.pack_id)
            if run.ended is None and pack and pack.digest == run.header.pack_digest:
                return run
        return None

    @on(OptionList.OptionHighlighted, "#scenarios")
    def _show_details(self, event: OptionList.OptionHighlighted) -> None:
        from simulator.text.catalogue import LANGUAGE_NAMES
        from simulator.tui.lessons import LESSON_TITLES

        pack, scenario = self._scenarios[event.option_index]
        text = pack.text
        lessons = [self.say(LESSON_TITLES[lesson]) for lesson in scenario.lessons]
        languages = [LANGUAGE_NAMES[code] for code in pack.pack.languages]
        self.query_one("#summary", Static).update(
            Content(
                "\n".join(
                    (
                        text(scenario.summary, self.words.language),
                        "",
                        self.say(N_("You practise: {lessons}"), lessons=" · ".join(lessons)),
                        self.say(N_("Languages: {languages}"), languages=" · ".join(languages)),
                    )
                )
            )
        )

    @on(OptionList.OptionSelected, "#scenarios")
    def _select(self) -> None:
        self._choose_start()

    @on(Button.Pressed, "#play")
    def _play(self) -> None:
        self._choose_start()

    def _choose_start(self) -> None:
        from simulator.tui.screens.start import StartModal

        highlighted = self.query_one("#scenarios", OptionList).highlighted
        if highlighted is None:
            return
        pack, scenario = self._scenarios[highlighted]

        def begin(language: str | None) -> None:
            if language is not None:
                self.start_run(pack, scenario, language, None)

        self.program.push_screen(StartModal(pack, scenario), begin)

    @on(Button.Pressed, "#go-on-button")
    def _go_on(self) -> None:
        waiting = self._waiting()
        if waiting is not None:
            self.resume_run(waiting.header.id)

    def _open_at_once(self) -> None:
        """Go where the command line points, once the first start is over."""
        if not self.program.preferences.language:
            return
        opening, self.program.opening = self.program.opening, None
        if isinstance(opening, tuple):
            name, language, seed = opening
            self.start_named(name, language, seed)
        elif opening is not None:
            self.resume_run(opening)

    @work(thread=True, exclusive=True, group="opening", exit_on_error=False)
    def start_named(self, name: str, language: str | None, seed: int | None) -> None:
        """Start what the command line names."""
        _, library = self.program.parts()
        pack_id, _, scenario_id = name.partition("/")
        pack = library.pack(pack_id)
        chosen = language or pack.language_for(self.words.language)
        self._start(pack, pack.scenario(scenario_id or None), chosen, seed)

    @work(thread=True, exclusive=True, group="opening", exit_on_error=False)
    def start_run(
        self, pack: LoadedPack, scenario: Scenario, language: str, seed: int | None
    ) -> None:
        """Start a scenario."""
        self._start(pack, scenario, language, seed)

    def _start(self, pack: LoadedPack, scenario: Scenario, language: str, seed: int | None) -> None:
        import secrets

        from simulator.sessions.run import Run

        store, _ = self.program.parts()
        run = Run.start(
            pack,
            scenario,
            store,
            run_id=secrets.token_hex(6),
            language=language,
            seed=secrets.randbelow(2**31) if seed is None else seed,
        )
        self.post_message(self.RunReady(run))

    @work(thread=True, exclusive=True, group="opening", exit_on_error=False)
    def resume_run(self, run_id: str) -> None:
        """Come back to a run."""
        from simulator.sessions.run import Run
        from simulator.sessions.store import find_run

        store, library = self.program.parts()
        header = find_run(store, run_id)
        run = Run.resume(header, library.pack(header.pack_id), store)
        self.post_message(self.RunReady(run))

    @on(RunReady)
    def _show_run(self, event: RunReady) -> None:
        self.program.show_run(event.run)

    async def action_runs(self) -> None:
        from simulator.tui.screens.runs import RunsModal

        if self._library is None:
            return

        def reopen(run_id: str | None) -> None:
            if run_id:
                self.resume_run(run_id)
            else:
                self.load()

        self.program.push_screen(RunsModal(self._library, self._runs), reopen)
