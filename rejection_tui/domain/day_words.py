"""Days as people type and read them: "today", "3 days ago", "24 Nov", "24.11.2026"; written as the region does."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from rejection_tui.domain.dates import add_months, in_zone_of
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.region import DAYS, current
from rejection_tui.domain.region import MONTHS as MONTHS
from rejection_tui.domain.text import clean_line


def date_word(day: date) -> str:
    """Return a day with its year as the user's region writes it: "24 Nov 2026", "24.11.2026", "Nov 24, 2026"."""
    return current().day(day)


def day_word(day: date, today: date) -> str:
    """Return a day as "Thu" within six days either way, else "12 Dec", with its year when that is another one."""
    if abs((day - today).days) <= 6:
        return DAYS[day.weekday()][:3]
    return current().day(day, day.year != today.year)


def by_words(due: date, today: date) -> str:
    """Return a deadline in words: "by tonight", "by Thu", "by 12 Dec"; past: "due yesterday", "was due Thu"."""
    days = (today - due).days
    if days > 0:
        return "due yesterday" if days == 1 else f"was due {day_word(due, today)}"
    near = {0: "by tonight", -1: "by tomorrow"}
    return near.get(days) or f"by {day_word(due, today)}"


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
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{2}|\d{4})?")
_DAY_MONTH = re.compile(r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]+)\.?,?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"(?:[a-z]+,? )?([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
EXAMPLES: Final = "today, yesterday, 3 days ago, 24 Nov, 24.11.2026 or 2026-11-24"
FUTURE_EXAMPLES: Final = "tomorrow, fri, in 3 days, next week, 24 Nov or 2026-11-24"


def read_day(text: str, today: date, ahead: bool = False) -> date:
    """Return the day that `text` means; without a year the latest past one, or with `ahead` the next to come.

    Raise `UsageError`, a sentence with examples, for words that are no day.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    for reader in (_near, _shifted, _weekday, _iso, _numeric, _named):
        try:
            day = reader(words, today, ahead)
        except (ValueError, OverflowError, UsageError):
            day = None
        if day is not None:
            return day
    examples = FUTURE_EXAMPLES if ahead else EXAMPLES
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


def _iso(words: str, today: date, ahead: bool) -> date | None:
    match = _ISO.fullmatch(words)
    return date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _numeric(words: str, today: date, ahead: bool) -> date | None:
    match = _NUMERIC.fullmatch(words)
    if match is None:
        return None
    year = int(match[3]) if match[3] else None
    if year is not None and year < 100:
        year += 2000
    return _year_for(year, int(match[2]), int(match[1]), today, ahead)


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

    then, today = _local(moment, now), now.date()
    days = (then - today).days
    if (near := {0: "today", -1: "yesterday", 1: "tomorrow"}.get(days)) is not None:
        return near
    if abs(days) < 14 or abs(days) >= 365:
        return arrow.get(then).humanize(arrow.get(today))
    # By default arrow counts calendar months: three weeks across the first of a month become "a month".
    return arrow.get(then).humanize(arrow.get(today), granularity="week" if abs(days) < 60 else "month")


def day(moment: datetime | date, now: datetime) -> str:
    """Return the day in short: "Tue 24 Nov", "Tue 24.11.", "Tue Nov 24"; with the year when it is another one."""
    local = _local(moment, now) if isinstance(moment, datetime) else moment
    return f"{DAYS[local.weekday()][:3]} {current().day(local, local.year != now.year)}"


def ago_and_day(moment: datetime, now: datetime) -> str:
    """Return relative and absolute words: "2 days ago, Sun 22 Nov"."""
    return f"{ago(moment, now)}, {day(moment, now)}"


def moment_word(moment: datetime, now: datetime) -> str:
    """Return a time in short: "10:02", "tomorrow 09:00", "yesterday 10:02", "23 Nov 10:02", "Nov 23 4:30 PM"."""
    local = _local(moment, now)
    clock = current().clock(in_zone_of(moment, now).time())
    days = (local - now.date()).days
    if days == 0:
        return clock
    near = {1: "tomorrow", -1: "yesterday"}.get(days)
    return f"{near or current().day(local, local.year != now.year)} {clock}"


def age_word(then: date, today: date) -> str:
    """Return how old something is, for a narrow column: "today", "1 d", "12 d"."""
    days = (today - then).days
    return f"{days} d" if days > 0 else "today"


def _local(moment: datetime, now: datetime) -> date:
    return in_zone_of(moment, now).date()


def typed_moment(text: str, now: datetime) -> datetime:
    """Return the moment meant by a typed day: now for today, noon otherwise; raise `UsageError` with examples."""
    meant = read_day(text, now.date())
    return now if meant == now.date() else datetime.combine(meant, time(12), now.tzinfo)
