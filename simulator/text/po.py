"""PO files as plain data: the translations beside a pack, read and brought up to date."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from simulator.errors import N_, ExitCode, SimulatorError

__all__ = [
    "SIZE_LIMIT",
    "PoError",
    "PoStatus",
    "Source",
    "Translation",
    "read_translations",
    "update_translations",
]

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


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be translated."""

    context: str
    """Its id (msgctxt)."""
    text: str
    remarks: tuple[str, ...] = ()
    """For the translator, a line each."""


@dataclass(frozen=True, slots=True)
class PoStatus:
    """How far a translation is."""

    lines: int
    missing: int
    fuzzy: int
    """Lines whose source has changed since they were translated, or that a translator doubts."""


def read_translations(file: Path) -> dict[str, Translation]:
    """Read a PO file into its entries by context (msgctxt).

    Entries without a context are left out: in packs the context is the line's id.

    Raises:
        PoError: The file is missing, too large, not UTF-8 or no PO file.
    """
    return {
        message.context: Translation(str(message.id), str(message.string or ""), message.fuzzy)
        for message in _read(file)
        if message.context
    }


def _read(file: Path) -> Catalog:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise PoError(file=file.name, problem=error.strerror or str(error)) from error
    if len(raw) > SIZE_LIMIT:
        raise PoError(file=file.name, problem=f"> {SIZE_LIMIT} bytes")
    try:
        raw.decode("utf-8")
        return read_po(io.BytesIO(raw), abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise PoError(file=file.name, problem=str(error)) from error


def update_translations(
    file: Path, language: str, project: str, sources: Iterable[Source]
) -> PoStatus:
    """Bring a PO file up to date with its sources, or make one; no translation is ever lost.

    Entries stand in the order of the sources, with their remarks. A changed source makes its entry
    fuzzy and is kept beside it (`#| msgid`); an entry without a source becomes obsolete (`#~`).

    Args:
        project: Name and version, for the file's header.

    Raises:
        PoError: There is a file, and it cannot be read.
        OSError: The file cannot be written.
    """
    old = _read(file) if file.exists() else Catalog()
    known = {message.context: message for message in old if message.context}
    new = Catalog(locale=language, charset="utf-8")
    for source in sources:
        kept = known.pop(source.context, None) or old.obsolete.get((source.text, source.context))
        _add(new, source, kept)
    for message in [*known.values(), *old.obsolete.values()]:
        if message.string:
            new.obsolete[(str(message.id), str(message.context))] = message
    stream = io.BytesIO()
    write_po(stream, new, width=0, omit_header=True, include_previous=True)
    header = _HEADER.format(project=project, language=language, plural=_PLURALS[language])
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".po.new")
    beside.write_text(header + stream.getvalue().decode("utf-8"), encoding="utf-8")
    os.replace(beside, file)
    entries = [message for message in new if message.id]
    return PoStatus(
        len(entries),
        sum(not message.string for message in entries),
        sum(bool(message.string) and message.fuzzy for message in entries),
    )


_HEADER = (
    'msgid ""\nmsgstr ""\n"Project-Id-Version: {project}\\n"\n"Language: {language}\\n"\n'
    '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plural}\\n"\n\n'
)
_PLURALS = {
    # CLDR 47; the table in Babel 2.18 has Arabic's "many" and "other" swapped.
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :"
        " n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    "en": "nplurals=2; plural=(n != 1);",
    "nb": "nplurals=2; plural=(n != 1);",
}


def _add(catalog: Catalog, source: Source, kept: Message | None) -> None:
    changed = kept is not None and bool(kept.string) and str(kept.id) != source.text
    flags = set(kept.flags) if kept is not None else set()
    previous: list[str] = []
    if kept is not None and kept.fuzzy:
        previous = [str(text) for text in kept.previous_id]
    if kept is not None and changed:
        flags, previous = flags | {"fuzzy"}, [str(kept.id)]
    catalog.add(
        source.text,
        string=str(kept.string) if kept is not None and kept.string else "",
        flags=flags,
        auto_comments=source.remarks,
        user_comments=kept.user_comments if kept is not None else (),
        previous_id=previous,
        context=source.context,
    )
