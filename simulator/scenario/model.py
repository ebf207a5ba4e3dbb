"""What a pack says, as typed and frozen data (pack format, version 1).

`reading.py` makes these from YAML, `checking.py` returns every finding about them, `engine.py`
plays them. The format is described for authors in `docs/authors/pack-format.md` and published as a
JSON Schema (`simulator pack schema`), which is made from these classes.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.scoring.base import TRAITS

__all__ = [
    "FORMAT_VERSION",
    "LANGUAGES",
    "LESSONS",
    "Approval",
    "Beat",
    "Bounds",
    "Condition",
    "Consequence",
    "Crowd",
    "Ending",
    "Identifier",
    "Language",
    "Line",
    "Outcome",
    "Pack",
    "Part",
    "Persona",
    "Place",
    "Post",
    "Promise",
    "Route",
    "Samples",
    "Scenario",
    "Secret",
    "Stake",
    "Variant",
]

FORMAT_VERSION = 1
LANGUAGES = ("ar", "en", "nb")
LESSONS = (
    "who-follows",
    "dont-sell",
    "be-interesting",
    "be-yourself",
    "followers-decide",
    "conscience",
    "write-well",
    "commit",
    "choose-whom-to-follow",
    "point-to-sources",
    "keep-inside",
    "crisis",
    "many-platforms",
    "teach-the-house",
    "measure",
)

Language = Literal["ar", "en", "nb"]
Lesson = Literal[LESSONS]  # type: ignore[valid-type]
Trait = Literal[TRAITS]  # type: ignore[valid-type]
Stake = Literal["customer", "employee", "press", "analyst", "peer", "citizen"]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
LineId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=120)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
TrustChange = Annotated[float, Field(ge=-1.0, le=1.0)]
VariableValue = bool | int


class Part(BaseModel):
    """Frozen, and strict about keys: a misspelt key is a finding, never silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(Part):
    """A text that a person sees, in the pack's source language."""

    id: LineId
    """Unique in the pack; the key of its translations (msgctxt)."""
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    note: str = ""
    """For translators: tone, wordplay, what is meant."""


class Place(Part):
    """Where people write: a made-up network with its own manners."""

    name: Line
    limit: Annotated[int, Field(ge=40, le=5000)] = 280
    """Longest reply, in code points."""


class Persona(Part):
    """A named follower with a voice."""

    id: Identifier
    name: Line
    role: Line
    handle: Annotated[str, Field(pattern=r"^@[A-Za-z0-9_]{2,30}$")]
    stake: Stake = "citizen"
    reach: Annotated[int, Field(ge=0, le=50_000_000)] = 200
    """How many read what she writes."""
    trust: Share = 0.5
    """In the leader, at the start."""
    bot: bool = False
    """Inflates the count, never changes its mind. Its tells are in its texts, never on a label."""
    voice: str = ""
    """For writers and translators: how she writes. Never shown to trainees."""


class Crowd(Part):
    """The unnamed followers."""

    size: Annotated[int, Field(ge=100, le=1_000_000)] = 10_000
    trust: Share = 0.5
    """Mean trust at the start."""
    bots: Annotated[float, Field(ge=0.0, le=0.5)] = 0.08
    """Share of followers who are no people."""
    stakes: dict[Stake, Annotated[float, Field(gt=0.0)]] = Field(
        default_factory=lambda: dict[Stake, float](
            {"customer": 5.0, "citizen": 3.0, "employee": 1.0, "peer": 0.5}
        )
    )
    """Weights, any sum."""
    languages: dict[Language, Annotated[float, Field(gt=0.0)]] = Field(default_factory=dict)
    """Weights of the followers' languages; empty means all read the run's language."""


class Promise(Part):
    """What the organisation has said in public that it will do."""

    id: Identifier
    line: Line


class Secret(Part):
    """What must stay inside."""

    id: Identifier
    line: Line
    """How the briefing names it."""
    tells: dict[Language, tuple[Annotated[str, Field(min_length=2, max_length=80)], ...]]
    """Words that give it away, per language; part of a word matches, case does not count."""


class Bounds(Part):
    """A range for a number: `{at_least: 3.5}`, `{below: 2}` or both."""

    at_least: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Bounds:
        if self.at_least is None and self.below is None:
            raise PydanticCustomError("bounds_empty", "give at_least, below or both")
        if self.at_least is not None and self.below is not None and self.at_least >= self.below:
            raise PydanticCustomError("bounds_order", "at_least must lie under below")
        return self

    def hold(self, number: float | None) -> bool:
        """Whether a number lies inside; an unknown number (None) lies in no range."""
        if number is None:
            return False
        return (self.at_least is None or number >= self.at_least) and (
            self.below is None or number < self.below
        )


class Condition(Part):
    """Facts that must all hold. An empty condition always holds."""

    authenticity: Bounds | None = None
    engagement: Bounds | None = None
    traits: dict[Trait, bool] = Field(default_factory=dict)
    """Trait to whether it must be seen (probability at least one half)."""
    rated: bool | None = None
    silence: bool | None = None
    approval: bool | None = None
    """Whether the trainee asked for approval before she sent."""
    delay: Bounds | None = None
    """Simulated minutes from the beat's opening until the reply went out."""
    reveals: tuple[Identifier, ...] = ()
    """Secrets of which at least one is given away in the reply's words."""
    keeps: tuple[Identifier, ...] = ()
    """Secrets of which none is given away in the reply's words."""
    trust: dict[Identifier, Bounds] = Field(default_factory=dict)
    """Persona id, or `public` for the influence-weighted trust of all followers (0.0-1.0)."""
    variables: dict[Identifier, bool | int | Bounds] = Field(default_factory=dict)
    mean_authenticity: Bounds | None = None
    """Mean over the rated replies of the run so far, this one included."""
    mean_engagement: Bounds | None = None
    any_of: tuple[Condition, ...] = ()
    """At least one of these holds (when there are any)."""
    none_of: tuple[Condition, ...] = ()


class Route(Part):
    """Where the run goes on: the first route whose condition holds."""

    when: Condition = Condition()
    beat: Identifier | None = None
    ending: Identifier | None = None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Route:
        if (self.beat is None) == (self.ending is None):
            raise PydanticCustomError("route_target", "give either beat or ending")
        return self


class Post(Part):
    """A persona writes a line."""

    by: Identifier
    line: Line
    reach: Annotated[int, Field(ge=0)] | None = None
    """Readers of this post when they differ from the persona's own."""


class Consequence(Part):
    """What an outcome does, beside what the audience does by itself."""

    trust: dict[Identifier, TrustChange] = Field(default_factory=dict)
    """Persona id, or `public` for everybody, to the change."""
    set: dict[Identifier, VariableValue] = Field(default_factory=dict)
    add: dict[Identifier, int] = Field(default_factory=dict)
    keeps_promise: tuple[Identifier, ...] = ()
    breaks_promise: tuple[Identifier, ...] = ()


class Outcome(Part):
    """One branch of a beat. The first outcome whose condition holds is taken."""

    id: Identifier
    when: Condition = Condition()
    because: Line
    """What the coach says: why it went this way, in the words of the lesson."""
    posts: tuple[Post, ...] = ()
    """What personas write back."""
    then: Consequence = Consequence()
    next: tuple[Route, ...] = Field(min_length=1)


class Approval(Part):
    """A colleague reads the reply before it goes out."""

    by: Line
    """Who: name and role."""
    minutes: Annotated[int, Field(ge=1, le=2880)]
    """Simulated minutes it takes."""
    answer: Line
    """What the colleague says."""


class Samples(Part):
    """Replies an author would expect in one language: tests, and the stronger reply."""

    good: Annotated[str, Field(min_length=1)]
    middling: Annotated[str, Field(min_length=1)]
    bad: Annotated[str, Field(min_length=1)]


class Variant(Part):
    """Posts that replace the beat's own in one language, because culture is not translation."""

    posts: tuple[Post, ...] = Field(min_length=1)


class Beat(Part):
    """One moment: somebody writes, the trainee acts."""

    id: Identifier
    lesson: Lesson
    day: Annotated[int, Field(ge=1, le=60)] = 1
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    situation: Line | None = None
    """What has happened by now, when it differs from the scenario's situation."""
    posts: tuple[Post, ...] = Field(min_length=1)
    answers: Identifier | None = None
    """Who is answered; without it, whoever wrote last."""
    actions: tuple[Literal["reply", "silence"], ...] = ("reply", "silence")
    approval: Approval | None = None
    limit: Annotated[int, Field(ge=40, le=5000)] | None = None
    minutes: Annotated[int, Field(ge=1, le=2880)] | None = None
    """Simulated minutes within which an answer is expected; shown, and for rules on delay."""
    samples: dict[Language, Samples]
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    takeaway: Line
    """One sentence for the debrief: what this beat was about."""
    variants: dict[Language, Variant] = Field(default_factory=dict)

    def posts_in(self, language: str) -> tuple[Post, ...]:
        """The posts that open the beat for a reader of `language`."""
        variant = self.variants.get(language)  # type: ignore[call-overload]
        return variant.posts if variant else self.posts

    @property
    def addressee(self) -> str:
        """Persona id of the one who is answered."""
        return self.answers or self.posts[-1].by


class Ending(Part):
    """Where a run can end."""

    id: Identifier
    tone: Literal["good", "mixed", "poor"]
    title: Line
    text: Line


_Named = TypeVar("_Named", "Beat", "Persona", "Ending")


def _named(parts: tuple[_Named, ...], part_id: str) -> _Named:
    for part in parts:
        if part.id == part_id:
            return part
    raise KeyError(part_id)


class Scenario(Part):
    """A branching script."""

    id: Identifier
    title: Line
    summary: Line
    """One or two sentences for the list on the home screen."""
    minutes: Annotated[int, Field(ge=1, le=120)]
    """Real minutes that a run takes."""
    lessons: tuple[Lesson, ...] = Field(min_length=1)
    place: Place
    you: Line
    """Who the trainee is."""
    briefing: tuple[Line, ...] = Field(min_length=1)
    """What has happened, a paragraph each."""
    situation: Line
    """The same in two or three sentences; the scorer reads it with every reply."""
    promises: tuple[Promise, ...] = ()
    secrets: tuple[Secret, ...] = ()
    variables: dict[Identifier, VariableValue] = Field(default_factory=dict)
    pace: Annotated[float, Field(gt=0.0, le=60.0)] = 4.0
    """Simulated minutes that pass in one real minute of writing."""
    personas: tuple[Persona, ...] = Field(min_length=1)
    crowd: Crowd = Crowd()
    start: Identifier
    beats: tuple[Beat, ...] = Field(min_length=1)
    endings: tuple[Ending, ...] = Field(min_length=1)

    def beat(self, beat_id: str) -> Beat:
        """The beat of that id.

        Raises:
            KeyError: There is none.
        """
        return _named(self.beats, beat_id)

    def persona(self, persona_id: str) -> Persona:
        """The persona of that id.

        Raises:
            KeyError: There is none.
        """
        return _named(self.personas, persona_id)

    def ending(self, ending_id: str) -> Ending:
        """The ending of that id.

        Raises:
            KeyError: There is none.
        """
        return _named(self.endings, ending_id)


class Pack(Part):
    """What an author ships: `pack.yaml` and the scenario files that it names."""

    format: Literal[1]
    id: Identifier
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    source: Language
    languages: tuple[Language, ...] = Field(min_length=1)
    title: Line
    summary: Line
    authors: tuple[str, ...] = ()
    licence: str = ""
    scenarios: tuple[Identifier, ...] = Field(min_length=1)
    """File names without ending: `first-monday` is read from `first-monday.yaml`."""
