"""Brings the interface's catalogues up to date with the sources: extract, update, compile.

Run it by `make messages`. New messages come in empty, changed ones are marked fuzzy and keep their
translation, English is filled with the messages themselves.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from simulator.text.po import header

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ar", "en", "nb")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"N_": None, "say_plural": (1, 2)}


def template() -> Catalog:
    """Every message in the sources, with the files that say it."""
    catalogue = Catalog(project="simulator", charset="utf-8")
    for name, line, message, comments, context in extract_from_dir(
        ROOT / "simulator",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        del line  # line numbers would change every catalogue at every edit
        where = [(f"simulator/{Path(name).as_posix()}", None)]
        catalogue.add(message, None, where, auto_comments=comments, context=context)
    return catalogue


def file_of(language: str) -> Path:
    """The catalogue of a language."""
    return ROOT / "locales" / language / "LC_MESSAGES" / "simulator.po"


def update(language: str, sources: Catalog) -> Catalog:
    """The catalogue of a language with the messages of the sources."""
    file = file_of(language)
    if file.exists():
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
    else:
        catalogue = Catalog(locale=language, project="simulator", charset="utf-8")
    catalogue.update(sources, no_fuzzy_matching=False)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
                message.flags.discard("fuzzy")
    return catalogue


def as_text(language: str, catalogue: Catalog) -> str:
    """A catalogue as its file holds it: a short header, messages in the order of the sources."""
    stream = BytesIO()
    write_po(stream, catalogue, width=100, omit_header=True, sort_by_file=True)
    return header("simulator", language) + stream.getvalue().decode("utf-8")


def _whole(text: str | tuple[str, ...] | list[str]) -> bool:
    """Whether a translation is there, with all its plural forms."""
    return all(text) if isinstance(text, (tuple, list)) else bool(text)


def main() -> int:
    """Update all catalogues and say what is left to translate."""
    for language in LANGUAGES:
        catalogue = update(language, template())
        file = file_of(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_text(language, catalogue), encoding="utf-8")
        left = sum(1 for one in catalogue if one.id and (not _whole(one.string) or one.fuzzy))
        sys.stdout.write(f"{language}: {len(catalogue)} messages, {left} to translate\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
