"""A new pack that plays at once, in the author's own language, with comments that teach.

What it is made of stands in `starter/`, a folder for each language: written by hand, checked and
rehearsed by the tests like any pack.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from string import Template

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.text.cleaning import clean
from simulator.text.saving import save_text

__all__ = ["NotEmptyError", "PackUnwritableError", "new_pack", "pack_id"]

STARTER = Path(__file__).parent / "starter"
_TITLES = {"ar": "حزمتي", "en": "My pack", "nb": "Min pakke"}
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})


class NotEmptyError(SimulatorError):
    """The folder for the new pack is in use."""

    code = "E220"
    exit_code = ExitCode.USAGE
    template = N_("There is something in {folder} already.")
    hint = N_("Name a folder that is empty or does not exist yet; nothing was changed.")


class PackUnwritableError(SimulatorError):
    """The new pack cannot be written."""

    code = "E221"
    template = N_("The pack cannot be written to {folder}: {problem}.")
    hint = N_("See to the rights of the folder above it and to the free space.")


def new_pack(folder: Path, language: str, title: str = "") -> tuple[Path, ...]:
    """Write a new pack.

    Args:
        folder: It must be empty or not exist yet; its name becomes the pack's id.
        language: What the author writes in: `ar`, `en` or `nb`.
        title: The pack's title; without one, a plain one that asks to be changed.

    Returns:
        The files, pack.yaml first.

    Raises:
        NotEmptyError: The folder holds something, or is a file.
        PackUnwritableError: It cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise NotEmptyError(folder=folder)
    named = json.dumps(clean(title, lines=False).strip() or _TITLES[language], ensure_ascii=False)
    starter = STARTER / language
    sources = sorted(starter.rglob("*.yaml"), key=lambda one: (one.name != "pack.yaml", one))
    files = []
    try:
        for source in sources:
            text = source.read_text(encoding="utf-8")
            if source.name == "pack.yaml":
                text = Template(text).substitute(id=pack_id(folder.resolve().name), title=named)
            files.append(folder / source.relative_to(starter))
            save_text(files[-1], text)
    except OSError as error:
        raise PackUnwritableError(folder=folder, problem=error.strerror or str(error)) from error
    return tuple(files)


def pack_id(name: str) -> str:
    """An id that is like a name: small Latin letters, digits and hyphens, at most 60.

    A name without a Latin letter or digit (an Arabic one) gives `my-pack`.
    """
    spelt = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    plain = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in spelt if not unicodedata.combining(c)))
    return plain.strip("-")[:60].strip("-") or "my-pack"
