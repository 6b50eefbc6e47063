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
#: Sums of shares are compared; what differs by less is the rounding of floating point.
_EQUAL: Final = 1e-9
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
    """Return the languages of a word, else those of its longest known beginning and of its longest known ending."""
    table = _table()
    if word in table:
        return table[word]
    endings = ("*" + word[at:] for at in range(1, len(word) - 1))
    return languages_of(word, table) | next((table[end] for end in endings if end in table), frozenset())


def _in_other_script(text: str) -> bool:
    """Return whether most letters are not Latin ones."""
    if text.isascii():
        return False
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter >= "\u0250" for letter in letters) * 2 > len(letters)


def _marked_letters(text: str) -> set[str]:
    """Return the letters with marks that tell a language: not those of names."""
    if text.isascii():
        return set()
    lower = {letter for word in _LOWER_WORD.findall(text) for letter in word.lower()}
    return lower | set(text.lower()) & _GERMAN_LETTERS


def line_language(text: str, of_cv: str = "") -> str:
    """Return the language of a line: "en", "de", a key of `NAMES`, `OTHER`, or "" when nothing tells.

    The language of the CV counts as much as one word that only that language has.
    """
    text = text[:_MOST]
    if _in_other_script(text):
        return OTHER
    words = _WORD.findall(fold(text))
    counts = tally(words, _of_word, _marked_letters(text), _MARKED)
    if of_cv and words:
        counts[of_cv] = counts.get(of_cv, 0.0) + 1.0
    most = max(counts.values(), default=0.0)
    best = [language for language, count in counts.items() if count > most - _EQUAL]
    if "de" in best and any("de" in found and "en" not in found for found in map(_of_word, words)):
        return "de"  # German lines hold English words ("Events organisiert"), hardly the other way round
    checked = [language for language in CHECKED if language in best]
    return checked[0] if checked else best[0] if len(best) == 1 else OTHER if best else ""


def cv_language(texts: Iterable[str]) -> str:
    """Return the language most lines of a CV are in; "" when nothing tells."""
    counts = Counter(language for text in texts if (language := line_language(text)))
    return max(counts, key=counts.__getitem__, default="")
