"""The layout as seen in a mirror: panes, docks, bars and footers of a right-to-left app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.text import Text
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import DockArrangeResult, WidgetPlacement
from textual.renderables.bar import Bar as BarRenderable
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._footer import FooterKey
from textual.widgets._progress_bar import Bar

from simulator.tui.bidi.context import Method, text_direction

__all__ = [
    "classed_screen",
    "left_of_the_bar",
    "mirrored_arrangement",
    "mirrored_bar",
    "mirrored_scrollbars",
    "opted_out",
    "rtl_footer_key",
]


def mirrored_arrangement(original: Method) -> Method:
    def arrange(self: Widget, size: Size, optimal: bool = False) -> DockArrangeResult:
        result: DockArrangeResult = original(self, size, optimal)
        if optimal and not isinstance(self, Screen):
            return result
        wanted = text_direction() == "rtl" and not opted_out(self)
        # Textual keeps results; the mark also lets a change of language turn them back.
        if result.__dict__.get("mirrored", False) != wanted:
            scrolls = self.styles.overflow_x != "hidden"
            bar = self.scrollbar_gutter.width if _has_bar_on_the_left(self) else 0
            result.placements = _flipped(result.placements, size.width, scrolls, bar)
            top, right, bottom, left = result.scroll_spacing
            result.scroll_spacing = Spacing(top, left, bottom, right)
            result._spatial_map = None
            result.__dict__["mirrored"] = wanted
        return result

    return arrange


def opted_out(widget: Widget) -> bool:
    return any(node.has_class("-ltr") for node in widget.ancestors_with_self)


def _has_bar_on_the_left(widget: Widget) -> bool:
    """Whether a widget's vertical scrollbar stands on the other side, as in a mirror.

    Only of containers that scroll up and down alone: what draws its rows itself (an editor, a list)
    counts its columns from the left edge, without a bar.
    """
    return (
        text_direction() == "rtl" and isinstance(widget, VerticalScroll) and not opted_out(widget)
    )


def left_of_the_bar(original: Method) -> Method:
    """The part of a container that its children have, on the other side of the scrollbar."""

    def _get_scrollable_region(self: Widget, region: Region) -> Region:
        inner: Region = original(self, region)
        return _in_mirror(inner, region) if _has_bar_on_the_left(self) else inner

    return _get_scrollable_region


def mirrored_scrollbars(original: Method) -> Method:
    def _arrange_scrollbars(self: Widget, region: Region) -> Iterator[tuple[Widget, Region]]:
        for bar, place in original(self, region):
            yield bar, _in_mirror(place, region) if _has_bar_on_the_left(self) else place

    return _arrange_scrollbars


def _in_mirror(part: Region, whole: Region) -> Region:
    return Region(whole.x + whole.right - part.right, part.y, part.width, part.height)


def _flipped(
    placements: list[WidgetPlacement], width: int, scrolls: bool, bar: int
) -> list[WidgetPlacement]:
    """What is too wide sticks out to the left, unless one can scroll there.

    Args:
        bar: Columns that a scrollbar on the left takes.
    """
    rights = [placement.region.right for placement in placements if scrolls]
    right_edge = max([width, *rights])
    return [
        placement
        if placement.overlay or placement.absolute
        else _flip(placement, (width if placement.fixed else right_edge) + bar)
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
