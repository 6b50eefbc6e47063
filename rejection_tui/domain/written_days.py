"""Days written in letters: ISO, 12.03.2025, 12 March 2025, March 12, 2025, in eight languages."""

import re
import tomllib
from datetime import date
from functools import cache

from rejection_tui.content import read

_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2((?:20)?\d\d)\b")
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?\s+(?:de\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de[l]?\s+)?((?:19|20)\d\d)"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)")


@cache
def _months() -> dict[str, int]:
    table = tomllib.loads(read("phrases/extract_months.toml"))["months"]
    return {name: number for number, names in enumerate(table, start=1) for name in names}


def month_of(name: str) -> int:
    """Return the number of a month by its name or abbreviation in any of the languages, 0 when it is none."""
    lower = name.lower()
    return _months().get(lower[:4]) or _months().get(lower[:3]) or 0


def find_day(text: str) -> date | None:
    """Return the first day written in `text`; None when there is none, or day and month cannot be told apart."""
    text = text[:400]
    if match := _ISO.search(text):
        return _day(match[1], match[2], match[3])
    if (match := _DAY_FIRST.search(text)) and (month := month_of(match[2])):
        return _day(match[3], str(month), match[1])
    if (match := _MONTH_FIRST.search(text)) and (month := month_of(match[1])):
        return _day(match[3], str(month), match[2])
    if match := _NUMERIC.search(text):
        return _numeric(match)
    return None


def _numeric(match: re.Match[str]) -> date | None:
    first, second = int(match[1]), int(match[3])
    year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
    if match[2] == "/" and first <= 12 and second <= 12 and first != second:
        return None  # 03/04/2025 is a different day in Europe and in America
    return _day(year, match[1], match[3]) if second > 12 >= first else _day(year, match[3], match[1])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
