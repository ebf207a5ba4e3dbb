"""The coach: a word and a reason for each score, and never one that the scorer contradicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.scoring.base import SCORES, TRAITS, Assessment, NotRated, ScoreName
from simulator.sessions.coaching import (
    _HIGH,
    _LOW,
    NOT_RATED,
    TRAIT_NAMES,
    Said,
    next_step,
    seen_traits,
    verdict,
)

shares = st.fixed_dictionaries({name: st.floats(0, 1) for name in TRAITS})
scores = st.floats(1, 5)


@given(scores, scores, shares)
def test_a_reason_never_contradicts_the_traits(
    authenticity: float, engagement: float, traits: dict[str, float]
) -> None:
    assessment = Assessment(authenticity, engagement, traits)
    for name in SCORES:
        reason = verdict(name, assessment).reason
        for trait, wanted, text in (*_LOW[name], *_HIGH[name]):
            if text == reason:
                assert (traits[trait] >= 0.5) if wanted else (traits[trait] < 0.35)


def test_levels_rise_with_the_score() -> None:
    levels = [
        verdict("authenticity", Assessment(score, 3.0, {})).level
        for score in (1.0, 2.0, 3.0, 4.0, 5.0)
    ]
    assert len(set(levels)) == 5


def test_a_leak_is_the_first_thing_to_mend() -> None:
    step = next_step(Assessment(4.8, 4.8, {"leaks": 0.9, "answers": 0.1}))
    assert step is not None
    assert "inside" in step


def test_an_excellent_reply_gets_no_advice() -> None:
    assert next_step(Assessment(4.8, 4.6, dict.fromkeys(TRAITS, 0.0))) is None


def test_every_trait_and_every_reason_has_words() -> None:
    assert set(TRAIT_NAMES) == set(TRAITS)
    assert set(NOT_RATED) == set(NotRated)


def test_traits_come_likeliest_first() -> None:
    assessment = Assessment(3.0, 3.0, {"answers": 0.6, "sells": 0.9, "leaks": 0.1})
    assert seen_traits(assessment) == ("sells", "answers")


@given(st.floats(1, 3.39), shares)
def test_a_lower_word_is_never_followed_by_praise(score: float, traits: dict[str, float]) -> None:
    for name in SCORES:
        reason = verdict(name, Assessment(score, score, traits)).reason
        assert reason not in {text for _, _, text in _HIGH[name]}


def test_a_reply_that_asks_is_not_said_to_end_the_conversation() -> None:
    assessment = Assessment(3.0, 3.0, {"answers": 0.9, "specific": 0.9, "invites": 0.1})
    ended = verdict("engagement", assessment, Said("We mend it on Friday.")).reason
    assert ended == "It ends the conversation."
    for reply in ("We mend it on Friday. Does that help?", "نصلحه الجمعة. هل يكفي؟ "):
        assert verdict("engagement", assessment, Said(reply)).reason != ended


@pytest.mark.parametrize(
    "reply",
    [
        "I’ve read every one of them.",
        "That one is mine to mend.",
        "Og jeg valgte juli.",
        "Det va æ som lova det.",
        "وأنا اخترت يوليو.",
        "سأعود إليكم الخميس.",
    ],
)
def test_a_reply_in_the_first_person_is_not_told_to_say_i(reply: str) -> None:
    assessment = Assessment(3.0, 3.0, dict.fromkeys(TRAITS, 0.4) | {"personal": 0.1})
    said = "Anyone in the organisation could have signed it."
    assert verdict("authenticity", assessment, Said("Drift er varslet om saken.")).reason == said
    assert verdict("authenticity", assessment, Said(reply)).reason != said
    assert next_step(assessment, Said("Drift er varslet om saken.")) == "Say “I” once, and mean it."
    assert next_step(assessment, Said(reply)) is None


def test_nobody_is_told_to_own_up_where_there_is_nothing_to_own() -> None:
    assessment = Assessment(3.0, 3.0, dict.fromkeys(TRAITS, 0.4) | {"owns_up": 0.1})
    told = {
        lesson: (
            verdict("authenticity", assessment, Said(lesson=lesson)).reason,
            next_step(assessment, Said(lesson=lesson)),
        )
        for lesson in ("conscience", "be-yourself")
    }
    assert told["conscience"] == (
        "It explains, but nobody owns the matter.",
        "Say plainly what went wrong, or what you do not know yet.",
    )
    assert told["be-yourself"] == (
        "Nothing in particular pulls it down; read it aloud as the follower would hear it.",
        None,
    )


def test_a_middling_score_without_a_clear_cause_is_not_given_one() -> None:
    even = dict.fromkeys(TRAITS, 0.4)
    middling, low = (verdict("engagement", Assessment(s, s, even)).reason for s in (3.3, 2.0))
    assert middling.startswith("Nothing in particular")
    assert low == "There is little in it to react to."


def test_a_reply_in_another_language_is_told_so_before_all_else() -> None:
    assessment = Assessment(4.5, 1.0, dict.fromkeys(TRAITS, 0.9))
    past = Said("Takk for at du spør.", "be-yourself", spoken_past=True)
    assert verdict("engagement", assessment, past).reason.startswith("It is in a language")
    assert not verdict("authenticity", assessment, past).reason.startswith("It is in a language")
    assert next_step(assessment, past) == "Answer in the language that the follower used."


@pytest.mark.parametrize(
    ("reply", "trait"),
    [
        ("I'll write here on Friday at noon.", "invites"),
        ("Jeg skriver her fredag klokka tolv.", "invites"),
        ("سأكتب هنا الساعة العاشرة.", "invites"),
        ("I promised it. It was my mistake.", "owns_up"),
        ("Det er jeg som lovte, og det er min feil.", "owns_up"),
        ("أنا المسؤول عن انقطاع الماء.", "owns_up"),
    ],
)
def test_what_a_reply_plainly_says_is_not_said_to_be_missing(reply: str, trait: str) -> None:
    assessment = Assessment(3.0, 3.0, dict.fromkeys(TRAITS, 0.4) | {trait: 0.1})
    score: ScoreName = "engagement" if trait == "invites" else "authenticity"
    plain = Said("Drift er varslet om saken.")
    assert not verdict(score, assessment, plain).reason.startswith("Nothing in particular")
    assert verdict(score, assessment, Said(reply)).reason.startswith("Nothing in particular")
    assert next_step(assessment, Said(reply)) is None
