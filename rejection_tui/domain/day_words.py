"""Days as people type and read them: "today", "3 days ago", "24 Nov", "24.11.2026"; written as the region does."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from rejection_tui.domain.dates import add_months, in_zone_of, local_day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.region import DAYS, current
from rejection_tui.domain.region import MONTHS as MONTHS
from rejection_tui.domain.text import clean_line


def date_word(day: date) -> str:
    """Return a day with its year as the user's region writes it: "24 Nov 2026", "24.11.2026", "Nov 24, 2026"."""
    return current().day(day)


def short_day(day: date, today: date) -> str:
    """Return a day as "24 Nov", "24.11.", "Nov 24"; with the year when it is another one."""
    return current().day(day, day.year != today.year)


def day_word(day: date, today: date) -> str:
    """Return a day as "Thu" within six days either way, else "12 Dec", with its year when that is another one."""
    if abs((day - today).days) <= 6:
        return DAYS[day.weekday()][:3]
    return short_day(day, today)


def by_words(due: date, today: date) -> str:
    """Return a deadline in words: "by tonight", "by Thu", "by 12 Dec"; past: "due yesterday", "was due Thu"."""
    days = (today - due).days
    if days > 0:
        return "due yesterday" if days == 1 else f"was due {day_word(due, today)}"
    near = {0: "by tonight", -1: "by tomorrow"}
    return near.get(days) or f"by {day_word(due, today)}"


def on_words(day: date, today: date) -> str:
    """Return the day of something that is that day: "today", "tomorrow", "on Thu"; past: as `by_words`."""
    near = {0: "today", 1: "tomorrow"}.get((day - today).days)
    return by_words(day, today) if day < today else near or f"on {day_word(day, today)}"


def due_word(due: date, today: date) -> str:
    """Return in a word or two that something is due or comes within a week: "due", "due tomorrow", "due Sun"."""
    days = (due - today).days
    return "due" if days <= 0 else "due tomorrow" if days == 1 else f"due {day_word(due, today)}"


def soft_words(due: date, today: date) -> str:
    """Return when to do what has no deadline: "this week" up to its last day, "next week", else "from 12 Dec"."""
    week_ends = today + timedelta(days=(current().week_ends - today.weekday()) % 7)
    if due <= week_ends:
        return "this week"
    return "next week" if due <= week_ends + timedelta(days=7) else f"from {day_word(due, today)}"


_NEAR: Final = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
_NUMBERS: Final = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "next": 1,
    "last": 1,
}
_SHIFT = re.compile(
    r"(?P<ahead>in |next |\+ ?)?(?:(?P<count>\d{1,4}|[a-z]+) )?(?P<unit>d|day|w|week|m|month|y|year)s?(?P<ago> ago)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/]|\. ?|年 ?|년 ?)(\d{1,2})(?:[-/]|\. ?|月 ?|월 ?)(\d{1,2})(?:\.|日|일)?")
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{2}|\d{4})?")  # the day comes first wherever dots are written
_NUMERIC = re.compile(r"(\d{1,2})([/-])(\d{1,2})(?:\2(\d{2}|\d{4}))?")
_DAY_MONTH = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,?(?: (\d{4}))?")
_MONTH = re.compile(r"(?:in |from )?([a-z]+)\.?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
EXAMPLES: Final = "today, yesterday, 3 days ago, 24 Nov, 24.11.2026 or 2026-11-24"
FUTURE_EXAMPLES: Final = "tomorrow, fri, in 3 days, next week, 24 Nov, March or 2026-11-24"


class DateOrder(StrEnum):
    """In which order somebody writes the parts of "03/04/2026"; `UNKNOWN`: it is not known."""

    UNKNOWN = "auto"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


def read_day(text: str, today: date, ahead: bool = False, order: DateOrder = DateOrder.UNKNOWN) -> date:
    """Return the day that `text` means; without a year the latest past one, or with `ahead` the next to come.

    A month is its first day. `order` decides between the readings of "03/04/2026". Raise `UsageError`, a sentence with
    examples, for words that are no day, and one that names both for what may be either of two days.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    for reader in (_near, _shifted, _weekday, _year_first, _dotted, _named, _month):
        try:
            day = reader(words, today, ahead)
        except (ValueError, OverflowError, UsageError):
            day = None
        if day is not None:
            return day
    readings = _numeric(words, today, ahead, order)
    if len(readings) == 1:
        return readings[0]
    if readings:
        one, other = (f"{day.day} {MONTHS[day.month - 1]}" for day in readings)
        plain = readings[0]
        raise UsageError(f"{one} or {other}? Write {plain.day} {MONTHS[plain.month - 1][:3]} {plain.year}, or {plain}.")
    examples = FUTURE_EXAMPLES if ahead else EXAMPLES
    if not words:
        raise UsageError(f"Type a day, such as {examples}.")
    raise UsageError(f"“{clean_line(text, 40)}” is not a day I can read. Try {examples}.")


def _near(words: str, today: date, ahead: bool) -> date | None:
    shift = _NEAR.get(words)
    return None if shift is None else today + timedelta(days=shift)


def _shifted(words: str, today: date, ahead: bool) -> date | None:
    spaced = re.sub(r"(\d)([a-z])", r"\1 \2", words)
    match = _SHIFT.fullmatch(spaced)
    if match is None:
        return None
    word = match["count"] or "1"
    if not match["count"] and not match["ahead"]:
        return None
    count = int(word) if word.isdigit() else _NUMBERS.get(word)
    if count is None:
        return None
    forward = bool(match["ahead"]) or word == "next" or (ahead and not match["ago"] and word != "last")
    return _add(today, match["unit"][0], count if forward else -count)


def _add(today: date, unit: str, count: int) -> date:
    if unit in "my":
        return add_months(today, count * (12 if unit == "y" else 1))
    return today + timedelta(days=count * (7 if unit == "w" else 1))


def _weekday(words: str, today: date, ahead: bool) -> date | None:
    name = words.removeprefix("on ").removeprefix("last ").removeprefix("next ")
    index = _index(name, DAYS)
    if index is None:
        return None
    forward = (ahead or words.startswith("next ")) and not words.startswith("last ")
    distance = (index - today.weekday()) % 7 if forward else -((today.weekday() - index) % 7)
    if distance == 0:
        distance = 7 if forward else -7
    return today + timedelta(days=distance)


def _year_first(words: str, today: date, ahead: bool) -> date | None:
    match = _YEAR_FIRST.fullmatch(words)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _dotted(words: str, today: date, ahead: bool) -> date | None:
    match = _DOTTED.fullmatch(words)
    return None if match is None else _year_for(_full_year(match[3]), int(match[2]), int(match[1]), today, ahead)


def _full_year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _numeric(words: str, today: date, ahead: bool, order: DateOrder) -> tuple[date, ...]:
    """Return the days that "03/04/2026" may be, in the `order` if it is known and makes a day: one, two or none.

    Who writes the year first has written another order where it comes last, so that both are possible.
    """
    match = _NUMERIC.fullmatch(words)
    if match is None:
        return ()
    first, second, last = int(match[1]), int(match[3]), match[4]
    if order is DateOrder.YEAR_FIRST and last and len(last) == 4:
        order = DateOrder.UNKNOWN
    readings = {
        DateOrder.DAY_FIRST: (last, second, first),
        DateOrder.MONTH_FIRST: (last, first, second),
        DateOrder.YEAR_FIRST: (match[1], second, int(last)) if last else (None, first, second),
    }
    if order is DateOrder.UNKNOWN:
        readings.pop(DateOrder.YEAR_FIRST)
    else:
        readings = {order: readings[order]} | {k: v for k, v in readings.items() if k is not DateOrder.YEAR_FIRST}
    days: dict[date, None] = {}
    for name, (year, month, day) in readings.items():
        try:
            days[_year_for(_full_year(year), month, day, today, ahead)] = None
        except ValueError:
            continue
        if name is order:
            break
    return tuple(days)


def _named(words: str, today: date, ahead: bool) -> date | None:
    if match := _DAY_MONTH.fullmatch(words):
        day, name, year = match[1], match[2], match[3]
    elif match := _MONTH_DAY.fullmatch(words):
        day, name, year = match[2], match[1], match[3]
    else:
        return None
    month = _index(name, MONTHS)
    if month is None:
        return None
    return _year_for(int(year) if year else None, month + 1, int(day), today, ahead)


def _month(words: str, today: date, ahead: bool) -> date | None:
    match = _MONTH.fullmatch(words)
    month = _index(match[1], MONTHS) if match else None
    if match is None or month is None:
        return None
    return _year_for(int(match[2]) if match[2] else None, month + 1, 1, today, ahead)


def _index(name: str, names: tuple[str, ...]) -> int | None:
    """Return the index of the name that begins with `name`, of at least three letters ("sept" is accepted too)."""
    for index, full in enumerate(names):
        if len(name) >= 3 and (full.casefold().startswith(name) or name == "sept" == full[:4].casefold()):
            return index
    return None


def _year_for(year: int | None, month: int, day: int, today: date, ahead: bool) -> date:
    if year is not None:
        return date(year, month, day)
    steps = (0, 1, 2, 3, 4) if ahead else (0, -1, -2, -3, -4)
    for step in steps:  # 29 February may be up to four years away
        try:
            candidate = date(today.year + step, month, day)
        except ValueError:
            continue
        if candidate >= today if ahead else candidate <= today:
            return candidate
    raise ValueError("no such day")


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago (or ahead) a moment is, in whole days: "today", "yesterday", "2 days ago", "in 3 weeks"."""
    import arrow

    then, today = local_day(moment, now), now.date()
    days = (then - today).days
    if (near := {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days)) is not None:
        return near
    if abs(days) < 14 or abs(days) >= 365:
        return arrow.get(then).humanize(arrow.get(today))
    # By default arrow counts calendar months: three weeks across the first of a month become "a month".
    return arrow.get(then).humanize(arrow.get(today), granularity="week" if abs(days) < 60 else "month")


def day(moment: datetime | date, now: datetime) -> str:
    """Return the day in short: "Tue 24 Nov", "Tue 24.11.", "Tue Nov 24"; with the year when it is another one."""
    local = local_day(moment, now) if isinstance(moment, datetime) else moment
    return f"{DAYS[local.weekday()][:3]} {short_day(local, now.date())}"


def ago_and_day(moment: datetime, now: datetime) -> str:
    """Return relative and absolute words: "2 days ago, Sun 22 Nov"."""
    return f"{ago(moment, now)}, {day(moment, now)}"


def moment_word(moment: datetime, now: datetime) -> str:
    """Return a time in short: "10:02", "tomorrow 09:00", "yesterday 10:02", "23 Nov 10:02", "Nov 23 4:30 PM"."""
    local = local_day(moment, now)
    clock = current().clock(in_zone_of(moment, now).time())
    days = (local - now.date()).days
    if days == 0:
        return clock
    near = {1: "tomorrow", -1: "yesterday"}.get(days)
    return f"{near or short_day(local, now.date())} {clock}"
