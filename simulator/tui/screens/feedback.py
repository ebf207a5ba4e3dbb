"""Feedback: both scores in words, the words that moved them, who reacted how, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Footer, Static

from simulator.audience.reaction import Act, PersonaReaction, Reason
from simulator.errors import N_
from simulator.scoring.base import SCORES, Assessment, ScoreName
from simulator.sessions.coaching import (
    ACTS,
    NOT_RATED,
    REASONS,
    SCORE_NAMES,
    TRAIT_NAMES,
    next_step,
    passages,
    seen_traits,
    verdict,
)
from simulator.tui.base import BaseScreen
from simulator.tui.messages import EvidenceFound, StepTaken
from simulator.tui.phrasing import Phrasing
from simulator.tui.widgets.gauge import gauge
from simulator.tui.widgets.marked_reply import MarkedReply, marked
from simulator.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from simulator.scenario.model import Beat
    from simulator.sessions.replay import Attempt
    from simulator.sessions.run import Run

__all__ = ["FeedbackScreen"]

_SIGNS = {Act.SHARED: "»", Act.LIKED: "+", Act.STAYED: "·", Act.FROWNED: "−", Act.LEFT: "×"}
"""One sign for each act, so that nothing is told by colour alone."""


class FeedbackScreen(BaseScreen[None]):
    """What one reply did."""

    CSS_PATH = "feedback.tcss"
    BINDINGS = [
        Binding("r", "retry", N_("Try again"), id="feedback.retry"),
        Binding("s", "stronger", N_("A stronger reply"), id="feedback.stronger"),
        Binding("escape", "home", N_("Home"), id="feedback.home"),
    ]

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run_ = run
        self._stronger_shown = False

    @property
    def attempt(self) -> Attempt:
        attempt = self.run_.position.attempt
        assert attempt is not None
        return attempt

    def compose(self) -> ComposeResult:
        phrasing = Phrasing(self.run_, self.words)
        yield TopBar(self.words)
        with VerticalScroll(id="page", can_focus=False):
            yield from self._assessment(phrasing)
            yield self._heading(N_("The coach"))
            coach = self.run_.text(self.attempt.decision.because)
            yield Static(coach, id="coach", markup=False)
            yield Static(self._stronger(), id="stronger-text")
            yield Static(self._attempts(phrasing), id="attempts")
            yield self._heading(N_("How they took it"))
            for post in self.attempt.decision.posts:
                yield phrasing.post(post)
            yield Static(self._people(phrasing), id="people")
            yield Static(self._public(phrasing), id="public")
        with Horizontal(id="actions"):
            going_on = N_("To the debrief") if self.run_.over else N_("Go on")
            yield Button(self.say(going_on), id="go-on", variant="primary")
            yield Button(self.say(N_("Try again")), id="retry")
            yield Button(self.say(N_("A stronger reply")), id="stronger")
        yield Footer()

    def _heading(self, message: str) -> Static:
        return Static(self.say(message), classes="heading", markup=False)

    def _assessment(self, phrasing: Phrasing) -> ComposeResult:
        assessment = self.attempt.assessment
        if assessment is None:
            yield self._heading(N_("You stayed silent."))
            return
        if assessment.reason is not None:
            yield self._heading(NOT_RATED[assessment.reason])
        else:
            with Horizontal(id="scores"):
                for name in SCORES:
                    yield Static(self._score(name, assessment, phrasing), classes="score")
        yield MarkedReply(self.attempt.action.text, assessment.evidence)
        yield Static(self._evidence(assessment, phrasing), id="evidence")

    def _score(self, name: ScoreName, assessment: Assessment, phrasing: Phrasing) -> Content:
        score = getattr(assessment, name)
        told = verdict(name, assessment, self.run_.said(self.attempt))
        label = f"{self.say(SCORE_NAMES[name])}: {self.say(told.level)}"
        return Content.assemble(
            gauge(label, (score - 1) / 4, phrasing.formats.score(score), cells=20),
            "\n",
            (self.say(told.reason), "$text-muted"),
        )

    def _evidence(self, assessment: Assessment, phrasing: Phrasing) -> Content:
        """The words that moved the scores, the traits, and what to do next time; a line each."""
        reply, lines = self.attempt.action.text, []
        for effects in passages(assessment):
            style = "$success" if effects[0].effect > 0 else "$error"
            words = reply[effects[0].start : effects[0].end]
            did = phrasing.effects(effects)
            line = self.say(N_("“{words}”: {effects}"), words=words, effects=did)
            lines.append(Content.styled(line, style))
        traits = [self.say(TRAIT_NAMES[name]) for name in seen_traits(assessment)]
        if traits:
            lines.append(Content(self.say(N_("Traits: {traits}"), traits=" · ".join(traits))))
        step = next_step(assessment, self.run_.said(self.attempt))
        if step:
            text = self.say(N_("Next time: {step}"), step=self.say(step))
            lines += [Content(""), Content.styled(text, "bold")]
        return Content("\n").join(lines)

    def _attempts(self, phrasing: Phrasing) -> Content:
        attempts = self.run_.position.attempts
        if len(attempts) < 2:
            return Content("")
        lines = [Content.styled(self.say(N_("Your attempts")), "bold $primary")]
        lines += [Content(self._attempt_line(attempt, phrasing)) for attempt in attempts]
        return Content("\n").join(lines)

    def _attempt_line(self, attempt: Attempt, phrasing: Phrasing) -> str:
        formats, assessment = phrasing.formats, attempt.assessment
        change = formats.shift(attempt.crowd.trust_before, attempt.crowd.trust_after)
        number = formats.count(attempt.number)
        if assessment is None or not assessment.rated:
            return self.say(
                N_("Attempt {number}: not rated, trust {change}"), number=number, change=change
            )
        return self.say(
            N_("Attempt {number}: authenticity {a}, engagement {e}, trust {change} · {text}"),
            number=number,
            a=formats.score(assessment.authenticity or 0.0),
            e=formats.score(assessment.engagement or 0.0),
            change=change,
            text=_shortened(attempt.action.text),
        )

    def _people(self, phrasing: Phrasing) -> Content:
        """Who reacted how, and why: the one who was answered first, like ones in one line."""
        alike: dict[tuple[Act, Reason], list[PersonaReaction]] = {}
        lines: list[Content] = []
        unmoved: list[str] = []
        for reaction in self.attempt.personas:
            if reaction.persona_id == self._beat.addressee:
                lines.insert(0, self._reaction(reaction, phrasing))
            elif reaction.act is Act.STAYED:
                unmoved.append(phrasing.persona(reaction.persona_id))
            else:
                alike.setdefault((reaction.act, reaction.reason), []).append(reaction)
        for reactions in alike.values():
            if len(reactions) == 1:
                lines.append(self._reaction(reactions[0], phrasing))
            else:
                lines.append(self._reactions(reactions, phrasing))
        if unmoved:
            names = self.words.listed(unmoved)
            lines.append(Content(self.say(N_("· Stayed, unmoved: {names}"), names=names)))
        return Content("\n").join(lines)

    def _reaction(self, reaction: PersonaReaction, phrasing: Phrasing) -> Content:
        return Content(
            self.say(
                N_("{sign} {name} {act}: {reason} (trust {change})"),
                sign=_SIGNS[reaction.act],
                name=phrasing.persona(reaction.persona_id),
                act=self.say(ACTS[reaction.act]),
                reason=self.say(REASONS[reaction.reason]),
                change=_change(reaction, phrasing),
            )
        )

    def _reactions(self, reactions: Sequence[PersonaReaction], phrasing: Phrasing) -> Content:
        """Several who did the same for the same reason."""
        people = self.words.listed(
            self.say(
                N_("{name} ({change})"),
                name=phrasing.persona(reaction.persona_id),
                change=_change(reaction, phrasing),
            )
            for reaction in reactions
        )
        return Content(
            self.say(
                N_("{sign} {act}: {reason} · {people}"),
                sign=_SIGNS[reactions[0].act],
                act=self.say(ACTS[reactions[0].act]),
                reason=self.say(REASONS[reactions[0].reason]),
                people=people,
            )
        )

    @property
    def _beat(self) -> Beat:
        return self.run_.scenario.beat(self.attempt.beat_id)

    def _public(self, phrasing: Phrasing) -> Content:
        crowd, formats = self.attempt.crowd, phrasing.formats
        trust = formats.share(crowd.trust_after)
        change = formats.shift(crowd.trust_before, crowd.trust_after)
        figure = f"\u2068{trust}\u2069 (\u2068{change}\u2069)"
        counts = self.say(
            N_("Seen by {seen} · liked {liked} · shared {shared} · left {left} · joined {joined}"),
            seen=formats.count(crowd.seen),
            liked=formats.count(crowd.liked),
            shared=formats.count(crowd.shared),
            left=formats.count(crowd.left),
            joined=formats.count(crowd.joined),
        )
        reasons = " · ".join(
            self.say(N_("{reason}: {count}"), reason=self.say(REASONS[why]), count=formats.count(n))
            for why, n in crowd.reasons.items()
        )
        return Content.assemble(
            gauge(
                self.say(N_("Trust of the public")),
                crowd.trust_after,
                figure,
                cells=20,
            ),
            f"\n{counts}\n",
            (reasons, "$text-muted"),
        )

    def _stronger(self) -> Content:
        samples = self._beat.samples.get(self.run_.header.language)  # type: ignore[call-overload]
        note = self.say(N_("One way among many. It is not yours; take what helps."))
        return Content.assemble(
            (self.say(N_("A stronger reply")), "bold $primary"),
            f"\n{samples.good if samples else ''}\n",
            (note, "$text-muted"),
        )

    def ready(self) -> None:
        self._show_stronger()
        assessment = self.attempt.assessment
        if assessment is not None and assessment.rated and not assessment.evidence:
            self.explain(self.attempt)
        self.query_one("#go-on", Button).focus()

    async def speak_again(self) -> None:
        await super().speak_again()
        self._show_stronger()
        self.query_one("#go-on", Button).focus()

    @work(thread=True, exclusive=True, group="evidence", exit_on_error=False)
    def explain(self, attempt: Attempt) -> None:
        """Find the words that moved the scores; the scores themselves are on the screen by now."""
        request = self.run_.request_for(attempt.action.text)
        [told] = self.program.scorer().score([request], evidence=True)
        if self.run_.explain(attempt, told.evidence):
            self.post_message(EvidenceFound())

    @on(EvidenceFound)
    def _show_evidence(self) -> None:
        assessment = self.attempt.assessment
        if assessment is None:
            return
        reply = marked(self.attempt.action.text, assessment.evidence)
        self.query_one(MarkedReply).update(reply)
        phrasing = Phrasing(self.run_, self.words)
        self.query_one("#evidence", Static).update(self._evidence(assessment, phrasing))

    def _show_stronger(self) -> None:
        self.query_one("#stronger-text").set_class(self._stronger_shown, "-shown")

    @on(Button.Pressed, "#stronger")
    def action_stronger(self) -> None:
        self._stronger_shown = True
        self._show_stronger()
        self.query_one("#stronger-text").scroll_visible()

    @on(Button.Pressed, "#go-on")
    def _go_on(self) -> None:
        self.take_step(retry=False)

    @on(Button.Pressed, "#retry")
    def action_retry(self) -> None:
        self.take_step(retry=True)

    @work(thread=True, exclusive=True, group="step", exit_on_error=False)
    def take_step(self, *, retry: bool) -> None:
        """Keep the next step of the run."""
        if retry:
            self.run_.retry()
        elif self.run_.over:
            self.run_.end()
        else:
            self.run_.open_beat()
        self.post_message(StepTaken())

    @on(StepTaken)
    def _show_next(self) -> None:
        self.program.show_run(self.run_)

    def action_home(self) -> None:
        self.program.go_home()


def _change(reaction: PersonaReaction, phrasing: Phrasing) -> str:
    return phrasing.formats.shift(reaction.trust_before, reaction.trust_after)


def _shortened(text: str) -> str:
    first = " ".join(text.split())
    return first if len(first) <= 60 else first[:59].rstrip() + "…"
