"""Finds the language of a letter by its function words (articles, prepositions, pronouns)."""

import re
import tomllib
from functools import cache

from rejection_tui.content import read

_WORD = re.compile(r"[a-z']+")


@cache
def _small_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(read("phrases/languages.toml"))
    return {language: frozenset(words.split()) for language, words in table.items()}


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _small_words().items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


def languages(folded: str) -> tuple[str, ...]:
    """Return the languages of a folded text, the likeliest first; several when it is bilingual or too short to tell."""
    counts: dict[str, int] = dict.fromkeys(_small_words(), 0)
    by_word = _languages_by_word()
    for word in _WORD.findall(folded[:6000]):
        for language in by_word.get(word, ()):
            counts[language] += 1
    ranked = sorted(counts, key=lambda language: -counts[language])
    best = counts[ranked[0]]
    if best < 3:
        return ("en", *(name for name in ranked if counts[name] and name != "en"))[:4]
    return tuple(name for name in ranked if counts[name] >= max(2, best * 0.4))[:3]


def is_small_word(folded: str) -> bool:
    """Return whether a folded word is a function word in any of the languages."""
    return folded in _languages_by_word()
