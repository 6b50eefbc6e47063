"""Figures in a line of a CV: amounts, shares, times and sizes, in digits or in words."""

import re
import tomllib
from functools import cache
from typing import Any

from rejection_tui import content


@cache
def lexicon() -> dict[str, Any]:
    """Return the packaged lists about figures, openings and verbs."""
    return tomllib.loads(content.read("phrases/bullet_figures.toml"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = lexicon()
    in_words = rf"\b(?:{'|'.join(data['words'])})\b"
    number = re.compile("|".join([*data["figures"], in_words]), re.IGNORECASE)
    names = re.compile(rf"(?:^|[\s(])(?:{'|'.join(map(re.escape, data['names_before']))})[\s-]?$", re.IGNORECASE)
    empty = re.compile(rf"\b(?:{'|'.join(data['not_words'])})\b", re.IGNORECASE)
    return number, names, empty


def first_figure(text: str) -> re.Match[str] | None:
    """Return the first figure of `text`; years, versions and numbers in names do not count."""
    number, names, empty = _patterns()
    plain = empty.sub(lambda m: " " * len(m.group()), text)
    for match in number.finditer(plain):
        if not names.search(plain[: match.start()]):
            return match
    return None
