"""Date arithmetic: months, working days, local days and hours. Every datetime is aware."""

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from rejection_tui.domain.errors import Refused, UsageError

_REACH: Final = 36_525  # days


def _outside() -> UsageError:
    return UsageError("That day lies outside the calendar, which goes from year 1 to 9999; nothing was changed.")


def add_days(day: date, days: int) -> date:
    """Return the day `days` later; raise `UsageError` outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _outside() from None


def require_reach(day: date, today: date) -> None:
    """Raise `Refused` for a day more than a hundred years away: it was mistyped."""
    if abs((day - today).days) > _REACH:
        raise Refused("That day is more than a hundred years away; nothing was changed.")


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month (31 August + 6 months = 28 or 29 February).

    Raise `UsageError` outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise _outside()
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days (Monday to Friday) after `day`; from a weekend, Monday is the first.

    Raise `UsageError` for a negative count or outside the calendar.
    """
    if count < 0:
        raise UsageError(f"Working days are counted forward; {count} is not possible. Nothing was changed.")
    if count == 0:
        return day
    friday_at_most = min(day.weekday(), 4)
    weeks, rest = divmod(friday_at_most + count, 5)
    return add_days(day, 7 * weeks + rest - day.weekday())


def local_day(moment: datetime, now: datetime) -> date:
    """Return the day of `moment` on the wall calendar of `now` (the user's own zone)."""
    return in_zone_of(moment, now).date()


def in_zone_of(moment: datetime, now: datetime) -> datetime:
    """Return `moment` in the time zone of `now`; unchanged at the first and last days of the calendar."""
    try:
        return moment.astimezone(now.tzinfo)
    except OverflowError:
        return moment


def after(moment: datetime, hours: int, now: datetime) -> datetime:
    """Return the moment so many elapsed hours later, in the time zone of `now`.

    Raise `UsageError` outside the calendar.
    """
    try:
        return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(now.tzinfo)
    except OverflowError:
        raise _outside() from None


def shift_day(moment: datetime, now: datetime, shift: Callable[[date], date]) -> datetime:
    """Return `moment` with its local day shifted and its wall time kept; an hour the clocks skip moves to the next.

    The local day is that in the time zone of `now`: 23:30 there stays 23:30 when summer time ends in between.
    """
    local = in_zone_of(moment, now)
    moved = datetime.combine(shift(local.date()), local.time().replace(fold=0), local.tzinfo)
    try:
        return moved.astimezone(UTC).astimezone(local.tzinfo)
    except OverflowError:
        return moved
