"""The letter of the selected rejection, shown beside the panes in a wide window."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.text import clean
from rejection_tui.services.context import AppContext
from rejection_tui.tui.widgets.display import shown, shown_block

LIMIT = 6000


class Preview(VerticalScroll, can_focus=False):
    """The first part of a letter; enter in the inbox opens the whole letter."""

    DEFAULT_CSS = """
    Preview { border: round $border-blurred; background: $surface; padding: 0 1; border-title-color: $foreground;
              border-title-background: transparent; }
    Preview Static { color: $text-muted; height: auto; }
    """

    def __init__(self, context: AppContext, id: str | None = None) -> None:
        super().__init__(id=id)
        self.context = context
        self._rejection = ""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static("", markup=False)

    def show(self, rejection: str) -> None:
        """Show the letter of another rejection, once there is room for it."""
        self._rejection = rejection
        if self.display:
            self._show(rejection)

    def on_show(self) -> None:
        """Show the letter when a wide window makes room."""
        self._show(self._rejection)

    def _show(self, rejection: str) -> None:
        record = self.context.records.rejections.get(rejection)
        letter = self.context.records.letters.get(record.letter) if record else None
        self.border_title = shown("Letter" if letter is None else letter.subject or "Letter", "bold")
        text = clean(letter.body)[:LIMIT] if letter else "No letter is filed with this one."
        self.query_one(Static).update(shown_block(text if record else ""))
        self.scroll_home(animate=False)
