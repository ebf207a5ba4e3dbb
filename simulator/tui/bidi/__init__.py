"""Right-to-left text in every widget: what Textual draws, put into visual order.

Textual lays out text from left to right only. `install` puts hooks where its widgets turn text into
cells; documents, values and labels stay in reading order. Nothing outside this package knows
Textual's private names, and it insists on the one version that it was written for.

An app says what it is by two attributes: `text_direction` ("ltr" or "rtl") and `terminal_kind` (a
`simulator.tui.terminal.TerminalKind`). Either may change while the app runs; a refresh with layout
shows it.

Two modules have little to do with direction and stand here for the private names they need:
`backgrounds` (memory) and `pasting` (a paste that presses keys).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.tui.bidi.context import (
    TEXTUAL_VERSION,
    UnsupportedTextual,
    installed_version,
    terminal_kind,
    text_direction,
)

try:
    from rich.text import Text
    from textual import _styles_cache
    from textual._compositor import Compositor
    from textual._xterm_parser import XTermParser
    from textual.content import Content, _FormattedLine
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.widget import Widget
    from textual.widgets import DataTable, Input
    from textual.widgets._footer import FooterKey
    from textual.widgets._progress_bar import Bar

    from simulator.tui.bidi import (
        backgrounds,
        content,
        inputs,
        mirror,
        pasting,
        rich_text,
        rows,
        tables,
    )
except ImportError as error:
    raise UnsupportedTextual(found=installed_version(), wanted=TEXTUAL_VERSION) from error

__all__ = ["TEXTUAL_VERSION", "UnsupportedTextual", "install", "terminal_kind", "text_direction"]


def install() -> None:
    """Hook Textual, once per process; further calls do nothing.

    Raises:
        UnsupportedTextual: A name that would be hooked is missing.
    """
    if getattr(Strip.render, "turns_text", False):
        return
    if not all(hasattr(owner, name) for owner, name, _wrap in _HOOKS):
        raise UnsupportedTextual(found=installed_version(), wanted=TEXTUAL_VERSION)
    hooks = [(owner, name, wrap(getattr(owner, name))) for owner, name, wrap in _HOOKS]
    for owner, name, hook in hooks:
        setattr(owner, name, hook)
    Strip.render.turns_text = True  # type: ignore[attr-defined]


_HOOKS: tuple[tuple[Any, str, Callable[[Any], Any]], ...] = (
    (Content, "_wrap_and_format", content.remember_paragraphs),
    (_FormattedLine, "to_strip", content.visual_lines),
    (_styles_cache, "render_border_label", content.visual_label),
    (_styles_cache, "render_row", content.mirrored_row),
    (_styles_cache.StylesCache, "get_inner_outer", backgrounds.by_colours),
    (Text, "__rich_console__", rich_text.visual_text),
    (DataTable, "_render_line_in_row", tables.mirrored_columns),
    (Input, "render_line", inputs.visual_input),
    (Input, "_cursor_offset", inputs.visual_cursor_offset),
    (Input, "_cell_offset_to_index", inputs.visual_cell_offset),
    (Input, "action_cursor_left", inputs.visual_step(-1)),
    (Input, "action_cursor_right", inputs.visual_step(1)),
    (DataTable, "action_cursor_left", tables.other_way("action_cursor_right")),
    (DataTable, "action_cursor_right", tables.other_way("action_cursor_left")),
    (XTermParser, "feed", pasting.whole_pastes),
    (Strip, "render", rows.safe_render),
    (Compositor, "render_partial_update", rows.whole_rows),
    (Compositor, "render_full_update", rows.joined_rows),
    (Widget, "arrange", mirror.mirrored_arrangement),
    (Widget, "_get_scrollable_region", mirror.left_of_the_bar),
    (Widget, "_arrange_scrollbars", mirror.mirrored_scrollbars),
    (Screen, "arrange", mirror.mirrored_arrangement),
    (Screen, "_post_register", mirror.classed_screen),
    (Bar, "render", mirror.mirrored_bar),
    (FooterKey, "render", mirror.rtl_footer_key),
)
