"""Joins the lines of a paragraph: words broken at a line's end are whole again, compounds keep their hyphen."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from rejection_tui import content

_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BROKEN: Final = re.compile(r"([^\W\d_]+)[-‐\u00ad]$")
_RANGE: Final = re.compile(r"\d–$")
_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads(content.read("phrases/hyphens.toml"))
    return frozenset(data["hanging"]), frozenset(data["compounds"].split())


def without_ligatures(text: str) -> str:
    """Return text with each ligature as its letters."""
    return text.translate(_LIGATURES)


def joined_words(lines: Sequence[str], words: Mapping[str, int]) -> str:
    """Return the lines as one text; `words` counts the words of the whole document, without case."""
    text = ""
    for line in lines:
        line = without_ligatures(line).strip()
        if _RANGE.search(text) and line[:1].isdigit():
            text += line
            continue
        broken = _BROKEN.search(text)
        if broken is None or not line[:1].isalpha():
            text = f"{text} {line}" if text and line else text or line
            continue
        rest = _WORD.match(line)
        assert rest is not None
        text = _mended(text, broken[1], rest[0], line, words)
    return " ".join(text.split())


def _mended(text: str, first: str, rest: str, line: str, words: Mapping[str, int]) -> str:
    hanging, compounds = _words()
    if rest.casefold() in hanging:
        return f"{text} {line}"
    whole, compound = f"{first}{rest}".casefold(), f"{first}-{rest}".casefold()
    if text.endswith("\u00ad"):
        return f"{text[:-1]}{line}"
    keeps = not rest[:1].islower() or first.isupper() or words.get(compound, 0) > 0
    keeps = keeps or (first.casefold() in compounds and not words.get(whole, 0))
    return f"{text}{line}" if keeps else f"{text[:-1]}{line}"
