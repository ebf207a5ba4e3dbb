"""What does this terminal show? The user is asked, her answers are kept, a report is printed.

Arabic can be sent to a terminal in three ways, and no terminal can be asked which of them looks
right. So the same line is shown in all three, and the user says which one she can read.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

from simulator import __version__
from simulator.errors import N_, ExitCode
from simulator.storage.terminals import forget_terminal, save_terminal
from simulator.text.bidi import Direction
from simulator.text.catalogue import Words, without_isolates
from simulator.text.cleaning import clean
from simulator.tui.specimens import framed, rows_for
from simulator.tui.terminal import Terminal, TerminalKind

__all__ = ["Doctor", "examine", "report"]

ORDER = "أهلًا 1 بكم 2 هنا 3"
JOINING = "سلام عليكم"
DIGITS = "الساعة 12:30 · ٣٤٫٥٪"
MARKS = ("كِتابٌ مُفيدٌ", "كتاب مفيد")
EMOJI = ("👍🏽", "👨‍👩‍👧", "❤️", "🇳🇴", "ab")
_WIDTH = 72
_FRAME = 16
_NUMBERS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


class Doctor:
    """Asks about one terminal.

    Args:
        terminal: As it was detected; what it must be told to leave rows alone has been told.
        words: The user's language.
        answers: What the user types, a line each.
        stream: The terminal.
    """

    def __init__(
        self, terminal: Terminal, words: Words, answers: Iterator[str], stream: TextIO
    ) -> None:
        self.terminal, self.words = terminal, words
        self._answers, self._stream = answers, stream
        self._kind = terminal.kind

    def examine(self) -> dict[str, str] | None:
        """Ask everything; None when the user leaves in between."""
        self._tell(
            self.words.say(N_("A few lines follow. Say what you see; a number is enough.")), ""
        )
        try:
            seen = {"kind": self._order().value}
            for name, question in (
                ("joined", self._joining),
                ("digits", self._digits),
                ("marks", self._marks),
                ("emoji", self._emoji),
            ):
                seen[name] = "yes" if question() else "no"
        except EOFError:
            return None
        return seen

    def thank(self) -> None:
        """Say what the answers are good for, once they are kept."""
        self._tell(
            self.words.say(
                N_(
                    "Thank you. Your first answer decides how Arabic is shown in this terminal"
                    " from now on."
                )
            ),
            self.words.say(
                N_("To forget it: {command}. What follows belongs in a bug report."),
                command="simulator doctor --forget",
            ),
            "",
        )

    def _order(self) -> TerminalKind:
        """Which of three ways of sending Arabic is read rightly here."""
        visual = TerminalKind.PLAIN if self._kind is TerminalKind.KITTY else self._kind
        if not visual.paints_visual:
            visual = TerminalKind.PLAIN
        ways = [visual, TerminalKind.LOGICAL, TerminalKind.KITTY]
        for number, way in enumerate(ways, start=1):
            [row] = rows_for(ORDER, way, 24)
            self._line(f"   {number}   {row}")
        chosen = self._ask(
            self.words.say(
                N_(
                    "In which line do three Arabic words stand from right to left, with the figures"
                    " 1, 2, 3 behind them? 0 if in none."
                )
            ),
            len(ways),
        )
        if chosen == 0:
            self._tell(
                self.words.say(
                    N_("Then Arabic cannot be shown rightly here. Please send us the report below.")
                )
            )
        else:
            self._kind = ways[chosen - 1]
        return self._kind

    def _joining(self) -> bool:
        self._rows(JOINING)
        joined = self._yes(self.words.say(N_("Are the letters of each word joined?")))
        if not joined:
            self._tell(
                self.words.say(
                    N_(
                        "The terminal's font lacks the joined forms. Choose a monospaced font that"
                        " has them, for example DejaVu Sans Mono."
                    )
                )
            )
        return joined

    def _digits(self) -> bool:
        self._rows(DIGITS)
        return self._yes(self.words.say(N_("Do you read half past twelve, and not 30:12?")))

    def _marks(self) -> bool:
        for text in MARKS:
            self._line("   " + framed(text, self._kind, _FRAME))
        return self._yes(self._straight())

    def _emoji(self) -> bool:
        for text in EMOJI:
            self._line("   " + framed(text, self._kind, _FRAME))
        return self._yes(self._straight())

    def _straight(self) -> str:
        return self.words.say(N_("Do the bars on the right stand straight below each other?"))

    def _yes(self, question: str) -> bool:
        choices = self.words.say(N_("1 for yes, 0 for no."))
        return self._ask(f"{question} {choices}", 1) == 1

    def _ask(self, question: str, most: int) -> int:
        """Ask until a number from 0 to `most` comes.

        Raises:
            EOFError: Nothing comes any more.
        """
        self._tell(question)
        for answer in self._answers:
            number = answer.strip().translate(_NUMBERS)
            if number.isdecimal() and int(number) <= most:
                self._line()
                return int(number)
            self._tell(self.words.say(N_("Please type a number from 0 to {most}."), most=most))
        raise EOFError

    def _rows(self, text: str) -> None:
        for row in rows_for(text, self._kind, 24):
            self._line(f"   {row}")

    def _tell(self, *sentences: str) -> None:
        """Sentences in the user's language, painted as this terminal needs them."""
        direction: Direction = "rtl" if self.words.rtl else "ltr"
        for sentence in sentences:
            for row in rows_for(sentence, self._kind, _WIDTH, direction=direction):
                self._line(without_isolates(row))

    def _line(self, row: str = "") -> None:
        self._stream.write(row + "\n")
        self._stream.flush()


def report(
    terminal: Terminal, seen: Mapping[str, str], environ: Mapping[str, str] = os.environ
) -> list[str]:
    """What a bug report needs, and nothing about the user: lines of `name: value`."""
    told = {
        "simulator": __version__,
        "python": platform.python_version(),
        "textual": version("textual"),
        "system": f"{platform.system()} {platform.machine()}",
        "terminal": terminal.name(environ),
        "found": terminal.kind.value,
        **{f"seen {name}": value for name, value in seen.items()},
        **{
            name: environ[name]
            for name in ("TERM", "TERM_PROGRAM", "COLORTERM", "LANG", "LC_ALL")
            if environ.get(name)
        },
    }
    return [f"{name}: {clean(value, lines=False)}" for name, value in told.items()]


def examine(folder: Path, words: Words, *, forget: bool) -> int:
    """Examine the terminal of this process and keep the answers; gives the exit code."""
    from simulator.cli.plain import reply_lines
    from simulator.tui.launch import NoTerminalError
    from simulator.tui.terminal import detect, prepared

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminalError
    terminal = detect(os.environ, sys.stdin, sys.stdout)
    name = terminal.name(os.environ)
    if forget:
        forget_terminal(folder, name)
        return ExitCode.DONE
    with prepared(terminal, sys.stdout):
        doctor = Doctor(terminal, words, reply_lines(sys.stdin.buffer), sys.stdout)
        seen = doctor.examine()
        if seen is not None:
            save_terminal(folder, name, seen)
            doctor.thank()
    sys.stdout.write("\n".join(report(terminal, seen or {})) + "\n")
    return ExitCode.DONE
