"""Compiles the interface's catalogues: each `simulator.po` to a `simulator.mo` beside it."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

__all__ = ["compile_catalogues"]


def compile_catalogues(locales: Path) -> list[Path]:
    """Compile every catalogue below `locales`; gives the compiled files."""
    compiled = []
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        compiled.append(target)
    return compiled


if __name__ == "__main__":
    for file in compile_catalogues(Path(__file__).resolve().parent):
        sys.stdout.write(f"{file}\n")
