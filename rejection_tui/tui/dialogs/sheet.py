"""Reads a practice partner's sheet that came back, shows what it says, and keeps it as rehearsals."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static

from rejection_tui.domain.text import clean_line
from rejection_tui.services import partner_sheets, remembered
from rejection_tui.services.context import AppContext
from rejection_tui.services.partner_sheets import FoundRehearsal, FoundSheet
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.page import BACK, Dialog, perform, read_or_notify
from rejection_tui.tui.widgets.passages import RATING_MARKS
from rejection_tui.tui.widgets.path_input import PathInput
from rejection_tui.tui.widgets.rows import Rows, columns

_HINT: Final = (
    "Name a sheet that a friend filled in, and press enter; or paste its text here. You see what it says before "
    "anything is kept. In practice, ctrl+e writes a sheet to send."
)
_RATING_WIDTH: Final = 10


class SheetDialog(Dialog[int]):
    """Dismissed with the number of rehearsals kept; `text` is a sheet that was pasted."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("sheet.take", "ctrl+s", "keep", "Keep what the sheet says in one change; enter as well.", "take", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    SheetDialog #sheet-row { height: 1; }
    SheetDialog #sheet-label { width: 6; color: $text-muted; }
    SheetDialog #sheet-path { width: 1fr; }
    SheetDialog #sheet-said { height: auto; max-height: 8; color: $text-muted; margin: 0 0 1 0; }
    SheetDialog Rows { height: auto; max-height: 8; padding: 0; }
    SheetDialog #sheet-detail { height: auto; max-height: 8; color: $text-muted; margin: 1 0 0 0; }
    """

    def __init__(self, context: AppContext, text: str = "") -> None:
        super().__init__()
        self.context = context
        self._text = text
        self._found: FoundSheet | None = None

    def compose(self) -> ComposeResult:
        """Lay out path, sentence, rehearsals, and the notes of the one under the cursor."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("A practice sheet that came back")
            box.border_subtitle = shown("enter read, then keep · esc back")
            with Horizontal(id="sheet-row"):
                yield Static("From", id="sheet-label", markup=False)
                yield PathInput(placeholder="~/practice.md; tab completes", id="sheet-path")
            yield Static(_HINT, id="sheet-said", markup=False)
            yield Rows[FoundRehearsal](self._draw)
            yield Static("", id="sheet-detail", markup=False)

    def on_mount(self) -> None:
        """Propose the folder of the last sheet, or read the text that was pasted."""
        field = self.query_one(PathInput)
        field.value = clean_line(str(remembered.load(self.context).get("sheets", "")), 4000)
        self.query_one(Rows).display = self.query_one("#sheet-detail").display = False
        field.focus()
        field.select_all()
        if self._text:
            self._read_text(self._text)

    @on(PathInput.LinesPasted)
    def _pasted(self, event: PathInput.LinesPasted) -> None:
        event.stop()
        self._read_text(event.text)

    def _read_text(self, text: str) -> None:
        self._show(read_or_notify(self, lambda: partner_sheets.in_text(self.context, text)))

    @on(Input.Submitted, "#sheet-path")
    def _submitted(self) -> None:
        path: Path | None = self.query_one(PathInput).path
        if path is None:
            return
        found = read_or_notify(self, lambda: partner_sheets.in_file(self.context, path))
        if found is not None:
            remembered.save(self.context, sheets=f"{path.parent}/")
        self._show(found)

    def _show(self, found: FoundSheet | None) -> None:
        if found is None:
            return
        self._found = found
        rows = self.query_one(Rows)
        rows.display = self.query_one("#sheet-detail").display = bool(found.new)
        rows.fill((one.rehearsal.uid, one) for one in found.new)
        self.query_one("#sheet-said", Static).update(shown_block("\n".join(self._said(found))))
        if found.new:
            rows.focus()

    @staticmethod
    def _said(found: FoundSheet) -> Iterator[str]:
        by = f" of {found.by}" if found.by else ""
        if found.new:
            count = "1 rehearsal" if len(found.new) == 1 else f"{len(found.new)} rehearsals"
            yield f"{count}{by}. Nothing has been kept yet: enter keeps {'it' if len(found.new) == 1 else 'them'}."
        else:
            yield f"No new rehearsal{by} in this sheet."
        if found.known:
            yield f"{found.known} kept before; a sheet counts once."
        yield from found.problems

    @staticmethod
    def _draw(one: FoundRehearsal, width: int) -> Text:
        rating = one.rehearsal.rating
        mark = f"{RATING_MARKS[rating]} {rating.value}"
        return columns(((one.question, max(width - _RATING_WIDTH, 20), ""), (mark, _RATING_WIDTH, "bold")))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        one = self.query_one(Rows).current
        if isinstance(one, FoundRehearsal):
            self.query_one("#sheet-detail", Static).update(shown_block(one.rehearsal.notes or "No notes."))

    @on(OptionList.OptionSelected)
    def action_take(self) -> None:
        """Keep the rehearsals in one change; from the path, read the file first."""
        if self._found is None:
            self._submitted()
            return
        new, by = self._found.new, self._found.by
        if not new:
            self.notify("There is nothing new to keep in it.", markup=False)
            return
        if perform(self, lambda: partner_sheets.keep(self.context, new, by)):
            self.notify(f"{len(new)} rehearsal{'s' * (len(new) != 1)} kept. u takes it back.", markup=False)
            self.dismiss(len(new))

    def action_back(self) -> None:
        """Leave and keep nothing."""
        self.dismiss(0)
