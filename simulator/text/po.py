"""PO files read as plain data: the translations that stand beside a pack."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from simulator.errors import N_, ExitCode, SimulatorError

__all__ = ["SIZE_LIMIT", "PoError", "Translation", "read_translations"]

SIZE_LIMIT = 4_000_000
"""Bytes; a pack of a thousand beats stays far below."""


class PoError(SimulatorError):
    """A PO file that cannot be read."""

    code = "E210"
    exit_code = ExitCode.USAGE
    template = N_("The translation file {file} cannot be read: {problem}.")
    hint = N_("Open it in a PO editor such as Poedit; it names the faulty line.")


@dataclass(frozen=True, slots=True)
class Translation:
    """One entry of a PO file."""

    source: str
    """The text that was translated (msgid)."""
    text: str
    """The translation (msgstr), empty when there is none yet."""
    fuzzy: bool
    """The source has changed since, or a translator has doubts."""


def read_translations(file: Path) -> dict[str, Translation]:
    """Read a PO file into its entries by context (msgctxt).

    Entries without a context are left out: in packs the context is the line's id.

    Raises:
        PoError: The file is missing, too large, not UTF-8 or no PO file.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise PoError(file=file.name, problem=error.strerror or str(error)) from error
    if len(raw) > SIZE_LIMIT:
        raise PoError(file=file.name, problem=f"> {SIZE_LIMIT} bytes")
    try:
        raw.decode("utf-8")
        catalog = read_po(io.BytesIO(raw), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise PoError(file=file.name, problem=str(error)) from error
    return {
        message.context: Translation(str(message.id), str(message.string or ""), message.fuzzy)
        for message in catalog
        if message.context
    }
