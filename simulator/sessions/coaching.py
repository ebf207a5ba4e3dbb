"""What the coach says about an assessment: a word for each score, one reason each, one next step.

Everything here is chosen from the assessment alone and given as a catalogue message (see
`simulator.errors.N_`), so the screen, the plain mode and later the team's screens say the same. A
reason never contradicts what the scorer saw: it names a trait only when the trait is seen (or
clearly missing), and only on the side of the score that the trait bears on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.audience.reaction import Act, Reason
from simulator.errors import N_
from simulator.scoring.base import Assessment, Evidence, NotRated, ScoreName

__all__ = [
    "ACTS",
    "NOT_RATED",
    "REASONS",
    "SCORE_NAMES",
    "TRAIT_NAMES",
    "Said",
    "Verdict",
    "next_step",
    "passages",
    "seen_traits",
    "verdict",
]

SCORE_NAMES: Mapping[str, str] = {
    "authenticity": N_("Authenticity"),
    "engagement": N_("Engagement"),
}

TRAIT_NAMES: Mapping[str, str] = {
    "sells": N_("sells"),
    "boilerplate": N_("stock phrases"),
    "personal": N_("personal"),
    "owns_up": N_("owns up"),
    "answers": N_("answers"),
    "invites": N_("invites"),
    "specific": N_("specific"),
    "dismissive": N_("brushes off"),
    "leaks": N_("gives away"),
    "careless": N_("careless"),
}

NOT_RATED: Mapping[NotRated, str] = {
    NotRated.EMPTY: N_("Not rated: there is nothing to read."),
    NotRated.TOO_SHORT: N_("Not rated: the reply is too short to judge."),
    NotRated.NO_WORDS: N_("Not rated: the reply holds no words."),
    NotRated.NOT_A_TEXT: N_("Not rated: the letters do not form a text."),
    NotRated.OTHER_LANGUAGE: N_("Not rated: the reply is not in Arabic, English or Norwegian."),
    NotRated.TOO_LONG: N_("Not rated: the reply is longer than the place takes, so nobody saw it."),
    NotRated.UNSURE: N_("Not rated: the model is not sure enough about this reply."),
}

ACTS: Mapping[Act, str] = {
    Act.SHARED: N_("shared it"),
    Act.LIKED: N_("liked it"),
    Act.STAYED: N_("stayed"),
    Act.FROWNED: N_("was put off"),
    Act.LEFT: N_("left"),
}

REASONS: Mapping[Reason, str] = {
    Reason.OWNED_UP: N_("you owned up"),
    Reason.LEARNT: N_("learnt something"),
    Reason.ANSWERED: N_("was answered"),
    Reason.INVITED: N_("was asked"),
    Reason.PERSONAL: N_("heard a person"),
    Reason.PROMISE_KEPT: N_("you did as you said"),
    Reason.PROMISE_BROKEN: N_("a promise was broken"),
    Reason.LEAK: N_("caught a leak"),
    Reason.SOLD_TO: N_("felt sold to"),
    Reason.STOCK_PHRASES: N_("heard stock phrases"),
    Reason.OFFENDED: N_("felt brushed off"),
    Reason.NOT_ANSWERED: N_("was not answered"),
    Reason.HOLLOW: N_("did not believe it"),
    Reason.FLAT: N_("saw nothing to react to"),
    Reason.UNREADABLE: N_("could make nothing of it"),
    Reason.SILENCE: N_("heard nothing from you"),
    Reason.SILENCE_WISE: N_("saw that you let it pass"),
}

_STEPS = (1.8, 2.6, 3.4, 4.2)
"""Where one word gives way to the next, on the scale 1.0-5.0."""
_LEVELS: Mapping[ScoreName, tuple[str, ...]] = {
    "authenticity": (
        N_("nobody believes a person wrote this"),
        N_("sounds like the organisation"),
        N_("polite, and anyone's"),
        N_("sounds like you"),
        N_("unmistakably you"),
    ),
    "engagement": (
        N_("closes the door"),
        N_("gives little to answer"),
        N_("answers, but flatly"),
        N_("makes people want to answer"),
        N_("hard to leave alone"),
    ),
}

_SEEN, _MISSING = 0.5, 0.35
"""Probability from which a trait is seen, and below which it is clearly missing."""

_Clue = tuple[str, bool, str]
"""A trait, whether it must be seen (or missing), and the reason to give."""

_LOW: Mapping[ScoreName, tuple[_Clue, ...]] = {
    "authenticity": (
        ("sells", True, N_("It sells; people hear an advertisement.")),
        (
            "dismissive",
            True,
            N_("It brushes the follower off instead of meeting what was written."),
        ),
        ("boilerplate", True, N_("Its phrases would fit any complaint.")),
        ("careless", True, N_("It is so hastily written that it is hard to read.")),
        ("specific", False, N_("Nothing in it is known only to someone who was there.")),
        ("owns_up", False, N_("It explains, but nobody owns the matter.")),
        ("personal", False, N_("Anyone in the organisation could have signed it.")),
    ),
    "engagement": (
        ("dismissive", True, N_("It belittles the one who wrote.")),
        ("answers", False, N_("It does not answer what the follower wrote.")),
        ("boilerplate", True, N_("It could stand under any post.")),
        ("sells", True, N_("It broadcasts; there is nothing to answer.")),
        ("careless", True, N_("It takes an effort to read.")),
        ("specific", False, N_("It gives nothing that people could use or pass on.")),
        ("invites", False, N_("It ends the conversation.")),
    ),
}
_HIGH: Mapping[ScoreName, tuple[_Clue, ...]] = {
    "authenticity": (
        ("owns_up", True, N_("You say what went wrong, or what you do not know.")),
        ("personal", True, N_("There is a person in it.")),
        ("specific", True, N_("You tell something that only somebody on the inside can know.")),
        ("answers", True, N_("You take the follower's words as they were meant.")),
    ),
    "engagement": (
        ("invites", True, N_("It opens a next step.")),
        ("specific", True, N_("It gives people something to use or pass on.")),
        ("answers", True, N_("It answers what the follower wrote.")),
        ("personal", True, N_("People answer people.")),
    ),
}
_PLAIN_LOW: Mapping[ScoreName, str] = {
    "authenticity": N_("It is hard to hear who is speaking."),
    "engagement": N_("There is little in it to react to."),
}
_PLAIN_MIDDLING = N_(
    "Nothing in particular pulls it down; read it aloud as the follower would hear it."
)
_PLAIN_HIGH: Mapping[ScoreName, str] = {
    "authenticity": N_("It sounds like somebody who means it."),
    "engagement": N_("It invites an answer."),
}
_FIRST_PERSON = re.compile(
    r"\b(?:i|i['’](?:m|ve|ll|d)|me|my|mine|myself"
    r"|jeg|meg|min|mi|mitt|mine|eg|æ|mæ)\b"
    r"|\b[وف]?(?:[أا]نا|[إا]نني|[أا]نني|[إا]ني|لي|عندي|مني|عني|نفسي|بنفسي|سأ\w+)\b",
    re.IGNORECASE,
)
"""Plain signs that somebody speaks for herself. Arabic often needs no pronoun, so their absence
says nothing."""
_COMES_BACK = re.compile(
    r"\bi(?: will|['’]ll) (?:write|answer|tell|come back|be back|be here|report)\b"
    r"|\bjeg (?:skriver|svarer|forteller|kommer tilbake|er tilbake)\b"
    r"|\bس[أن](?:كتب|عود|جيب|رد|خبر|بلغ)\w*",
    re.IGNORECASE,
)
"""Somebody says that she will be back: that ends no conversation."""
_OWNS = re.compile(
    r"\b(?:my (?:fault|mistake)|i was wrong|i (?:promised|forgot)|on me\b"
    r"|min feil|mitt ansvar|(?:jeg|meg) som (?:lov|glem)\w+|jeg (?:tok feil|glemte|lovte))"
    r"|أنا المسؤول|\bخطئي\b|أخطأت|الخطأ خطئي",
    re.IGNORECASE,
)
"""Plain words of taking a matter on oneself, whatever the model saw."""
_TO_OWN = frozenset({"commit", "conscience", "crisis", "followers-decide", "measure"})
"""Lessons whose beats hold something to take responsibility for."""
_MIDDLING = _STEPS[1]
_TURN = _STEPS[2]
"""Below this a score is explained by what pulls it down, from here by what holds it up: no word of
the lower three may be followed by praise."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was rated, as far as the coach looks at it."""

    reply: str = ""
    """It is never said to lack what anybody can see in it."""
    lesson: str | None = None
    """What the beat is about: where nobody is to blame, nobody is told to own up."""
    spoken_past: bool = False
    """It is in a language that the follower does not use."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score in words."""

    level: str
    """A plain word for how high it is; a catalogue message."""
    reason: str
    """One sentence on why; a catalogue message."""


def verdict(name: ScoreName, assessment: Assessment, said: Said | None = None) -> Verdict:
    """A word and a reason for one score of a rated reply.

    Raises:
        ValueError: The reply was not rated.
    """
    score = getattr(assessment, name)
    if score is None:
        raise ValueError("the reply was not rated")
    level = _LEVELS[name][sum(score >= step for step in _STEPS)]
    said = said or Said()
    if name == "engagement" and said.spoken_past:
        return Verdict(level, N_("It is in a language that the follower did not use."))
    low = score < _TURN
    clues = tuple(clue for clue in (_LOW if low else _HIGH)[name] if _fits(clue, said))
    return Verdict(level, _first(clues, assessment.traits) or _plain(name, score))


def _plain(name: ScoreName, score: float) -> str:
    """What to say where no trait is clear."""
    if score >= _TURN:
        return _PLAIN_HIGH[name]
    return _PLAIN_LOW[name] if score < _MIDDLING else _PLAIN_MIDDLING


def _fits(clue: _Clue, said: Said) -> bool:
    """Whether a clue may be given: a missing trait only where the reply itself does not show it."""
    trait, wanted, _ = clue
    if wanted:
        return True
    if trait == "invites":
        asks = said.reply.rstrip().endswith(("?", "؟"))
        return not asks and _COMES_BACK.search(said.reply) is None
    if trait == "personal":
        return _FIRST_PERSON.search(said.reply) is None
    if trait == "owns_up":
        blamed = said.lesson is None or said.lesson in _TO_OWN
        return blamed and _OWNS.search(said.reply) is None
    return True


def _first(clues: tuple[_Clue, ...], traits: Mapping[str, float]) -> str | None:
    """The reason of the clearest clue: seen traits by probability, then missing ones in order."""
    seen = [(traits.get(name, 0.0), text) for name, wanted, text in clues if wanted]
    best = max(seen, default=(0.0, ""), key=lambda pair: pair[0])
    if best[0] >= _SEEN:
        return best[1]
    missing = (t for name, wanted, t in clues if not wanted and traits.get(name, 1.0) < _MISSING)
    return next(missing, None)


_NEXT: tuple[_Clue, ...] = (
    ("leaks", True, N_("Take out what must stay inside; say instead that you cannot say it yet.")),
    ("dismissive", True, N_("Begin with what is right in the follower's words.")),
    ("answers", False, N_("Answer what the follower wrote in your first sentence.")),
    ("sells", True, N_("Leave out the offer, and give the follower something instead.")),
    (
        "boilerplate",
        True,
        N_("Swap the phrase that could stand anywhere for one that only fits here."),
    ),
    ("careless", True, N_("Read it aloud once, and write the words out.")),
    ("owns_up", False, N_("Say plainly what went wrong, or what you do not know yet.")),
    ("specific", False, N_("Add one thing only you can know: a time, a place, a number, a name.")),
    (
        "invites",
        False,
        N_("End with a question you want answered, or a time when you will be back."),
    ),
    ("personal", False, N_("Say “I” once, and mean it.")),
)


def next_step(assessment: Assessment, said: Said | None = None) -> str | None:
    """One thing to do differently, as a catalogue message; None when there is nothing to say.

    Nobody is told to do what she has done.
    """
    said = said or Said()
    if not assessment.rated:
        return N_("Write a few words of your own about what the follower wrote.")
    if said.spoken_past:
        return N_("Answer in the language that the follower used.")
    strong = (assessment.authenticity or 0) >= 4.2 and (assessment.engagement or 0) >= 4.2
    if strong and assessment.traits.get("leaks", 0.0) < _SEEN:
        return None
    for clue in _NEXT:
        name, wanted, text = clue
        share = assessment.traits.get(name, 1.0 if not wanted else 0.0)
        if not _fits(clue, said):
            continue
        if (wanted and share >= _SEEN) or (not wanted and share < _MISSING):
            return text
    return None


def passages(assessment: Assessment) -> tuple[tuple[Evidence, ...], ...]:
    """The evidence by passage, strongest first: what the same words did to each score."""
    together: dict[tuple[int, int], list[Evidence]] = {}
    for one in sorted(assessment.evidence, key=lambda one: -abs(one.effect)):
        together.setdefault((one.start, one.end), []).append(one)
    return tuple(tuple(effects) for effects in together.values())


def seen_traits(assessment: Assessment) -> tuple[str, ...]:
    """The traits that are seen in a reply, likeliest first."""
    seen = [(share, name) for name, share in assessment.traits.items() if share >= _SEEN]
    return tuple(name for _, name in sorted(seen, reverse=True))
