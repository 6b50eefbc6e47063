"""Tells dates alone, which stand beside an entry of a CV and name nothing."""

import re
import tomllib
from functools import cache
from typing import Final

from rejection_tui import content

_YEAR: Final = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d\d/\d\d)(?!\d)")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 60  # characters


@cache
def _told() -> tuple[tuple[str, ...], frozenset[str]]:
    data = tomllib.loads(content.read("phrases/cv_dates.toml"))
    return tuple(data["months"].split()), frozenset(data["words"].split())


def is_dates(text: str) -> bool:
    """True for a year, or several, with months, "present" and how long it was; for figures alone too."""
    if len(text) > _LONGEST:
        return False
    words = _WORDS.findall(text.casefold())
    if not words:
        return any(letter.isdigit() for letter in text)
    months, others = _told()
    return bool(_YEAR.search(text)) and all(word in others or word.startswith(months) for word in words)
