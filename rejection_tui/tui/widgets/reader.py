"""The panel beside or below a list, in which what the cursor is on can be read and scrolled."""

from collections.abc import Iterable, Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.text import clean
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.letter_text import places_of
from rejection_tui.tui.widgets.passages import Passage

#: Characters of one passage that are shown; the screens that enter opens show all of it.
LIMIT = 8000


class Reader(VerticalScroll, can_focus=True):
    """A title on the border, one paragraph about the row, and the passages behind it; tab goes to it to scroll."""

    DEFAULT_CSS = """
    Reader {
        border: round $border-blurred; border-title-color: $foreground; border-title-background: transparent;
        border-subtitle-color: $text-muted; border-subtitle-background: transparent;
        background: transparent; padding: 0 1; scrollbar-size-vertical: 1;
        &:focus { border: round $primary; }
        & > Static { height: auto; width: 1fr; max-width: 84; }
    }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static("", markup=False)

    @property
    def text(self) -> str:
        """What can be read, without colours."""
        return str(self.query_one(Static).content)

    def show(self, title: str, head: Content, passages: Iterable[Passage] = ()) -> None:
        """Show `head` and the passages from their top; what is shown already keeps its place."""
        parts = tuple(passages)
        if (title, head, parts) == self._shown:
            return
        self._shown = (title, head, parts)
        self.border_title = shown(title, "bold") if title else ""
        lines = [*([head] if head else []), *(_drawn(one) for one in parts)]
        self.query_one(Static).update(Content("\n\n").join(lines))
        self.scroll_home(animate=False, immediate=True)
        self.call_after_refresh(self._hint)

    def on_resize(self) -> None:
        """Say how to read on where the text has no room."""
        self.call_after_refresh(self._hint)

    def _hint(self) -> None:
        self.border_subtitle = "tab to read on" if self.max_scroll_y > 0 else ""


def _drawn(passage: Passage) -> Content:
    meaning = passage.meaning
    head = shown(f"{meaning.mark} {passage.head}" if meaning else passage.head)
    head = head.stylize(f"bold ${meaning.colour}" if meaning else "bold")
    return Content("\n").join([head, *_text(passage)])


def _text(passage: Passage) -> Iterator[Content]:
    if not passage.text:
        return
    text = clean(passage.text)
    cut = "…" if len(text) > LIMIT else ""
    text = text[:LIMIT].rstrip()
    body = Content(text)
    for start, end in places_of(text, passage.marked):
        body = body.stylize("underline", start, end)
    yield body + cut
