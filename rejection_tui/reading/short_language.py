"""Finds the language of a line or two, by function words, by the words answers are made of, and by letters."""

import re
import tomllib
from functools import cache, lru_cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.reading.folded import fold_text

_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST: Final = 1_000  # characters that are looked at
_SHORTEST_STEM: Final = 3
_LETTERS: Final = {
    "ß": ("de",),
    "ä": ("de",),
    "ö": ("de", "tr"),
    "ü": ("de", "tr"),
    "ş": ("tr",),
    "ğ": ("tr",),
    "ı": ("tr",),
    "ñ": ("es",),
    "¿": ("es",),
    "¡": ("es",),
    "ã": ("pt",),
    "õ": ("pt",),
    "ç": ("fr", "pt", "tr"),
    "ê": ("fr", "pt"),
    "à": ("fr", "it"),
    "è": ("fr", "it"),
    "é": ("fr", "es", "pt"),
    "í": ("es", "pt"),
    "ó": ("es", "pt"),
    "ò": ("it",),
    "ù": ("it", "fr"),
}


@cache
def _by_word() -> dict[str, frozenset[str]]:
    """Return the languages of each word, and of each beginning (with its `*`)."""
    found: dict[str, set[str]] = {}
    small: dict[str, str] = tomllib.loads(read("phrases/languages.toml"))
    for language, words in small.items():
        for word in words.split():
            found.setdefault(word, set()).add(language)
    ideas: dict[str, dict[str, str]] = tomllib.loads(read("phrases/answer_concepts.toml"))
    for by_language in ideas.values():
        for language, words in by_language.items():
            for word in fold_text(words).replace("_", " ").split():
                found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


@lru_cache(8_192)
def _languages_of(word: str) -> frozenset[str]:
    """Return the languages of a folded word: of the word, else of its longest beginning."""
    table = _by_word()
    stems = (word[:length] + "*" for length in range(len(word), _SHORTEST_STEM - 1, -1))
    return table.get(word) or next((table[stem] for stem in stems if stem in table), frozenset())


def short_language(text: str) -> str:
    """Return the likeliest language of a short text; "" when nothing tells."""
    counts: dict[str, float] = {}
    for word in _WORD.findall(fold_text(text[:_MOST])):
        known = _languages_of(word)
        for language in known:
            counts[language] = counts.get(language, 0) + 1 / len(known)
    for letter in set(text[:_MOST].replace("İ", "ı").lower()) & set(_LETTERS):
        for language in _LETTERS[letter]:
            counts[language] = counts.get(language, 0) + 1 / len(_LETTERS[letter])
    return max(counts, key=counts.__getitem__, default="")
