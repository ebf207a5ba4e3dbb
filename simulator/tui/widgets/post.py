"""A post in the feed: who, when, to how many, and the words."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

__all__ = ["PostView"]


class PostView(Static):
    """One post. All texts are ready to show.

    It is one widget with three paragraphs rather than three widgets, because a feed has many and
    every widget is styled and laid out by itself.

    Args:
        name: Of the one who writes.
        about: Handle, role, time and reach, in one line.
        text: The words.
        own: Whether the trainee wrote it.
        addressed: Whether this is the one who is answered.
    """

    DEFAULT_CSS = """
    PostView {
        height: auto;
        padding: 0 1;
        margin-bottom: 1;
        border-left: thick $panel;
        text-align: start;
    }
    PostView.-addressed {
        border-left: thick $accent;
    }
    PostView.-own {
        border-left: thick $primary;
    }
    """

    def __init__(
        self, name: str, about: str, text: str, *, own: bool = False, addressed: bool = False
    ) -> None:
        # The one who waits for the answer is told by a mark too, not by the border's colour alone.
        lines = [Content.styled(f"● {name}" if addressed else name, "bold")]
        if about:
            lines.append(Content.styled(about, "$text-muted"))
        super().__init__(Content("\n").join([*lines, Content(text)]))
        self.set_class(own, "-own")
        self.set_class(addressed, "-addressed")
