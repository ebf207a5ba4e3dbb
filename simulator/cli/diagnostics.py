"""Standard error is talk: errors as sentences in the user's language, notes and progress."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from simulator.cli.output import Output
from simulator.errors import SimulatorError
from simulator.scenario.findings import Finding, PackError
from simulator.text.catalogue import Words
from simulator.text.cleaning import clean

__all__ = ["Talk", "sentence", "short_path"]


def sentence(words: Words, template: str, details: dict[str, object]) -> str:
    """A template in the user's language, with its details cleaned: they come from outside."""
    cleaned = {name: clean(str(value), lines=False) for name, value in details.items()}
    return words.say(template, **cleaned)


class Talk:
    """What the program says beside its data."""

    def __init__(self, words: Words, stream: TextIO | None = None) -> None:
        self.words = words
        self._stream = stream or sys.stderr
        self._out = Output(self._stream)

    @property
    def interactive(self) -> bool:
        """Whether a person sees this at once."""
        return self._stream.isatty()

    def note(self, text: str) -> None:
        """A sentence that is already in the user's language."""
        self._out.line(text)

    def error(self, error: SimulatorError) -> None:
        """An error: its sentence with its code, what to do next, and for packs every finding."""
        for finding in error.findings if isinstance(error, PackError) else ():
            self.finding(finding)
        self._out.line(f"{error.code}: {sentence(self.words, error.template, error.details)}")
        if error.hint:
            self._out.line(sentence(self.words, error.hint, error.details))

    def finding(self, finding: Finding) -> None:
        """One thing that is wrong with a pack, in the form that editors jump to."""
        wording = finding.wording
        where = f"{short_path(finding.file)}:{finding.line}:{finding.column}"
        what = sentence(self.words, wording.template, finding.fields)
        hint = sentence(self.words, wording.hint, finding.fields)
        self._out.line(f"{where}: {finding.code} {what} {hint}")

    def progress(self, text: str) -> None:
        """Write over the last progress; only a terminal gets any."""
        if self.interactive:
            self._stream.write(f"\r\x1b[K{text}")
            self._stream.flush()


def short_path(file: object) -> str:
    """The path from the working folder where it lies below it."""
    path = Path(str(file))
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
