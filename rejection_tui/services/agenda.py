"""The agenda: everything due by day, and the at most three things for today."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Final, TypeVar

from rejection_tui.domain import agenda as rules
from rejection_tui.domain.agenda import AgendaItem, AgendaKind, leftovers
from rejection_tui.domain.contact import months
from rejection_tui.domain.dates import add_months, local_day
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.filter import find_by_words
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.practice import due_day
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Event, Rejection
from rejection_tui.domain.silence import to_ask
from rejection_tui.domain.steps import LET_GO, Action
from rejection_tui.domain.text import clean_line
from rejection_tui.services import checklist, contacts, reminders, silence
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Transaction

T = TypeVar("T")

TODAY_RULE = rules.TODAY_RULE
ITEM_GONE: Final = "What that line of the agenda was about is not in the file any more."


def agenda(context: AppContext, days: int = rules.HORIZON_DAYS) -> tuple[AgendaItem, ...]:
    """Return everything due or coming within `days`, overdue first."""
    return tuple(rules.agenda(context.records, context.now(), context.rules, days))


def due_days(records: Records, items: Iterable[AgendaItem], now: datetime) -> dict[str, date]:
    """Return the day of the next thing to do for each rejection that has one among the items of an agenda.

    One line stands for all applications that stayed silent; each of them has its own day.
    """
    found: dict[str, date] = {}
    for item in items:
        if item.rejection:
            found[item.rejection] = min(item.due, found.get(item.rejection, item.due))
        elif item.kind is AgendaKind.UNANSWERED:
            found |= {a.rejection: _day_of(a, now) for a in to_ask(records, now)}
    return found


def _day_of(action: Action, now: datetime) -> date:
    return max(local_day(moment, now) for moment in (action.due, action.snoozed_until) if moment is not None)


def today(context: AppContext, items: Iterable[AgendaItem] | None = None) -> tuple[AgendaItem, ...]:
    """Return at most three things for today; pass the agenda as `items` when it is already computed."""
    if items is None:
        return tuple(rules.today(context.records, context.now(), context.rules))
    return rules.today_of(items, context.now())


def due(context: AppContext) -> tuple[AgendaItem, ...]:
    """Return what is due today or overdue."""
    day = context.now().date()
    return tuple(item for item in agenda(context) if item.due <= day)


def find(context: AppContext, name: str) -> AgendaItem:
    """Return the line of the agenda that `name` means: words of it, or the start of an id of what it is about.

    What may still be worth doing is among them. Raise `NotFound`, which lists the candidates, when none or several fit.
    """
    lines = (*agenda(context), *still_worth(context))
    return find_by_words(lines, name, _ids, lambda item: item.title, "rejtui due --all shows the lines")


def _ids(item: AgendaItem) -> tuple[str, ...]:
    return (item.action or item.ref or item.contact or item.rejection or item.key,)


def finish(context: AppContext, item: AgendaItem) -> None:
    """Say that an item is done; raise `Refused` for one that is done by doing it, such as a bullet."""
    if item.kind is AgendaKind.REMINDER:
        reminders.finish(context, item.ref)
    elif item.action:
        checklist.tick(context, item.action)
    else:
        raise Refused("This one is done by doing it; nothing was changed.")


def still_worth(context: AppContext, most: int | None = None) -> tuple[AgendaItem, ...]:
    """Return what is no longer due but may still be worth doing, one line a rejection, the newest first.

    At most `most` of them, all for None.
    """
    return rules.still_worth(context.records, context.now(), context.rules, most)


def count_still_worth(context: AppContext) -> int:
    """Return how many lines `still_worth` has in all, which takes a small part of the time of writing them."""
    return rules.count_still_worth(context.records, context.now(), context.rules)


def left_over(context: AppContext, rejection_uid: str) -> tuple[Action, ...]:
    """Return the actions behind the line of a rejection that may still be worth doing."""
    rejection = _found(context.records.rejections, rejection_uid)
    return leftovers.left_over(context.records, rejection, context.now(), context.rules)


def let_go(context: AppContext, rejection_uids: Iterable[str]) -> int:
    """Let go of what may still be worth doing of these rejections, in one transaction; return of how many it was.

    The actions are skipped with the reason `LET_GO`, and a closed role is not looked at again. Raise `Refused` when
    there is nothing to let go of.
    """
    now, chosen = context.now(), list(dict.fromkeys(rejection_uids))
    names = [r.company for r in map(context.records.rejections.get, chosen) if r is not None]
    label = f"Let go: {names[0]}" if len(names) == 1 else f"Let go of {len(names)} rejections"
    with context.store.transaction(label, now) as transaction:
        left = sum(_let_go_of(context, transaction, uid) for uid in chosen)
        if not left:
            raise Refused("There is nothing to let go of; what is due stays due. Nothing was changed.")
    return left


def _let_go_of(context: AppContext, transaction: Transaction, rejection_uid: str, reason: str = LET_GO) -> bool:
    """Let go of one rejection for a reason; return whether there was anything."""
    now, records = context.now(), transaction.records
    rejection = _found(records.rejections, rejection_uid)
    left = leftovers.left_over(records, rejection, now, context.rules)
    is_past = leftovers.is_past_revisit(records, rejection, now, context.rules)
    checklist.skip_within(context, transaction, [action.uid for action in left], reason, now)
    if is_past:
        _look_no_more(transaction, rejection, reason, now)
    return bool(left) or is_past


def snooze(context: AppContext, item: AgendaItem, until: date) -> None:
    """Hide an item until `until`; an item with a day of its own is moved to that day."""
    if until <= context.now().date():
        raise Refused("Choose a day after today; nothing was changed.")
    if item.action:
        checklist.snooze(context, item.action, until)
    elif item.kind is AgendaKind.CONTACT:
        contacts.snooze(context, item.contact, until)
    elif item.kind is AgendaKind.REMINDER:
        reminders.move(context, item.ref, until)
    elif item.kind is AgendaKind.STILL_WORTH:
        with context.store.transaction(f"Snooze “{item.title}”", context.now()) as transaction:
            rejection = _found(transaction.records.rejections, item.rejection)
            for action in leftovers.left_over(transaction.records, rejection, context.now(), context.rules):
                checklist.snooze_within(context, transaction, action.uid, until)
            if leftovers.is_past_revisit(transaction.records, rejection, context.now(), context.rules):
                transaction.put(replace(rejection, revisit=until))
    else:
        with context.store.transaction(f"Snooze “{item.title}”", context.now()) as transaction:
            _move_day(context, transaction, item, until)


def dismiss(context: AppContext, item: AgendaItem, reason: str) -> None:
    """Take an item off the agenda for a reason; no record is deleted. A contact is snoozed for their `months`."""
    words = clean_line(reason)
    if not words:
        raise Refused("Leaving something out is fine, with a reason: a few words are enough.")
    if item.action:
        checklist.skip(context, item.action, words)
    elif item.kind is AgendaKind.STILL_WORTH:
        with context.store.transaction(f"Off the agenda: {item.title}, {words}", context.now()) as transaction:
            _let_go_of(context, transaction, item.rejection, words)
    elif item.kind is AgendaKind.CONTACT:
        amber, _ = months(context.records.contacts.get(item.contact), context.rules)
        contacts.snooze(context, item.contact, add_months(context.now().date(), amber))
    elif item.kind is AgendaKind.REMINDER:
        reminders.let_go(context, item.ref, words)
    else:
        with context.store.transaction(f"Off the agenda: {item.title}, {words}", context.now()) as transaction:
            _clear_day(context, transaction, item, words)


def _move_day(context: AppContext, transaction: Transaction, item: AgendaItem, until: date) -> None:
    """Move the day of an item that is not based on an action."""
    match item.kind:
        case AgendaKind.LEARNING:
            transaction.put(replace(_found(transaction.records.learnings, item.ref), due=until))
        case AgendaKind.BULLETS:
            transaction.put(*(replace(b, snoozed_until=until) for b in _bullets(transaction.records, item)))
        case AgendaKind.PRACTICE:
            morning = datetime.combine(until, time(9), context.now().tzinfo)
            transaction.put(*(replace(q, due=morning) for q in _questions(context, transaction.records, item)))
        case AgendaKind.REVISIT:
            transaction.put(replace(_found(transaction.records.rejections, item.rejection), revisit=until))
        case AgendaKind.UNANSWERED:
            silence.snooze_questions(transaction, until, context.now())
        case _:  # every other kind is based on an action or a contact
            raise NotFound(ITEM_GONE)


def _clear_day(context: AppContext, transaction: Transaction, item: AgendaItem, reason: str) -> None:
    """Remove the day of an item that is not based on an action."""
    match item.kind:
        case AgendaKind.LEARNING:
            old = _found(transaction.records.learnings, item.ref)
            transaction.put(replace(old, due=None, notes=f"{old.notes}\n{reason}".strip()))
        case AgendaKind.BULLETS:
            transaction.put(*(replace(b, snoozed_until=date.max) for b in _bullets(transaction.records, item)))
        case AgendaKind.PRACTICE:
            transaction.put(*(replace(q, queued=False) for q in _questions(context, transaction.records, item)))
        case AgendaKind.REVISIT:
            _look_no_more(transaction, _found(transaction.records.rejections, item.rejection), reason, context.now())
        case AgendaKind.UNANSWERED:
            silence.skip_questions(context, transaction, reason, context.now())
        case _:
            raise NotFound(ITEM_GONE)


def _look_no_more(transaction: Transaction, rejection: Rejection, reason: str, now: datetime) -> None:
    """Take away the day to look again at a closed or frozen role, with the reason in its history."""
    uid = derived_uid(rejection.uid, "revisit", now.astimezone(UTC).isoformat())
    note = Event(uid, rejection.uid, now, "note", "not looked at again", reason)
    transaction.put(replace(rejection, revisit=None), note)


def _found(table: Mapping[str, T], uid: str) -> T:
    if uid not in table:
        raise NotFound(ITEM_GONE)
    return table[uid]


def _bullets(records: Records, item: AgendaItem) -> list[Bullet]:
    _found(records.bullets, item.ref)
    waiting = (b for b in records.bullets.values() if b.state is not BulletState.DONE)
    return [b for b in waiting if (b.rejection if b.rejection in records.rejections else "") == item.rejection]


def _questions(context: AppContext, records: Records, item: AgendaItem) -> list[Question]:
    _found(records.questions, item.ref)
    waiting = (q for q in records.questions.values() if q.waiting)
    return [q for q in waiting if due_day(q, context.now()) <= item.due]
