"""What can be wrong in a pack: stable codes, sentences to translate, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from simulator.errors import N_, ExitCode, SimulatorError

__all__ = ["CODES", "Finding", "PackError", "Severity", "Wording"]


class Severity(StrEnum):
    """An error keeps a pack from being played; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentence of a code and what to do about it."""

    template: str
    hint: str
    severity: Severity = Severity.ERROR


_WARN = Severity.WARNING
CODES: Mapping[str, Wording] = {
    "P001": Wording(
        N_("There is no file {name} in the pack."),
        N_("Make the file, or take its name out of “scenarios” in pack.yaml."),
    ),
    "P002": Wording(
        N_("The file is larger than {limit} bytes."),
        N_("Split the scenario into several files."),
    ),
    "P003": Wording(
        N_("This is not YAML: {problem}."), N_("Mend the line; often it is indentation or a colon.")
    ),
    "P004": Wording(
        N_("Anchors and aliases (“&”, “*”) are not allowed in packs."),
        N_("Write the text out where it is used."),
    ),
    "P005": Wording(N_("The key “{key}” stands here twice."), N_("Take one of them out.")),
    "P006": Wording(
        N_("The file is nested deeper than {limit} levels."), N_("Take out needless levels.")
    ),
    "P007": Wording(N_("The file is not UTF-8 text."), N_("Save it again as UTF-8.")),
    "P008": Wording(
        N_("The file cannot be read: {problem}."), N_("See that it is a file you may read.")
    ),
    "P009": Wording(
        N_("There is no pack in this folder: it holds no {name}."),
        N_("Name the folder that holds it; “simulator pack new FOLDER” begins a new one."),
    ),
    "P101": Wording(N_("The key “{key}” is not known here."), N_("Did you mean “{nearest}”?")),
    "P102": Wording(
        N_("The key “{key}” is missing."), N_("Add it; the pack format page says what it holds.")
    ),
    "P103": Wording(
        N_("“{found}” does not fit “{key}”."), N_("The pack format page says what it holds.")
    ),
    "P104": Wording(
        N_("This is pack format {found}; this program reads format {expected}."),
        N_("Update the program or the pack."),
    ),
    "P105": Wording(
        N_("“{found}” is not a number."), N_("Write “{key}” as a number without quotes.")
    ),
    "P106": Wording(
        N_("“{found}” is not known as “{key}”."),
        N_("Did you mean “{nearest}”? It takes: {choices}."),
    ),
    "P107": Wording(
        N_("“{found}” does not have the form that “{key}” must have."),
        N_(
            "Ids are small letters, digits and hyphens; times are like 08:30; handles begin with @."
        ),
    ),
    "P108": Wording(
        N_("“{found}” is out of range for “{key}”."), N_("The pack format page names the range.")
    ),
    "P109": Wording(
        N_("The text of “{key}” is empty or too long."), N_("Write a text within the limits.")
    ),
    "P110": Wording(N_("“{key}” is empty."), N_("It needs at least one entry.")),
    "P111": Wording(N_("“{found}” is neither true nor false."), N_("Write true or false.")),
    "P112": Wording(
        N_("“{key}” has another shape than it should."),
        N_("See whether a list (-) or keys (name: ...) are meant here."),
    ),
    "P113": Wording(N_("“{key}” should be a text."), N_("Put it in quotes.")),
    "P114": Wording(
        N_("A way on names either a beat or an ending, not both and not neither."),
        N_("Write beat: ... or ending: ..."),
    ),
    "P115": Wording(
        N_("A range needs at_least, below or both, and at_least must be the smaller."),
        N_("For example {{at_least: 2.5, below: 4}}."),
    ),
    "P116": Wording(
        N_("A step of a rehearsal either replies, takes a sample or is silent: one of the three."),
        N_('Write reply: "...", sample: good or silence: true.'),
    ),
    "P117": Wording(
        N_("“{key}” is read as a key: a comma or a quote has cut the text or number before it."),
        N_('Put "..." round the whole text, and write decimals with a full stop: 3.4.'),
    ),
    "P201": Wording(N_("No beat is called “{name}”."), N_("Did you mean “{nearest}”?")),
    "P202": Wording(N_("No ending is called “{name}”."), N_("Did you mean “{nearest}”?")),
    "P203": Wording(N_("No persona is called “{name}”."), N_("Did you mean “{nearest}”?")),
    "P204": Wording(N_("No secret is called “{name}”."), N_("Did you mean “{nearest}”?")),
    "P205": Wording(N_("No promise is called “{name}”."), N_("Did you mean “{nearest}”?")),
    "P206": Wording(N_("No variable is called “{name}”."), N_("Did you mean “{nearest}”?")),
    "P207": Wording(
        N_("The id “{name}” is used twice; the first is in {first}."), N_("Give each its own id.")
    ),
    "P208": Wording(
        N_("Beat “{name}”: no outcome catches what is left."),
        N_("Let the last outcome have no “when”."),
    ),
    "P209": Wording(
        N_("Outcome “{name}”: no route catches what is left."),
        N_("Let the last route of “next” have no “when”."),
    ),
    "P301": Wording(
        N_("No way leads to beat “{name}”."),
        N_("Route to it from an outcome, or take it out."),
        _WARN,
    ),
    "P302": Wording(
        N_("No way leads to ending “{name}”."),
        N_("Route to it from an outcome, or take it out."),
        _WARN,
    ),
    "P303": Wording(
        N_("From beat “{name}” no ending can be reached."), N_("Give one of its outcomes a way on.")
    ),
    "P304": Wording(
        N_("“{name}” can never be taken: an earlier one without “when” catches everything."),
        N_("Put the one without “when” last."),
    ),
    "P305": Wording(
        N_("Lesson “{name}” is named by the scenario, but no beat is about it."),
        N_("Name it in a beat, or take it out."),
        _WARN,
    ),
    "P401": Wording(
        N_("Beat “{name}” has no samples in {language}."),
        N_("Write a good, a middling and a bad reply in that language."),
    ),
    "P402": Wording(
        N_("{missing} of {total} lines have no {language} translation; the first is “{name}”."),
        N_("Translate them in {file}."),
    ),
    "P403": Wording(
        N_("The {language} translation of “{name}” belongs to an older text."),
        N_("Read it again and take the fuzzy mark away."),
        _WARN,
    ),
    "P404": Wording(
        N_("Secret “{name}” has no telling words in {language}."),
        N_("List the words that would give it away."),
    ),
    "P405": Wording(
        N_(
            "The sample for “{name}” in {language} is {length} characters long;"
            " the place takes {limit}."
        ),
        N_("Shorten the sample."),
    ),
    "P406": Wording(
        N_("There is no translation file {name}."),
        N_("Add it, or take the language out of “languages”."),
    ),
    "P407": Wording(
        N_("Line “{name}” holds characters that cannot be shown (control or direction marks)."),
        N_("Type the text again without them."),
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, and where."""

    code: str
    file: PurePath
    line: int = 1
    """Counted from 1."""
    column: int = 1
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def wording(self) -> Wording:
        return CODES[self.code]

    @property
    def severity(self) -> Severity:
        return self.wording.severity

    @property
    def fields(self) -> dict[str, object]:
        """The named fields of the sentence and the hint."""
        return {"nearest": "", "file": self.file.name, **self.details}


class PackError(SimulatorError):
    """A pack has errors; all of them are in `findings`."""

    code = "E200"
    exit_code = ExitCode.USAGE
    template = N_("The pack {pack} cannot be played. Errors: {count}.")
    hint = N_("Mend them; each is listed with its file and line.")

    def __init__(self, findings: tuple[Finding, ...], **details: object) -> None:
        self.findings = findings
        super().__init__(**details)
