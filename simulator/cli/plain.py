"""A run as plain lines, for screen readers, Braille and pipes.

Replies are read from standard input, one a line; an empty line is silence, and `/ask` asks for
approval first. When input ends early the run is kept, and `simulator resume --plain` goes on at the
same step.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from simulator.cli.output import Output
from simulator.errors import N_
from simulator.scenario.model import Post
from simulator.scenario.state import Action
from simulator.scoring.base import SCORES, Assessment, NotRated, Scorer
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
from simulator.sessions.debrief import debrief
from simulator.sessions.replay import Attempt, Phase
from simulator.sessions.run import Run
from simulator.text.catalogue import Words
from simulator.text.cleaning import clean_bytes
from simulator.text.formats import Formats

__all__ = ["PlainPlayer", "reply_lines"]

ASK, AGAIN = "/ask", "/again"
"""Lines that are no replies; nobody answers in public with them."""

_READ_LIMIT = 1_000_000
"""Bytes of one line that are looked at; the rest of the line is read and dropped."""


def reply_lines(stream: BinaryIO) -> Iterator[str]:
    """Clean lines from bytes that may be anything. A line without end is cut, never held whole."""
    while raw := stream.readline(_READ_LIMIT):
        rest = raw
        while rest and not rest.endswith(b"\n") and len(rest) == _READ_LIMIT:
            rest = stream.readline(_READ_LIMIT)
        yield clean_bytes(raw).strip()


class PlainPlayer:
    """Plays a run over lines.

    Args:
        run: A run at any step.
        scorer: Judges replies.
        words: The interface's language; the scenario speaks the run's own.
        replies: Clean lines, one a reply.
        output: Where the run is told.
        typed: Whether a person types. She may write a reply that is too long anew, and answer the
            same post once more; in a pipe, the next line belongs to the next beat.
    """

    def __init__(
        self,
        run: Run,
        scorer: Scorer,
        words: Words,
        replies: Iterator[str],
        output: Output,
        *,
        typed: bool = False,
    ) -> None:
        self.run = run
        self.scorer = scorer
        self.words = words
        self.formats = Formats(words.language, words.digits)
        self.replies = replies
        self.output = output
        self.typed = typed

    def play(self) -> bool:
        """Play on until the run ends or input does.

        Returns:
            Whether the run has ended.
        """
        if self.run.phase is Phase.BRIEFING:
            self._briefing()
            self.run.open_beat()
        while self.run.phase is not Phase.ENDED:
            if not self._turn():
                self.output.line(
                    self.words.say(N_("The run is kept. Go on with: simulator resume --plain"))
                )
                return False
        self._debrief()
        return True

    def _turn(self) -> bool:
        """One beat, or what is left of it; False when there is no more input."""
        if self.run.phase is Phase.WRITING:
            self._posts()
            action = self._action()
            if action is None:
                return False
            self.run.act(action)
        if self.run.phase is Phase.SCORING:
            self._feedback(self.run.settle(self._assess()))
            if self.typed:
                return self._choose()
        return self._go_on()

    def _choose(self) -> bool:
        """Let a person answer the same post once more; any other line goes on."""
        self.output.line(
            self.words.say(
                N_("An empty line goes on; {command} lets you answer once more."), command=AGAIN
            )
        )
        line = next(self.replies, None)
        if line is None:
            return False
        if line != AGAIN:
            return self._go_on()
        self.run.retry()
        return True

    def _go_on(self) -> bool:
        if self.run.over:
            self.run.end()
        else:
            self.run.open_beat()
        return True

    def _briefing(self) -> None:
        scenario, say = self.run.scenario, self.words.say
        self.output.line(self.run.text(scenario.title))
        self.output.line(self.run.text(scenario.you))
        for paragraph in scenario.briefing:
            self.output.line(self.run.text(paragraph))
        for promise in scenario.promises:
            self.output.line(say(N_("Promised: {promise}"), promise=self.run.text(promise.line)))
        for secret in scenario.secrets:
            self.output.line(say(N_("Stays inside: {secret}"), secret=self.run.text(secret.line)))
        self.output.line(say(N_("Write one reply a line. An empty line is silence.")))

    def _posts(self) -> None:
        beat = self.run.beat
        assert beat is not None
        self.output.line()
        clock = self.formats.clock(beat.time)
        day = self.formats.count(beat.day)
        self.output.line(self.words.say(N_("Day {day}, {clock}"), day=day, clock=clock))
        if beat.situation:
            known = self.run.text(beat.situation)
            self.output.line(self.words.say(N_("What you know: {situation}"), situation=known))
        for post in beat.posts_in(self.run.header.language):
            self._post(post)
        draft = self.run.draft()
        if beat.approval and not (draft and draft.approval):
            self.output.line(
                self.words.say_plural(
                    "{command} asks for approval first: {name}, {count} minute.",
                    "{command} asks for approval first: {name}, {count} minutes.",
                    beat.approval.minutes,
                    command=ASK,
                    name=self.run.text(beat.approval.by),
                    count=self.formats.count(beat.approval.minutes),
                )
            )
        limit = self.formats.count(self.run.limit)
        self.output.line(
            self.words.say(N_("Your reply (at most {limit} characters):"), limit=limit)
        )

    def _post(self, post: Post) -> None:
        persona = self.run.scenario.persona(post.by)
        self.output.line(
            self.words.say(
                N_("{name} ({role}): {text}"),
                name=self.run.text(persona.name),
                role=self.run.text(persona.role),
                text=self.run.text(post.line),
            )
        )

    def _action(self) -> Action | None:
        draft = self.run.draft()
        elapsed, approval = (draft.elapsed_s, draft.approval) if draft else (0.0, False)
        for text in self.replies:
            if text == ASK:
                approval = self._ask() or approval
            elif not text:
                return Action("silence", elapsed_s=elapsed, approval=approval)
            elif len(text) <= self.run.limit or not self.typed:
                return Action("reply", text, elapsed_s=elapsed, approval=approval)
            else:
                self._too_long(text)
        return None

    def _ask(self) -> bool:
        """Ask the colleague and tell her answer; False where there is nobody to ask."""
        beat = self.run.beat
        assert beat is not None
        if beat.approval is None:
            self.output.line(self.words.say(N_("There is nobody to ask here. Write your reply.")))
            return False
        self.run.save_draft("", 0.0, approval=True)
        by, answer = self.run.text(beat.approval.by), self.run.text(beat.approval.answer)
        self.output.line(self.words.say(N_("{name}: {text}"), name=by, text=answer))
        return True

    def _too_long(self, text: str) -> None:
        self.output.line(
            self.words.say(
                N_("The reply has {length} characters; the place takes {limit}. Shorten it."),
                length=self.formats.count(len(text)),
                limit=self.formats.count(self.run.limit),
            )
        )

    def _assess(self) -> Assessment | None:
        request = self.run.request()
        if request is None:
            return None
        if len(request.reply) > self.run.limit:
            return Assessment(None, None, reason=NotRated.TOO_LONG, model=self.scorer.model)
        [assessment] = self.scorer.score([request], evidence=True)
        return assessment

    def _feedback(self, attempt: Attempt) -> None:
        assessment = attempt.assessment
        if assessment is None:
            self.output.line(self.words.say(N_("You stayed silent.")))
        elif assessment.reason is not None:
            self.output.line(self.words.say(NOT_RATED[assessment.reason]))
        else:
            self._scores(assessment, attempt.action.text)
        for reaction in attempt.personas:
            persona = self.run.scenario.persona(reaction.persona_id)
            self.output.line(
                self.words.say(
                    N_("{name} {act}: {reason}"),
                    name=self.run.text(persona.name),
                    act=self.words.say(ACTS[reaction.act]),
                    reason=self.words.say(REASONS[reaction.reason]),
                )
            )
        for post in attempt.decision.posts:
            self._post(post)
        self._counts(attempt)
        self.output.line(
            self.words.say(N_("Coach: {because}"), because=self.run.text(attempt.decision.because))
        )

    def _scores(self, assessment: Assessment, reply: str) -> None:
        say = self.words.say
        for name in SCORES:
            told = verdict(name, assessment, reply)
            self.output.line(
                say(
                    N_("{score_name} {score} of 5: {level}. {reason}"),
                    score_name=say(SCORE_NAMES[name]),
                    score=self.formats.score(getattr(assessment, name)),
                    level=say(told.level),
                    reason=say(told.reason),
                )
            )
        for effects in passages(assessment):
            did = self.words.listed(
                say(
                    N_("{score_name} {effect}"),
                    score_name=say(SCORE_NAMES[one.score]),
                    effect=self.formats.change(one.effect),
                )
                for one in effects
            )
            words = reply[effects[0].start : effects[0].end]
            self.output.line(say(N_("“{words}”: {effects}"), words=words, effects=did))
        traits = self.words.listed(say(TRAIT_NAMES[name]) for name in seen_traits(assessment))
        if traits:
            self.output.line(say(N_("Traits: {traits}"), traits=traits))
        step = next_step(assessment, reply)
        if step:
            self.output.line(say(N_("Next time: {step}"), step=say(step)))

    def _counts(self, attempt: Attempt) -> None:
        crowd = attempt.crowd
        self.output.line(
            self.words.say(
                N_(
                    "Seen by {seen}, liked by {liked}, shared by {shared}; {left} left, {joined}"
                    " joined. Followers {followers}, trust {trust} ({change})."
                ),
                seen=self.formats.count(crowd.seen),
                liked=self.formats.count(crowd.liked),
                shared=self.formats.count(crowd.shared),
                left=self.formats.count(crowd.left),
                joined=self.formats.count(crowd.joined),
                followers=self.formats.count(crowd.followers),
                trust=self.formats.share(crowd.trust_after),
                change=self.formats.points(crowd.trust_after - crowd.trust_before),
            )
        )

    def _debrief(self) -> None:
        say, back = self.words.say, debrief(self.run.scenario, self.run.position)
        assert back.ending is not None
        self.output.line()
        title = self.run.text(back.ending.title)
        total = self.formats.count(back.endings)
        self.output.line(say(N_("Ending: {title} (one of {total})"), title=title, total=total))
        self.output.line(self.run.text(back.ending.text))
        for turn in back.turns:
            self._look_back(turn)
        for sentence, names in (
            (N_("Won: {names}"), back.won),
            (N_("Lost: {names}"), back.lost),
        ):
            if names:
                people = [self.run.text(self.run.scenario.persona(one).name) for one in names]
                self.output.line(say(sentence, names=self.words.listed(people)))
        self.output.line(
            say(
                N_("Trust {before} to {after}; followers {followers}."),
                before=self.formats.share(back.trust[0]),
                after=self.formats.share(back.trust[-1]),
                followers=self.formats.count(back.followers[-1]),
            )
        )

    def _look_back(self, turn: Attempt) -> None:
        beat = self.run.scenario.beat(turn.beat_id)
        assessment = turn.assessment
        rated = assessment is not None and assessment.rated
        scores = (
            " / ".join(self.formats.score(getattr(assessment, name)) for name in SCORES)
            if rated
            else self.words.say(N_("not rated"))
        )
        change = self.formats.points(turn.crowd.trust_after - turn.crowd.trust_before)
        takeaway = self.run.text(beat.takeaway)
        self.output.line(
            self.words.say(
                N_("{clock}: {scores}, trust {change}. {takeaway}"),
                clock=self.formats.clock(beat.time),
                scores=scores,
                change=change,
                takeaway=takeaway,
            )
        )


def is_typed(stream: TextIO | None = None) -> bool:
    """Whether a person types the replies."""
    source = stream or sys.stdin
    return source is not None and source.isatty()
