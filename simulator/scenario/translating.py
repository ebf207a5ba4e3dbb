"""A pack's lines for its translators: in the order of the story, with who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import cast

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.scenario.checking import check_pack
from simulator.scenario.findings import PackError
from simulator.scenario.model import Line, Persona, Post, Scenario
from simulator.scenario.reading import PackReading, lines_of
from simulator.text.po import PoStatus, Source, update_translations

__all__ = ["SourceLanguageError", "script", "update_pack_messages"]

LinePath = tuple[str | int, ...]
"""Where a line stands in a scenario: names of parts and places in lists."""


class SourceLanguageError(SimulatorError):
    """A translation into the language that a pack is written in."""

    code = "E212"
    exit_code = ExitCode.USAGE
    template = N_("{language} is the language in which the pack {pack} is written.")
    hint = N_("Name a language to translate into: ar, en or nb.")


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Finds who says a line of a scenario, from where the line stands."""

    scenario: Scenario

    def of(self, path: LinePath) -> str:
        """A remark for translators, in English: who speaks, and what room there is."""
        match path:
            case ("personas", int(index), ("name" | "role") as part, *_):
                return f"Follower, {part} ({self.scenario.personas[index].id})"
            case ("endings", int(), ("title" | "text") as part):
                return f"Ending, {part}"
            case (*_, "because"):
                return "The coach"
            case (*_, "takeaway"):
                return "The coach, in the debrief"
            case (*_, "approval", ("by" | "answer") as part):
                return "A colleague, name and role" if part == "by" else "A colleague"
            case (*_, "posts", int(), "line"):
                post: object = reduce(_inside, path[:-1], cast(object, self.scenario))
                assert isinstance(post, Post)
                return self._follower(self.scenario.persona(post.by))
            case ("title" | "summary" as part,):
                return f"Scenario, {part}"
            case ("place", "name"):
                return "Name of the place where people write"
            case ("promises", *_):
                return "What has been promised"
            case ("secrets", *_):
                return "What must stay inside"
            case _:
                return "Narrator"

    def _follower(self, persona: Persona) -> str:
        voice = f" ({persona.voice})" if persona.voice else ""
        limit = self.scenario.place.limit
        return f"{persona.name.text}{voice}, at most {limit} characters"


def _inside(part: object, step: str | int) -> object:
    if isinstance(part, dict):
        return part[step]
    return part[step] if isinstance(step, int) else getattr(part, step)  # type: ignore[index]


def script(reading: PackReading) -> Iterator[Source]:
    """Every line of a pack once, in the order of the story."""
    seen: set[str] = set()
    assert reading.pack is not None
    for line, path in lines_of(reading.pack):
        yield from _once(line, f"Pack, {path[0]}", seen)
    for name in reading.pack.scenarios:
        speaker = _Speaker(reading.scenarios[name])
        for line, path in lines_of(reading.scenarios[name]):
            yield from _once(line, speaker.of(path), seen)


def _once(line: Line, remark: str, seen: set[str]) -> Iterator[Source]:
    if line.id not in seen:
        seen.add(line.id)
        yield Source(line.id, line.text, tuple(filter(None, (remark, line.note))))


def update_pack_messages(folder: Path, languages: tuple[str, ...] = ()) -> dict[str, PoStatus]:
    """Bring a pack's PO files up to date with its text.

    New lines come in empty; a line whose text has changed keeps its translation, marked fuzzy, with
    the old text beside it; a line that is gone stays at the end of the file as obsolete.

    Args:
        languages: Those to update; without any, all of the pack but its own.

    Returns:
        Language to how far it is.

    Raises:
        PackError: The pack cannot be read that far.
        PoError: A PO file cannot be read; it is left as it is.
        PoUnwritableError: A file cannot be written.
        SourceLanguageError: The pack's own language was asked for by name.
    """
    reading = check_pack(folder)
    pack = reading.pack
    if pack is None or any(name not in reading.scenarios for name in pack.scenarios):
        raise PackError(tuple(reading.findings), pack=folder.name, count=len(reading.errors))
    if pack.source in languages:
        raise SourceLanguageError(pack=pack.id, language=pack.source)
    lines = list(script(reading))
    wanted = languages or pack.languages
    return {
        language: update_translations(
            folder / "locales" / f"{language}.po", language, f"{pack.id} {pack.version}", lines
        )
        for language in wanted
        if language != pack.source
    }
