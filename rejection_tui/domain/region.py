"""How the user's region writes days, clock times and numbers: 24.11.2026, 24 Nov 2026 or Nov 24, 2026.

The words stay English, as the rest of the interface is. Files for other programs (JSON, CSV, calendars) never ask
here: they stay ISO 8601 with a decimal point. Which region it is stands in one place, set once by whoever opens the
data file; a document of the screen and a line of the shell then agree.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import Final

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class DayStyle(StrEnum):
    """How a day is written."""

    DAY_MONTH = "24 Nov 2026"
    MONTH_DAY = "Nov 24, 2026"
    DOTS = "24.11.2026"
    ISO = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Region:
    """The customs of one region; the defaults are those of Britain and of a locale that says nothing."""

    style: DayStyle = DayStyle.DAY_MONTH
    thousands: str = ","
    decimal: str = "."
    percent: str = "%"  # with its space, where one is usual
    week_ends: int = 6  # the last day of the week, Monday is 0
    half_days: bool = False  # True: 4:30 PM instead of 16:30

    def day(self, day: date, year: bool = True) -> str:
        """Return the day as it is written here: with its year, or without."""
        month = MONTHS[day.month - 1][:3]
        match self.style:
            case DayStyle.DOTS:
                return f"{day.day}.{day.month}.{day.year if year else ''}"
            case DayStyle.MONTH_DAY:
                return f"{month} {day.day}{f', {day.year}' if year else ''}"
            case DayStyle.ISO:
                return day.isoformat() if year else f"{month} {day.day}"
            case DayStyle.DAY_MONTH:
                return f"{day.day} {month}{f' {day.year}' if year else ''}"

    def clock(self, at: time) -> str:
        """Return a time of day: 16:30, or 4:30 PM."""
        if not self.half_days:
            return f"{at:%H:%M}"
        return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"

    def number(self, value: float, places: int = 0) -> str:
        """Return a number with its thousands set apart and so many decimal places."""
        marks = {",": self.thousands, ".": self.decimal}
        return "".join(marks.get(sign, sign) for sign in f"{value:,.{places}f}")

    def share(self, percent: int) -> str:
        """Return a percentage: 40%, or 40 % where a space is usual."""
        return f"{percent}{self.percent}"


_BRITISH: Final = Region()
_AMERICAN: Final = Region(DayStyle.MONTH_DAY, week_ends=5, half_days=True)
_DOTS: Final = Region(DayStyle.DOTS, ".", ",", "\N{NO-BREAK SPACE}%")
_SPACED: Final = Region(DayStyle.DAY_MONTH, "\N{NARROW NO-BREAK SPACE}", ",", "\N{NARROW NO-BREAK SPACE}%")
_POINTS: Final = Region(DayStyle.DAY_MONTH, ".", ",")
_ISO: Final = Region(DayStyle.ISO)
#: By language and land, else by language.
_REGIONS: Final = {
    "en_US": _AMERICAN,
    "en_PH": _AMERICAN,
    "es_US": _AMERICAN,
    "en_CA": Region(DayStyle.ISO, week_ends=5, half_days=True),
    "fr_CA": replace(_SPACED, style=DayStyle.ISO, week_ends=5),
    "de_CH": replace(_DOTS, thousands="’", decimal=".", percent="%"),
    "de_LI": replace(_DOTS, thousands="’", decimal=".", percent="%"),
    "fr_CH": replace(_DOTS, thousands="\N{NARROW NO-BREAK SPACE}", percent="\N{NARROW NO-BREAK SPACE}%"),
    "it_CH": replace(_DOTS, thousands="’", decimal=".", percent="%"),
    "de_AT": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "es_MX": _BRITISH,
    "pt_BR": replace(_POINTS, week_ends=5),
    "de": _DOTS,
    "tr": replace(_DOTS, percent="%"),
    "da": _DOTS,
    "nb": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "no": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "fi": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "pl": replace(_DOTS, thousands="\N{NO-BREAK SPACE}", percent="%"),
    "cs": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "sk": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "ru": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "uk": replace(_DOTS, thousands="\N{NO-BREAK SPACE}"),
    "ro": replace(_DOTS, thousands="."),
    "fr": _SPACED,
    "es": replace(_POINTS, percent="\N{NO-BREAK SPACE}%"),
    "it": _POINTS,
    "nl": _POINTS,
    "pt": _POINTS,
    "sv": Region(DayStyle.ISO, "\N{NO-BREAK SPACE}", ",", "\N{NO-BREAK SPACE}%"),
    "hu": Region(DayStyle.ISO, "\N{NO-BREAK SPACE}", ","),
    "lt": Region(DayStyle.ISO, "\N{NO-BREAK SPACE}", ",", "\N{NO-BREAK SPACE}%"),
    "ja": replace(_ISO, week_ends=5),
    "ko": replace(_ISO, week_ends=5),
    "zh": _ISO,
}
#: The words a setting may name an order by.
ORDERS: Final = {"dmy": DayStyle.DAY_MONTH, "mdy": DayStyle.MONTH_DAY, "ymd": DayStyle.ISO}


def region_of(locale: str, order: str = "") -> Region:
    """Return the region of a locale such as "de_DE.UTF-8"; an `order` of `ORDERS` decides how days are written.

    Days with dots stay so under "dmy". A locale nobody knows, "C" and "" are Britain's.
    """
    name = locale.split(".")[0].split("@")[0].replace("-", "_")
    language = name.split("_")[0]
    found = _REGIONS.get(name) or _REGIONS.get(language) or _BRITISH
    if order not in ORDERS or (order == "dmy" and found.style is DayStyle.DOTS):
        return found
    return replace(found, style=ORDERS[order])


class _Used:
    """The one place that holds the region in use; threads share it, unlike a context variable."""

    region = _BRITISH


def current() -> Region:
    """Return the region in use."""
    return _Used.region


def use(region: Region) -> None:
    """Write days and numbers as `region` does, from now on."""
    _Used.region = region


@contextmanager
def used(region: Region) -> Iterator[None]:
    """Write days and numbers as `region` does inside the block."""
    before = _Used.region
    _Used.region = region
    try:
        yield
    finally:
        _Used.region = before
