"""A run that is being played: every step is durable before anybody sees it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.scenario.library import LoadedPack
from simulator.scenario.model import Beat, Line, Scenario
from simulator.scenario.state import Action
from simulator.scoring.base import Assessment, Evidence, ScoringRequest
from simulator.scoring.language import spoken_past
from simulator.sessions.coaching import Said
from simulator.sessions.records import (
    Acted,
    Assessed,
    BadRecordError,
    Ended,
    Explained,
    Opened,
    Record,
    Retried,
    RunHeader,
)
from simulator.sessions.replay import Attempt, Phase, Position, begin, follow, replay
from simulator.sessions.store import Draft, RunStore

__all__ = ["ChangedPackError", "NotPlayableError", "Run"]


class ChangedPackError(SimulatorError):
    """The pack is not the one that the run was started with."""

    code = "E203"
    exit_code = ExitCode.USAGE
    template = N_("The pack “{pack}” has changed since this run was started.")
    hint = N_("Start the scenario anew; the old run's replies are kept until you delete them.")


class NotPlayableError(SimulatorError):
    """The pack cannot be played in that language."""

    code = "E204"
    exit_code = ExitCode.USAGE
    template = N_("The pack “{pack}” cannot be played in “{language}”; it has {languages}.")
    hint = N_("Choose one of its languages.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def request_for(
    pack: LoadedPack, scenario: Scenario, beat: Beat, language: str, reply: str
) -> ScoringRequest:
    """What the scorer reads when `reply` answers a beat, in or out of a run."""
    persona = scenario.persona(beat.addressee)
    posts = beat.posts_in(language)
    own = [post for post in posts if post.by == beat.addressee] or list(posts)
    name, role = pack.text(persona.name, language), pack.text(persona.role, language)
    return ScoringRequest(
        reply=reply,
        language=language,
        situation=pack.text(beat.situation or scenario.situation, language),
        persona=f"{name}, {role}",
        follower=pack.text(own[-1].line, language),
    )


@dataclass
class Run:
    """One trainee's way through a scenario.

    The order of calls is that of a turn: `open_beat`, any number of `save_draft`, `act`, `settle`,
    then `retry` or `open_beat` again, and `end` after the last. Each appends one record, which is
    in the store before the method returns.
    """

    header: RunHeader
    pack: LoadedPack
    scenario: Scenario
    store: RunStore
    position: Position = field(repr=False)
    _one_writer: threading.RLock = field(default_factory=threading.RLock, repr=False)
    """Evidence is found beside the screen; it must not come between two steps."""

    @classmethod
    def start(
        cls,
        pack: LoadedPack,
        scenario: Scenario,
        store: RunStore,
        *,
        run_id: str,
        language: str,
        seed: int,
        now: Callable[[], str] = _now,
    ) -> Run:
        """Start a new run; its first beat is not open yet.

        Raises:
            NotPlayableError: The pack has no text in that language.
        """
        if language not in pack.pack.languages:
            have = ", ".join(pack.pack.languages)
            raise NotPlayableError(pack=pack.pack.id, language=language, languages=have)
        header = RunHeader(
            id=run_id,
            pack_id=pack.pack.id,
            pack_version=pack.pack.version,
            pack_digest=pack.digest,
            scenario_id=scenario.id,
            language=language,
            seed=seed,
            started_at=now(),
        )
        store.create(header)
        return cls(header, pack, scenario, store, begin(scenario, header))

    @classmethod
    def resume(cls, header: RunHeader, pack: LoadedPack, store: RunStore) -> Run:
        """Come back to a run, at the exact step where it stopped.

        Raises:
            ChangedPackError: The pack's text is not what it was.
            BadRecordError: A record cannot be read or does not fit.
        """
        if pack.digest != header.pack_digest:
            raise ChangedPackError(pack=header.pack_id)
        scenario = pack.scenario(header.scenario_id)
        records = store.records(header.id)
        try:
            position = replay(scenario, header, records)
        except ValueError as error:
            raise BadRecordError(run=header.id, seq=len(records)) from error
        return cls(header, pack, scenario, store, position)

    @property
    def phase(self) -> Phase:
        return self.position.phase

    @property
    def beat(self) -> Beat | None:
        """The open beat; before the first and after the last there is none."""
        state = self.position.state
        if self.phase in (Phase.BRIEFING, Phase.ENDED) or state.beat_id is None:
            return None
        return self.scenario.beat(state.beat_id)

    @property
    def limit(self) -> int:
        """Longest reply in the open beat, in code points."""
        beat = self.beat
        return (beat.limit if beat else None) or self.scenario.place.limit

    @property
    def over(self) -> bool:
        """Whether the latest attempt has reached an ending."""
        attempt = self.position.attempt
        return attempt is not None and attempt.state.ended

    def text(self, line: Line) -> str:
        """A line's words in the run's language."""
        return self.pack.text(line, self.header.language)

    def open_beat(self) -> None:
        """Show the next beat."""
        attempt = self.position.attempt
        state = attempt.state if attempt else self.position.state
        self._append(Opened(state.beat_id or ""))

    def save_draft(self, text: str, elapsed_s: float, *, approval: bool = False) -> None:
        """Keep the reply that is being written."""
        beat = self.beat
        if beat is not None:
            self.store.save_draft(self.header.id, Draft(beat.id, text, elapsed_s, approval))

    def draft(self) -> Draft | None:
        """The reply that was being written in the open beat, if any."""
        draft = self.store.draft(self.header.id)
        beat = self.beat
        return draft if draft and beat and draft.beat_id == beat.id else None

    def act(self, action: Action) -> None:
        """Reply or stay silent. The action is durable; it is not judged yet."""
        self._append(Acted(action))

    def request(self) -> ScoringRequest | None:
        """What the scorer must judge before `settle`; None when it need not (silence).

        Raises:
            ValueError: No action waits.
        """
        action, beat = self.position.pending, self.beat
        if action is None or beat is None:
            raise ValueError("no action waits for its assessment")
        if action.kind == "silence":
            return None
        return self.request_for(action.text)

    def request_for(self, text: str) -> ScoringRequest:
        """What the scorer reads when `text` answers the open beat."""
        beat = self.beat
        if beat is None:
            raise ValueError("no beat is open")
        return request_for(self.pack, self.scenario, beat, self.header.language, text)

    def said(self, attempt: Attempt) -> Said:
        """An attempt's reply as the coach looks at it."""
        beat, language = self.scenario.beat(attempt.beat_id), self.header.language
        reply = attempt.action.text
        follower = request_for(self.pack, self.scenario, beat, language, reply).follower
        past = spoken_past(reply, language=language, follower=follower)
        return Said(reply, beat.lesson, past)

    def settle(self, assessment: Assessment | None) -> Attempt:
        """Play the beat with the scorer's answer.

        Returns:
            The attempt, with all that came of it.
        """
        self._append(Assessed(assessment))
        attempt = self.position.attempt
        assert attempt is not None
        return attempt

    def explain(self, attempt: Attempt, evidence: tuple[Evidence, ...]) -> bool:
        """Keep what moved an attempt's scores; False when the run has gone on meanwhile."""
        with self._one_writer:
            if self.phase is not Phase.FEEDBACK or self.position.attempt is not attempt:
                return False
            self._append(Explained(evidence))
            return True

    def retry(self) -> None:
        """Take the open beat once more, beginning with the words of the last attempt."""
        beat, attempt = self.beat, self.position.attempt
        if attempt is not None:
            self.save_draft(attempt.action.text, 0.0)
        self._append(Retried(beat.id if beat else ""))

    def end(self) -> None:
        """Close the run at its ending."""
        attempt = self.position.attempt
        self._append(Ended((attempt.state.ending_id if attempt else None) or ""))

    def _append(self, record: Record) -> None:
        """Durable first, then true: a step that cannot be kept has not happened."""
        with self._one_writer:
            moved = follow(self.position, record, self.scenario, self.header)
            self.store.append(self.header.id, self.position.records, record)
            self.position = moved
