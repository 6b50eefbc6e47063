"""Asks a question that is answered by yes or no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import Dialog


class YesNoDialog(Dialog[bool]):
    """Dismissed with True for yes, False for no."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("ask.yes", "y,enter", "yes", "Yes, do it.", "yes", True),
        Command("ask.no", "n,escape", "no", "No; leave it as it is.", "back", True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    YesNoDialog > .dialog { max-width: 76; max-height: 80%; padding: 1 2; }
    YesNoDialog Static { height: auto; }
    """

    def __init__(self, title: str, question: str) -> None:
        super().__init__()
        self._title, self.question = title, question

    def compose(self) -> ComposeResult:
        """Lay out the question."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("y yes · n no")
            yield Static(shown_block(self.question), markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll a long question."""
        self.query_one(VerticalScroll).focus()

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_back(self) -> None:
        """Answer no."""
        self.dismiss(False)
