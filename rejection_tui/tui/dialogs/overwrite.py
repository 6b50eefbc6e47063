"""Asks where to write a file, and asks again before a file is replaced."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rejection_tui.config import expanded
from rejection_tui.domain.text import clean_line
from rejection_tui.services.named_files import kind
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog


class SaveAs(Dialog[tuple[Path, bool] | None]):
    """Dismissed with the path and whether the file there may be replaced; None when the user went back."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("save.write", "ctrl+s", "write", "Write the file; enter does the same.", "write", True),
        Command("save.over", "ctrl+r", "write over", "Write over the file that is there.", "over"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(self, title: str, path: Path) -> None:
        super().__init__()
        self._title, self._path = title, path

    def compose(self) -> ComposeResult:
        """Lay out the path and the sentence about it."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("ctrl+s write · esc back")
            yield Field("File", LineInput(clean_line(str(self._path)), id="save-path"))
            yield Static("", id="save-trouble", classes="warning", markup=False)

    def on_mount(self) -> None:
        """Put the cursor at the end of the name."""
        self.query_one("#save-path", Input).focus()

    @property
    def path(self) -> Path:
        """The path as typed."""
        return expanded(Path(self.query_one("#save-path", Input).value.strip()))

    @on(Input.Changed, "#save-path")
    def _changed(self) -> None:
        self._show_problem("")

    @on(Input.Submitted, "#save-path")
    def action_write(self) -> None:
        """Choose the path, unless a file is there or the folder is missing."""
        if not self.query_one("#save-path", Input).value.strip():
            self._show_problem("Type the name of a file.")
        elif kind(self.path) == "folder":
            self._show_problem("That is a folder; add the name of a file.")
        elif kind(self.path.parent) != "folder":
            self._show_problem("There is no such folder; nothing was written.")
        elif kind(self.path):
            self._show_problem("A file is there already. Change the name, or press ctrl+r to write over it.")
        else:
            self.dismiss((self.path, False))

    def action_over(self) -> None:
        """Choose to replace the file; only when there is one."""
        if kind(self.path) == "file":
            self.dismiss((self.path, True))
        else:
            self.action_write()

    def _show_problem(self, sentence: str) -> None:
        self.query_one("#save-trouble", Static).update(shown(f"! {sentence}" if sentence else ""))

    def action_back(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
