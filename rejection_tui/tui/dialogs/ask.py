"""Asks a question that is answered with yes or no; nothing is chosen beforehand."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import BACK, Dialog


class AskDialog(Dialog[bool]):
    """Dismissed with True for yes; `text` is what the question is about, shown above it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("ask.yes", "y", "yes", "Yes, do it.", "answer(True)", True),
        Command("ask.no", "n", "no", "No, leave everything as it is.", "answer(False)", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    AskDialog > .dialog { max-width: 92; }
    AskDialog Static { height: auto; }
    AskDialog #ask-question { margin: 1 0 0 0; text-style: bold; }
    """

    def __init__(self, title: str, text: str, question: str) -> None:
        super().__init__()
        self._title, self._text, self._question = title, text, question

    def compose(self) -> ComposeResult:
        """Lay out the text and the question."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("y yes · n no · esc back")
            yield Static(shown_block(self._text), id="ask-text", markup=False)
            yield Static(shown(self._question), id="ask-question", markup=False)

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)

    def action_back(self) -> None:
        """Close without doing anything."""
        self.dismiss(False)
