"""A line of the CV before and after, side by side; what went is struck through, what came is underlined."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.text import clean, clean_line

#: op -> how it is drawn on the side where it stands: attributes first, so that it can be told without colour.
STYLES = {"keep": "", "cut": "strike $text-error", "add": "underline bold $text-success"}


class BulletSides(Container):
    """`show` takes the old line and the word diff to the new one."""

    DEFAULT_CSS = """
    BulletSides { height: auto; layout: vertical; }
    BulletSides > Static { height: auto; width: 1fr; }
    BulletSides > .side--after { margin: 1 0 0 0; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the two sides."""
        yield Static("", classes="side--before", markup=False)
        yield Static("", classes="side--after", markup=False)

    def show(self, before: str, diff: Sequence[tuple[str, str]]) -> None:
        """Show both lines; an empty diff means that there is no new line yet."""
        left = _side(diff, "cut") if diff else Content(clean_line(before, 2000))
        right = _side(diff, "add") if diff else Content.styled("not written yet: e writes it", "dim")
        self.query_one(".side--before", Static).update(Content.assemble(("Before  ", "dim"), left))
        self.query_one(".side--after", Static).update(Content.assemble(("After   ", "dim"), right))


def _side(diff: Sequence[tuple[str, str]], op: str) -> Content:
    parts = [Content.styled(clean(words), STYLES[kind]) for kind, words in diff if kind in ("keep", op)]
    return Content("").join(parts)
