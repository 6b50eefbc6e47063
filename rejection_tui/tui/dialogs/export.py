"""Writes an export file: calendar, contacts, table, record, report or everything; replaces none without asking."""

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.errors import Refused, RejtuiError
from rejection_tui.domain.language import language_of
from rejection_tui.domain.text import clean_line
from rejection_tui.services import application_record, exports, remembered
from rejection_tui.services.application_record import RecordRequest
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import kind
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import BETWEEN_FIELDS, Field, LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog
from rejection_tui.tui.widgets.path_input import PathInput

_SAFE = (("no", "as it is"), ("yes", "share-safe"))
_NOTES = {
    "no": "names and companies as they are",
    "yes": "names replaced, feedback kept",
}
_TABLE = (("", "for any program"), ("excel", "for Excel"))
_RECORD_NOTE = "text to print; .md is Markdown, .csv a table"
_PEOPLE = (("", "no"), ("yes", "with a person at each company"))
_STEMS = {
    "ics": "rejtui-due",
    "vcf": "rejtui-contacts",
    "csv": "rejections",
    "contacts": "contacts",
    "answers": "answers",
    "record": "applications",
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
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS), *BETWEEN_FIELDS]
    DEFAULT_CSS = "ExportDialog #record-rows { height: auto; }"

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
            yield from self._record_fields()
            yield Field("Table", Choice(_TABLE, id="table"), id="table-row")
            yield Field("For others", Choice(_SAFE, id="safe"), _NOTES["no"], id="safe-row")
            yield Field("File", PathInput(id="path"), id="path-row", wide=True)
            yield Static("", id="export-said", classes="warning", markup=False)

    def _record_fields(self) -> ComposeResult:
        """Lay out what a record of applications asks for; the other formats do not show it."""
        usual = application_record.usual_period(self.context.now())
        codes = application_record.languages()
        languages = [("", "as your settings say"), *((code, language_of(code).label) for code in codes)]
        with Vertical(id="record-rows"):
            yield Field("From", LineInput(date_word(usual.first), id="from"), id="from-row")
            yield Field("To", LineInput(date_word(usual.last), id="to"), id="to-row")
            yield Field("Language", Choice(languages, id="language"))
            yield Field("People", Choice(_PEOPLE, id="people"))

    def on_mount(self) -> None:
        """Propose a name."""
        self._propose()
        self.query_one("#format", Choice).focus()

    @on(Choice.Changed, "#format")
    def _propose(self) -> None:
        field, format_ = self.query_one(PathInput), self.query_one("#format", Choice).value
        self.query_one("#record-rows").display = format_ == "record"
        self.query_one("#table-row").display = format_ in (*exports.TABLES, "record")
        self.query_one("#path-row", Field).say(_RECORD_NOTE if format_ == "record" else "")
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
        try:
            written = self._write(path)
        except RejtuiError as error:
            if isinstance(error, Refused) and kind(path) and self._over != path:
                self._over = path
                self._say(f"{path.name} exists already and was kept. Write again to replace it, or change the name.")
            else:
                self._say(error.sentence)
            return
        remembered.save(self.context, export=str(path.parent))
        none = self._writes_record and not exports.applications(self.context, self._record_request(path))
        words = ", without a row: no application of that period" if none else ""
        self.notify(f"Written: {written}{words}", markup=False)
        self.dismiss(written)

    def action_comments(self) -> None:
        """Read back a report that was written before."""
        from rejection_tui.tui.dialogs.comments import CommentsDialog

        self.app.push_screen(CommentsDialog(self.context))

    @property
    def _writes_record(self) -> bool:
        return self.query_one("#format", Choice).value == "record"

    def _write(self, path: Path) -> Path:
        format_, safe, table = (self.query_one(f"#{name}", Choice).value for name in ("format", "safe", "table"))
        excel, over = table == "excel", self._over == path
        record = self._record_request(path) if self._writes_record else RecordRequest()
        return exports.write(self.context, format_, path, over, safe == "yes", excel, record=record)

    def _record_request(self, path: Path) -> RecordRequest:
        first, last = (self.query_one(f"#{name}", Input).value for name in ("from", "to"))
        language, people = (self.query_one(f"#{name}", Choice).value for name in ("language", "people"))
        period = application_record.read_period(self.context, first, last)
        return RecordRequest(period, language, people == "yes", application_record.layout_of(path))

    def action_back(self) -> None:
        """Leave without writing."""
        self.dismiss(None)
