"""Figures in a line of a CV: amounts, shares, times, sizes and frequencies, in digits or in words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rejection_tui import content

#: The languages whose numbers in words are known; in others only digits count.
_LANGUAGES: Final = ("en", "de")
_DIGIT: Final = re.compile(r"\d")


@cache
def lexicon() -> dict[str, Any]:
    """Return the packaged lists about figures."""
    return tomllib.loads(content.read("phrases/bullet_figures.toml"))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What counts as a figure in one language, and what is taken out of the line before."""

    figure: re.Pattern[str]
    digits: re.Pattern[str]  # holds digits and is no figure
    words: re.Pattern[str] | None  # holds words of number and is no figure
    name: re.Pattern[str]  # a word and the number that belongs to it: "Level 3", "ISO 9001"
    year: re.Pattern[str]
    after_these_years: re.Pattern[str]
    counted: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    data = lexicon()
    words = data.get(language, {"words": [], "not_words": []})
    months = data["months"]
    in_words = [rf"(?<![\w-])(?:{'|'.join(words['words'])})(?!\w)"] if words["words"] else []
    not_words = rf"(?<!\w)(?:{'|'.join(words['not_words'])})(?!\w)" if words["not_words"] else ""
    digits = "|".join(data["no_digits"]).replace("{months}", months)
    several = r"(?:\s?[-–/:&,]\s?\d{1,4}|\s(?:and|or|to|und|oder|bis)\s(?:\d|\d\d(?!\s[a-z]+s\b))(?![\d.,]|\s?[%€£]))*"
    of_number = rf"\d[\w.]*(?<!\.){several}|(?:one|two|three|four|five|six|seven|eight|nine|ten|eins|zwei|drei|vier)\b"
    names = rf"(?<![^\W_])(?:{'|'.join(data['names_before'])})[\s-]?(?:{of_number})(?!\s?[%€£])"
    return _Patterns(
        re.compile("|".join([*data["digits"], *in_words]), re.IGNORECASE),
        re.compile(digits, re.IGNORECASE),
        re.compile(not_words, re.IGNORECASE) if not_words else None,
        re.compile(names, re.IGNORECASE),
        re.compile("|".join(data["years"]), re.IGNORECASE),
        re.compile(data["after_these_years"].replace("{months}", months), re.IGNORECASE),
        re.compile(data["counted"]),
    )


def first_figure(text: str, language: str = "en") -> re.Match[str] | None:
    """Return the first figure of `text`; dates, versions, standards, grades and phone numbers do not count.

    Numbers in words are those of `language`: "en" or "de".
    """
    patterns = _patterns(language if language in _LANGUAGES else "")
    if patterns.figure.search(text) is None:
        return None  # what is taken out below leaves no more than there is
    plain = patterns.words.sub(_blank, text) if patterns.words else text
    has_digits = _DIGIT.search(plain) is not None
    plain = patterns.name.sub(_blank, plain)
    if has_digits:
        plain = patterns.digits.sub(_blank, plain)
        plain = patterns.year.sub(lambda m: m.group() if _counts(m, patterns) else _blank(m), plain)
    return patterns.figure.search(plain)


@cache
def _facts(language: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon()[language]["facts"]), re.IGNORECASE)


def is_fact(text: str, language: str = "en") -> bool:
    """Return whether a line tells a plain fact (a licence, a degree, an award), of which no figure is expected."""
    return language in _LANGUAGES and _facts(language).match(text) is not None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _counts(year: re.Match[str], patterns: _Patterns) -> bool:
    """Return whether what looks like a year counts something: "2000 guests", but not "in 2019 sales rose"."""
    if patterns.counted.match(year.string, year.end()) is None:
        return False
    round_number = year.group().endswith("00")
    return round_number or patterns.after_these_years.search(year.string[: year.start()]) is None
