"""Asks for one line, such as a reason, a name or a day."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.text import clean_line
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog, keep_unsaved, unsaved_text


class LineDialog(Dialog[str | None]):
    """Dismissed with the line, or None. `check` raises `RejtuiError` for an invalid line; its sentence is shown."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("line.take", "ctrl+s", "ok", "Take this line; enter does the same.", "take", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = "LineDialog > .dialog { max-width: 76; } LineDialog Input { margin: 1 0 0 0; }"

    def __init__(
        self,
        title: str,
        question: str = "",
        value: str = "",
        placeholder: str = "",
        check: Callable[[str], object] | None = None,
        optional: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._value = value
        self._placeholder = placeholder
        self._check = check
        self._optional = optional

    def compose(self) -> ComposeResult:
        """Lay out the question and the line."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("enter ok · esc back")
            if self._question:
                yield Static(shown(self._question), classes="quiet", markup=False)
            yield LineInput(self._value, placeholder=self._placeholder, id="line")
            yield Static("", classes="warning", markup=False)

    def on_mount(self) -> None:
        """Restore what was typed last time, unless there is a value to correct."""
        line = self.query_one(Input)
        if not self._value:
            line.value = unsaved_text(self, self._title).get("line", "")
        line.focus()
        line.cursor_position = len(line.value)

    @on(LineInput.LetterPasted)
    def _pasted(self, event: LineInput.LetterPasted) -> None:
        event.take_line()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Close with the line, unless it is empty or `check` refuses it."""
        value = clean_line(self.query_one(Input).value)
        if not value and not self._optional:
            self.query_one(".warning", Static).update("A few words are needed; escape leaves it as it was.")
            return
        if self._check is not None:
            try:
                self._check(value)
            except RejtuiError as error:
                self.query_one(".warning", Static).update(shown(error.sentence))
                return
        keep_unsaved(self, self._title, {})
        self.dismiss(value)

    def action_back(self) -> None:
        """Close; what was typed is kept."""
        keep_unsaved(self, self._title, {"line": self.query_one(Input).value})
        self.dismiss(None)
