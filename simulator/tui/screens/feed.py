"""The feed: people write, the trainee answers, stays silent or asks for approval first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Footer, Label, Static, TextArea
from textual.worker import Worker

from simulator.errors import N_
from simulator.scenario.state import Action
from simulator.sessions.replay import Phase
from simulator.text.cleaning import clean
from simulator.tui.base import BaseScreen
from simulator.tui.messages import ScorerLate, StepTaken
from simulator.tui.phrasing import Phrasing
from simulator.tui.widgets.gauge import bar, gauge
from simulator.tui.widgets.post import PostView
from simulator.tui.widgets.reply_editor import ReplyEditor
from simulator.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from simulator.scoring.base import Assessment
    from simulator.sessions.run import Run

__all__ = ["FeedScreen"]

DRAFT_PAUSE_S = 0.5
"""A draft is kept when the trainee has not typed for this long."""
LATE_S = 1.0
"""When scoring takes longer than this, the screen says that the model is loading."""


class FeedScreen(BaseScreen[None]):
    """One beat: its posts, the public's figures, and the reply box."""

    CSS_PATH = "feed.tcss"
    BINDINGS = [
        Binding("f5", "stay_silent", N_("Stay silent"), id="feed.silence"),
        Binding("f8", "ask_approval", N_("Ask first"), id="feed.approval"),
        Binding("f9", "briefing", N_("Briefing"), id="feed.briefing"),
        # The reply box keeps the focus, so these two come before its own keys.
        Binding("pagedown", "turn_page(1)", N_("Read on"), id="feed.down", priority=True),
        Binding("pageup", "turn_page(-1)", N_("Page up"), show=False, id="feed.up", priority=True),
        Binding("escape", "home", N_("Home"), id="feed.home"),
    ]

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.run_ = run
        draft, pending = run.draft(), run.position.pending
        self._text = pending.text if pending else draft.text if draft else ""
        self._approval = draft.approval if draft else False
        self._spent_s = draft.elapsed_s if draft else 0.0
        self._opened_at = time.monotonic()
        self._saved = self._text
        self._waiting = False
        self._question_in_view = False

    def compose(self) -> ComposeResult:
        phrasing, beat = Phrasing(self.run_, self.words), self.run_.beat
        assert beat is not None
        yield TopBar(self.words)
        yield Static(self._status(phrasing), id="status", markup=False)
        with Horizontal(id="columns"):
            with Vertical(id="main"):
                with VerticalScroll(id="posts"):
                    yield from self._earlier(phrasing)
                    yield Label(self._heading(phrasing), id="heading", markup=False)
                    if beat.situation:
                        known = self.run_.text(beat.situation)
                        text = self.say(N_("What you know: {situation}"), situation=known)
                        yield Static(text, id="situation", markup=False)
                    posts = beat.posts_in(self.run_.header.language)
                    for index, post in enumerate(posts):
                        last = index == len(posts) - 1 if beat.answers is None else False
                        addressed = last or post.by == beat.answers
                        yield phrasing.post(post, time=phrasing.clock(beat), addressed=addressed)
                yield Static("", id="notice", markup=False)
                yield ReplyEditor(self._text, id="reply")
                with Horizontal(id="actions"):
                    yield Button(self.say(N_("Send")), id="send", variant="primary")
                    yield Button(self.say(N_("Stay silent")), id="silence")
                    if beat.approval:
                        minutes = phrasing.formats.count(beat.approval.minutes)
                        label = f"{self.say(N_('Ask first'))} ({minutes}′)"
                        yield Button(label, id="approval", disabled=self._approval)
                    yield Label("", id="length", markup=False)
            yield Static(self._public(phrasing), id="public")
        yield Footer()

    def _earlier(self, phrasing: Phrasing) -> ComposeResult:
        """What was said in the moment before, so that the thread reads on."""
        for turn in self.run_.position.turns[-1:]:
            beat = self.run_.scenario.beat(turn.beat_id)
            for post in beat.posts_in(self.run_.header.language):
                yield phrasing.post(post, time=phrasing.clock(beat))
            if turn.action.text:
                yield PostView(self.say(N_("You")), "", turn.action.text, own=True)
            for post in turn.decision.posts:
                yield phrasing.post(post)

    def _heading(self, phrasing: Phrasing) -> str:
        beat = self.run_.beat
        assert beat is not None
        number = len(self.run_.position.turns) + 1
        parts = [self.run_.text(self.run_.scenario.place.name), phrasing.moment(beat)]
        if beat.minutes:
            parts.append(self._patience(beat.minutes, phrasing))
        parts.append(self.say(N_("moment {number}"), number=phrasing.formats.count(number)))
        return " · ".join(parts)

    def _patience(self, minutes: int, phrasing: Phrasing) -> str:
        """How long people wait for an answer; two hours and more in hours."""
        hours = minutes // 60
        if hours < 2 or minutes % 60:
            return self.words.say_plural(
                "people wait {count} minute",
                "people wait {count} minutes",
                minutes,
                count=phrasing.formats.count(minutes),
            )
        return self.words.say_plural(
            "people wait {count} hour",
            "people wait {count} hours",
            hours,
            count=phrasing.formats.count(hours),
        )

    def _status(self, phrasing: Phrasing) -> str:
        """The public's figures in one row, for a narrow screen."""
        position, formats = self.run_.position, phrasing.formats
        trust = position.state.trust["public"]
        return self.say(
            N_("Trust {bar} {trust} · Followers: {count}"),
            bar=("\u200f" if self.words.rtl else "") + bar(trust, 12),
            trust=formats.share(trust),
            count=formats.count(position.crowd.followers),
        )

    def _public(self, phrasing: Phrasing) -> Content:
        """The public's figures and everybody's trust, for a wide screen."""
        position, formats = self.run_.position, phrasing.formats
        trust = position.state.trust
        followers = formats.count(position.crowd.followers)
        lines = [
            gauge(self.say(N_("Trust")), trust["public"], formats.share(trust["public"])),
            Content(self.say(N_("Followers: {count}"), count=followers)),
            Content(""),
            Content.styled(self.say(N_("Who is here")), "bold"),
        ]
        for persona in self.run_.scenario.personas:
            share = formats.share(trust[persona.id])
            lines.append(Content(f"{self.run_.text(persona.name)}  \u2068{share}\u2069"))
        return Content("\n").join(lines)

    def ready(self) -> None:
        self._opened_at = time.monotonic()
        editor = self._take_editor()
        editor.move_cursor(editor.document.end)
        if self.run_.position.turns:
            self.call_after_refresh(self._scroll_to_newest)
        self.call_after_refresh(self.refresh_bindings)
        self.set_interval(DRAFT_PAUSE_S, self._keep_draft)
        if self.run_.phase is Phase.SCORING:
            self._wait_for_score()
            self.judge(None)

    async def speak_again(self) -> None:
        self._read_editor()
        await super().speak_again()
        self._take_editor()

    def _take_editor(self) -> ReplyEditor:
        """Give the new reply box the focus, and show its length from now on."""
        editor = self.query_one(ReplyEditor)
        editor.focus()
        self.watch(editor, "length", self._show_length)
        return editor

    def on_resize(self) -> None:
        """The question stays in view when the window changes."""
        if self.is_mounted and self.query("#heading"):
            self.call_after_refresh(self._scroll_to_newest)
            self.call_after_refresh(self.refresh_bindings)

    def _show_question(self) -> None:
        """Show what is answered; on a low screen it may be below the fold."""
        for post in self.query("PostView.-addressed"):
            post.scroll_visible(animate=False)

    def action_turn_page(self, pages: int) -> None:
        """Scroll what people wrote, a little less than a page."""
        self._question_in_view = False
        posts = self.query_one("#posts")
        posts.scroll_relative(y=pages * max(1, posts.size.height - 2), animate=False)

    def _scroll_to_newest(self) -> None:
        self._question_in_view = False
        self.query_one("#posts").scroll_to_widget(
            self.query_one("#heading"), top=True, animate=False
        )

    @property
    def elapsed_s(self) -> float:
        """Real seconds spent on this beat."""
        return self._spent_s + time.monotonic() - self._opened_at

    @on(TextArea.Changed)
    def _note_text(self, event: TextArea.Changed) -> None:
        if event.text_area.text != self._text and not self._question_in_view:
            self._show_question()
            self._question_in_view = True
        self._text = event.text_area.text

    def _read_editor(self) -> str:
        """What is written now. `Changed` comes late when keys wait: whatever acts on the text asks
        here first, or the end of a reply that was typed fast would not be sent."""
        for editor in self.query(ReplyEditor):
            self._text = editor.text
        return self._text

    def _show_length(self, length: int) -> None:
        formats, limit = Phrasing(self.run_, self.words).formats, self.run_.limit
        label = self.query_one("#length", Label)
        # Without a new layout: this runs at every key, and the label's size never changes.
        label.update(f"{formats.count(length)} / {formats.count(limit)}", layout=False)
        label.set_class(length > limit, "-over")

    def _keep_draft(self) -> None:
        text = self._read_editor()
        if text != self._saved and self.run_.phase is Phase.WRITING:
            self._saved = text
            self.save_draft(text)

    @work(thread=True, exclusive=True, group="draft", exit_on_error=False)
    def save_draft(self, text: str) -> None:
        """Keep what has been typed."""
        self.run_.save_draft(clean(text), self.elapsed_s, approval=self._approval)

    @on(ReplyEditor.Submitted)
    def _send_key(self) -> None:
        self._send()

    @on(Button.Pressed, "#send")
    def _send(self) -> None:
        if self._waiting:
            return
        text = clean(self._read_editor()).strip()
        limit = self.run_.limit
        if self.run_.phase is Phase.SCORING:
            self._wait_for_score()
            self.judge(None)
        elif not text:
            self._notice(self.say(N_("Write a reply, or choose to stay silent.")))
        elif len(text) > limit:
            over = len(text) - limit
            self._notice(
                self.words.say_plural(
                    "The reply is {count} character too long.",
                    "The reply is {count} characters too long.",
                    over,
                    count=Phrasing(self.run_, self.words).formats.count(over),
                )
            )
        else:
            self._act(Action("reply", text, round(self.elapsed_s, 1), self._approval))

    @on(Button.Pressed, "#silence")
    def action_stay_silent(self) -> None:
        if self.run_.phase is Phase.WRITING and not self._waiting:
            self._act(Action("silence", "", round(self.elapsed_s, 1), self._approval))

    def _act(self, action: Action) -> None:
        self._wait_for_score()
        self.judge(action)

    def _wait_for_score(self) -> None:
        """Nothing is redrawn for the usual wait, which is too short to read anything."""
        self._waiting = True
        self.set_timer(LATE_S, lambda: self.post_message(ScorerLate()))

    def _notice(self, text: str) -> None:
        notice = self.query_one("#notice", Static)
        notice.update(text)
        notice.display = bool(text)

    @on(ScorerLate)
    def _say_late(self) -> None:
        if not self._waiting:
            return
        for widget in self.query("Button, ReplyEditor"):
            widget.disabled = True
        self._notice(self.say(N_("The model is still loading; your reply is safe and waits.")))

    @work(thread=True, exclusive=True, group="step", exit_on_error=False)
    def judge(self, action: Action | None) -> None:
        """Keep the action, have it scored, play the beat. None goes on with one that was kept."""
        if action is not None:
            self.run_.act(action)
        request = self.run_.request()
        assessment: Assessment | None = None
        if request is not None:
            [assessment] = self.program.scorer().score([request])
        self.run_.settle(assessment)
        self.post_message(StepTaken())

    @on(StepTaken)
    def _show_feedback(self) -> None:
        self.program.show_run(self.run_)

    def worker_failed(self, worker: Worker[object]) -> None:
        """The action is kept or never was: either way the trainee can press Send again."""
        if worker.group == "step":
            self._waiting = False
            for widget in self.query("Button, ReplyEditor"):
                widget.disabled = False
            self._notice("")
            self.query_one(ReplyEditor).focus()

    @on(Button.Pressed, "#approval")
    def action_ask_approval(self) -> None:
        from simulator.tui.screens.approval import ApprovalModal

        beat = self.run_.beat
        if beat is None or beat.approval is None:
            return
        if not self._read_editor().strip():
            self._notice(self.say(N_("Write what you want to say first; then ask.")))
            return

        def answered(_: bool | None) -> None:
            self._approval = True
            self.query_one("#approval", Button).disabled = True
            self.save_draft(self._text)

        self.program.push_screen(ApprovalModal(self.run_, beat.approval), answered)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Approval is offered only where the beat allows it, reading on where there is more."""
        beat = self.run_.beat
        if action == "ask_approval":
            return beat is not None and beat.approval is not None and not self._approval
        if action == "turn_page":
            return self.is_mounted and any(posts.max_scroll_y for posts in self.query("#posts"))
        return True

    def action_briefing(self) -> None:
        from simulator.tui.screens.reminder import ReminderModal

        self.program.push_screen(ReminderModal(self.run_))

    def action_home(self) -> None:
        self._keep_draft()
        self.program.go_home()
