"""The one family of errors that the program expects, with words for the person who meets them.

A class says what kind of failure it is (to catch), its `code` names it for good (to search), its
`template` is the sentence (to translate) and its `hint` says what to do next. The core never
translates: the edge that shows the error looks `template` and `hint` up in the user's language and
fills in `details`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar

__all__ = ["N_", "ExitCode", "SimulatorError"]


class ExitCode(IntEnum):
    """What the process answers to the shell that started it."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    MODEL = 3
    INTERRUPTED = 130


def N_(message: str) -> str:
    """Mark a message for the catalogues; it is looked up where it is shown."""
    return message


class SimulatorError(Exception):
    """A failure we expected.

    Args:
        details: The named fields of `template` and `hint`. Values from outside (file names, texts
            from a pack) are cleaned by whoever shows the message.
    """

    code: ClassVar[str] = "E000"
    exit_code: ClassVar[ExitCode] = ExitCode.FAILED
    template: ClassVar[str] = N_("Something went wrong.")
    hint: ClassVar[str] = ""

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(f"[{self.code}] {self.template.format(**details)}")
