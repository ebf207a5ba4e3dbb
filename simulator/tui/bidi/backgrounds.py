"""Backgrounds, remembered by their colours alone.

This has nothing to do with direction. It stands here because it needs one of Textual's private
names, and this package is the one place for those.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from simulator.tui.bidi.context import Method

if TYPE_CHECKING:
    from textual._styles_cache import StylesCache
    from textual.color import Color
    from textual.style import Style

__all__ = ["by_colours"]


def by_colours(original: Method) -> Method:
    """Keep no widget alive for its background.

    Textual puts an `lru_cache` of 1,024 entries round this method, whose first argument is the
    rows that a widget has drawn: those of every screen that was left stay in memory, some 250,000
    objects after twenty replies, and a full garbage collection takes 200 ms in the middle of a key.
    """
    uncached = getattr(original, "__wrapped__", original)

    @lru_cache(1024)
    def remembered(base: Color, background: Color) -> tuple[Style, Style]:
        return uncached(None, base, background)  # type: ignore[no-any-return]

    def get_inner_outer(_: StylesCache, base: Color, background: Color) -> tuple[Style, Style]:
        return remembered(base, background)

    return get_inner_outer
