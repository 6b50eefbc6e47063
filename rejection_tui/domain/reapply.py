"""From which day to apply again at a company, and why: the one answer for card, agenda and checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rejection_tui.domain.dates import add_months, local_day
from rejection_tui.domain.day_words import day as day_words
from rejection_tui.domain.letter_actions import reapply_day
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.domain.rules import Rules

#: Why it is the day of the user's own.
OWN_DAY: Final = "You wanted to wait until this day."


@dataclass(frozen=True, slots=True)
class Reapply:
    """The first day to apply again. `why` says whose day it is; `early` is said of an application before it."""

    day: date
    why: str
    early: str


def reapply_of(rejections: Sequence[Rejection], now: datetime, rules: Rules) -> Reapply | None:
    """Return from when to apply again at a company, from all its rejections, the newest first; None for any time.

    The user's own day goes before everything that came by then. Else it is the day that the letter of the last
    rejection names, or `reapply_months` after it; where a role was closed, its day to look again if that is later.
    """
    no = next((r for r in rejections if r.kind is RejectionKind.TURNED_DOWN), None)
    closed = next((r for r in rejections if r.kind is RejectionKind.ROLE_CLOSED), None)
    own = next((r for r in rejections if r.reapply_from), None)
    later = [r for r in (no, closed) if r is not None and own is not None and r.received > own.received]
    if own is not None and own.reapply_from is not None and not later:
        early = f"You wanted to wait until {day_words(own.reapply_from, now)}."
        return Reapply(own.reapply_from, OWN_DAY, early)
    found = [*([_after(no, now, rules)] if no else []), *([_look_again(closed, now, rules)] if closed else [])]
    return max(found, key=lambda one: one.day, default=None)


def _after(no: Rejection, now: datetime, rules: Rules) -> Reapply:
    named = reapply_day(no, date.min)
    if named is not None:
        return Reapply(named[0], "Their letter names this day.", f"Their letter says to apply again from {named[1]}.")
    day, months = add_months(local_day(no.received, now), rules.reapply_months), rules.reapply_months
    span = "1 month" if months == 1 else f"{months} months"
    early = f"Your setting is to wait {span} after a rejection, until {day_words(day, now)}."
    return Reapply(day, f"{span} after the last rejection, a rule of thumb.", early)


def _look_again(closed: Rejection, now: datetime, rules: Rules) -> Reapply:
    day = closed.revisit or local_day(closed.received, now) + timedelta(days=rules.reopen_days)
    early = f"The role was closed or frozen; the day to look again is {day_words(day, now)}."
    return Reapply(day, "The role was closed or frozen; look again that day.", early)
