"""How followers take a reply, or its absence: who liked, shared, stayed or left, and why.

Pure: the crowd, the facts of the turn and a seed go in; a new crowd and the reactions come out.
What is modelled, and from where:

* Being answered protects: those who are acknowledged leave less (Kwak, Chun, Moon 2011, "Fragile
  online relationship: a first look at unfollow dynamics in Twitter"), so an answer that answers
  lowers leaving for the addressee most and for readers a little.
* Trust falls faster than it grows (Slovic 1993, "Perceived risk, trust, and democracy").
* Most shares reach one circle only (Goel, Watts, Goldstein 2012, "The structure of online diffusion
  networks"): sharing is one hop here, and rare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from simulator.audience.crowd import STAKES, Crowd, public_trust, random_stream
from simulator.scoring.base import Assessment

__all__ = ["Act", "CrowdReaction", "Follower", "PersonaReaction", "Reason", "Turn", "react"]


class Act(StrEnum):
    """What a follower does after a reply."""

    SHARED = "shared"
    LIKED = "liked"
    STAYED = "stayed"
    FROWNED = "frowned"
    LEFT = "left"


class Reason(StrEnum):
    """Why. Each has a sentence in the catalogues."""

    OWNED_UP = "owned_up"
    LEARNT = "learnt"
    ANSWERED = "answered"
    INVITED = "invited"
    PERSONAL = "personal"
    PROMISE_KEPT = "promise_kept"
    PROMISE_BROKEN = "promise_broken"
    LEAK = "leak"
    SOLD_TO = "sold_to"
    STOCK_PHRASES = "stock_phrases"
    OFFENDED = "offended"
    NOT_ANSWERED = "not_answered"
    HOLLOW = "hollow"
    FLAT = "flat"
    UNREADABLE = "unreadable"
    SILENCE = "silence"
    SILENCE_WISE = "silence_wise"


@dataclass(frozen=True, slots=True)
class Follower:
    """A persona, as far as reactions are concerned."""

    id: str
    stake: str
    reach: int
    trust: float
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """The facts of one turn."""

    assessment: Assessment | None
    """None for silence."""
    addressee: str
    silence_fits: bool = False
    """Silence was the wise answer here (its outcome costs no trust)."""
    leaked: bool = False
    promise_kept: bool = False
    promise_broken: bool = False
    shifts: Mapping[str, float] = field(default_factory=dict)
    """What the script adds: persona id, or `public`, to a change of trust."""


@dataclass(frozen=True, slots=True)
class PersonaReaction:
    """What a named follower does, and why."""

    persona_id: str
    act: Act
    reason: Reason
    trust_before: float
    trust_after: float


@dataclass(frozen=True, slots=True)
class CrowdReaction:
    """What the crowd does: counts, with their reasons."""

    seen: int
    liked: int
    shared: int
    left: int
    joined: int
    followers: int
    """After this turn."""
    trust_before: float
    """Influence-weighted trust, 0.0-1.0."""
    trust_after: float
    reasons: Mapping[Reason, int]
    """Of those who liked, shared or left, how many for which reason; largest first."""


_STAKE_WEIGHT = np.array([1.0, 1.1, 0.8, 0.7, 0.8, 0.7], dtype=np.float32)
"""How much a turn moves one of each stake; in the order of STAKES."""
_GAIN, _LOSS = 0.07, 0.11
"""Change of trust for the best and the worst reply, for one who reads it with full weight."""
_PERSONA_GAIN = 1.6
"""The one who is answered is moved more than those who read along."""


def react(
    crowd: Crowd, followers: Sequence[Follower], turn: Turn, *, seed: int, step: int
) -> tuple[Crowd, tuple[PersonaReaction, ...], CrowdReaction]:
    """Let everybody take one turn.

    Args:
        crowd: The followers before the turn.
        followers: The personas, in the pack's order.
        turn: What happened.
        seed: The run's seed.
        step: Beats played before this one. Trying a beat again draws the same luck, so that two
            attempts differ by what was written alone.

    Returns:
        The crowd afterwards, one reaction per persona in order, and the crowd's counts.
    """
    mood = _mood(turn)
    good, bad = _reasons(turn)
    named = tuple(_persona_reaction(one, turn, mood, good, bad) for one in followers)
    after, counts = _crowd_reaction(crowd, turn, mood, good, bad, random_stream(seed, step + 1))
    return after, named, counts


def _mood(turn: Turn) -> float:
    """How the turn is taken, from -1.0 (as badly as can be) to 1.0."""
    if turn.assessment is None:
        return 0.1 if turn.silence_fits else -0.45
    authenticity, engagement = turn.assessment.authenticity, turn.assessment.engagement
    if authenticity is None or engagement is None:
        return -0.5
    return max(-1.0, min(1.0, (0.5 * authenticity + 0.5 * engagement - 2.9) / 1.7))


_GOOD = (
    ("owns_up", Reason.OWNED_UP),
    ("specific", Reason.LEARNT),
    ("answers", Reason.ANSWERED),
    ("invites", Reason.INVITED),
    ("personal", Reason.PERSONAL),
)
_BAD = (
    ("dismissive", Reason.OFFENDED),
    ("sells", Reason.SOLD_TO),
    ("boilerplate", Reason.STOCK_PHRASES),
    ("careless", Reason.UNREADABLE),
)


def _reasons(turn: Turn) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Reasons for and against, likeliest first; neither is empty."""
    if turn.assessment is None:
        return (Reason.SILENCE_WISE,), (Reason.SILENCE,)
    if not turn.assessment.rated:
        return (Reason.FLAT,), (Reason.UNREADABLE,)
    traits = turn.assessment.traits
    good = [reason for name, reason in _GOOD if traits.get(name, 0.0) >= 0.5]
    bad = [reason for name, reason in _BAD if traits.get(name, 0.0) >= 0.5]
    if turn.promise_kept:
        good.insert(0, Reason.PROMISE_KEPT)
    if turn.leaked:
        bad.insert(0, Reason.LEAK)
    if turn.promise_broken:
        bad.insert(0, Reason.PROMISE_BROKEN)
    if traits.get("answers", 0.0) < 0.5:
        bad.append(Reason.NOT_ANSWERED)
    return tuple(good) or (Reason.FLAT,), (*bad, Reason.HOLLOW)


def _persona_reaction(
    follower: Follower, turn: Turn, mood: float, good: tuple[Reason, ...], bad: tuple[Reason, ...]
) -> PersonaReaction:
    if follower.bot:
        return PersonaReaction(follower.id, Act.STAYED, Reason.FLAT, follower.trust, follower.trust)
    weight = float(_STAKE_WEIGHT[STAKES.index(follower.stake)])
    addressed = follower.id == turn.addressee
    own = _change(mood) * weight * (_PERSONA_GAIN if addressed else 0.6)
    own += turn.shifts.get(follower.id, 0.0) + turn.shifts.get("public", 0.0) * 0.5
    after = round(min(1.0, max(0.0, follower.trust + own)), 4)
    act = _act(own, after)
    unmoved = Reason.SILENCE_WISE if turn.silence_fits else Reason.FLAT
    reason = good[0] if own >= 0.012 else bad[0] if own <= -0.012 else unmoved
    if addressed and own >= 0.012 and Reason.ANSWERED in good and reason is not Reason.PROMISE_KEPT:
        reason = Reason.OWNED_UP if Reason.OWNED_UP in good else Reason.ANSWERED
    return PersonaReaction(follower.id, act, reason, follower.trust, after)


def _change(mood: float) -> float:
    return mood * (_GAIN if mood >= 0 else _LOSS)


def _act(change: float, trust: float) -> Act:
    if change >= 0.08:
        return Act.SHARED
    if change >= 0.02:
        return Act.LIKED
    if change > -0.03:
        return Act.STAYED
    return Act.LEFT if trust < 0.18 else Act.FROWNED


def _crowd_reaction(
    crowd: Crowd,
    turn: Turn,
    mood: float,
    good: tuple[Reason, ...],
    bad: tuple[Reason, ...],
    stream: np.random.Generator,
) -> tuple[Crowd, CrowdReaction]:
    before = public_trust(crowd)
    draw = stream.random((3, len(crowd)))
    people = crowd.present & ~crowd.bot
    seen = people & (draw[0] < _seen_share(turn))
    lean = (draw[1] - 0.5) * 0.6
    taken = np.clip(mood + lean, -1.0, 1.0)
    change = np.where(taken >= 0, taken * _GAIN, taken * _LOSS) * _STAKE_WEIGHT[crowd.stake]
    change = (change + turn.shifts.get("public", 0.0)) * seen
    trust = np.clip(crowd.trust + change, 0.0, 1.0).astype(np.float32)
    left = seen & (draw[2] < _leaving(taken, trust, turn))
    liked = seen & ~left & (draw[2] > 1.0 - 0.35 * np.clip(taken, 0.0, 1.0))
    shared = seen & ~left & _sharing(taken, draw[2], turn)
    joined = _joining(crowd, shared, mood)
    after = replace(crowd, trust=trust, present=crowd.present & ~left, joined=crowd.joined + joined)
    counts = CrowdReaction(
        seen=int(seen.sum()),
        liked=int(liked.sum()),
        shared=int(shared.sum()),
        left=int(left.sum()),
        joined=joined,
        followers=after.followers,
        trust_before=before,
        trust_after=public_trust(after),
        reasons=_counted(int(liked.sum() + shared.sum()), int(left.sum()), good, bad),
    )
    return after, counts


def _seen_share(turn: Turn) -> float:
    """Silence is seen by fewer; a leak travels."""
    if turn.assessment is None:
        return 0.35
    return 0.85 if turn.leaked else 0.6


def _leaving(
    taken: NDArray[np.float64], trust: NDArray[np.float32], turn: Turn
) -> NDArray[np.float64]:
    """Probability of leaving: the worse it was taken and the less trust is left, the likelier."""
    chance = 0.03 * np.clip(-taken, 0.0, 1.0) * (1.4 - trust) + 0.0006
    answered = turn.assessment is not None and turn.assessment.traits.get("answers", 0.0) >= 0.5
    return chance * (0.5 if answered else 1.0)


def _sharing(
    taken: NDArray[np.float64], luck: NDArray[np.float64], turn: Turn
) -> NDArray[np.bool_]:
    """A good reply is shared by some; a leak by many more."""
    chance = 0.05 * np.clip(taken - 0.2, 0.0, 1.0) + (0.06 if turn.leaked else 0.0)
    return (luck >= 0.5) & (luck < 0.5 + chance)


def _joining(crowd: Crowd, shared: NDArray[np.bool_], mood: float) -> int:
    """Newcomers: those behind the sharers who liked what they saw. One hop, no further."""
    if mood <= 0:
        return 0
    return round(float(crowd.influence[shared].sum(dtype=np.float64)) * 0.12 * mood)


def _counted(
    pleased: int, gone: int, good: tuple[Reason, ...], bad: tuple[Reason, ...]
) -> dict[Reason, int]:
    """Deal the counts out over the reasons: half to the likeliest, half of the rest to the next."""
    counted: dict[Reason, int] = {}
    for total, reasons in ((pleased, good[:3]), (gone, bad[:3])):
        rest = total
        for index, reason in enumerate(reasons):
            part = rest if index == len(reasons) - 1 else (rest + 1) // 2
            if part:
                counted[reason] = counted.get(reason, 0) + part
            rest -= part
    return dict(sorted(counted.items(), key=lambda item: -item[1]))
