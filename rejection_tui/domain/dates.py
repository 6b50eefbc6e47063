"""Pure arithmetic on days: months that end properly, working days, local days. Every datetime is aware."""

import calendar
from datetime import date, datetime, timedelta


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month (31 August + 6 months = 28 or 29 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days (Monday to Friday) after `day`."""
    weeks, rest = divmod(count, 5)
    result = day + timedelta(weeks=weeks)
    while result.weekday() > 4:
        result += timedelta(days=1)
        rest = max(rest - 1, 0)
    while rest:
        result += timedelta(days=1)
        if result.weekday() < 5:
            rest -= 1
    return result


def local_day(moment: datetime, now: datetime) -> date:
    """Return the day of `moment` on the wall calendar of `now` (the user's own zone)."""
    return moment.astimezone(now.tzinfo).date()


def months_between(start: date, end: date) -> int:
    """Return how many whole months lie between two days (0 when `end` is before `start`)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and add_months(start, months) > end:
        months -= 1
    return max(months, 0)
