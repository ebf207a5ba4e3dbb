"""Everything that is wrong with a pack, at once.

`reading.py` has seen each file by itself; here the whole is looked at: names that lead nowhere,
ways that never end, languages that are not complete. What needs proof over all plays belongs to
authoring; this is what must hold before a pack can be played.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from simulator.scenario.findings import CODES, Finding, Severity
from simulator.scenario.model import Beat, Condition, Consequence, Outcome, Pack, Scenario
from simulator.scenario.reading import PackReading, lines_of, read_pack
from simulator.scenario.yaml_tree import Key, Tree
from simulator.text.cleaning import clean
from simulator.text.nearness import nearest
from simulator.text.po import PoError, read_translations

__all__ = ["check_pack", "check_reading"]


def check_pack(folder: Path) -> PackReading:
    """Read a pack and find everything that is wrong with it.

    Returns:
        The reading, whose `findings` are sorted by file and line; playable when `errors` is empty.
    """
    reading = read_pack(folder)
    check_reading(reading)
    return reading


def check_reading(reading: PackReading) -> None:
    """Add to a reading the findings that only the whole pack shows."""
    for name, scenario in reading.scenarios.items():
        check = _ScenarioCheck(scenario, reading.trees[name])
        check.run(reading.pack)
        reading.findings.extend(check.found)
    if reading.pack is not None:
        reading.findings.extend(_duplicate_lines(reading))
        for language in reading.pack.languages:
            if language != reading.pack.source:
                reading.findings.extend(_translation(reading, reading.pack, language))
    reading.findings.sort(key=lambda one: (str(one.file), one.line, one.column, one.code))


class _ScenarioCheck:
    """The checks of one scenario; each method looks for one kind of fault."""

    def __init__(self, scenario: Scenario, tree: Tree) -> None:
        self.scenario = scenario
        self.tree = tree
        self.found: list[Finding] = []
        self.beats = {beat.id for beat in scenario.beats}
        self.endings = {ending.id for ending in scenario.endings}
        self.personas = {persona.id for persona in scenario.personas}
        self.secrets = {secret.id for secret in scenario.secrets}
        self.promises = {promise.id for promise in scenario.promises}

    def run(self, pack: Pack | None) -> None:
        self._unique_ids()
        self._known("P201", self.scenario.start, self.beats, ("start",))
        for index, beat in enumerate(self.scenario.beats):
            self._beat(beat, ("beats", index))
        self._reach()
        self._lessons()
        if pack is not None:
            self._languages(pack)
        self._shown_texts()

    def _add(self, code: str, path: Key, **details: object) -> None:
        line, column = self.tree.place(path)
        self.found.append(Finding(code, self.tree.file, line, column, details))

    def _known(self, code: str, name: str, known: Iterable[str], path: Key) -> None:
        names = sorted(known)
        if name not in names:
            self._add(code, path, name=name, nearest=nearest(name, names))

    def _unique_ids(self) -> None:
        for kind in ("personas", "beats", "endings", "promises", "secrets"):
            self._unique(getattr(self.scenario, kind), (kind,))
        for index, beat in enumerate(self.scenario.beats):
            self._unique(beat.outcomes, ("beats", index, "outcomes"))

    def _unique(self, parts: Iterable[object], path: Key) -> None:
        first: dict[str, str] = {}
        for index, part in enumerate(parts):
            name = str(getattr(part, "id", ""))
            here = (*path, index, "id")
            if name in first:
                self._add("P207", here, name=name, first=first[name])
            first.setdefault(name, f"{self.tree.file.name}:{self.tree.place(here)[0]}")

    def _beat(self, beat: Beat, path: Key) -> None:
        for index, post in enumerate(beat.posts):
            self._known("P203", post.by, self.personas, (*path, "posts", index, "by"))
        for language, variant in beat.variants.items():
            for index, post in enumerate(variant.posts):
                here = (*path, "variants", language, "posts", index, "by")
                self._known("P203", post.by, self.personas, here)
        self._known("P203", beat.addressee, self.personas, (*path, "answers"))
        if not _always(beat.outcomes[-1].when):
            self._add("P208", (*path, "outcomes"), name=beat.id)
        self._shadowed(beat.outcomes, (*path, "outcomes"))
        for index, outcome in enumerate(beat.outcomes):
            self._outcome(outcome, (*path, "outcomes", index))

    def _shadowed(self, outcomes: tuple[Outcome, ...], path: Key) -> None:
        for index, outcome in enumerate(outcomes):
            if index and any(_always(earlier.when) for earlier in outcomes[:index]):
                self._add("P304", (*path, index), name=outcome.id)

    def _outcome(self, outcome: Outcome, path: Key) -> None:
        self._condition(outcome.when, (*path, "when"))
        self._consequence(outcome.then, (*path, "then"))
        for index, post in enumerate(outcome.posts):
            self._known("P203", post.by, self.personas, (*path, "posts", index, "by"))
        if not _always(outcome.next[-1].when):
            self._add("P209", (*path, "next"), name=outcome.id)
        for index, route in enumerate(outcome.next):
            here = (*path, "next", index)
            self._condition(route.when, (*here, "when"))
            if route.beat is not None:
                self._known("P201", route.beat, self.beats, (*here, "beat"))
            if route.ending is not None:
                self._known("P202", route.ending, self.endings, (*here, "ending"))

    def _condition(self, when: Condition, path: Key) -> None:
        for secret in (*when.reveals, *when.keeps):
            self._known("P204", secret, self.secrets, path)
        for persona in when.trust:
            self._known("P203", persona, self.personas | {"public"}, (*path, "trust", persona))
        for variable in when.variables:
            self._known("P206", variable, self.scenario.variables, (*path, "variables", variable))
        for kind in ("any_of", "none_of"):
            for index, inner in enumerate(getattr(when, kind)):
                self._condition(inner, (*path, kind, index))

    def _consequence(self, then: Consequence, path: Key) -> None:
        for persona in then.trust:
            self._known("P203", persona, self.personas | {"public"}, (*path, "trust", persona))
        for kind, changes in (("set", then.set), ("add", then.add)):
            for variable in changes:
                self._known("P206", variable, self.scenario.variables, (*path, kind, variable))
        for promise in (*then.keeps_promise, *then.breaks_promise):
            self._known("P205", promise, self.promises, path)

    def _reach(self) -> None:
        """Beats and endings that no route leads to, and beats from which nothing ends."""
        onward = {beat.id: set(_targets(beat)) for beat in self.scenario.beats}
        reached = _closure(onward, {self.scenario.start})
        for index, beat in enumerate(self.scenario.beats):
            if beat.id not in reached:
                self._add("P301", ("beats", index, "id"), name=beat.id)
            elif not _closure(onward, {beat.id}) & self.endings:
                self._add("P303", ("beats", index, "id"), name=beat.id)
        for index, ending in enumerate(self.scenario.endings):
            if ending.id not in reached:
                self._add("P302", ("endings", index, "id"), name=ending.id)

    def _lessons(self) -> None:
        taught = {beat.lesson for beat in self.scenario.beats}
        for index, lesson in enumerate(self.scenario.lessons):
            if lesson not in taught:
                self._add("P305", ("lessons", index), name=lesson)

    def _languages(self, pack: Pack) -> None:
        for language in pack.languages:
            for index, beat in enumerate(self.scenario.beats):
                self._samples(beat, language, ("beats", index))
            for index, secret in enumerate(self.scenario.secrets):
                if not secret.tells.get(language):
                    self._add("P404", ("secrets", index), name=secret.id, language=language)

    def _samples(self, beat: Beat, language: str, path: Key) -> None:
        samples = beat.samples.get(language)  # type: ignore[call-overload]
        if samples is None:
            self._add("P401", path, name=beat.id, language=language)
            return
        limit = beat.limit or self.scenario.place.limit
        for quality in ("good", "middling", "bad"):
            length = len(getattr(samples, quality))
            if length > limit:
                here = (*path, "samples", language, quality)
                details = {"name": f"{beat.id}.{quality}", "language": language}
                self._add("P405", here, length=length, limit=limit, **details)

    def _shown_texts(self) -> None:
        for line, path in lines_of(self.scenario):
            if not _showable(line.text):
                self._add("P407", path, name=line.id)


def _showable(text: str) -> bool:
    return clean(text) == text.strip("\n").replace("\t", " ")


def _always(when: Condition) -> bool:
    return when == Condition()


def _targets(beat: Beat) -> Iterator[str]:
    for outcome in beat.outcomes:
        for route in outcome.next:
            yield route.beat or route.ending or ""


def _closure(onward: dict[str, set[str]], start: set[str]) -> set[str]:
    reached: set[str] = set()
    waiting = set(start)
    while waiting:
        here = waiting.pop()
        reached.add(here)
        waiting |= onward.get(here, set()) - reached
    return reached


def _duplicate_lines(reading: PackReading) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for name, part in (("pack.yaml", reading.pack), *reading.scenarios.items()):
        tree = reading.trees[name]
        for line, path in lines_of(part):
            place = tree.place((*path, "id"))
            if line.id in first:
                details = {"name": line.id, "first": first[line.id]}
                yield Finding("P207", tree.file, *place, details)
            first.setdefault(line.id, f"{tree.file.name}:{place[0]}")


def _translation(reading: PackReading, pack: Pack, language: str) -> Iterator[Finding]:
    file = reading.folder / "locales" / f"{language}.po"
    if not file.exists():
        yield Finding("P406", file, details={"name": f"locales/{language}.po"})
        return
    try:
        entries = read_translations(file)
    except PoError as error:
        yield Finding("P008", file, details=error.details)
        return
    lines = [line for part in (pack, *reading.scenarios.values()) for line, _ in lines_of(part)]
    missing = [line.id for line in lines if line.id not in entries or not entries[line.id].text]
    if missing:
        details = {"missing": len(missing), "total": len(lines), "name": missing[0]}
        yield Finding("P402", file, details={**details, "language": language})
    for line in lines:
        entry = entries.get(line.id)
        if entry and not _showable(entry.text):
            yield Finding("P407", file, details={"name": line.id})
        if entry and entry.text and (entry.fuzzy or entry.source != line.text):
            yield Finding("P403", file, details={"name": line.id, "language": language})


def _main(folder: str) -> int:
    reading = check_pack(Path(folder))
    for one in reading.findings:
        wording = CODES[one.code]
        sentence = wording.template.format(**one.fields)
        hint = wording.hint.format(**one.fields)
        sys.stdout.write(f"{one.file}:{one.line}:{one.column}: {one.code} {sentence} {hint}\n")
    errors = sum(one.severity is Severity.ERROR for one in reading.findings)
    sys.stdout.write(f"{errors} errors, {len(reading.findings) - errors} warnings\n")
    return 2 if errors else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
