"""What the commands for authors do. Heavy parts are imported where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator import bootstrap
from simulator.cli.diagnostics import Talk
from simulator.cli.finding_formats import FORMATS
from simulator.cli.output import Output
from simulator.errors import N_, ExitCode, SimulatorError
from simulator.text.catalogue import Words, without_isolates

if TYPE_CHECKING:
    from simulator.authoring.exploring import Exploration, Traffic
    from simulator.authoring.rehearsal import Disorder, Miss

__all__ = [
    "check_pack",
    "explore_pack",
    "install_pack",
    "map_scenario",
    "new_pack",
    "rehearse_pack",
    "show_schema",
    "update_messages",
]


class UnwritableError(SimulatorError):
    """A file that was asked for cannot be written."""

    code = "E224"
    template = N_("The file {file} cannot be written: {problem}.")
    hint = N_("Name another place, or see to the rights and the free space there.")


def new_pack(folder: Path, language: str | None, title: str, words: Words, talk: Talk) -> int:
    """Write a new pack, name its files and say what to do with it."""
    from simulator.authoring.new import new_pack as write_new

    output = Output()
    for file in write_new(folder, language or words.language, title):
        output.line(str(file))
    talk.note(words.say(N_("Your pack can be played. Change its text, and after each change:")))
    talk.note(f"  simulator pack check {folder}")
    talk.note(f"  simulator pack rehearse {folder}")
    return ExitCode.DONE


def check_pack(folder: Path, words: Words, talk: Talk, *, form: str = "text") -> int:
    """List everything that is wrong with a pack."""
    from simulator.scenario.checking import check_pack as check

    reading = check(folder)
    listing = FORMATS[form](reading.findings, words)
    if listing:
        Output().line(listing)
    errors = len(reading.errors)
    warnings = len(reading.findings) - errors
    talk.note(
        words.say(N_("Errors: {errors}. Warnings: {warnings}."), errors=errors, warnings=warnings)
    )
    return ExitCode.USAGE if errors else ExitCode.DONE


def rehearse_pack(folder: Path, words: Words, talk: Talk, *, junit: Path | None = None) -> int:
    """Play all rehearsals and samples of a pack; its exit code tells whether all went as meant."""
    from simulator.authoring.rehearsal import disorders, read_rehearsals, rehearse
    from simulator.scenario.library import load_pack

    pack = load_pack(folder)
    rehearsals = read_rehearsals(folder)
    scorer = bootstrap.scorer_in_process()
    report = _Report(words, Output())
    for file, rehearsal in rehearsals.items():
        report.rehearsal(file.name, rehearse(pack, rehearsal, scorer))
    for scenario in pack.scenarios.values():
        beats = len(scenario.beats) * len(pack.pack.languages)
        report.samples(scenario.id, beats, list(disorders(pack, scenario, scorer)))
    if junit is not None:
        report.save_junit(junit)
    talk.note(
        words.say(
            N_("Went as meant: {passed}. Went otherwise: {failed}."),
            passed=report.formats.count(report.passed),
            failed=report.formats.count(report.failed),
        )
    )
    return ExitCode.FAILED if report.failed else ExitCode.DONE


_MISSED = N_("Step {step} ({language}), {key}: expected {expected}, found {found}.")
_MISSES: Mapping[str, str] = {
    "outcome": N_("Step {step} ({language}): expected the outcome {expected}, found {found}."),
    "ending": N_("Step {step} ({language}): expected the ending {expected}, found {found}."),
    "further": N_(
        "Step {step} ({language}): expected the ending {expected}, but the story goes on: {found}."
    ),
    "beat": N_("Step {step} ({language}): the story has ended before, with {found}."),
}


class _Report:
    """Tells the results as they come, and keeps them for the file."""

    def __init__(self, words: Words, output: Output) -> None:
        self.words = words
        self.output = output
        from simulator.text.formats import Formats

        self.formats = Formats(words.language, words.digits)
        self.cases: list[tuple[str, str]] = []
        """Name, and what went otherwise (empty when nothing did)."""

    @property
    def failed(self) -> int:
        return sum(bool(wrong) for _, wrong in self.cases)

    @property
    def passed(self) -> int:
        return len(self.cases) - self.failed

    def rehearsal(self, name: str, misses: list[Miss]) -> None:
        """One rehearsal."""
        self._case(name, [line for miss in misses for line in self._miss(miss)])

    def samples(self, scenario: str, beats: int, found: list[Disorder]) -> None:
        """A scenario's samples: in how many beats and languages they rank as they should."""
        rank = self.words.say(
            N_("{scenario}: the samples rank as they should in {good} of {total} beats"),
            scenario=scenario,
            good=self.formats.count(beats - len(found)),
            total=self.formats.count(beats),
        )
        self._case(rank, [self._disorder(one) for one in found])

    def _case(self, name: str, wrong: list[str]) -> None:
        self.cases.append((without_isolates(name), without_isolates("\n".join(wrong))))
        mark = self.words.say(N_("OTHERWISE")) if wrong else self.words.say(N_("as meant"))
        self.output.line(f"{mark}: {name}")
        for line in wrong:
            self.output.line(f"  {line}")

    def _miss(self, miss: Miss) -> list[str]:
        say = self.words.say
        lines = [
            say(
                _MISSES.get(miss.key, _MISSED),
                language=miss.language,
                step=self.formats.count(miss.step),
                key=miss.key,
                expected=miss.expected or "–",
                found=miss.found or "–",
            )
        ]
        assessment = miss.attempt.assessment if miss.attempt else None
        if miss.attempt and assessment and assessment.rated:
            authenticity, engagement = assessment.authenticity or 0.0, assessment.engagement or 0.0
            lines.append(
                say(
                    N_("Authenticity {authenticity}, engagement {engagement}. What moved them:"),
                    authenticity=self.formats.score(authenticity),
                    engagement=self.formats.score(engagement),
                )
            )
            text = miss.attempt.action.text
            lines += [
                f"    “{text[one.start : one.end]}” {one.score} {self.formats.change(one.effect)}"
                for one in assessment.evidence
            ]
        return lines

    def _disorder(self, one: Disorder) -> str:
        good, middling, bad = (self.formats.score(score) for score in one.scores)
        return self.words.say(
            N_("{beat} ({language}): good {good}, middling {middling}, bad {bad} of 5"),
            beat=one.beat_id,
            language=one.language,
            good=good,
            middling=middling,
            bad=bad,
        )

    def save_junit(self, file: Path) -> None:
        """Write the results as JUnit XML (the form that Jenkins and its like read)."""
        from xml.etree import ElementTree as Xml

        from simulator.text.saving import save_text

        suite = Xml.Element(
            "testsuite",
            name="simulator pack rehearse",
            tests=str(len(self.cases)),
            failures=str(self.failed),
        )
        for name, wrong in self.cases:
            case = Xml.SubElement(suite, "testcase", classname="rehearsal", name=name)
            if wrong:
                Xml.SubElement(case, "failure", message=wrong.split("\n")[0]).text = wrong
        text = Xml.tostring(suite, encoding="unicode", xml_declaration=False)
        try:
            save_text(file, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')
        except OSError as error:
            raise UnwritableError(file=file, problem=error.strerror or str(error)) from error


STYLE_NAMES: Mapping[str, str] = {
    "candid": N_("candid"),
    "plain": N_("plain"),
    "hollow": N_("hollow"),
    "silent": N_("silent"),
    "leaking": N_("leaking"),
    "careless": N_("careless"),
    "rambling": N_("rambling"),
    "wavering": N_("wavering"),
    "wrong language": N_("wrong language"),
}


def explore_pack(folder: Path, words: Words, talk: Talk, *, runs: int, as_json: bool) -> int:
    """Let every style play every scenario of a pack, and tell what came of it."""
    from simulator.authoring.exploring import explore
    from simulator.scenario.library import load_pack

    pack = load_pack(folder)
    scorer = bootstrap.scorer_in_process()
    for scenario in pack.scenarios.values():
        found = explore(pack, scenario, scorer, runs=runs, progress=_counting(words, talk))
        if as_json:
            Output().json(_exploration_row(found))
        else:
            _tell_exploration(found, words, Output())
    return ExitCode.DONE


def _counting(words: Words, talk: Talk) -> Callable[[int, int], None]:
    from simulator.text.formats import Formats

    formats = Formats(words.language, words.digits)

    def told(done: int, total: int) -> None:
        if done == total:
            talk.progress("")
        elif done % 10 == 0:
            share = words.say(
                N_("{done} of {total} runs"), done=formats.count(done), total=formats.count(total)
            )
            talk.progress(share)

    return told


def _traffic_row(traffic: Traffic) -> dict[str, Any]:
    return {
        "runs": traffic.runs,
        "endings": dict(traffic.endings),
        "mean_trust": round(traffic.mean_trust, 3),
    }


def _exploration_row(found: Exploration) -> dict[str, Any]:
    """An object for each scenario (docs/authors/pack-format.md, *Exploring*)."""
    whole = found.total()
    outcomes: dict[str, dict[str, int]] = {}
    for (beat, outcome), count in whole.outcomes.items():
        outcomes.setdefault(beat, {})[outcome] = count
    return {
        "scenario": found.scenario.id,
        "styles": {style: _traffic_row(one) for style, one in found.by_style().items()},
        "outcomes": outcomes,
        "unreached_endings": found.unreached_endings(),
        "unseen_outcomes": [f"{beat}/{outcome}" for beat, outcome in found.unseen_outcomes()],
        "beats_alike": found.beats_alike(),
    }


def _tell_exploration(found: Exploration, words: Words, output: Output) -> None:
    from simulator.text.formats import Formats

    say, formats = words.say, Formats(words.language, words.digits)
    runs = formats.count(found.total().runs)
    output.line(say(N_("{scenario}: {runs} runs"), scenario=found.scenario.id, runs=runs))
    circle = say(N_("no ending, in a circle"))
    for style, traffic in found.by_style().items():
        endings = words.listed(
            f"{name or circle} {formats.count(count)}"
            for name, count in traffic.endings.most_common()
        )
        output.line(
            say(
                N_("  {style}: trust {trust} at the end; {endings}"),
                style=say(STYLE_NAMES[style]),
                trust=formats.share(traffic.mean_trust),
                endings=endings,
            )
        )
    branches = [f"{beat}/{outcome}" for beat, outcome in found.unseen_outcomes()]
    for sentence, names in (
        (N_("Endings that nobody reached: {names}"), found.unreached_endings()),
        (N_("Outcomes that nobody had: {names}"), branches),
        (N_("Moments in which everybody fared alike: {names}"), found.beats_alike()),
    ):
        if names:
            output.line(say(sentence, names=words.listed(names)))


def install_pack(folder: Path, data_dir: Path | None, words: Words, talk: Talk) -> int:
    """Check a pack, install it, and say how it is played."""
    from simulator.authoring.installing import install_pack as install
    from simulator.resources import resource_folder

    packs = bootstrap.data_folder(data_dir) / "packs"
    own = [file.parent.name for file in resource_folder("scenarios").glob("*/pack.yaml")]
    pack = install(folder, packs, own=own)
    Output().line(str(pack.folder))
    talk.note(words.say(N_("Installed. It is on the home screen, and played by:")))
    talk.note(f"  simulator play {pack.pack.id}")
    return ExitCode.DONE


def map_scenario(folder: Path, scenario: str | None, *, form: str) -> int:
    """Print a scenario's ways."""
    from simulator.authoring import graph
    from simulator.scenario.library import load_pack

    shown = load_pack(folder).scenario(scenario)
    output = Output()
    if form == "text":
        for line in graph.as_lines(shown):
            output.line(line)
    else:
        output.line(graph.as_mermaid(shown) if form == "mermaid" else graph.as_dot(shown))
    return ExitCode.DONE


def update_messages(folder: Path, languages: tuple[str, ...], words: Words) -> int:
    """Bring a pack's translations up to date and say how far they are."""
    from simulator.scenario.translating import update_pack_messages
    from simulator.text.formats import Formats

    output, formats = Output(), Formats(words.language, words.digits)
    for language, status in update_pack_messages(folder, languages).items():
        output.line(
            words.say(
                N_("{language}: {lines} lines, {missing} to translate, {fuzzy} to read again"),
                language=language,
                lines=formats.count(status.lines),
                missing=formats.count(status.missing),
                fuzzy=formats.count(status.fuzzy),
            )
        )
    return ExitCode.DONE


def show_schema() -> int:
    """Print the JSON Schema of scenario files."""
    from simulator.scenario.model import Scenario

    schema = Scenario.model_json_schema()
    Output().json({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
    return ExitCode.DONE
