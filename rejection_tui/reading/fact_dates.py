"""Works out the month a sentence names, relative to the day of the letter: "in the autumn", "nach sechs Monaten".

Months, seasons and spans are a matter of words and arithmetic, so they are read by rule.
"""

import re
import tomllib
from datetime import date
from functools import cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.reading.folded import fold_text

_NUMBER: Final = r"(?P<n>\d{1,2}|@)"
_LOOK: Final = 400  # characters of a sentence that are looked at


@cache
def _words() -> dict[str, dict[str, int]]:
    """Return the words of `fact_dates.toml` by table: months, seasons, numbers, units (in months; weeks negative)."""
    data: dict[str, dict[str, str]] = tomllib.loads(read("phrases/fact_dates.toml"))
    return {
        table: {word: int(value) for value, words in entry.items() for word in fold_text(words).split()}
        for table, entry in data.items()
        if table != "relative"
    }


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    months = "|".join(sorted(_words()["months"], key=len, reverse=True))
    seasons = "|".join(sorted(_words()["seasons"], key=len, reverse=True))
    numbers = "|".join(sorted(_words()["numbers"], key=len, reverse=True))
    units = "|".join(sorted(_words()["units"], key=len, reverse=True))
    year = r"(?:,?\s+(?:de |del |di |of )?(?P<year>20\d\d))?"
    return (
        re.compile(rf"\b(?P<n>\d{{1,3}}|{numbers})(?:\s+\(\w{{1,12}}\))?[\s-]+(?:\w+\s+)?(?P<unit>{units})\b"),
        re.compile(rf"\b(?P<month>{months})\b\.?{year}"),
        re.compile(rf"\b(?P<season>{seasons}){year}\b"),
        re.compile(
            r"\b(?:(?P<iso>20\d\d)-(?P<im>\d\d)|\d{1,2}[./]\s?(?P<dm>\d{1,2})[./]\s?(?P<dy>20\d\d)|(?P<mm>\d{1,2})/(?P<my>20\d\d))\b"
        ),
    )


def month_named(sentence: str, day: date | None) -> str:
    """Return the month a sentence names as "YYYY-MM", "" when it names none or the letter has no date.

    A month without a year is the next one from the day of the letter.
    """
    folded = fold_text(sentence[:_LOOK])
    span, month, season, numeric = _patterns()
    if match := numeric.search(folded):
        year, number = match["iso"] or match["dy"] or match["my"], match["im"] or match["dm"] or match["mm"]
        return _written(int(year), int(number))
    for match in month.finditer(folded):
        if _is_month(match["month"], sentence[match.start() : match.end()]):
            coming = _COMING.search(folded[max(0, match.start() - 12) : match.end() + 12])
            year = match["year"] or _year_behind(folded[match.end() : match.end() + 24], day)
            return _next(_words()["months"][match["month"]], year, day, bool(coming))
    if match := span.search(folded):
        number = int(match["n"]) if match["n"].isdigit() else _words()["numbers"][match["n"]]
        return _later(day, number, _words()["units"][match["unit"]])
    if match := season.search(folded):
        return _next(_words()["seasons"][match["season"]], match["year"], day)
    return _part_of_year(folded, day) or _relative(folded, day)


def _year_behind(folded: str, day: date | None) -> str | None:
    """Return the year after that of the letter when "next year" stands behind a month."""
    next_year = next(words for words, months in _relatives() if months == 0)
    return str(day.year + 1) if day and next_year.search(folded) else None


#: Beside a month: it is that of next year when the letter is of the same month.
_COMING: Final = re.compile(
    r"\b(?:next|nachste[nrs]?|kommende[nrs]?|prochaine?|proximo|que viene|prossimo|volgende|gelecek)\b"
)
_QUARTER: Final = re.compile(
    r"\bq(?P<q>[1-4])\b|\b(?P<word>first|second|third|fourth|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?|premier|deuxieme|troisieme|"
    r"quatrieme|primer|segundo|tercer|cuarto|primo|secondo|terzo|quarto|primeiro|terceiro|eerste|tweede|derde|vierde)\s+"
    r"(?:quarter|quartal|trimestre|kwartaal)"
)
_ORDER: Final = (
    "first|erste|premier|prim|eerste",
    "second|zweite|deuxieme|segundo|tweede",
    "third|dritte|trois|ter|derde",
)
_HALF: Final = re.compile(r"\bh(?P<h>[12])\b")
_YEAR_END: Final = re.compile(
    r"\b(?:end of (?:the |this )?year|fin d'annee|fin de ano|fine anno|final do ano|eind van het jaar|yil sonu|"
    r"jahresende|(?:end of|ende|fin de|fin|fine|fim de|final de|eind|einde|eind van) 20\d\d\b|20\d\d sonu)"
)
_YEAR: Final = re.compile(r"\b(?P<year>20\d\d)\b")


def _part_of_year(folded: str, day: date | None) -> str:
    """Return the month a quarter, a half, the end of a year or a bare year begins with."""
    year = match["year"] if (match := _YEAR.search(folded)) else None
    if match := _QUARTER.search(folded):
        number = (
            int(match["q"])
            if match["q"]
            else next((at for at, words in enumerate(_ORDER, 1) if re.match(words, match["word"])), 4)
        )
        return _next(number * 3 - 2, year, day)
    if match := _HALF.search(folded):
        return _next(int(match["h"]) * 6 - 5, year, day)
    if _YEAR_END.search(folded):
        return _next(12, year, day)
    return _written(int(year), 1) if year and (day is None or int(year) > day.year) else ""


def _is_month(word: str, written: str) -> bool:
    """Return whether a word is a month's name and not an English "may" or "march", by its capital."""
    return (
        word not in ("may", "march", "mars", "mar", "mai", "set", "sept", "ara", "ekim", "ocak")
        or written[:1].isupper()
    )


def _relative(folded: str, day: date | None) -> str:
    if day is None:
        return ""
    for words, months in _relatives():
        if words.search(folded):
            return f"{day.year + 1}-01" if months == 0 else _later(day, months, 1)
    return ""


@cache
def _relatives() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return patterns of "next year" (0: its January), "next month" (1) and "next quarter" (3)."""
    data: dict[str, dict[str, str]] = tomllib.loads(read("phrases/fact_dates.toml"))
    return tuple(
        (re.compile("|".join(map(re.escape, fold_text(words.replace("\n", " ")).split(", ")))), int(months))
        for months, words in data["relative"].items()
    )


def _next(month: int, year: str | None, day: date | None, coming: bool = False) -> str:
    if year:
        return _written(int(year), month)
    if day is None:
        return ""
    return _written(day.year + (month < day.month or (coming and month == day.month)), month)


def _later(day: date | None, number: int, unit: int) -> str:
    """Return the month `number` units after the day; a unit is so many months, or days when negative."""
    if day is None or number > 400:
        return ""
    if unit < 0:
        total = day.toordinal() + number * -unit
        late = date.fromordinal(min(total, date.max.toordinal()))
        return _written(late.year, late.month)
    months = day.year * 12 + day.month - 1 + number * unit
    return _written(months // 12, months % 12 + 1)


def _written(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and 2000 <= year < 2100 else ""
