"""A list to read or to choose one line from; the text of the line under the cursor is shown in full below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import BACK, Dialog
from rejection_tui.tui.widgets.rows import Rows, columns


@dataclass(frozen=True, slots=True)
class Line:
    """`head` is shown in the list, `text` in full below; `marks` are words to mark in it."""

    key: str
    head: str
    text: str
    marks: tuple[str, ...] = ()


class PickDialog(Dialog[str | None]):
    """Dismissed with the key of the line that was chosen, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (BACK,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    PickDialog Rows { height: auto; max-height: 10; padding: 0; }
    PickDialog LetterText { height: 8; margin: 1 0 0 0; border-top: solid $border-blurred; }
    """

    def __init__(self, title: str, lines: Sequence[Line], empty: str = "", how: str = "enter open · esc back") -> None:
        super().__init__()
        self._title, self._lines, self._none, self._how = title, tuple(lines), empty, how

    def compose(self) -> ComposeResult:
        """Lay out the list and the text."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown(self._how)
            if not self._lines:
                yield Static(shown_block(self._none), classes="quiet", markup=False)
            yield Rows[Line](self._draw)
            yield LetterText()

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(Rows)
        rows.display = self.query_one(LetterText).display = bool(self._lines)
        rows.fill((line.key, line) for line in self._lines)
        rows.focus()

    @staticmethod
    def _draw(line: Line, width: int) -> Text:
        return columns(((line.head, width, ""),))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        line = self.query_one(Rows).current
        if isinstance(line, Line):
            self.query_one(LetterText).show(line.text, line.marks)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_back(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
