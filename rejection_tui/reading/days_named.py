"""Works out the day a sentence of theirs names: "by 4 December", "bis zum 4.12.", "before Friday", "in March"."""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.written_days import find_day
from rejection_tui.reading.fact_dates import month_named
from rejection_tui.reading.folded import fold_text

_LOOK: Final = 400  # characters of a sentence that are looked at
#: A day without a year that would lie further ahead than this was meant to be past.
_FAR: Final = timedelta(days=183)


def day_named(sentence: str, day: date | None) -> date | None:
    """Return the day a sentence names, of a month the first; None when it names none or the letter has no date.

    `day` is that of the letter: a day or month without a year is the next one from there.
    """
    sentence = sentence[:_LOOK]
    if written := find_day(sentence):
        return written
    sentence = _BEGINNING.sub(lambda match: match[0].lower(), sentence)  # "May we come back to you?" names no month
    folded, month = fold_text(sentence), month_named(sentence, day)
    first = date.fromisoformat(f"{month}-01") if month else None
    found = (_in_month(folded, first) if first else None) or _numeric(folded, day) or _weekday(folded, day) or first
    far = found is not None and day is not None and found - day > _FAR and not _YEAR.search(folded)
    return None if far else found


_BEGINNING: Final = re.compile(r"(?:^|[.!?:]\s+)\W{0,3}\w")
_YEAR: Final = re.compile(r"\b20\d\d\b")
_DOTTED: Final = re.compile(r"\b(?P<n>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?!\d)")


def _in_month(folded: str, first: date) -> date | None:
    """Return the day whose number stands beside the name of the month that begins on `first`."""
    for pattern in _patterns()[:2]:
        match = pattern.search(folded)
        if match and _months()[match["month"]] == first.month:
            return _dated(first.year, first.month, int(match["n"]))
    return None


def _numeric(folded: str, day: date | None) -> date | None:
    """Return the next such day for one as in "bis zum 4.12."."""
    match = _DOTTED.search(folded)
    if match is None or day is None:
        return None
    found = _dated(day.year, int(match["month"]), int(match["n"]))
    return _dated(day.year + 1, found.month, found.day) if found and found < day else found


def _weekday(folded: str, day: date | None) -> date | None:
    """Return the first such weekday after `day` that a sentence sets as the latest, as in "by Friday"."""
    found = (match for pattern in _patterns()[2:] if (match := pattern.search(folded)))
    match = next(found, None)
    if match is None or day is None or day > date.max - timedelta(days=7):
        return None
    return day + timedelta(days=(_weekdays()[match["weekday"]] - day.isoweekday() - 1) % 7 + 1)


def _dated(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return "4 december", "december 4", "by friday", and "cuma gunune kadar"."""
    months = "|".join(sorted(_months(), key=len, reverse=True))
    weekdays = "|".join(sorted(_weekdays(), key=len, reverse=True))
    limits = _data()["limits"]
    before, behind = (_any_of(limits[name]) for name in ("before", "behind"))
    return (
        re.compile(rf"\b(?P<n>\d{{1,2}})(?:st|nd|rd|th|er|\.|o|a)?\s+(?:de |of )?(?P<month>{months})\b"),
        re.compile(rf"\b(?P<month>{months})\.?\s+(?P<n>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"),
        re.compile(rf"\b(?:{before})\s+(?:\w{{1,9}}\s+){{0,2}}(?P<weekday>{weekdays})\b"),
        re.compile(rf"\b(?P<weekday>{weekdays})(?:ya|ye|a|e)?\s+(?:gunune\s+)?(?:{behind})\b"),
    )


def _any_of(words: str) -> str:
    return "|".join(re.escape(word.strip()) for word in fold_text(words).split(","))


@cache
def _data() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = tomllib.loads(read("phrases/days_named.toml"))
    return found


@cache
def _weekdays() -> dict[str, int]:
    """Return the names of the days of the week, Monday being 1."""
    return {name: int(number) for number, names in _data()["weekdays"].items() for name in fold_text(names).split()}


@cache
def _months() -> dict[str, int]:
    """Return the names of the months."""
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/fact_dates.toml"))
    return {name: int(number) for number, names in table["months"].items() for name in fold_text(names).split()}
