"""Moments as mail programs write them, in eight languages: with or without a zone, a year, a day ("3 weeks ago")."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.written_days import month_of

_LONGEST = 300  # characters of a line that are looked at
_OLDEST: Final = 3  # years: a day without a year is sought no further back
_AMERICAN: Final = -240  # minutes: from this zone westward, 11/5 is the fifth of November
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_MONTH_NAME: Final = r"(?P<name>[^\W\d_]{3,10})"
_NTH: Final = r"(?:st|nd|rd|th|er|\.|º|°)?"
_DATED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\. {_MONTH_NAME} (?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH}[ -](?:de )?{_MONTH_NAME}\.?,?[ -](?:del? )?{_YEAR}(?!\d)",
        rf"(?<!\w){_MONTH_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:20)?\d\d)(?![\d:])",
        rf"(?<!\d)(?P<day>\d{{1,2}}){_NTH} (?:de )?{_MONTH_NAME}(?!\w)",
        rf"(?<!\w){_MONTH_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])",
        r"(?<![\d.:/])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?:\.(?!\d)|(?![\d.:/]))",
    )
)
_WITH_YEAR: Final = 5  # so many of them name the year
_SOME_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OFFSET = re.compile(r"\(?\b(?:GMT|UTC) ?(?P<sign>[+-−])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?\b\)?", re.I)
_PLAIN_OFFSET = re.compile(r"(?<![\d-])(?:(?<= )|(?<=^)|(?<=:))(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)(?!\d)")
_ISO_OFFSET = re.compile(r"(?<=:\d\d)(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)(?!\d)")
_ZONE_NAME = re.compile(r"(?<=[\d ])[(]?([A-Z]{1,5})(?![\w])")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}) ?[:h] ?([0-5]\d)(?::([0-5]\d))?(?!\d)(?: ?([ap])\. ?m\.| ?([ap])m\b)?", re.I)
_DOTTED_CLOCK = re.compile(r"(?<![\d.:])([01]?\d|2[0-3])\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.])()()")
_HOUR = re.compile(r"(?<![\d:.])(1[0-2]|0?[1-9])()() ?(?:([ap])\. ?m\.|([ap])m\b)", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)?")
_AGO = re.compile(
    r"(?:\b(?:vor|il y a|hace|há) )?(?<!\d)(?P<count>\d{1,3}) (?P<unit>[^\W\d_]{2,9})"
    r"(?P<after> (?:ago|fa|geleden|atrás|önce))?"
)


@dataclass(frozen=True, slots=True)
class WrittenMoment:
    """A moment read from text, noon without an hour. `year_assumed`: no year and no weekday fixed its year."""

    moment: datetime
    year_assumed: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """The days that written words may mean, the likelier first, and where the words stand."""

    days: tuple[date, ...]
    start: int
    end: int
    year_stated: bool = True


@cache
def _words() -> dict[str, dict[str, int]]:
    table = tomllib.loads(read("phrases/written_days.toml"))
    weekdays = {name: number for number, names in enumerate(table["weekdays"]) for name in names}
    return {"weekdays": weekdays, "near": table["near"], "units": table["units"], "zones": table["zones"]}


def read_moment(text: str, now: datetime | None = None, day_first: bool | None = None) -> WrittenMoment | None:
    """Return the moment written in a short text such as the value of a copied Date header; None when none is.

    A zone that stands there is kept; without one the hour is in the zone of `now`, or UTC. Without `now` a day needs
    its year; with it, a day without a year is the latest such day that is not after today, which a weekday beside it
    must confirm. `day_first` says how 03/04/2026 is meant; otherwise it is read only where one way is possible.
    """
    line = " ".join(text[:_LONGEST].split())
    if not any(character.isdigit() for character in line) and now is None:
        return None
    found = _best_day(line, now, day_first)
    rest = line if found is None else line[: found.start] + " " + line[found.end :]
    zone, rest = _zone(rest, now)
    clock = _clock(rest)
    if found is not None:
        return WrittenMoment(_at(found.days[0], clock, zone), not found.year_stated and not _weekday(rest))
    near = _near_day(rest, clock, now) if now is not None else None
    return WrittenMoment(_at(near, clock, zone)) if near is not None else None


def _at(day: date, clock: time | None, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock or time(12), zone)


def _best_day(line: str, now: datetime | None, day_first: bool | None) -> _Day | None:
    for number, pattern in enumerate(_DATED):
        if number >= _WITH_YEAR and (now is None or _SOME_YEAR.search(line)):
            break
        for match in pattern.finditer(line):
            stated = number < _WITH_YEAR
            days = tuple(_days(match, line, now, day_first) if stated else _yearless(match, line, now))
            if days:
                return _Day(days, match.start(), match.end(), stated)
    return None


def _days(match: re.Match[str], line: str, now: datetime | None, day_first: bool | None) -> Iterator[date]:
    """Yield the one day a date with its year means; nothing for a date that may be two."""
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    possible = [found for month, day in _month_and_day(match) if (found := _date(year, month, day))]
    if len(possible) == 2 and match["mark"] != "/":
        possible = possible[:1]  # only slashes are written in both orders
    if len(possible) == 2:
        possible = _fitting(possible, line, match) or possible
    if len(possible) == 2 and now is not None:
        possible = [one for one in possible if one <= now.date()] or possible
    if len(possible) == 2 and day_first is None:
        zone, _ = _zone(line[match.end() :], None, UTC)
        minutes = (zone.utcoffset(None) or timedelta()).total_seconds() / 60
        day_first = False if minutes <= _AMERICAN else None
    if len(possible) == 2 and day_first is not None:
        possible = possible[:1] if day_first else possible[1:]
    if len(possible) == 1:
        yield possible[0]


def _fitting(days: list[date], line: str, match: re.Match[str]) -> list[date]:
    weekday = _weekday(line[: match.start()] + " " + line[match.end() :])
    return [day for day in days if weekday and day.weekday() == weekday[0]]


def _month_and_day(match: re.Match[str]) -> tuple[tuple[int, int], ...]:
    """Return the (month, day) pairs a date may mean, the day first where both orders are possible."""
    groups = match.groupdict()
    if name := groups.get("name"):
        month = month_of(name)
        return ((month, int(match["day"])),) if month else ()
    if "month" in groups:
        return ((int(match["month"]), int(match["day"])),)
    first, second = int(match["first"]), int(match["second"])
    return ((second, first),) if first == second else ((second, first), (first, second))


def _yearless(match: re.Match[str], line: str, now: datetime | None) -> Iterator[date]:
    """Yield the latest day up to today that a date without its year means, if its weekday does not deny it."""
    if now is None:
        return
    rest = line[: match.start()] + " " + line[match.end() :]
    weekday, age = _weekday(rest), _age(rest)
    today = now.date()
    pairs = _month_and_day(match)
    years = range(today.year, today.year - _OLDEST, -1)
    possible = [day for year in years for pair in pairs if (day := _date(year, *pair)) and day <= today]
    if weekday:
        possible = [day for day in possible if day.weekday() == weekday[0]]
    elif len(pairs) == 2 and match["mark"] == "/" and len({(day.month, day.day) for day in possible}) > 1:
        return
    elif len(pairs) == 2:
        possible = [day for day in possible if (day.month, day.day) == pairs[0]] or possible
    if age is not None:
        possible.sort(key=lambda day: abs((today - day).days * 24 - age))
    else:
        possible.sort(reverse=True)
    yield from possible[:1]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(text: str) -> tuple[int] | tuple[()]:
    """Return the weekday named in a text, Monday being 0, in a tuple; an empty one when there is none."""
    weekdays = _words()["weekdays"]
    for word in _WORD.findall(text.lower()):
        if (found := weekdays.get(word.partition("-")[0])) is not None:
            return (found,)
    return ()


def _age(text: str) -> float | None:
    """Return how many hours ago a text says something was ("3 weeks ago", "vor 3 Wochen"), None when it does not."""
    for match in _AGO.finditer(text.lower()):
        hours = _words()["units"].get(match["unit"])
        if hours is not None and (match["after"] or not match[0][0].isdigit()):
            return int(match["count"]) * hours
    return None


def _near_day(text: str, clock: time | None, now: datetime) -> date | None:
    """Return the day of "yesterday", of an hour with "(9 hours ago)", or of the last Tuesday; None when unsure."""
    today, age = now.date(), _age(text)
    lowered = text.lower()
    for word in _WORD.findall(lowered):
        if (days := _words()["near"].get(word)) is not None:
            later = days == 0 and clock is not None and clock > now.time()  # copied the day before
            return today - timedelta(days=days + later)
    if age is not None and clock is not None and age < 24:
        shown = datetime.combine(today, clock) + timedelta(hours=age)  # when the page was copied, at the earliest
        return today if shown <= now.replace(tzinfo=None) else today - timedelta(days=1)
    if age is not None and age % 24 == 0 and 0 < age < 168:
        return today - timedelta(hours=age)
    weekday = _weekday(lowered)
    if weekday and clock is not None and weekday[0] != today.weekday():
        return today - timedelta(days=(today.weekday() - weekday[0]) % 7)
    return None


def _zone(text: str, now: datetime | None, default: tzinfo = UTC) -> tuple[tzinfo, str]:
    """Return the zone written in a text, else that of `now`, and the text without it."""
    for pattern in (_OFFSET, _PLAIN_OFFSET, _ISO_OFFSET):
        if match := pattern.search(text):
            minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
            if minutes <= 14 * 60:
                sign = 1 if match["sign"] == "+" else -1
                return timezone(timedelta(minutes=sign * minutes)), text[: match.start()] + " " + text[match.end() :]
    for match in _ZONE_NAME.finditer(text):
        if (offset := _words()["zones"].get(match[1])) is not None:
            return timezone(timedelta(minutes=offset)), text[: match.start()] + " " + text[match.end() :]
    return (now.tzinfo if now is not None else None) or default, text


def _clock(text: str) -> time | None:
    for pattern in (_CLOCK, _HOUR, _DOTTED_CLOCK):
        for match in pattern.finditer(text):
            half = (match[4] or match[5] or "").lower()
            hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
            if half and not 1 <= hour <= 12 and hour > 23:
                continue
            if half and hour <= 12:
                hour = hour % 12 + (12 if half == "p" else 0)
            if hour <= 23:
                return time(hour, minute, second)
    return None
