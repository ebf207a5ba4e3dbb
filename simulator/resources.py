"""Where the program's own files are: packs, catalogues and the scoring model.

In a checkout they stand beside the package (`scenarios/`, `locales/`, `models/`); a wheel carries
the same folders inside it, under `_data`.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["resource_folder"]

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder of that name, whether it exists or not."""
    installed = _PACKAGE / "_data"
    return (installed if installed.is_dir() else _PACKAGE.parent) / name
