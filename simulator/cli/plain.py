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
from simulator.cli.telling import ASK, Teller
from simulator.errors import N_
from simulator.scenario.state import Action
from simulator.scoring.base import Assessment, NotRated, Scorer
from simulator.sessions.replay import Phase
from simulator.sessions.run import Run
from simulator.text.catalogue import Words
from simulator.text.cleaning import clean_bytes
from simulator.text.formats import Formats

__all__ = ["PlainPlayer", "reply_lines"]

AGAIN = "/again"
"""The line that answers the same post once more; like `ASK`, it is no reply."""

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
        self.tell = Teller(run, words, output)
        self.typed = typed

    def play(self) -> bool:
        """Play on until the run ends or input does.

        Returns:
            Whether the run has ended.
        """
        if self.run.phase is Phase.BRIEFING:
            self.tell.briefing()
            self.run.open_beat()
        while self.run.phase is not Phase.ENDED:
            if not self._turn():
                self.output.line(
                    self.words.say(N_("The run is kept. Go on with: simulator resume --plain"))
                )
                return False
        self.tell.debrief()
        return True

    def _turn(self) -> bool:
        """One beat, or what is left of it; False when there is no more input."""
        if self.run.phase is Phase.WRITING:
            self.tell.beat()
            action = self._action()
            if action is None:
                return False
            self.run.act(action)
        if self.run.phase is Phase.SCORING:
            self.tell.feedback(self.run.settle(self._assess()))
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


def is_typed(stream: TextIO | None = None) -> bool:
    """Whether a person types the replies."""
    source = stream or sys.stdin
    return source is not None and source.isatty()
