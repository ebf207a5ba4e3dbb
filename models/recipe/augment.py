"""Change a reply without changing what a careful reader would give it.

The small corpus would else let the network learn a writer's habits: capitals, marks, emoji,
spelling. Arabic marks and tatweel need no change here: `simulator.scoring.normalising` removes
them.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace

from simulator.scoring.base import ScoringRequest

_ARABIC_VARIANTS = {"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"}


def changed(request: ScoringRequest, chance: random.Random) -> ScoringRequest:
    """A request with a little done to its reply, and now and then without its background."""
    reply = request.reply
    for change, share in (
        (_without_emoji, 0.25),
        (_with_other_marks, 0.3),
        (_in_small_letters, 0.07),
        (_misspelt, 0.2),
        (_with_plain_arabic, 0.15),
    ):
        if chance.random() < share:
            reply = change(reply, chance)
    situation = "" if chance.random() < 0.1 else request.situation
    persona = "" if chance.random() < 0.15 else request.persona
    kept = reply if reply.strip() else request.reply
    return replace(request, reply=kept, situation=situation, persona=persona)


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
