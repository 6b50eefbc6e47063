"""The agenda: everything due or coming, overdue first; and the three things for today, by `TODAY_RULE`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from rejection_tui.domain.agenda.index import build_index
from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind, TodayGroup
from rejection_tui.domain.agenda.leftovers import count_still_worth, still_worth
from rejection_tui.domain.agenda.letter import letter_items
from rejection_tui.domain.agenda.people import people_items
from rejection_tui.domain.agenda.place import Place
from rejection_tui.domain.agenda.places import PlacesAsked
from rejection_tui.domain.agenda.refine import refine_items
from rejection_tui.domain.agenda.reminders import reminder_items
from rejection_tui.domain.agenda.silence import silence_items
from rejection_tui.domain.agenda.steps import step_items
from rejection_tui.domain.contact_words import by_word
from rejection_tui.domain.day_words import by_words, on_words, soft_words
from rejection_tui.domain.records import Records
from rejection_tui.domain.rules import Rules

__all__ = [
    "HORIZON_DAYS",
    "TODAY_RULE",
    "AgendaItem",
    "AgendaKind",
    "agenda",
    "count_still_worth",
    "still_worth",
    "today",
    "today_of",
]

#: How many days ahead the agenda reaches.
HORIZON_DAYS: Final = 45
#: How many days ahead the three things for today may be due.
NEAR_DAYS: Final = 7
#: The rule `today` follows; the help shows it.
TODAY_RULE: Final = (
    "At most three things, from what is due within a week. "
    "First a reminder of your own whose day is past, else what has the least time left: a reply, "
    "something their letter asks for, a request for feedback, or a reminder. "
    "Then an answer to thank for or to read again. "
    "Then one person to get in touch with. "
    "If there is room, the most important of the rest. Never two things for the same rejection."
)


def agenda(records: Records, now: datetime, rules: Rules, horizon: int = HORIZON_DAYS) -> tuple[AgendaItem, ...]:
    """Return everything due or coming within `horizon` days: overdue first, then by day and weight.

    Left out: what is snoozed, archived, closed or withdrawn, and what is in `still_worth`.
    """
    index = build_index(records, now, rules)
    found: dict[str, Place] = {}
    items: list[AgendaItem] = []
    for case in index.cases:
        mine = PlacesAsked(index, case)
        found |= {action.uid: mine[action.uid] for action in case.extra if action.open}
        items += [*step_items(index, case, mine), *letter_items(index, case, mine)]
    items += [*refine_items(index, found), *people_items(index, horizon), *reminder_items(index), *silence_items(index)]
    near = (i for i in _to_reachable(records, items) if (i.due - now.date()).days <= horizon)
    return tuple(sorted(near, key=lambda i: (i.overdue_days == 0, i.due, -i.weight, i.title, i.rejection, i.ref)))


def _to_reachable(records: Records, items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """Yield the items that end in no message to a person who asked to be left alone."""
    alone = records.left_alone
    for item in items:
        rejection = records.rejections.get(item.rejection)
        reader = alone.find(item.contact) or (alone.reader_of(rejection) if rejection is not None else None)
        if reader is None or not item.kind.spec.writes:
            yield item


def today(records: Records, now: datetime, rules: Rules) -> tuple[AgendaItem, ...]:
    """Return at most three items by `TODAY_RULE`; their titles say by when, such as "…, by tonight"."""
    return today_of(agenda(records, now, rules, NEAR_DAYS), now)


def today_of(items: Iterable[AgendaItem], now: datetime) -> tuple[AgendaItem, ...]:
    """Return `today` from the items of an `agenda` that looks at least as far ahead."""
    day = now.date()
    near = [item for item in items if (item.due - day).days <= NEAR_DAYS]
    of = {group: [i for i in near if i.kind.spec.group is group] for group in TodayGroup}
    windows = sorted(of[TodayGroup.WINDOW], key=lambda i: _nearness(i, day))
    chosen: list[AgendaItem] = []
    _take(chosen, windows, limit=1)
    _take(chosen, of[TodayGroup.ANSWER], limit=1)
    _take(chosen, of[TodayGroup.PERSON], limit=1)
    others = [i for i in near if i.kind.spec.group in (TodayGroup.ANSWER, TodayGroup.REST)]
    weightiest = sorted(others, key=lambda i: -i.weight)  # stable: the earlier first among equals
    _take(chosen, [*windows, *weightiest], limit=3 - len(chosen))
    chosen.sort(key=_place)
    return tuple(replace(i, title=f"{i.title}, {_when(i, now)}") for i in chosen)


def _take(chosen: list[AgendaItem], candidates: Iterable[AgendaItem], limit: int) -> None:
    """Add up to `limit` candidates that concern no rejection and no person chosen before."""
    for item in candidates:
        if limit <= 0:
            return
        if item not in chosen and not any(_same(item, other) for other in chosen):
            chosen.append(item)
            limit -= 1


def _same(one: AgendaItem, other: AgendaItem) -> bool:
    return bool(one.rejection and one.rejection == other.rejection) or bool(
        one.contact and one.contact == other.contact
    )


def _nearness(item: AgendaItem, today: date) -> tuple[bool, int, date]:
    """Return where an item stands among the windows: the nearest first, after the user's own days that are past.

    A window long past may be closed, but nobody else keeps a day of the user's own.
    """
    is_own_and_past = item.kind is AgendaKind.REMINDER and item.due < today
    return (not is_own_and_past, abs((item.due - today).days), item.due)


def _place(item: AgendaItem) -> int:
    return item.kind.spec.group.value


def _when(item: AgendaItem, now: datetime) -> str:
    if item.kind is AgendaKind.REMINDER:
        return on_words(item.due, now.date())
    if item.by is not None and item.due <= now.date():
        return by_word(item.by, now.date()).removeprefix("write ")  # "Write to Jane, by 12 Dec"
    words = soft_words if item.kind.spec.soft else by_words
    return words(item.due, now.date())
