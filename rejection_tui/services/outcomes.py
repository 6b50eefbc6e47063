"""The outcome of rejections: what came of them, the day it happened, and the day to come that belongs to it."""

from collections.abc import Iterable
from datetime import date, datetime, time

from rejection_tui.domain.dates import local_day, require_reach
from rejection_tui.domain.errors import Refused, UsageError
from rejection_tui.domain.outcome import AHEAD, change
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.text import clean_line
from rejection_tui.services import rejections, reminders
from rejection_tui.services.context import AppContext


def set_outcome(
    context: AppContext,
    uids: Iterable[str],
    outcome: Outcome,
    text: str = "",
    on: date | None = None,
    ahead: date | None = None,
) -> tuple[Rejection, ...]:
    """Set the outcome of rejections in one transaction, each with an event; return those that changed.

    `on` is the day it happened (None: today), `text` says how it came about. `ahead` is the day of the interview or
    the last to answer an offer: it becomes a reminder, or moves the one there is; the day of another outcome is let go
    with it. A rejection at that outcome already gets the reminder alone; raise `Refused` when nothing is left to
    change.
    """
    now, chosen = context.now(), list(dict.fromkeys(uids))
    at = _moment(on, now)
    if ahead is not None:
        _require_ahead(outcome, ahead, now)
    names = [rejections.get(context.records, uid).company for uid in chosen]
    label = names[0] if len(names) == 1 else f"{len(names)} rejections"
    changed: list[Rejection] = []
    with context.store.transaction(f"{label}: {outcome.label}", now) as transaction:
        for uid in chosen:
            rejection = rejections.get(transaction.records, uid)
            if on is not None and on < local_day(rejection.received, now):
                raise Refused(f"That is before the letter of {rejection.company}; nothing was changed.")
            if rejection.outcome is not outcome or (ahead is None and len(chosen) == 1):
                rejection, event = change(rejection, outcome, at, clean_line(text))
                transaction.put(rejection, event)
                reminders.end_others_ahead(transaction, rejection, now)
                changed.append(rejection)
            if ahead is not None:
                reminders.put_ahead(transaction, rejection, outcome, ahead, now)
        if not changed and ahead is None:
            raise Refused(f"They are at “{outcome.label}” already; nothing was changed.")
    return tuple(changed)


def _moment(on: date | None, now: datetime) -> datetime:
    """Return the moment that dates the event: now for today, noon of any other day."""
    if on is None or on == now.date():
        return now
    if on > now.date():
        raise Refused("That day is still to come; an outcome is noted once it has happened. Nothing was changed.")
    require_reach(on, now.date())
    return datetime.combine(on, time(12), now.tzinfo)


def _require_ahead(outcome: Outcome, ahead: date, now: datetime) -> None:
    if outcome not in AHEAD:
        names = " or ".join(one.label for one in AHEAD)
        raise UsageError(f"Only an {names} has a day to come; nothing was changed.")
    if ahead < now.date():
        raise Refused("The day to come is past already; nothing was changed.")
    require_reach(ahead, now.date())
