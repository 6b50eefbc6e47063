"""Counts what the words and letters of a short text say of its language; callers bring the words."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

_SHORTEST_STEM: Final = 3
#: Letters with marks, and the languages that have them.
LETTERS: Final = {
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

Table = Mapping[str, frozenset[str]]


def table_of(entries: Iterable[tuple[str, str]]) -> Table:
    """Return the languages of each word, given pairs of language and words; `word*` stands for a beginning."""
    found: dict[str, set[str]] = {}
    for language, words in entries:
        for word in words.split():
            found.setdefault(word, set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def languages_of(word: str, table: Table) -> frozenset[str]:
    """Return the languages of a folded word: of the word, else of its longest beginning."""
    stems = (word[:length] + "*" for length in range(len(word), _SHORTEST_STEM - 1, -1))
    return table.get(word) or next((table[stem] for stem in stems if stem in table), frozenset())


def tally(
    words: Iterable[str],
    of_word: Callable[[str], Iterable[str]],
    letters: Iterable[str],
    of_letter: Mapping[str, tuple[str, ...]] = LETTERS,
) -> dict[str, float]:
    """Return how much speaks for each language: one for a word or letter, shared among its languages."""
    counts: dict[str, float] = {}
    known = [tuple(of_word(word)) for word in words]
    known += [of_letter[letter] for letter in letters if letter in of_letter]
    for languages in known:
        for language in languages:
            counts[language] = counts.get(language, 0) + 1 / len(languages)
    return counts
