"""Reads the dates of mail headers in every form programs write them. Nothing here raises."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

from rejection_tui.domain.text import clean_line
from rejection_tui.domain.written_days import find_day

_FIRST_YEAR = 1980  # before it the sender's clock had stopped
_YEARS_AHEAD = 5  # so far after today it runs wild
_AHEAD, _BEHIND = timedelta(days=3), timedelta(days=366)  # a mail comes neither before nor so long after it is sent
_ZONES: Final = {
    "cet": 1, "mez": 1, "bst": 1, "west": 1, "cest": 2, "mesz": 2, "met": 1, "mest": 2, "eet": 2, "eest": 3,
    "trt": 3, "msk": 3, "brt": -3, "art": -3, "clt": -4, "cot": -5, "jst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
_NAMES_OF_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: What nearly all mails have; the standard library reads it as well, in twice the time.
_USUAL = re.compile(
    r"(?:[A-Z][a-z]{2}, {1,2})?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-])([01]\d)([0-5]\d)(?!\d)"
)
_MONTHS: Final = {name: number for number, name in enumerate(_NAMES_OF_MONTHS, 1)}
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d{1,9})?\s?(Z|[+-]\d{2}:?\d{2})?")
_SHORT_YEAR = re.compile(r"\b(\d{1,2}[ .-]{1,2}[^\W\d_]{3,9}\.?[ .-]{1,2})(\d\d)(?= |,|$)")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?![\d:])(?:\s?([ap])\.?m\b)?", re.I)
_DOTTED_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])()")
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_ZONE_NAME = re.compile(r"\d\s{1,3}\(?([a-z]{3,4})\b", re.I)
_NO_OFFSET: Final = ("+0000", "-0000", "GMT", "UTC")
_SECONDS = re.compile(r"(\d{10})(?:\d{3}|\.\d{1,6})?")
_OLD_YEAR = re.compile(r"(?<= )1(\d\d)(?= \d{1,2}:)")  # years counted from 1900
_OFFSET = re.compile(r"(?:^|GMT|UTC|\s|:\d\d)\s?([+-])(\d{2}):?(\d{2})?(?!\d)")
_ASCTIME = re.compile(
    r"([^\W\d_]{3,9})\.? {1,3}(\d{1,2}) {1,3}(\d{1,2}:\d\d(?::\d\d)?) {1,3}(?:[A-Z]{2,5} {1,3})?(\d{4})"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/((?:20)?\d\d)(?!\d)")
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.I)
_DASHED = re.compile(r"\b(\d{1,2})-([^\W\d_]{3,9})\.?-(\d{2,4})\b")
_YEAR_FIRST = re.compile(r"(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?")


def parse_date(value: str) -> datetime | None:
    """Return the UTC time of a Date header, None when it cannot be read or no mail is of that year.

    Read are RFC 5322, ISO 8601, days in figures and in the words of eight languages; a missing zone is taken for UTC.
    """
    text = clean_line(value, 200).strip()
    found = _standard(text) or _written(text)
    return found if found and _FIRST_YEAR <= found.year <= date.today().year + _YEARS_AHEAD else None


def received_at(headers: Mapping[str, list[str]]) -> datetime | None:
    """Return when the mail was sent: its Date header, else when a server received it.

    When the two are far apart the sender's clock was wrong, unless somebody sent the mail on, and the latter is taken.
    """
    written = next((found for value in headers.get("date", [])[:3] if (found := parse_date(value))), None)
    stamps = headers.get("received", ())
    if written and not stamps:
        return written
    if not written:
        stamps = [*stamps[:5], *headers.get("delivery-date", ())[:1], *headers.get("resent-date", ())[:1]]
    came = next((found for value in stamps[:7] if (found := parse_date(value.rpartition(";")[2]))), None)
    late = written and came and written < came - _BEHIND and "resent-date" not in headers
    return came if came and (not written or late or written > came + _AHEAD) else written


def _standard(text: str) -> datetime | None:
    try:
        if match := _USUAL.match(text):
            offset = timedelta(hours=int(match[8]), minutes=int(match[9]))
            zone = timezone(-offset if match[7] == "-" else offset)
            hour, minute, second = int(match[4]), int(match[5]), min(int(match[6]), 59)
            month = _MONTHS[match[2]]
            return datetime(int(match[3]), month, int(match[1]), hour, minute, second, tzinfo=zone).astimezone(UTC)
        if match := _ISO.match(_COMPACT.sub(r"\1-\2-\3T\4:\5:\6", text)):
            parsed = datetime.fromisoformat(f"{match[1]}T{match[2]:0>{5 if match[2].count(':') == 1 else 8}}")
            return parsed.replace(tzinfo=_zone(match[3] or "")).astimezone(UTC)
        if match := _SECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(match[1]), UTC)
        parsed = parsedate_to_datetime(_OLD_YEAR.sub(r"20\1", text))
        told = parsed.utcoffset() or text.endswith(_NO_OFFSET)
        return (parsed if told else parsed.replace(tzinfo=_zone(text))).astimezone(UTC)
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError):
        return None


def _written(text: str) -> datetime | None:
    """Return the time of a date as people and their programs write it ("Do, 26. Nov. 2026 10:12:00 +0100")."""
    if not any(character.isdigit() for character in text):
        return None
    text = _DASHED.sub(r"\1 \2 \3", text)
    text = _YEAR_FIRST.sub(r"\1-\2-\3", _ASCTIME.sub(r"\2 \1 \4 \3", text))
    day = find_day(_SHORT_YEAR.sub(r"\g<1>20\2", text)) or _american(text)
    if day is None:
        return None
    try:
        return datetime.combine(day, _clock(text), _zone(text)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _american(text: str) -> date | None:
    """Return the day of 11/05/2026 10:12 AM, None where day and month cannot be told apart."""
    match = _NUMERIC.search(text)
    if match is None or not _HALF_DAY.search(text):
        return None
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    try:
        return date(year, int(match[1]), int(match[2]))
    except ValueError:
        return None


def _clock(text: str) -> time:
    clocks = (*_CLOCK.finditer(text), *_DOTTED_CLOCK.finditer(_DOTTED_DAY.sub("", text, count=1)))
    match = next((found for found in clocks if int(found[1]) < 24 and int(found[2]) < 60), None)
    if match is None:
        return time(12)
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    return time(hour, int(match[2]), min(int(match[3] or 0), 59))


def _zone(text: str) -> timezone:
    match = _OFFSET.search(text)
    if match is None:
        hours = (_ZONES[name] for word in _ZONE_NAME.findall(text) if (name := word.lower()) in _ZONES)
        return timezone(timedelta(hours=next(hours, 0)))
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return UTC if offset >= timedelta(hours=24) else timezone(-offset if match[1] == "-" else offset)
