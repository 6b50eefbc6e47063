"""What is no longer due but may still be worth doing, one line a rejection: it is not lost, and asks for nothing."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Final

from rejection_tui.domain.actions import action_spec
from rejection_tui.domain.agenda.index import AgendaIndex, Case, over_because
from rejection_tui.domain.agenda.item import STILL_WORTH, AgendaItem, AgendaKind
from rejection_tui.domain.agenda.place import PlaceKind
from rejection_tui.domain.agenda.places import place_of, places, revisit_place
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import MONTHS
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action
from rejection_tui.domain.text import clean_line

_WHY: Final = "Its time has passed, or little is lost without it. Do what you like of it, and let go of the rest."


def still_worth(records: Records, now: datetime, rules: Rules, most: int | None = None) -> tuple[AgendaItem, ...]:
    """Return a line for every live rejection with something left that may still be worth doing, the newest first.

    At most `most` of them, all for None.
    """
    index = AgendaIndex(records, now, rules, ())
    newest = sorted(_live(records), key=lambda r: (r.received, r.uid), reverse=True)
    return tuple(islice(_lines(index, newest), most))


def count_still_worth(records: Records, now: datetime, rules: Rules) -> int:
    """Return how many lines `still_worth` has; no line is written, and of each rejection the first action counts."""
    index = AgendaIndex(records, now, rules, ())
    return sum(_has_left(index, Case.of(records, r)) for r in _live(records))


def _live(records: Records) -> Iterator[Rejection]:
    """Yield the rejections with something unfinished that are not over."""
    unfinished = {action.rejection for action in records.actions.values() if action.open}
    for r in records.rejections.values():
        if (r.uid in unfinished or r.revisit) and not over_because(r):
            yield r


def _has_left(index: AgendaIndex, case: Case) -> bool:
    actions = index.records.actions_of(case.rejection.uid)
    if any(a.open and place_of(index, case, a).kind is PlaceKind.STILL_WORTH for a in actions):
        return True
    place = revisit_place(index, case)
    return place is not None and place.kind is PlaceKind.STILL_WORTH


def left_over(records: Records, rejection: Rejection, now: datetime, rules: Rules) -> tuple[Action, ...]:
    """Return the actions of a rejection that are no longer due but may still be worth doing."""
    return _left_over(AgendaIndex(records, now, rules, ()), Case.of(records, rejection))


def is_past_revisit(records: Records, rejection: Rejection, now: datetime, rules: Rules) -> bool:
    """Return whether the day to look again at a closed or frozen role passed long ago."""
    place = revisit_place(AgendaIndex(records, now, rules, ()), Case.of(records, rejection))
    return place is not None and place.kind is PlaceKind.STILL_WORTH


def _left_over(index: AgendaIndex, case: Case) -> tuple[Action, ...]:
    found = places(index, case)
    actions = index.records.actions_of(case.rejection.uid)
    return tuple(a for a in actions if a.uid in found and found[a.uid].kind is PlaceKind.STILL_WORTH)


def _lines(index: AgendaIndex, rejections: Iterable[Rejection]) -> Iterator[AgendaItem]:
    for r in rejections:
        case = Case.of(index.records, r)
        topics = list(dict.fromkeys(_topic(action) for action in _left_over(index, case)))
        place = revisit_place(index, case)
        if place is not None and place.kind is PlaceKind.STILL_WORTH:
            topics.append("the role again")
        if topics:
            day = local_day(r.received, index.now)
            about = ", ".join(clean_line(part, 50) for part in (r.company, r.role) if part)
            title = f"{about}: {', '.join(topics)} – from {_month(day, index.today)}"
            kind, line = AgendaKind.STILL_WORTH, clean_line(title, 160)
            yield AgendaItem(kind, line, day, rejection=r.uid, contact=r.contact, key=STILL_WORTH, why=_WHY)


def _topic(action: Action) -> str:
    spec = action_spec(action.key)
    return spec.topic if spec else action.title


def _month(day: date, today: date) -> str:
    name = MONTHS[day.month - 1]
    return name if day.year == today.year else f"{name} {day.year}"
