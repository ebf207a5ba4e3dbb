"""The layout as seen in a mirror: panes, docks, bars and footers of a right-to-left app."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import DockArrangeResult, WidgetPlacement
from textual.renderables.bar import Bar as BarRenderable
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._footer import FooterKey
from textual.widgets._progress_bar import Bar

from simulator.tui.bidi.context import Method, text_direction

__all__ = ["classed_screen", "mirrored_arrangement", "mirrored_bar", "opted_out", "rtl_footer_key"]


def mirrored_arrangement(original: Method) -> Method:
    def arrange(self: Widget, size: Size, optimal: bool = False) -> DockArrangeResult:
        result: DockArrangeResult = original(self, size, optimal)
        if optimal and not isinstance(self, Screen):
            return result
        wanted = text_direction() == "rtl" and not opted_out(self)
        # Textual keeps results; the mark also lets a change of language turn them back.
        if result.__dict__.get("mirrored", False) != wanted:
            scrolls = self.styles.overflow_x != "hidden"
            result.placements = _flipped(result.placements, size.width, scrolls)
            top, right, bottom, left = result.scroll_spacing
            result.scroll_spacing = Spacing(top, left, bottom, right)
            result._spatial_map = None
            result.__dict__["mirrored"] = wanted
        return result

    return arrange


def opted_out(widget: Widget) -> bool:
    return any(node.has_class("-ltr") for node in widget.ancestors_with_self)


def _flipped(placements: list[WidgetPlacement], width: int, scrolls: bool) -> list[WidgetPlacement]:
    """What is too wide sticks out to the left, unless one can scroll there."""
    rights = [placement.region.right for placement in placements if scrolls]
    right_edge = max([width, *rights])
    return [
        placement
        if placement.overlay or placement.absolute
        else _flip(placement, width if placement.fixed else right_edge)
        for placement in placements
    ]


def _flip(placement: WidgetPlacement, width: int) -> WidgetPlacement:
    region, (top, right, bottom, left) = placement.region, placement.margin
    return placement._replace(
        region=Region(width - region.right, region.y, region.width, region.height),
        margin=Spacing(top, left, bottom, right),
        offset=Offset(-placement.offset.x, placement.offset.y),
    )


def classed_screen(original: Method) -> Method:
    """Screens of a right-to-left app have the class `-rtl`, for rules that geometry cannot say."""

    def post_register(self: Screen[Any], app: Any) -> None:
        self.set_class(getattr(app, "text_direction", "ltr") == "rtl", "-rtl")
        original(self, app)

    return post_register


def mirrored_bar(original: Method) -> Method:
    def render(self: Bar) -> Any:
        bar = original(self)
        if text_direction() == "rtl" and isinstance(bar, BarRenderable):
            start, end = bar.highlight_range
            width = bar.width or self.size.width
            if end > 0:
                bar.highlight_range = (width - end, width - start)
        return bar

    return render


def rtl_footer_key(original: Method) -> Method:
    """A key's Latin name comes first, so the direction has to be said; RLM takes no cell."""

    def render(self: FooterKey) -> Text:
        label: Text = original(self)
        return Text("\u200f", style=label.style) + label if text_direction() == "rtl" else label

    return render
