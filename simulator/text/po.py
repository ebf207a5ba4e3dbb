"""PO files as plain data: the translations beside a pack, read and brought up to date."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.text.saving import save_text

__all__ = [
    "PLURAL_FORMS",
    "SIZE_LIMIT",
    "PoError",
    "PoStatus",
    "PoUnwritableError",
    "Source",
    "Translation",
    "header",
    "read_translations",
    "update_translations",
]

SIZE_LIMIT = 4_000_000
"""Bytes; a pack of a thousand beats stays far below."""

PLURAL_FORMS: Mapping[str, str] = {
    # CLDR 47; the table in Babel 2.18 has Arabic's "many" and "other" swapped.
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :"
        " n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    "en": "nplurals=2; plural=(n != 1);",
    "nb": "nplurals=2; plural=(n != 1);",
}
"""Language to the `Plural-Forms` of its PO files."""


def header(project: str, language: str) -> str:
    """The first entry of a PO file, with the blank line after it.

    Args:
        project: Name, or name and version, of what is translated.
        language: A key of `PLURAL_FORMS`.
    """
    fields = (
        f"Project-Id-Version: {project}",
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {PLURAL_FORMS[language]}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields) + "\n"


class PoError(SimulatorError):
    """A PO file that cannot be read."""

    code = "E210"
    exit_code = ExitCode.USAGE
    template = N_("The translation file {file} cannot be read: {problem}.")
    hint = N_("Open it in a PO editor such as Poedit; it names the faulty line.")


class PoUnwritableError(SimulatorError):
    """A PO file that cannot be written."""

    code = "E211"
    template = N_("The translation file {file} cannot be written: {problem}.")
    hint = N_("It is as it was. See to the folder's rights and the free space, and run this again.")


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
        PoUnwritableError: The file cannot be written; it is left as it is.
    """
    old = _read(file) if file.exists() else Catalog()
    left = {
        (str(one.id), one.context): one for one in [*old, *old.obsolete.values()] if one.context
    }
    new = Catalog(locale=language, charset="utf-8")
    for source in sources:
        kept = left.pop((source.text, source.context), None) or _changed(left, source.context, old)
        if kept is not None:
            left.pop((str(kept.id), kept.context), None)
        _add(new, source, kept)
    new.obsolete.update({key: message for key, message in left.items() if message.string})
    stream = io.BytesIO()
    write_po(stream, new, width=0, omit_header=True, include_previous=True)
    try:
        save_text(file, header(project, language) + stream.getvalue().decode("utf-8"))
    except OSError as error:
        raise PoUnwritableError(file=file, problem=error.strerror or str(error)) from error
    entries = [message for message in new if message.id]
    return PoStatus(
        len(entries),
        sum(not message.string for message in entries),
        sum(bool(message.string) and message.fuzzy for message in entries),
    )


def _changed(left: Mapping[tuple[str, str], Message], context: str, old: Catalog) -> Message | None:
    """The entry of a line whose text has changed. There may be two, where files were merged."""
    same = [one for (_, its), one in left.items() if its == context]
    live = [one for one in same if (one.id, context) not in old.obsolete]
    return next(iter(sorted(live, key=lambda one: not one.string)), None)


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
