"""Reminders of the user's own: set, moved, done, let go and deleted."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from rejection_tui.domain import filter as finding
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.dates import add_days, require_reach
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import new_uid
from rejection_tui.domain.outcome import AHEAD
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services.context import AppContext
from rejection_tui.services.links import existing
from rejection_tui.storage import Transaction


def get(records: Records, uid: str) -> Reminder:
    """Return the reminder of that uid; raise `NotFound` when it is gone."""
    reminder = records.reminders.get(uid)
    if reminder is None:
        raise NotFound("That reminder is not in the file any more.")
    return reminder


def find(records: Records, name: str) -> Reminder:
    """Return the one reminder with this prefix of its id, or with these words in it; open ones go first.

    Raise `NotFound`, which lists the candidates, when none or several match.
    """
    words = fold(name)
    called = [one for one in listed(records) if words and any(its.startswith(words) for its in _names(one))]
    return finding.find_one(called or listed(records, everything=True), name, _names, "reminder")


def _names(reminder: Reminder) -> tuple[str, ...]:
    return finding.by_any_word(reminder.what)


def listed(records: Records, everything: bool = False) -> tuple[Reminder, ...]:
    """Return the open reminders by day; with `everything` those done and let go as well."""
    found = (one for one in records.reminders.values() if everything or one.open)
    return tuple(sorted(found, key=lambda one: (one.day, one.created, one.uid)))


def proposed_words(records: Records, rejection: str = "", contact: str = "") -> str:
    """Return the words for a reminder on a rejection or a person that has none of its own; "" for neither.

    They propose to write to nobody who asked to be left alone.
    """
    about = records.rejections.get(rejection)
    person = records.contacts.get(about.contact if about else contact)
    if about is None:
        return f"Write to {person.name}" if person and not person.never_again else ""
    if records.left_alone.reader_of(about) is not None:
        return f"Look at {about.company} again"
    return f"Write to {person.name if person else about.recruiter_name or about.company} again"


def add(context: AppContext, day: date, what: str, rejection: str = "", contact: str = "") -> Reminder:
    """Set a reminder, on a rejection, on a person or on neither; raise `Refused` for a day past or without words."""
    now = context.now()
    _require_day(day, now)
    with context.store.transaction(f"Remind: {_words(what)}", now) as transaction:
        about = existing(transaction.records, "rejections", rejection)
        person = existing(transaction.records, "contacts", contact)
        reminder = Reminder(new_uid(), day, _words(what), now, about, person)
        transaction.put(reminder)
    return reminder


def put_ahead(transaction: Transaction, rejection: Rejection, outcome: Outcome, day: date, now: datetime) -> None:
    """Remind of the day that belongs to an outcome, inside a transaction under way; an open reminder of it is moved."""
    known = next(_ahead(transaction.records, rejection, outcome), None)
    new = Reminder(new_uid(), day, _words_ahead(rejection, outcome), now, rejection.uid)
    transaction.put(replace(known, day=day) if known else new)


def put_promised(transaction: Transaction, rejection: Rejection, day: date, now: datetime) -> None:
    """Remind of the day by which they promised to answer, inside a transaction under way.

    An open reminder of it is moved, and the gentle nudge waits until a week after that day.
    """
    words = _words(f"{rejection.company} promised to answer: look again")
    known = next(
        (one for one in transaction.records.reminders_of(rejection.uid) if one.open and one.what == words), None
    )
    transaction.put(replace(known, day=day) if known else Reminder(new_uid(), day, words, now, rejection.uid))
    until = datetime.combine(add_days(day, 7), time(9), now.tzinfo)
    for key in (ActionKey.FEEDBACK_ANSWER, ActionKey.FEEDBACK_NUDGE):
        action = transaction.records.action(rejection.uid, key)
        if action is not None and action.open and until > now:
            transaction.put(replace(action, snoozed_until=until))


def finish_ahead(transaction: Transaction, rejection: Rejection, outcome: Outcome, day: date, now: datetime) -> None:
    """Say, inside a transaction under way, that the day of an outcome has been, where it was to be until `day`."""
    found = (one for one in _ahead(transaction.records, rejection, outcome) if one.day <= day)
    transaction.put(*(replace(one, done=now) for one in found))


def end_others_ahead(transaction: Transaction, rejection: Rejection, now: datetime) -> None:
    """Let go, inside a transaction under way, of the days to come that belong to outcomes other than the present."""
    others = (one for one in AHEAD if one is not rejection.outcome)
    found = (reminder for one in others for reminder in _ahead(transaction.records, rejection, one))
    transaction.put(*(replace(one, done=now, reason=f"outcome: {rejection.outcome.label}") for one in found))


def _ahead(records: Records, rejection: Rejection, outcome: Outcome) -> Iterator[Reminder]:
    """Yield the open reminders of the day that belongs to an outcome."""
    words = _words_ahead(rejection, outcome)
    return (one for one in records.reminders_of(rejection.uid) if one.open and one.what == words)


def _words_ahead(rejection: Rejection, outcome: Outcome) -> str:
    return _words(AHEAD[outcome].what.format(company=rejection.company))


def edit(context: AppContext, uid: str, day: date | None = None, what: str | None = None) -> Reminder:
    """Move a reminder to another day or give it other words; one that was done or let go is open again."""
    changes: dict[str, Any] = {"done": None, "reason": ""}
    old = get(context.records, uid)
    if day is not None and (day != old.day or not old.open):
        _require_day(day, context.now())
        changes["day"] = day
    if what is not None:
        changes["what"] = _words(what)
    return _change(context, "Change the reminder", uid, **changes)


def move(context: AppContext, uid: str, day: date) -> Reminder:
    """Move a reminder to a day after today."""
    if day <= context.now().date():
        raise Refused("Choose a day after today; nothing was changed.")
    require_reach(day, context.now().date())
    return _change(context, "Move the reminder", uid, day=day, done=None, reason="")


def finish(context: AppContext, uid: str) -> Reminder:
    """Say that what a reminder is about is done."""
    return _change(context, "Done", uid, done=context.now(), reason="")


def let_go(context: AppContext, uid: str, reason: str) -> Reminder:
    """Let a reminder go for a reason; it stays in the file."""
    if not clean_line(reason):
        raise Refused("Letting it go is fine, with a reason: a few words are enough.")
    return _change(context, "Let go", uid, done=context.now(), reason=clean_line(reason))


def delete(context: AppContext, uids: Iterable[str]) -> None:
    """Delete reminders; undo brings them back."""
    chosen = list(dict.fromkeys(uids))
    label = f"“{get(context.records, chosen[0]).what}”" if len(chosen) == 1 else f"{len(chosen)} reminders"
    with context.store.transaction(f"Delete the reminder {label}", context.now()) as transaction:
        transaction.delete(*(get(transaction.records, uid) for uid in chosen))


def _change(context: AppContext, verb: str, uid: str, **changes: Any) -> Reminder:
    label = f"{verb} “{get(context.records, uid).what}”"
    with context.store.transaction(label, context.now()) as transaction:
        new = replace(get(transaction.records, uid), **changes)
        transaction.put(new)
    return new


def _words(what: str) -> str:
    words = clean_line(what, 200)
    if not words:
        raise Refused("A reminder needs a few words; nothing was saved.")
    return words


def _require_day(day: date, now: datetime) -> None:
    if day < now.date():
        raise Refused("That day is past; a reminder is for today or later. Nothing was saved.")
    require_reach(day, now.date())
