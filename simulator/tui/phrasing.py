"""Sentences that several screens say about a run: posts, times, reactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.errors import N_
from simulator.sessions.coaching import SCORE_NAMES
from simulator.text.formats import Formats
from simulator.tui.widgets.post import PostView

if TYPE_CHECKING:
    from simulator.scenario.model import Beat, Post
    from simulator.scoring.base import Evidence
    from simulator.sessions.run import Run
    from simulator.text.catalogue import Words

__all__ = ["Phrasing"]


class Phrasing:
    """Says things about one run in the interface's language, and what personas say in the run's."""

    def __init__(self, run: Run, words: Words) -> None:
        self.run = run
        self.words = words
        self.formats = Formats(words.language, words.digits)

    def post(self, post: Post, *, time: str = "", addressed: bool = False) -> PostView:
        """A persona's post as a widget."""
        persona = self.run.scenario.persona(post.by)
        reach = persona.reach if post.reach is None else post.reach
        parts = [
            persona.handle,
            self.run.text(persona.role),
            time,
            self.words.say_plural(
                "{count} reader", "{count} readers", reach, count=self.formats.count(reach)
            ),
        ]
        about = " · ".join(part for part in parts if part)
        name, text = self.run.text(persona.name), self.run.text(post.line)
        return PostView(name, about, text, addressed=addressed)

    def moment(self, beat: Beat) -> str:
        """A beat's day and time."""
        clock = self.formats.clock(beat.time)
        day = self.formats.count(beat.day)
        return self.words.say(N_("Day {day}, {clock}"), day=day, clock=clock)

    def clock(self, beat: Beat) -> str:
        return self.formats.clock(beat.time)

    def effects(self, effects: Sequence[Evidence]) -> str:
        """What some words did to the scores."""
        return self.words.listed(
            self.words.say(
                N_("{score_name} {effect}"),
                score_name=self.words.say(SCORE_NAMES[one.score]),
                effect=self.formats.change(one.effect),
            )
            for one in effects
        )

    def persona(self, persona_id: str) -> str:
        """A persona's name."""
        return self.run.text(self.run.scenario.persona(persona_id).name)
