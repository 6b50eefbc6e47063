"""Sets a reminder on a rejection, a person or nothing; the days that they named themselves are proposed first."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.day_words import day as day_words
from rejection_tui.domain.records import Records
from rejection_tui.domain.reminder import Reminder
from rejection_tui.services import rejections, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_days import NamedDay, named_days
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import perform

_AGAIN: Final = "again"
_FOR: Final = (("", "a reminder"), (_AGAIN, "to apply again from that day"))


@dataclass(frozen=True, slots=True)
class ReminderSubject:
    """What a reminder is on: a rejection, a person or neither; `what` are the words proposed for it."""

    rejection: str = ""
    contact: str = ""
    what: str = ""


def subject_of(records: Records, uid: str) -> ReminderSubject:
    """Return what a reminder on the record of that uid is on: a rejection, action, answer, contact, or nothing."""
    if (action := records.actions.get(uid)) is not None:
        return ReminderSubject(rejection=action.rejection, what=action.title)
    if (answer := records.feedback.get(uid)) is not None:
        return ReminderSubject(rejection=answer.rejection, what="Read their answer again")
    if uid in records.rejections:
        return ReminderSubject(rejection=uid, what=reminders.proposed_words(records, rejection=uid))
    if uid in records.contacts:
        return ReminderSubject(contact=uid, what=reminders.proposed_words(records, contact=uid))
    return ReminderSubject()


def subject_of_item(item: AgendaItem) -> ReminderSubject:
    """Return what a reminder on a line of the agenda is on."""
    return ReminderSubject(item.rejection, item.contact, item.title)


class ReminderDialog(FormDialog[str]):
    """Dismissed with the uid of the reminder, or of the rejection for which the day to apply again was set."""

    def __init__(self, context: AppContext, subject: ReminderSubject, reminder: Reminder | None = None) -> None:
        super().__init__(context, f"reminder {reminder.uid if reminder else subject.rejection or subject.contact}")
        self._subject, self._reminder = subject, reminder
        on_rejection = subject.rejection in context.records.rejections and reminder is None
        self._named: tuple[NamedDay, ...] = named_days(context, subject.rejection) if on_rejection else ()
        self._asks_for = on_rejection

    def compose(self) -> ComposeResult:
        """Lay out the days they named, the day, the words, and what it is for."""
        old, first = self._reminder, self._named[0] if self._named else None
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"{'Change the reminder' if old else 'Remind me'}{self._about()}")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            with VerticalScroll(classes="form", can_focus=False):
                if self._named:
                    options = [(str(n), f"they said {one.words}") for n, one in enumerate(self._named)]
                    yield Field(
                        "They named", Choice([*options, ("", "another day")], "0", id="named"), id="field-named"
                    )
                start = old.day.isoformat() if old else first.day.isoformat() if first else ""
                yield Field("Day", LineInput(start, "fri, in 3 weeks, 2 Mar", id="day"), id="field-day")
                what = LineInput(
                    old.what if old else first.what if first else self._subject.what, "a few words", id="what"
                )
                yield Field("Remind me of", what, id="field-what")
                if self._asks_for:
                    yield Field("It is", Choice(_FOR, id="for"), id="field-for")

    def _about(self) -> str:
        records = self.context.records
        rejection, contact = (
            records.rejections.get(self._subject.rejection),
            records.contacts.get(self._subject.contact),
        )
        name = ", ".join(p for p in (rejection.role, rejection.company) if p) if rejection else ""
        return f" · {name}" if name else f" · {contact.name}" if contact else ""

    def on_mount(self) -> None:
        """Start with the days they named, else with the day."""
        self.remember_start()
        self._show_words()
        self.query_one("#named" if self._named else "#day").focus()

    @property
    def _chosen(self) -> NamedDay | None:
        """The day they named that is chosen."""
        number = self.choice("named") if self._named else ""
        return self._named[int(number)] if number else None

    @on(Choice.Changed, "#named")
    def _take_named(self) -> None:
        """Fill in the day and the words proposed with it; words of the user's own stay."""
        proposed = {self._subject.what, *(one.what for one in self._named)}
        chosen = self._chosen
        self.put("day", chosen.day.isoformat() if chosen else "")
        if self.line("what") in proposed:
            self.put("what", chosen.what if chosen else self._subject.what)
        self._show_words()

    def _show_words(self) -> None:
        if self._named:
            self.note("named", f"“{self._chosen.quote}”" if self._chosen and self._chosen.quote else "")

    def action_save(self) -> None:
        """Set or change the reminder, or set the day to apply again."""
        if not self.line("day"):
            self.wrong("day", "Which day? Such as fri, in 3 weeks, 2 Mar; esc leaves it.")
            return
        day = self.day("day", ahead=True)
        if day is None:
            return
        if day < self.context.now().date():
            self.wrong("day", "That day is past; choose one from today on.")
        elif self._asks_for and self.choice("for") == _AGAIN:
            self._wait_until(day)
        elif not self.line("what"):
            self.wrong("what", "A few words, so that you know what it was about.")
        else:
            self._remind(day, self.line("what"))

    def _wait_until(self, day: date) -> None:
        uid, words = self._subject.rejection, f"Apply again from {day_words(day, self.context.now())}; u takes it back."
        if perform(self, lambda: rejections.edit(self.context, uid, reapply_from=day), words):
            self.saved(uid)

    def _remind(self, day: date, what: str) -> None:
        made: list[Reminder] = []

        def put() -> None:
            if self._reminder is not None:
                made.append(reminders.edit(self.context, self._reminder.uid, day, what))
            else:
                made.append(reminders.add(self.context, day, what, self._subject.rejection, self._subject.contact))

        if perform(self, put, f"You will be reminded on {day_words(day, self.context.now())}; u takes it back."):
            self.saved(made[0].uid)
