"""Finds the language of a line of a CV, so that lines the checks do not know are left alone."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.text import fold
from rejection_tui.domain.word_languages import LETTERS, Table, languages_of, table_of, tally

_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST: Final = 1_000  # characters that are looked at
#: The languages whose lines are checked, the one assumed where nothing tells first.
CHECKED: Final = ("en", "de")
#: What stands here is named; anything else is "another language".
NAMES: Final = {
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "tr": "Turkish",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish or Norwegian",
    "cs": "Czech",
    "ro": "Romanian",
    "hu": "Hungarian",
}
OTHER: Final = "other"
_MARKED: Final = {
    **LETTERS,
    "å": ("sv", "da"),
    "ø": ("da",),
    "æ": ("da",),
    "ł": ("pl",),
    "ą": ("pl",),
    "ę": ("pl",),
    "ż": ("pl",),
    "ř": ("cs",),
    "ů": ("cs",),
    "ě": ("cs",),
    "č": ("cs",),
    "ő": ("hu",),
    "ű": ("hu",),
    "ă": ("ro",),
    "ț": ("ro",),
}
#: A noun, and so a German one, begins with a capital; elsewhere a capital is a name, which tells nothing.
_LOWER_WORD: Final = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ][^\W\d_]*|^\W*[^\W\d_]+")
_GERMAN_LETTERS: Final = frozenset("äöüß")


@cache
def _table() -> Table:
    small: dict[str, str] = tomllib.loads(read("phrases/languages.toml"))
    of_cvs: dict[str, str] = tomllib.loads(read("phrases/cv_languages.toml"))
    return table_of((*small.items(), *of_cvs.items()))


@lru_cache(4_096)
def _of_word(word: str) -> frozenset[str]:
    """Return the languages of a word, of its longest known beginning, or of its longest known ending."""
    table = _table()
    endings = ("*" + word[at:] for at in range(1, len(word) - 1))
    return languages_of(word, table) or next((table[end] for end in endings if end in table), frozenset())


def line_language(text: str) -> str:
    """Return the language of a line: "en", "de", a key of `NAMES`, `OTHER`, or "" when nothing tells."""
    text = text[:_MOST]
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter >= "\u0250" for letter in letters) * 2 > len(letters):
        return OTHER  # no Latin script
    lower = text.lower()
    marked = {letter for word in _LOWER_WORD.findall(text) for letter in word.lower()} | set(lower) & _GERMAN_LETTERS
    counts = tally(_WORD.findall(fold(text)), _of_word, marked, _MARKED)
    order = (*CHECKED, *NAMES)
    best = max(order, key=lambda language: (counts.get(language, 0.0), -order.index(language)))
    return best if counts.get(best) else ""


def cv_language(texts: Iterable[str]) -> str:
    """Return the language most lines of a CV are in; "" when nothing tells."""
    counts = Counter(language for text in texts if (language := line_language(text)))
    return max(counts, key=counts.__getitem__, default="")
