"""Standard output is data: lines that other programs, pipes and screen readers take.

Nothing here moves a cursor or sets a colour. Text goes out in logical order, without isolates; a
terminal that is not ours decides how it looks.
"""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO

from simulator.text.catalogue import without_isolates

__all__ = ["Output"]


class Output:
    """Lines of text or JSON on a stream; flushed one by one, so that pipes see them at once."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout

    def line(self, text: str = "") -> None:
        """Write one line; line breaks inside it stay."""
        self._write(without_isolates(text))

    def json(self, value: Any) -> None:
        """Write one value as a line of JSON."""
        self._write(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")))

    def _write(self, text: str) -> None:
        """A terminal without UTF-8 gets question marks rather than a crash."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        safe = text.encode(encoding, "replace").decode(encoding)
        self._stream.write(safe + "\n")
        self._stream.flush()
