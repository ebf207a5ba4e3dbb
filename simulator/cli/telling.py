"""A run told in plain lines: briefing, posts, what came of a reply, the debrief."""

from __future__ import annotations

from simulator.cli.output import Output
from simulator.errors import N_
from simulator.scenario.model import Post
from simulator.scoring.base import SCORES, Assessment
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
from simulator.sessions.replay import Attempt
from simulator.sessions.run import Run
from simulator.text.catalogue import Words
from simulator.text.formats import Formats

__all__ = ["ASK", "Teller"]

ASK = "/ask"
"""The line that asks for approval; nobody answers in public with it."""


class Teller:
    """Tells a run, and never changes it.

    Args:
        run: A run at any step.
        words: The interface's language; the scenario speaks the run's own.
        output: Where it is told.
    """

    def __init__(self, run: Run, words: Words, output: Output) -> None:
        self.run = run
        self.words = words
        self.formats = Formats(words.language, words.digits)
        self.output = output

    def briefing(self) -> None:
        """Who the trainee is, what is going on, what was promised and what stays inside."""
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

    def beat(self) -> None:
        """The open beat: its hour, what is known, what people wrote, and how to answer."""
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

    def feedback(self, attempt: Attempt) -> None:
        """What an attempt did: scores and their reasons, reactions, figures, the coach."""
        assessment = attempt.assessment
        if assessment is None:
            self.output.line(self.words.say(N_("You stayed silent.")))
        elif assessment.reason is not None:
            self.output.line(self.words.say(NOT_RATED[assessment.reason]))
        else:
            self._scores(assessment, attempt)
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

    def _scores(self, assessment: Assessment, attempt: Attempt) -> None:
        say, reply = self.words.say, attempt.action.text
        said = self.run.said(attempt)
        for name in SCORES:
            told = verdict(name, assessment, said)
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
        step = next_step(assessment, said)
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
                change=self.formats.shift(crowd.trust_before, crowd.trust_after),
            )
        )

    def debrief(self) -> None:
        """The ending, and every turn again."""
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
        change = self.formats.shift(turn.crowd.trust_before, turn.crowd.trust_after)
        takeaway = self.run.text(beat.takeaway)
        self.output.line(
            self.words.say(
                N_("Day {day}, {clock}: {scores}, trust {change}. {takeaway}"),
                day=self.formats.count(beat.day),
                clock=self.formats.clock(beat.time),
                scores=scores,
                change=change,
                takeaway=takeaway,
            )
        )
