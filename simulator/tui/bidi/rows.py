"""Rows on their way to the terminal: the last look for controls, and kitty's own order."""

from __future__ import annotations

from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from simulator.text.bidi import has_rtl
from simulator.text.width import needs_painting, painted, text_width
from simulator.tui.bidi.context import Method, terminal_kind
from simulator.tui.bidi.kitty import flipped_for_kitty
from simulator.tui.terminal import TerminalKind

__all__ = ["joined_rows", "safe_render", "whole_rows"]


def safe_render(original: Method) -> Method:
    """The last look at a row: nothing that steers a terminal gets past it."""

    def render(self: Strip, console: Console) -> str:
        if self._render_cache is None:
            segments, row = self._segments, self.text
            # The row is looked at as a whole first: an Arabic one has a segment for every letter.
            if needs_painting(row) or any(style and style.link for _, style, _ in segments):
                segments = [_harmless(segment) for segment in segments]
            if has_rtl(row) and terminal_kind() is TerminalKind.KITTY:
                segments = flipped_for_kitty(segments)
            if segments is not self._segments and segments != self._segments:
                self._render_cache = original(Strip(segments), console)
        return original(self, console)  # type: ignore[no-any-return]

    return render


def _harmless(segment: Segment) -> Segment:
    text, style, control = segment
    if style is not None and style.link and needs_painting(style.link):
        style = style.update_link(None)
        segment = Segment(text, style, control)
    if not needs_painting(text) or control:
        return segment
    shown = painted(text)
    return Segment(shown + " " * (segment.cell_length - text_width(shown)), style, control)


def whole_rows(original: Method) -> Method:
    """kitty turns round whole runs of letters, so a row that changes is sent whole."""

    def render_partial_update(self: Compositor) -> ChopsUpdate | None:
        if terminal_kind() is TerminalKind.KITTY and self._dirty_regions:
            width = self.size.width
            rows = {y for region in self._dirty_regions for y in region.line_range}
            self._dirty_regions = {Region(0, y, width, 1) for y in rows}
        update: ChopsUpdate | None = original(self)
        if update is not None and terminal_kind() is TerminalKind.KITTY:
            for y, line in enumerate(update.chops):
                strips = [strip for strip in line.values() if strip is not None]
                if strips:
                    update.chops[y] = {0: Strip.join(strips)}  # type: ignore[index]
                    update.chop_ends[y] = [self.size.width]
        return update

    return render_partial_update


def joined_rows(original: Method) -> Method:
    def render_full_update(self: Compositor, simplify: bool = False) -> LayoutUpdate:
        update: LayoutUpdate = original(self, simplify)
        if terminal_kind() is TerminalKind.KITTY:
            update.strips = [[Strip.join(row)] for row in update.strips]
        return update

    return render_full_update
