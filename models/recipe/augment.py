"""Change a reply without changing what a careful reader would give it; or spoil it on purpose.

The small corpus would else let the network learn a writer's habits: capitals, marks, emoji,
spelling. Arabic marks and tatweel need no change here: `simulator.scoring.normalising` removes
them.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from models.recipe.corpus import RatedRow, Rating
from simulator.scoring.base import SCORES, ScoringRequest

_ARABIC_VARIANTS = {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}


def changed(request: ScoringRequest, chance: random.Random) -> ScoringRequest:
    """A request with a little done to its reply, and now and then without its background."""
    reply = request.reply
    for change, share in (
        (_without_emoji, 0.25),
        (_with_other_marks, 0.3),
        (_in_small_letters, 0.15),
        (_misspelt, 0.2),
        (_with_plain_arabic, 0.15),
    ):
        if chance.random() < share:
            reply = change(reply, chance)
    situation = "" if chance.random() < 0.1 else request.situation
    persona = "" if chance.random() < 0.15 else request.persona
    kept = reply if reply.strip() else request.reply
    return replace(request, reply=kept, situation=situation, persona=persona)


def spoilt(rows: Sequence[RatedRow], chance: random.Random, count: int) -> list[RatedRow]:
    """Rows of a batch made worse in ways that fool a model which has never seen them.

    A reply said twice over loses `_TWICE_COSTS` on both scores. Under the post of another situation
    it answers nobody: engagement 1, and authenticity no higher than `_STRAY_AUTHENTICITY`.

    Args:
        count: How many of each kind, where the batch has that many.
    """
    short = [row for row in rows if len(row.request.reply) <= _LONGEST_TWICE]
    twice = [_said_twice(row) for row in chance.sample(short, min(count, len(short)))]
    stray = []
    for row in chance.sample(list(rows), len(rows)):
        others = [
            other
            for other in rows
            if other.language == row.language and other.situation_id != row.situation_id
        ]
        if others and len(stray) < count:
            stray.append(_under_another_post(row, chance.choice(others)))
    return [*twice, *stray]


_TWICE_COSTS = 0.7
_STRAY_AUTHENTICITY = 2.5
_LONGEST_TWICE = 350
"""Characters; twice that is more than the encoder reads."""


def _said_twice(row: RatedRow) -> RatedRow:
    reply = row.request.reply
    scores = {
        score: max(1.0, value - _TWICE_COSTS)
        for score, value in zip(SCORES, row.scores, strict=True)
    }
    traits = frozenset().union(*(rating.traits for rating in row.ratings))
    return replace(
        row,
        id=f"{row.id}-twice",
        request=replace(row.request, reply=f"{reply} {reply}"),
        ratings=(Rating("spoilt", scores, traits),),
    )


def _under_another_post(row: RatedRow, other: RatedRow) -> RatedRow:
    authenticity, _ = row.scores
    traits = frozenset().union(*(rating.traits for rating in row.ratings))
    scores = {"authenticity": min(authenticity, _STRAY_AUTHENTICITY), "engagement": 1.0}
    return replace(
        other,
        id=f"{row.id}-stray",
        request=replace(other.request, reply=row.request.reply),
        ratings=(Rating("spoilt", scores, traits - {"answers", "invites"}),),
    )


def _without_emoji(reply: str, _: random.Random) -> str:
    return "".join(char for char in reply if unicodedata.category(char) not in ("So", "Sk"))


def _with_other_marks(reply: str, chance: random.Random) -> str:
    """Exclamation marks come and go: they say how someone writes, not what."""
    if "!" in reply:
        return re.sub(r"!+", lambda _: chance.choice([".", "!"]), reply)
    return re.sub(r"\.(?=\s|$)", lambda _: "!" if chance.random() < 0.25 else ".", reply)


def _in_small_letters(reply: str, _: random.Random) -> str:
    return reply.lower()


def _misspelt(reply: str, chance: random.Random) -> str:
    """Swap two letters inside a word or leave one out."""
    places = [m.start() for m in re.finditer(r"(?<=\w)[^\W\d_](?=\w)", reply)]
    if not places:
        return reply
    at = chance.choice(places)
    if chance.random() < 0.5:
        return reply[:at] + reply[at + 1 :]
    return reply[:at] + reply[at + 1] + reply[at] + reply[at + 2 :]


def _with_plain_arabic(reply: str, _: random.Random) -> str:
    """Letters as many people type them: without hamza on alif, with plain h and y at the end."""
    return re.sub(r"[أإآ]|[ةى]\b", lambda letter: _ARABIC_VARIANTS[letter[0]], reply)
