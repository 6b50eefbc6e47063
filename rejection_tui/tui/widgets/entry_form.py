"""A form with the fields of a rejection, filled from a letter or by hand, with the source of each value beside it."""

import dataclasses
from datetime import date, datetime, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word, short_day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.letter import Guess, Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.letter_words import source_of
from rejection_tui.domain.near_days import read_typed_day
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import RejectionKind, Stage
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Entry
from rejection_tui.services.profile import own_name
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.field import BETWEEN_FIELDS, Field, LineInput

ON_HOLD = "on_hold"
_STAGES = [(stage.value, stage.label) for stage in Stage]
_KINDS = [(kind.value, kind.label) for kind in RejectionKind]
_KINDS.insert(2, (ON_HOLD, "paused, on hold"))
_FIRST_APPLIED = "the day you sent it; empty: today"


class EntryForm(Vertical):
    """`fill` shows an entry, `entry` returns it; a missing or wrong field shows why and takes the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [*BETWEEN_FIELDS]
    DEFAULT_CSS = "EntryForm { height: auto; }"

    class KindChosen(Message):
        """It is about a rejection, or about an application that waits for an answer."""

        def __init__(self, waits: bool) -> None:
            super().__init__()
            self.waits = waits

    def __init__(self, context: AppContext, id: str | None = None) -> None:
        super().__init__(id=id)
        self.context = context
        self._received: datetime | None = None
        self._is_undated = False  # the letter shown has no date, so that of today is taken

    def compose(self) -> ComposeResult:
        """Lay out the fields, the ones that matter first."""
        yield Field("Company", LineInput(id="company"), id="field-company")
        yield Field("Role", LineInput(id="role"), id="field-role")
        yield Field("Stage", Choice(_STAGES, id="stage"), id="field-stage")
        yield Field("What it says", Choice(_KINDS, id="kind"), id="field-kind")
        yield Field("Date of letter", LineInput("today", id="received"), id="field-received")
        yield Field("Applied", LineInput(id="applied", placeholder="optional"), id="field-applied")
        yield Field("Recruiter", LineInput(id="recruiter_name", placeholder="optional"), id="field-recruiter_name")
        yield Field("Email", LineInput(id="recruiter_email", placeholder="optional"), id="field-recruiter_email")
        yield Field("Link", LineInput(id="link", placeholder="the posting, optional"), id="field-link")
        yield Field("Notes", LineInput(id="notes", placeholder="optional"), id="field-notes")
        yield Field("Your name", LineInput(id="my_name"), "it signs your letters; asked once", id="field-my_name")

    def on_mount(self) -> None:
        """Ask for the user's name only while it is not known."""
        self.query_one("#field-my_name").display = not self.context.records.me.confirmed
        self._show_day()
        self._show_kind()

    @property
    def waits(self) -> bool:
        """True while it is about an application without an answer, which has no letter."""
        return self.query_one("#kind", Choice).value == RejectionKind.NO_ANSWER

    def show_waiting(self) -> None:
        """Begin with an application without an answer."""
        self.query_one("#kind", Choice).value = RejectionKind.NO_ANSWER
        self._show_kind()

    @on(Choice.Changed, "#kind")
    def _show_kind(self) -> None:
        """Hide what belongs to letters while there is none."""
        self.query_one("#field-received").display = not self.waits
        self.say("applied", _FIRST_APPLIED if self.waits and self._received is None else "")
        self.post_message(self.KindChosen(self.waits))

    def text(self, name: str) -> str:
        """Return the cleaned text of an input."""
        return self.query_one(f"#{name}", Input).value.strip()

    def _set(self, name: str, value: str) -> None:
        self.query_one(f"#{name}", Input).value = clean_line(value)

    def say(self, name: str, note: str, wrong: bool = False) -> None:
        """Show `note` beside a field."""
        self.query_one(f"#field-{name}", Field).say(note, wrong)

    @property
    def my_name(self) -> str:
        """The user's own name if the form asks for it, else ""."""
        return "" if self.context.records.me.confirmed else self.text("my_name")

    def fill(self, entry: Entry, reading: Reading | None = None) -> None:
        """Show an entry, with the sources of the values in the reading it was made from."""
        now = self.context.now()
        self._received = entry.received
        for name in ("company", "role", "recruiter_name", "recruiter_email", "link", "notes"):
            self._set(name, getattr(entry, name))
        self._set("received", local_day(entry.received, now).isoformat())
        self._set("applied", entry.applied.isoformat() if entry.applied else "")
        self.query_one("#stage", Choice).value = entry.stage
        self.query_one("#kind", Choice).value = ON_HOLD if entry.on_hold else entry.kind
        self._is_undated = reading is not None and reading.letter.received is None
        if reading is not None:
            self._sources(reading)
        self._show_day()
        self._show_kind()

    def _sources(self, reading: Reading) -> None:
        for name in ("company", "role", "recruiter_name", "recruiter_email"):
            guess: Guess = getattr(reading, name)
            self.say(name, source_of(guess) or ("not stated in the letter" if name in ("company", "role") else ""))
        self.say("stage", f"from “{clean_line(reading.stage_words, 90)}”" if reading.stage_words else "")
        if reading.no_reply:
            self.say("recruiter_email", "the sender reads no answers")
        if (user_name := own_name(reading.my_name)) and not self.text("my_name"):
            self._set("my_name", user_name)
            self.say("my_name", "right? it signs your letters")

    def focus_first(self) -> None:
        """Focus the first missing field, else the company, and select what is in it."""
        missing = next((n for n in ("company", "role") if not self.text(n)), "company")
        field = self.query_one(f"#{missing}", Input)
        field.focus()
        field.select_all()

    def entry(self, reading: Reading | None) -> Entry | None:
        """Return the entry to file; None when a field is wrong, after showing why and focusing it."""
        if not self.text("company"):
            self._refuse("company", f"{'an application' if self.waits else 'a rejection'} needs a company")
            return None
        days = self._days()
        if days is None:
            return None
        kind = self.query_one("#kind", Choice).value
        return Entry(
            company=self.text("company"),
            role=self.text("role"),
            received=days[0],
            stage=Stage(self.query_one("#stage", Choice).value),
            kind=RejectionKind.ROLE_CLOSED if kind == ON_HOLD else RejectionKind(kind),
            reading=reading,
            recruiter_name=self.text("recruiter_name"),
            recruiter_email=self.text("recruiter_email"),
            applied=days[1],
            link=self.text("link"),
            notes=self.text("notes"),
            on_hold=kind == ON_HOLD,
        )

    def _days(self) -> tuple[datetime, date | None] | None:
        now = self.context.now()
        name = "received"
        try:
            received = now if self.waits else self._moment(now)
            name = "applied"
            applied = (
                read_typed_day(self.text("applied"), now.date(), order=self.context.date_order)
                if self.text("applied")
                else None
            )
        except UsageError as error:
            self._refuse(name, error.sentence)
            return None
        if self.waits:
            return self._waiting_days(applied, now)
        if received > now:
            self._refuse("received", "that day is still to come")
            return None
        if applied and applied > local_day(received, now):
            self._refuse("applied", "the application cannot come after the letter")
            return None
        return received, applied

    def _waiting_days(self, applied: date | None, now: datetime) -> tuple[datetime, date | None] | None:
        """Return their last word and the day of the application: without a word from them, when it was sent."""
        if applied and applied > now.date():
            self._refuse("applied", "that day is still to come")
            return None
        if self._received is not None and (applied is None or applied <= local_day(self._received, now)):
            return self._received, applied
        day = applied or now.date()
        return (now if day == now.date() else datetime.combine(day, time(12), now.tzinfo)), day

    def _refuse(self, name: str, sentence: str) -> None:
        self.say(name, sentence, wrong=True)
        self.query_one(f"#{name}", Input).focus()

    def _moment(self, now: datetime) -> datetime:
        day = read_typed_day(self.text("received") or "today", now.date(), order=self.context.date_order)
        if self._received is not None and local_day(self._received, now) == day:
            return self._received
        return now if day == now.date() else datetime.combine(day, time(12), now.tzinfo)

    @on(Input.Changed, "#received")
    def _show_day(self) -> None:
        now = self.context.now()
        try:
            day = read_typed_day(self.text("received") or "today", now.date(), order=self.context.date_order)
        except UsageError:
            self.say("received", f"a day: today, 3 days ago, {short_day(now.date(), now.date())}, {now.date()}")
            return
        words = f"{date_word(day)}{_days_ago(day, now.date())}"
        self.say("received", f"{words}; the letter has no date" if self._is_undated and day == now.date() else words)

    @on(Input.Changed, "#company")
    def _company_typed(self, event: Input.Changed) -> None:
        if event.value.strip() and self.query_one("#field-company").has_class("-wrong"):
            self.say("company", "")

    def as_reading(self, reading: Reading | None) -> Reading:
        """Return a reading with the company, role and day of the fields, for finding rejections already filed."""
        now = self.context.now()
        try:
            received = self._moment(now)
        except UsageError:
            received = now
        letter = reading.letter if reading else Letter("", "")
        waiting = (Verdict.OTHER, LetterKind.CONFIRMATION)
        base = reading or Reading(letter, *(waiting if self.waits else (Verdict.REJECTION, LetterKind.REJECTION)), 1.0)
        return dataclasses.replace(
            base,
            letter=replace(letter, received=received),
            company=Guess(self.text("company")),
            role=Guess(self.text("role")),
        )

    def typed(self) -> dict[str, str]:
        """Return what was typed by field; empty when the fields hold only their first values."""
        values = {i.id or "": i.value for i in self.query(Input) if i.id != "received"}
        if not any(v.strip() for v in values.values()):
            return {}
        chosen = {c.id or "": c.value for c in self.query(Choice)}
        return values | chosen | {"received": self.text("received")}

    def clear(self) -> None:
        """Empty every field, as in a form that was just opened."""
        self._received = None
        for control in self.query(Input):
            control.value = "today" if control.id == "received" else ""
        for choice in self.query(Choice):
            choice.index = 0
        for field in self.query(Field):
            field.say("")
        self._show_day()

    def restore(self, values: dict[str, str]) -> None:
        """Restore values returned by `typed`."""
        for control in self.query(Input):
            if control.id in values:
                control.value = values[control.id]
        for choice in self.query(Choice):
            if choice.id in values:
                choice.value = values[choice.id]


def _days_ago(day: date, today: date) -> str:
    days = (today - day).days
    if days <= 0:
        return "" if days == 0 else ", still to come"
    return ", yesterday" if days == 1 else f", {days} days ago"
