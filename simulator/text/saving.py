"""Writing a file so that a reader, or a power cut, never meets half of it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["save_text"]


def save_text(file: Path, text: str) -> None:
    """Write a file whole beside its place, then put it there; missing folders are made.

    Args:
        file: What is there already stays until the new text is whole.
        text: Written as UTF-8, line ends as they are.

    Raises:
        OSError: It cannot be written; the old file is as it was.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_bytes(text.encode("utf-8"))
        os.replace(beside, file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
