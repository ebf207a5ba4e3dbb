"""The public: deterministic, explainable, and moved the way people are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.audience.crowd import STAKES, Crowd, generate, public_trust
from simulator.audience.reaction import Act, CrowdReaction, Follower, Reason, Turn, react
from simulator.scoring.base import Assessment

GOOD = Assessment(4.5, 4.4, {"answers": 0.9, "owns_up": 0.8, "specific": 0.7})
BAD = Assessment(1.3, 1.2, {"boilerplate": 0.9, "dismissive": 0.8, "answers": 0.1})
SIRI = Follower("siri", "customer", 340, 0.5)
BOT = Follower("bot", "customer", 9, 0.5, bot=True)


@pytest.fixture
def crowd() -> Crowd:
    return generate(size=10_000, trust=0.5, bots=0.08, stakes={"customer": 5, "press": 0.2}, seed=3)


def take(crowd: Crowd, turn: Turn, seed: int = 3) -> tuple[Crowd, CrowdReaction]:
    after, _, counts = react(crowd, (SIRI,), turn, seed=seed, step=0)
    return after, counts


def test_a_crowd_follows_from_its_seed(crowd: Crowd) -> None:
    again = generate(
        size=10_000, trust=0.5, bots=0.08, stakes={"customer": 5, "press": 0.2}, seed=3
    )
    assert np.array_equal(crowd.trust, again.trust)
    assert np.array_equal(crowd.influence, again.influence)


def test_the_mix_is_what_the_pack_asks_for(crowd: Crowd) -> None:
    press = (crowd.stake == STAKES.index("press")).mean()
    assert press == pytest.approx(0.2 / 5.2, abs=0.01)
    assert crowd.bot.mean() == pytest.approx(0.08, abs=0.01)
    assert public_trust(crowd) == pytest.approx(0.5, abs=0.03)


def test_influence_has_a_heavy_tail(crowd: Crowd) -> None:
    """A hundredth of the people hold far more than their share (Kwak et al. 2010)."""
    ordered = np.sort(crowd.influence)[::-1]
    assert ordered[:100].sum() > 0.08 * ordered.sum()


def test_bots_weigh_nothing_and_never_change(crowd: Crowd) -> None:
    after, _ = take(crowd, Turn(GOOD, "siri"))
    assert np.array_equal(after.trust[crowd.bot], crowd.trust[crowd.bot])
    assert crowd.influence[crowd.bot].max() == 0.0


def test_a_good_reply_wins_and_a_bad_one_loses(crowd: Crowd) -> None:
    _, good = take(crowd, Turn(GOOD, "siri"))
    _, bad = take(crowd, Turn(BAD, "siri"))
    assert good.trust_after > good.trust_before > bad.trust_after
    assert bad.left > good.left
    assert good.shared > bad.shared == 0


def test_a_leak_travels_further_than_a_good_reply(crowd: Crowd) -> None:
    _, plain = take(crowd, Turn(GOOD, "siri"))
    _, leak = take(crowd, Turn(GOOD, "siri", leaked=True))
    assert leak.shared > plain.shared
    assert leak.seen > plain.seen


def test_silence_costs_unless_it_fits(crowd: Crowd) -> None:
    _, costly = take(crowd, Turn(None, "siri"))
    _, wise = take(crowd, Turn(None, "siri", silence_fits=True))
    assert costly.trust_after < costly.trust_before <= wise.trust_after


def test_being_answered_lowers_leaving(crowd: Crowd) -> None:
    """Those who are acknowledged leave less (Kwak, Chun, Moon 2011)."""
    answered = Assessment(1.5, 1.5, {"answers": 0.9})
    ignored = Assessment(1.5, 1.5, {"answers": 0.1})
    _, heard = take(crowd, Turn(answered, "siri"))
    _, unheard = take(crowd, Turn(ignored, "siri"))
    assert heard.left < unheard.left


def test_a_persona_reacts_for_a_stated_reason(crowd: Crowd) -> None:
    _, named, _ = react(crowd, (SIRI, BOT), Turn(GOOD, "siri"), seed=3, step=0)
    siri, bot = named
    assert siri.act in (Act.LIKED, Act.SHARED)
    assert siri.reason is Reason.OWNED_UP
    assert (bot.act, bot.trust_after) == (Act.STAYED, bot.trust_before)
    _, [put_off], _ = react(crowd, (SIRI,), Turn(BAD, "siri"), seed=3, step=0)
    assert put_off.act is Act.FROWNED
    assert put_off.reason is Reason.OFFENDED


@given(st.floats(1, 5), st.floats(1, 5), st.integers(0, 50), st.booleans())
def test_counts_always_add_up(a: float, e: float, seed: int, leaked: bool) -> None:
    crowd = generate(size=500, trust=0.5, bots=0.1, stakes={"citizen": 1}, seed=seed)
    after, counts = take(
        crowd, Turn(Assessment(a, e, {"answers": a / 5}), "x", leaked=leaked), seed
    )
    assert counts.followers == len(crowd) - counts.left + counts.joined
    assert counts.liked + counts.shared + counts.left <= 2 * counts.seen
    assert sum(counts.reasons.values()) == counts.liked + counts.shared + counts.left
    assert 0.0 <= counts.trust_after <= 1.0
    assert float(after.trust.min()) >= 0.0
