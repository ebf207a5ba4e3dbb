"""The debrief: how it went, where it turned, what each moment was about, what to take with you."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Footer, Label, Static

from simulator.errors import N_
from simulator.sessions.debrief import Debrief, debrief
from simulator.tui.base import BaseScreen
from simulator.tui.lessons import LESSON_TITLES
from simulator.tui.phrasing import Phrasing
from simulator.tui.widgets.run_chart import RunChart
from simulator.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from simulator.sessions.replay import Attempt
    from simulator.sessions.run import Run

__all__ = ["DebriefScreen"]


class DebriefScreen(BaseScreen[None]):
    """One run, looked back on."""

    CSS_PATH = "debrief.tcss"
    BINDINGS = [Binding("escape", "home", N_("Home"), id="debrief.home")]

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run_ = run

    def compose(self) -> ComposeResult:
        phrasing = Phrasing(self.run_, self.words)
        back = debrief(self.run_.scenario, self.run_.position)
        yield TopBar(self.words)
        with VerticalScroll(id="page"):
            yield from self._ending(back, phrasing)
            yield from self._charts(back, phrasing)
            yield from self._turning(back, phrasing)
            yield from self._people(back, phrasing)
            yield Label(self.say(N_("Moment by moment")), classes="heading", markup=False)
            for turn in back.turns:
                yield Static(self._moment(turn, phrasing), classes="moment", markup=False)
            yield Label(self.say(N_("Take with you")), classes="heading", markup=False)
            yield Static(self._takeaway(back), id="takeaway", markup=False)
            note = self.say(
                N_("The scores are a model's estimate, for practice. They do not grade a person.")
            )
            yield Static(note, classes="quiet", markup=False)
        with Horizontal(id="actions"):
            yield Button(self.say(N_("Home")), id="home", variant="primary")
        yield Footer()

    def _ending(self, back: Debrief, phrasing: Phrasing) -> ComposeResult:
        if back.ending is None:
            return
        yield Label(self.run_.text(back.ending.title), id="title", markup=False)
        total = phrasing.formats.count(back.endings)
        yield Static(
            self.say(N_("One of {total} endings"), total=total), classes="quiet", markup=False
        )
        yield Static(self.run_.text(back.ending.text), id="ending", markup=False)

    def _charts(self, back: Debrief, phrasing: Phrasing) -> ComposeResult:
        formats = phrasing.formats
        charts = (
            (
                N_("Trust, weighted by influence"),
                back.trust,
                [formats.share(x) for x in back.trust],
            ),
            (
                N_("Followers"),
                [_stretched(count, back.followers) for count in back.followers],
                [formats.count(count) for count in back.followers],
            ),
            (N_("Authenticity"), *self._score_column(back.authenticity, phrasing)),
            (N_("Engagement"), *self._score_column(back.engagement, phrasing)),
        )
        with Horizontal(id="charts"):
            for title, parts, figures in charts:
                yield RunChart(self.say(title), parts, figures, rtl=self.words.rtl)

    def _score_column(
        self, scores: tuple[float | None, ...], phrasing: Phrasing
    ) -> tuple[list[float | None], list[str]]:
        parts = [None if score is None else (score - 1) / 4 for score in scores]
        return parts, ["–" if s is None else phrasing.formats.score(s) for s in scores]

    def _turning(self, back: Debrief, phrasing: Phrasing) -> ComposeResult:
        if not back.turning_points:
            return
        yield Label(self.say(N_("Where it turned")), classes="heading", markup=False)
        for point in back.turning_points:
            turn = back.turns[point.turn]
            beat = self.run_.scenario.beat(turn.beat_id)
            text = self.say(
                N_("{moment}: trust {change}. {because}"),
                moment=phrasing.moment(beat),
                change=phrasing.formats.shift(turn.crowd.trust_before, turn.crowd.trust_after),
                because=self.run_.text(turn.decision.because),
            )
            yield Static(text, classes="moment", markup=False)
            if turn.action.text:
                yield Static(turn.action.text, classes="own", markup=False)

    def _people(self, back: Debrief, phrasing: Phrasing) -> ComposeResult:
        for message, names in ((N_("Won: {names}"), back.won), (N_("Lost: {names}"), back.lost)):
            if names:
                people = " · ".join(phrasing.persona(name) for name in names)
                yield Static(self.say(message, names=people), classes="people", markup=False)

    def _moment(self, turn: Attempt, phrasing: Phrasing) -> str:
        beat = self.run_.scenario.beat(turn.beat_id)
        return self.say(
            N_("{moment} · {lesson}: {takeaway}"),
            moment=phrasing.moment(beat),
            lesson=self.say(LESSON_TITLES[beat.lesson]),
            takeaway=self.run_.text(beat.takeaway),
        )

    def _takeaway(self, back: Debrief) -> str:
        """The lesson of the moment that cost most trust; without one, of the last moment."""
        falls = [point for point in back.turning_points if point.change < 0]
        turn = back.turns[falls[0].turn] if falls else back.turns[-1]
        return self.run_.text(self.run_.scenario.beat(turn.beat_id).takeaway)

    def ready(self) -> None:
        self.query_one("#page").focus()

    @on(Button.Pressed, "#home")
    def action_home(self) -> None:
        self.program.go_home()


def _stretched(count: int, counts: tuple[int, ...]) -> float:
    """Followers move by a few hundred in ten thousand: show the move, not the mass."""
    low, high = min(counts), max(counts)
    return 0.5 if high == low else 0.15 + 0.8 * (count - low) / (high - low)
