"""A post in the feed: who, when, to how many, and the words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, Static

__all__ = ["PostView"]


class PostView(Vertical):
    """One post. All texts are ready to show.

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
    }
    PostView.-addressed {
        border-left: thick $accent;
    }
    PostView.-own {
        border-left: thick $primary;
    }
    PostView .name {
        text-style: bold;
        width: 1fr;
    }
    PostView .about {
        color: $text-muted;
        width: 1fr;
    }
    PostView .text {
        width: 1fr;
    }
    """

    def __init__(
        self, name: str, about: str, text: str, *, own: bool = False, addressed: bool = False
    ) -> None:
        super().__init__()
        self._texts = (name, about, text)
        self.set_class(own, "-own")
        self.set_class(addressed, "-addressed")

    def compose(self) -> ComposeResult:
        name, about, text = self._texts
        yield Label(name, classes="name", markup=False)
        if about:
            yield Label(about, classes="about", markup=False)
        yield Static(text, classes="text", markup=False)
