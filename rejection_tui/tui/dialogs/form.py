"""The base of small forms: labelled fields with the error beside them, one key to save, unsaved typing kept."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input, TextArea

from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.near_days import read_typed_day
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import BETWEEN_FIELDS, Field, LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog, keep_unsaved, unsaved_text

PAGES = (
    Command("form.down", "pagedown", "page down", "Scroll the form down.", "scroll_form(1)"),
    Command("form.up", "pageup", "page up", "Scroll the form up.", "scroll_form(-1)"),
)
SAVE = Command("form.save", "ctrl+s", "save", "Save the form; enter in a line does the same.", "save", True)

CLEAR = Command(
    "form.clear", "ctrl+r", "clear", "Empty the form, or put back what the same key has just taken out.", "clear"
)
RESTORED = "What you had typed last time is here again; ctrl+r clears it."

T = TypeVar("T")


class FormDialog(Dialog[T | None]):
    """A form dismissed with what was saved (its uid), or None; unsaved typing is restored the next time."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (SAVE, CLEAR, *PAGES, BACK)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS), *BETWEEN_FIELDS]
    DEFAULT_CSS = """
    FormDialog .form { height: auto; max-height: 100%; width: 1fr; scrollbar-size-vertical: 1; }
    FormDialog .form--head { color: $text-muted; height: auto; margin: 1 0 0 0; }
    FormDialog LongText { height: 4; background: $foreground 8%; padding: 0 1; }
    FormDialog LongText:focus { background: $foreground 12%; }
    """

    def __init__(self, context: AppContext, memory: str) -> None:
        super().__init__()
        self.context = context
        self._memory = memory  # the name under which unsaved typing is kept
        self._cleared: dict[str, str] = {}  # what was typed before the form was cleared

    # Values

    def line(self, name: str) -> str:
        """Return the cleaned text of a one-line field."""
        return clean_line(self.query_one(f"#{name}", Input).value)

    def text(self, name: str) -> str:
        """Return the cleaned text of a field of several lines."""
        return clean(self.query_one(f"#{name}", TextArea).text).strip()

    def choice(self, name: str) -> str:
        """Return the value chosen."""
        return self.query_one(f"#{name}", Choice).value

    def tags(self, name: str) -> tuple[str, ...]:
        """Return the words between the commas, each once."""
        return tuple(dict.fromkeys(word for part in self.line(name).split(",") if (word := part.strip())))

    def day(self, name: str, ahead: bool = False) -> date | None:
        """Return the day typed; None when it is not a day, after showing why beside the field."""
        try:
            return read_typed_day(self.line(name), self.context.now().date(), ahead, self.context.date_order)
        except UsageError as error:
            self.wrong(name, error.sentence)
            return None

    def moment(self, name: str) -> datetime | None:
        """Return the day typed as a datetime: now for today, noon for any other day; None as in `day`."""
        now, day = self.context.now(), self.day(name)
        if day is None:
            return None
        return now if day == now.date() else datetime.combine(day, time(12), now.tzinfo)

    def put(self, name: str, value: str) -> None:
        """Fill a one-line field."""
        self.query_one(f"#{name}", Input).value = clean_line(value)

    def note(self, name: str, words: str) -> None:
        """Show a note beside a field."""
        self.query_one(f"#field-{name}", Field).say(clean_line(words))

    def wrong(self, name: str, sentence: str) -> None:
        """Show beside a field what is wrong with it, and focus the field."""
        self.query_one(f"#field-{name}", Field).say(clean_line(sentence), wrong=True)
        self.query_one(f"#{name}").focus()

    # What was typed and not saved

    def typed(self) -> dict[str, str]:
        """Return the text of every editable field by its id."""
        lines = {str(field.id): field.value for field in self.query(LineInput) if field.id}
        texts = {str(field.id): field.text for field in self.query(TextArea) if field.id and not field.read_only}
        return lines | texts

    def _choices(self) -> dict[str, str]:
        return {str(choice.id): choice.value for choice in self.query(Choice) if choice.id}

    def remember_start(self) -> None:
        """Note the values the form opened with, then restore what was typed last time and not saved.

        What was chosen beside it is restored without a word to those who follow a choice: they would put in their own.
        """
        self._start, self._first = self.typed(), self._choices()
        old = unsaved_text(self, self._memory)
        self._put_all(old)
        with self.prevent(Choice.Changed):
            for choice in self.query(Choice):
                choice.value = old.get(str(choice.id), choice.value)
        if old:
            self.notify(RESTORED, timeout=4, markup=False)

    def _put_all(self, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            for line in self.query(f"#{name}").results(LineInput):
                line.value = value
            for text in self.query(f"#{name}").results(TextArea):
                text.load_text(value)

    def action_clear(self) -> None:
        """Put back the values the form opened with; the same key brings back what was typed."""
        typed = self.typed()
        if typed != self._start:
            self._cleared = typed
            self._put_all(self._start)
            self.notify("Cleared; ctrl+r brings it back.", timeout=4, markup=False)
        elif self._cleared:
            self._put_all(self._cleared)

    def saved(self, result: T) -> None:
        """Forget unsaved typing and close with what was saved."""
        keep_unsaved(self, self._memory, {})
        self.dismiss(result)

    def action_back(self) -> None:
        """Close; what was typed is restored next time, with what was chosen beside it."""
        changed = {name: value for name, value in self.typed().items() if value != self._start.get(name)}
        if changed:
            changed |= {name: value for name, value in self._choices().items() if value != self._first.get(name)}
        keep_unsaved(self, self._memory, changed)
        self.dismiss(None)

    # Keys

    def action_save(self) -> None:
        """Save the form."""
        raise NotImplementedError

    def action_scroll_form(self, pages: int) -> None:
        """Scroll the form by pages, for small screens."""
        form = self.query(".form").first()
        form.scroll_relative(y=pages * max(form.size.height - 2, 1), animate=False)

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    @on(LineInput.LetterPasted)
    def _long_paste(self, event: LineInput.LetterPasted) -> None:
        event.take_line()
