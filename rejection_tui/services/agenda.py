"""The agenda: everything due by day, and today's three things at most."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TypeVar

from rejection_tui.domain import agenda as rules
from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.book import Book
from rejection_tui.domain.dates import add_months
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.practice import due_day
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Event
from rejection_tui.domain.text import clean_line
from rejection_tui.services import checklist, contacts
from rejection_tui.services.desk import Desk
from rejection_tui.storage import Act

T = TypeVar("T")

TODAY_RULE = rules.TODAY_RULE


def agenda(desk: Desk, days: int = rules.HORIZON_DAYS) -> tuple[AgendaItem, ...]:
    """Return everything due or coming within `days`, overdue first."""
    return tuple(rules.agenda(desk.book, desk.now(), desk.rules, days))


def today(desk: Desk) -> tuple[AgendaItem, ...]:
    """Return at most three things for today."""
    return tuple(rules.today(desk.book, desk.now(), desk.rules))


def due(desk: Desk) -> tuple[AgendaItem, ...]:
    """Return what is due today or overdue."""
    day = desk.now().date()
    return tuple(item for item in agenda(desk) if item.due <= day)


def snooze(desk: Desk, item: AgendaItem, until: date) -> None:
    """Keep an item quiet until `until`; what has a day of its own is moved to it."""
    if until <= desk.now().date():
        raise Refused("Snooze until a day after today; nothing was changed.")
    if item.action:
        checklist.snooze(desk, item.action, until)
    elif item.kind == "contact":
        contacts.snooze(desk, item.contact, until)
    else:
        with desk.store.act(f"Snooze “{item.title}”", desk.now()) as act:
            _move(desk, act, item, until)


def dismiss(desk: Desk, item: AgendaItem, reason: str) -> None:
    """Take an item off the agenda for a reason; nothing of it is deleted. A person is left in peace for one window."""
    words = clean_line(reason)
    if not words:
        raise Refused("Leaving something out is fine, with a reason: a few words are enough.")
    if item.action:
        checklist.skip(desk, item.action, words)
    elif item.kind == "contact":
        contacts.snooze(desk, item.contact, add_months(desk.now().date(), desk.rules.touch_amber_months))
    else:
        with desk.store.act(f"Off the agenda: {item.title}, {words}", desk.now()) as act:
            _rest(desk, act, item, words)


def _move(desk: Desk, act: Act, item: AgendaItem, until: date) -> None:
    """Move the day of an item that no action stands behind."""
    match item.kind:
        case "learning":
            act.put(replace(_found(act.book.learnings, item.ref), due=until))
        case "bullets":
            act.put(*(replace(b, snoozed_until=until) for b in _bullets(act.book, item)))
        case "practice":
            morning = datetime.combine(until, time(9), desk.now().tzinfo)
            act.put(*(replace(q, due=morning) for q in _questions(desk, act.book, item)))
        case _:
            act.put(replace(_found(act.book.rejections, item.rejection), revisit=until))


def _rest(desk: Desk, act: Act, item: AgendaItem, reason: str) -> None:
    """Take the day away from an item that no action stands behind."""
    match item.kind:
        case "learning":
            old = _found(act.book.learnings, item.ref)
            act.put(replace(old, due=None, notes=f"{old.notes}\n{reason}".strip()))
        case "bullets":
            act.put(*(replace(b, snoozed_until=date.max) for b in _bullets(act.book, item)))
        case "practice":
            act.put(*(replace(q, queued=False) for q in _questions(desk, act.book, item)))
        case _:
            rejection, now = _found(act.book.rejections, item.rejection), desk.now()
            uid = derived_uid(rejection.uid, "revisit", now.astimezone(UTC).isoformat())
            note = Event(uid, rejection.uid, now, "note", "not looked at again", reason)
            act.put(replace(rejection, revisit=None), note)


def _found(table: Mapping[str, T], uid: str) -> T:
    if uid not in table:
        raise NotFound("What that line of the agenda spoke of is not in the file any more.")
    return table[uid]


def _bullets(book: Book, item: AgendaItem) -> list[Bullet]:
    _found(book.bullets, item.ref)
    waiting = (b for b in book.bullets.values() if b.state is not BulletState.DONE)
    return [b for b in waiting if (b.rejection if b.rejection in book.rejections else "") == item.rejection]


def _questions(desk: Desk, book: Book, item: AgendaItem) -> list[Question]:
    _found(book.questions, item.ref)
    waiting = (q for q in book.questions.values() if q.queued and q.done is None)
    return [q for q in waiting if due_day(q, desk.now()) <= item.due]
