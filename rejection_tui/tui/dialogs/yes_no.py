"""Asks a question that is answered with yes or no; enter does neither, so that nobody falls into a yes."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import BACK, Dialog


class YesNoDialog(Dialog[bool]):
    """Dismissed with True for yes; `text` is what the question is about, shown above it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("ask.yes", "y", "yes", "Yes, do it.", "answer(True)", True),
        Command("ask.no", "n", "no", "No, leave everything as it is.", "answer(False)", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    YesNoDialog > .dialog { max-width: 92; max-height: 80%; }
    YesNoDialog Static { height: auto; }
    YesNoDialog #yes-no-question { margin: 1 0 0 0; text-style: bold; }
    """

    def __init__(self, title: str, text: str, question: str) -> None:
        super().__init__()
        self._title, self._text, self._question = title, text, question

    def compose(self) -> ComposeResult:
        """Lay out the text and the question."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("y yes · n no · esc back")
            yield Static(shown_block(self._text), id="yes-no-text", markup=False)
            yield Static(shown(self._question), id="yes-no-question", markup=False)

    def on_mount(self) -> None:
        """Let the arrows scroll a long text."""
        self.query_one(VerticalScroll).focus()

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)

    def action_back(self) -> None:
        """Close without doing anything."""
        self.dismiss(False)
