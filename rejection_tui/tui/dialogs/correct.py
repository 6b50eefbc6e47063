"""Corrects the reading of one letter before it is filed, with the letter beside the fields."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from rejection_tui.domain.letter_words import percent_by_words
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Entry
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.letter_side import LETTER, LetterDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.entry_form import EntryForm
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import BACK
from rejection_tui.tui.widgets.reading_words import evidence_words, letter_words, support_words, verdict_words


class CorrectDialog(LetterDialog[Entry | None]):
    """Dismissed with the corrected entry; nothing is filed here."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("correct.save", "ctrl+s", "take", "Take these values for the letter; enter does the same.", "save"),
        LETTER,
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(self, context: AppContext, entry: Entry) -> None:
        super().__init__()
        self.context = context
        self._entry = entry

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Correct the reading")
            box.border_subtitle = shown("enter ok · tab next · ctrl+l letter · esc back")
            if self._entry.reading is not None:
                yield Static(shown(verdict_words(self._entry.reading)), classes="quiet", markup=False)
            with Horizontal(classes="sides"):
                with VerticalScroll(classes="form-side", can_focus=False):
                    yield EntryForm(self.context)
                with Vertical(classes="letter-side"):
                    yield LetterText()

    def on_mount(self) -> None:
        """Show the entry; the user's name is asked for when filing, not here."""
        form, reading = self.query_one(EntryForm), self._entry.reading
        if reading is not None:
            marks = evidence_words(reading), support_words(reading), percent_by_words(reading)
            self.query_one(LetterText).show(letter_words(reading), *marks)
        self.set_class(reading is not None, "-letter")
        form.fill(self._entry, self._entry.reading)
        form.query_one("#field-my_name").display = False
        form.focus_first()

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Return the entry when every field is valid."""
        entry = self.query_one(EntryForm).entry(self._entry.reading)
        if entry is not None:
            self.dismiss(entry)
