"""The unnamed followers as arrays, made from a pack's mix and a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["STAKES", "Crowd", "generate", "public_trust", "random_stream"]

STAKES = ("customer", "employee", "press", "analyst", "peer", "citizen")
"""What followers have to do with the leader; the arrays hold the index into this."""

_STAKE_INFLUENCE = np.array([1.0, 1.2, 12.0, 6.0, 3.0, 1.0])
"""How many more people listen to one of that stake than to a customer."""
_TAIL = 1.5
"""Exponent of the influence's power law. Follower counts have a heavy tail with an exponent (of the
density) between 2 and 3 (Kwak et al. 2010, "What is Twitter, a social network or a news media?"); a
Pareto of shape 1.5 has 2.5."""
_INFLUENCE_CAP = 2000.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """n followers. Arrays are never changed in place: a reaction step gives a new crowd."""

    stake: NDArray[np.uint8]
    """(n,) index into STAKES."""
    influence: NDArray[np.float32]
    """(n,) how much one's word weighs with others; mean near 1 for customers, heavy-tailed."""
    trust: NDArray[np.float32]
    """(n,) trust in the leader, 0.0-1.0."""
    bot: NDArray[np.bool_]
    """(n,) no person; never moved."""
    present: NDArray[np.bool_]
    """(n,) still following."""
    joined: int = 0
    """Followers who came after the start; they are counted, not simulated one by one."""

    def __len__(self) -> int:
        return len(self.trust)

    @property
    def followers(self) -> int:
        """How many follow now, people and bots."""
        return int(self.present.sum()) + self.joined


def random_stream(*seeds: int) -> np.random.Generator:
    """A stream that is the same on every platform for the same seeds.

    Only `random()` is drawn from it: numpy keeps that stable, other distributions may change.
    """
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(list(seeds))))


def generate(
    *, size: int, trust: float, bots: float, stakes: Mapping[str, float], seed: int
) -> Crowd:
    """Make a crowd.

    Args:
        size: Followers, at least 1.
        trust: Mean trust, 0.0-1.0.
        bots: Share of bots, 0.0-1.0.
        stakes: Stake to weight, any sum.
        seed: The run's seed.
    """
    draw = random_stream(seed, 0).random((4, size))
    weights = np.array([stakes.get(name, 0.0) for name in STAKES])
    stake = np.searchsorted(np.cumsum(weights / weights.sum()), draw[0], side="right")
    stake = np.minimum(stake, len(STAKES) - 1).astype(np.uint8)
    bot = draw[1] < bots
    tail = np.minimum((1.0 - draw[2]) ** (-1.0 / _TAIL), _INFLUENCE_CAP) / 3.0
    influence = np.where(bot, 0.0, tail * _STAKE_INFLUENCE[stake])
    spread = np.clip(trust + (draw[3] - 0.5) * 0.5, 0.02, 0.98)
    return Crowd(
        stake=stake,
        influence=influence.astype(np.float32),
        trust=spread.astype(np.float32),
        bot=bot,
        present=np.ones(size, dtype=bool),
    )


def public_trust(crowd: Crowd) -> float:
    """Trust of those who follow now, weighted by influence, 0.0-1.0. Bots weigh nothing.

    This is the headline figure: who follows counts more than how many.
    """
    weight = crowd.influence * crowd.present
    total = float(weight.sum(dtype=np.float64))
    if total == 0.0:
        return 0.0
    return round(float((weight * crowd.trust).sum(dtype=np.float64)) / total, 4)
