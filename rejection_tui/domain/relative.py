"""Days in words a person would use, such as "by tonight", "by Thu", "this week"; the same in every locale."""

from datetime import date, timedelta
from typing import Final

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_word(day: date, today: date) -> str:
    """Return a day as "Thu" within six days either way, else "12 Dec", with its year when that is another one."""
    if abs((day - today).days) <= 6:
        return _DAYS[day.weekday()]
    short = f"{day.day} {_MONTHS[day.month - 1]}"
    return short if day.year == today.year else f"{short} {day.year}"


def by_words(due: date, today: date) -> str:
    """Return by when something closes: "by tonight", "by tomorrow", "by Thu", "by 12 Dec"; past: "since Thu"."""
    if due < today:
        return f"since {'yesterday' if due == today - timedelta(days=1) else day_word(due, today)}"
    near = {today: "by tonight", today + timedelta(days=1): "by tomorrow"}
    return near.get(due) or f"by {day_word(due, today)}"


def soft_words(due: date, today: date) -> str:
    """Return when something without a deadline fits: "this week" up to its Sunday, "next week", else "from 12 Dec"."""
    sunday = today + timedelta(days=6 - today.weekday())
    if due <= sunday:
        return "this week"
    return "next week" if due <= sunday + timedelta(days=7) else f"from {day_word(due, today)}"
