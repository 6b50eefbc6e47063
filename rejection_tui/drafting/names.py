"""How to address a person: the first name, or title and surname, from a name as written in a letter."""

import re
import tomllib
from functools import cache
from typing import Any

from rejection_tui import content
from rejection_tui.domain.text import clean_line

_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|<[^>]*>?|\"")
_CUT = re.compile(r"\s+[-–—@|/•·]\s*|\s*[@|•·/]\s+|:|;")
_PARTICLES = ("von", "van", "de", "der", "den", "di", "da", "la", "le", "ten", "ter", "zu")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(content.read("templates/greeting.toml"))


def _fold(word: str) -> str:
    return word.casefold().replace(".", "").strip(",'")


def salutation(name: str) -> str:
    """Return how to address `name`: "Jane" for Jane Hart, "Dr Weber" for Dr. Anna Weber, "" for a team."""
    words = _words(name)
    titles: list[str] = []
    while words and (_fold(words[0]) in _data()["titles"] or (titles and _fold(words[0]) in _data()["skip"]["words"])):
        titles.append(_data()["titles"].get(_fold(words[0]), ""))
        words = words[1:]
    if not words:
        return ""
    if titles:
        rank: list[str] = _data()["rank"]["order"]
        title = min((t for t in titles if t), key=rank.index)
        return f"{title} {_first(words) if title in ('Sir', 'Dame') else _surname(words)}"
    return _first(words)


def titled(name: str, text: str) -> str:
    """Return `name` with the title that `text` gives it, where only an initial stands for the first name."""
    if not re.match(r"[A-Z]\.?\s", name):
        return name
    titles = "|".join(map(re.escape, _data()["titles"]))
    found = re.search(rf"(?i:\b(?:{titles})\b)\.?\s+{re.escape(name)}(?!\w)", text)
    return clean_line(found.group()) if found else name


def _words(name: str) -> list[str]:
    line = _CUT.split(_BRACKETS.sub(" ", clean_line(name, 120)).strip(), maxsplit=1)[0].strip()
    if "@" in line or any(c.isdigit() for c in line):
        return []
    line = _unswapped(line.replace(".", " ") if line.islower() else line)
    words = [w for w in line.replace(",", " ").split() if _fold(w)]
    stops = [i for i, w in enumerate(words) if i and w in _data()["stop"]["words"]]
    words = words[: stops[0]] if stops else words
    if any(_fold(w) in _data()["team"]["words"] for w in words):
        return []
    while len(words) > 1 and _fold(words[-1]) in _data()["suffixes"]["words"]:
        words.pop()
    return [_cased(w) for w in words]


def _unswapped(line: str) -> str:
    """Return "Jane Hart" for "Hart, Jane"; what follows the comma may also be a degree."""
    before, comma, after = line.partition(",")
    rest = [w for w in after.replace(",", " ").split() if _fold(w) not in _data()["suffixes"]["words"]]
    return f"{' '.join(rest)} {before}" if comma and rest and len(before.split()) <= 2 else before


def _cased(word: str) -> str:
    shouted = len(word) > 2 and word.isupper()
    if shouted or (word.islower() and word not in _PARTICLES):
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def _first(words: list[str]) -> str:
    if not words[0].isascii() and len(words[0]) <= 2:
        return " ".join(words)  # a short name in another script is used whole
    is_initial = re.fullmatch(r"[A-Z]\.?", words[0]) is not None
    return " ".join(words) if is_initial and len(words) > 1 else words[0].rstrip(",")


def _surname(words: list[str]) -> str:
    start = next((i for i, w in enumerate(words[:-1]) if w in _PARTICLES), len(words) - 1)
    return " ".join(words[start:])
