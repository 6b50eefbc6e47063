"""The old and the new line of a CV bullet side by side, and the editor the new one is written in."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from rejection_tui.domain.text import clean_line
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.word_changes import drawn


class BulletEditor(LongText):
    """The new line while it is written: one line, so that enter saves it, as ctrl+s does."""

    class Saved(Message):
        """Enter or ctrl+s was pressed."""

    def on_key(self, event: Key) -> None:
        """Save instead of breaking the line."""
        if event.key in ("enter", "ctrl+s"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Saved())


class BulletSides(Container):
    """The old line and the new one, beside or below each other, with the changed words marked.

    What is given stands below the new one.
    """

    DEFAULT_CSS = """
    BulletSides { height: auto; layout: vertical; }
    BulletSides > Vertical { height: auto; width: 1fr; }
    BulletSides Static { height: auto; width: 1fr; }
    BulletSides Horizontal { height: auto; }
    BulletSides .side--name { width: 8; color: $text-muted; }
    BulletSides > .after { margin: 1 0 0 0; }
    """

    def __init__(self, *below: Widget) -> None:
        super().__init__()
        self._below = below

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        with Vertical(classes="before") as before:
            before.border_title = "Before"
            with Horizontal():
                yield Static("Before", classes="side--name", markup=False)
                yield Static("", classes="side--before", markup=False)
        with Vertical(classes="after") as after:
            after.border_title = "After"
            with Horizontal():
                yield Static("After", classes="side--name", markup=False)
                yield Static("", classes="side--after", markup=False)
            yield from self._below

    def show(self, before: str, diff: Sequence[tuple[str, str]]) -> None:
        """Show both lines; an empty diff means that there is no new line yet."""
        left = drawn(diff, "keep", "cut") if diff else Content(clean_line(before, 2000))
        right = drawn(diff, "keep", "add") if diff else Content.styled("not written yet: e writes it", "dim")
        self.query_one(".side--before", Static).update(left)
        self.query_one(".side--after", Static).update(right)
