"""The pure engine: which outcome a beat takes, and where the run goes on.

One turn has two halves, because what the audience does lies between them:

    decide(scenario, state, action, assessment)   -> Decision     which outcome, and why
    audience.react(crowd, ...)                    -> reactions    who was moved, and why
    advance(scenario, state, decision, trust, ..) -> PlayState    where it goes on

The same inputs give the same run, in any interface language: only ids and values, never sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.scenario.model import Beat, Bounds, Condition, Consequence, Scenario, VariableValue
from simulator.scenario.state import Action, Decision, PlayState, PromiseState
from simulator.scoring.base import Assessment

__all__ = ["TRAIT_SEEN", "advance", "decide", "revealed_secrets"]

TRAIT_SEEN = 0.5
"""Probability from which a trait counts as seen."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """All that a condition can ask about."""

    authenticity: float | None
    engagement: float | None
    traits: frozenset[str]
    rated: bool
    silence: bool
    approval: bool
    delay: float
    revealed: tuple[str, ...]
    trust: Mapping[str, float]
    variables: Mapping[str, VariableValue]
    mean_authenticity: float | None
    mean_engagement: float | None


def decide(
    scenario: Scenario,
    state: PlayState,
    action: Action,
    assessment: Assessment | None,
    *,
    language: str,
) -> Decision:
    """Find the outcome that a beat takes: the first whose condition holds.

    Args:
        scenario: A checked scenario.
        state: The run, in an open beat.
        action: What the trainee did.
        assessment: The scorer's answer; None for silence.
        language: The run's language, for the telling words of secrets.

    Raises:
        KeyError: The run has ended, or the state is of another scenario.
    """
    beat = scenario.beat(state.beat_id or "")
    delay = _delay_minutes(scenario, beat, action)
    revealed = revealed_secrets(scenario, action.text, language)
    facts = _facts(state, action, assessment, delay, revealed)
    outcome = next((one for one in beat.outcomes if _holds(one.when, facts)), beat.outcomes[-1])
    return Decision(outcome.id, outcome.because, outcome.posts, outcome.then, revealed, delay)


def advance(
    scenario: Scenario,
    state: PlayState,
    decision: Decision,
    action: Action,
    assessment: Assessment | None,
    *,
    trust: Mapping[str, float],
) -> PlayState:
    """Take the outcome's effects and the first route that fits them.

    Args:
        scenario: A checked scenario.
        state: The run, in the beat that was decided.
        decision: What `decide` gave for it.
        action: The action that was decided.
        assessment: The assessment that was decided by; None for silence.
        trust: Persona id, and `public`, to trust after the audience reacted.

    Returns:
        The state in the next beat, or ended.
    """
    beat = scenario.beat(state.beat_id or "")
    outcome = next(one for one in beat.outcomes if one.id == decision.outcome_id)
    moved = replace(
        _with_scores(state, assessment),
        trust=dict(trust),
        variables=_changed(state.variables, decision.then),
        promises=_promises(state.promises, decision.then),
        visited=(*state.visited, beat.id),
    )
    facts = _facts(
        moved, action, assessment, decision.delay_minutes, decision.revealed, counted=True
    )
    route = next((one for one in outcome.next if _holds(one.when, facts)), outcome.next[-1])
    return replace(moved, beat_id=route.beat, ending_id=route.ending)


def revealed_secrets(scenario: Scenario, text: str, language: str) -> tuple[str, ...]:
    """Ids of the secrets that a text gives away, in the pack's order.

    The telling words of the run's language are sought, and those of the others too: a leak in
    English is a leak in an Arabic feed.
    """
    folded = text.casefold()
    found = []
    for secret in scenario.secrets:
        order = sorted(secret.tells, key=lambda code: code != language)
        tells = (tell for code in order for tell in secret.tells[code])
        if any(tell.casefold() in folded for tell in tells):
            found.append(secret.id)
    return tuple(found)


def _delay_minutes(scenario: Scenario, beat: Beat, action: Action) -> float:
    writing = action.elapsed_s / 60 * scenario.pace
    waiting = beat.approval.minutes if beat.approval and action.approval else 0
    return round(writing + waiting, 1)


def _facts(
    state: PlayState,
    action: Action,
    assessment: Assessment | None,
    delay: float,
    revealed: tuple[str, ...],
    *,
    counted: bool = False,
) -> _Facts:
    """Args beyond the names: `counted` says that the state holds this beat's scores already."""
    rated = assessment is not None and assessment.rated
    traits = assessment.traits if assessment is not None else {}
    scored = state if counted else _with_scores(state, assessment)
    return _Facts(
        authenticity=assessment.authenticity if assessment else None,
        engagement=assessment.engagement if assessment else None,
        traits=frozenset(name for name, seen in traits.items() if seen >= TRAIT_SEEN),
        rated=rated,
        silence=action.kind == "silence",
        approval=action.approval,
        delay=delay,
        revealed=revealed,
        trust=state.trust,
        variables=state.variables,
        mean_authenticity=_mean(scored.authenticity),
        mean_engagement=_mean(scored.engagement),
    )


def _with_scores(state: PlayState, assessment: Assessment | None) -> PlayState:
    if assessment is None or assessment.authenticity is None or assessment.engagement is None:
        return state
    return replace(
        state,
        authenticity=(*state.authenticity, assessment.authenticity),
        engagement=(*state.engagement, assessment.engagement),
    )


def _mean(numbers: tuple[float, ...]) -> float | None:
    return sum(numbers) / len(numbers) if numbers else None


def _holds(when: Condition, facts: _Facts) -> bool:
    return (
        _ranges_hold(when, facts)
        and _flags_hold(when, facts)
        and all((name in facts.traits) == wanted for name, wanted in when.traits.items())
        and all(bounds.hold(facts.trust.get(name)) for name, bounds in when.trust.items())
        and all(_fits(facts.variables.get(name), want) for name, want in when.variables.items())
        and (not when.any_of or any(_holds(inner, facts) for inner in when.any_of))
        and not any(_holds(inner, facts) for inner in when.none_of)
    )


def _ranges_hold(when: Condition, facts: _Facts) -> bool:
    asked = (
        (when.authenticity, facts.authenticity),
        (when.engagement, facts.engagement),
        (when.delay, facts.delay),
        (when.mean_authenticity, facts.mean_authenticity),
        (when.mean_engagement, facts.mean_engagement),
    )
    return all(bounds is None or bounds.hold(number) for bounds, number in asked)


def _flags_hold(when: Condition, facts: _Facts) -> bool:
    asked = (
        (when.rated, facts.rated),
        (when.silence, facts.silence),
        (when.approval, facts.approval),
    )
    if not all(wanted is None or wanted == seen for wanted, seen in asked):
        return False
    if when.reveals and not set(when.reveals) & set(facts.revealed):
        return False
    return not set(when.keeps) & set(facts.revealed)


def _fits(value: VariableValue | None, wanted: bool | int | Bounds) -> bool:
    if isinstance(wanted, Bounds):
        return wanted.hold(None if value is None else float(value))
    return value == wanted


def _changed(
    variables: Mapping[str, VariableValue], then: Consequence
) -> Mapping[str, VariableValue]:
    changed = {**variables, **then.set}
    for name, amount in then.add.items():
        changed[name] = int(changed.get(name, 0)) + amount
    return changed


def _promises(
    promises: Mapping[str, PromiseState], then: Consequence
) -> Mapping[str, PromiseState]:
    kept: dict[str, PromiseState] = dict.fromkeys(then.keeps_promise, "kept")
    broken: dict[str, PromiseState] = dict.fromkeys(then.breaks_promise, "broken")
    return {**promises, **kept, **broken}
