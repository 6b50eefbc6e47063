"""Writes an export file: calendar, contacts, table, report or all records. No file is replaced without asking."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rejection_tui.domain.errors import Refused, RejtuiError
from rejection_tui.domain.text import clean_line
from rejection_tui.services import exports, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import kind
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.page import BACK, Dialog
from rejection_tui.tui.widgets.path_input import PathInput

_SAFE = (("no", "as it is"), ("yes", "share-safe"))
_NOTES = {
    "no": "names and companies as they are",
    "yes": "names replaced, feedback kept",
}
_STEMS = {
    "ics": "rejtui-due",
    "vcf": "rejtui-contacts",
    "csv": "rejections",
    "excel": "rejections",
    "contacts": "contacts",
    "answers": "answers",
    "md": "rejtui-report",
    "json": "rejtui",
}


class ExportDialog(Dialog[Path | None]):
    """Dismissed with the file that was written, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("export.write", "ctrl+s", "write", "Write the file; enter does the same.", "write", True),
        Command(
            "export.comments",
            "f5",
            "comments",
            "Read a report that came back with a mentor's comments.",
            "comments",
            True,
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(self, context: AppContext, format: str = "md") -> None:
        super().__init__()
        self.context = context
        self._format = format
        self._folder = remembered.load(context).get("export", "~/")
        self._proposed = ""
        self._over: Path | None = None

    def compose(self) -> ComposeResult:
        """Lay out format, privacy and path."""
        formats = [(name, f"{name}: {what}") for name, what in exports.FORMATS.items()]
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Export")
            box.border_subtitle = shown("←→ choose · ctrl+s write · f5 comments · esc back")
            yield Field("What", Choice(formats, self._format, id="format"), wide=True)
            yield Field("For others", Choice(_SAFE, id="safe"), _NOTES["no"], id="safe-row")
            yield Field("File", PathInput(id="path"), wide=True)
            yield Static("", id="export-said", classes="warning", markup=False)

    def on_mount(self) -> None:
        """Propose a name."""
        self._propose()
        self.query_one("#format", Choice).focus()

    @on(Choice.Changed, "#format")
    def _propose(self) -> None:
        field, format_ = self.query_one(PathInput), self.query_one("#format", Choice).value
        if field.value == self._proposed:
            name = f"{_STEMS.get(format_, 'rejtui')}.{exports.suffix(format_)}"
            self._proposed = clean_line(str(Path(self._folder) / name), 4000)
            field.value = self._proposed
            field.cursor_position = len(field.value)
        self._say("")

    @on(Choice.Changed, "#safe")
    def _explain(self, event: Choice.Changed) -> None:
        self.query_one("#safe-row", Field).say(_NOTES[event.value])
        self._say("")

    @on(Input.Changed)
    def _edited(self) -> None:
        self._over = None
        self._say("")

    def _say(self, words: str) -> None:
        self.query_one("#export-said", Static).update(shown(words))

    @property
    def message(self) -> str:
        """The sentence shown below the fields."""
        return str(self.query_one("#export-said", Static).content)

    @on(Choice.Submitted)
    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write the file; if it exists the user is warned first, and writing a second time replaces it."""
        path = self.query_one(PathInput).path
        if path is None or kind(path) == "folder":
            self._say("Type the name of a file.")
            self.query_one(PathInput).focus()
            return
        format_, safe = self.query_one("#format", Choice).value, self.query_one("#safe", Choice).value == "yes"
        try:
            written = exports.write(self.context, format_, path, overwrite=self._over == path, share_safe=safe)
        except RejtuiError as error:
            if isinstance(error, Refused) and kind(path) and self._over != path:
                self._over = path
                self._say(f"{path.name} exists already and was kept. Write again to replace it, or change the name.")
            else:
                self._say(error.sentence)
            return
        remembered.save(self.context, export=str(path.parent))
        self.notify(f"Written: {written}", markup=False)
        self.dismiss(written)

    def action_comments(self) -> None:
        """Read back a report that was written before."""
        from rejection_tui.tui.dialogs.comments import CommentsDialog

        self.app.push_screen(CommentsDialog(self.context))

    def action_back(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
