"""Turns words into concepts that are the same in every language ("Stelle", "post" and "puesto" are JOB).

What is learned of a sentence of concepts in one language is known in the others. `content/phrases/concepts.toml` lists
the words: whole words, stems that end in `*`, and phrases of up to four words.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rejection_tui.content import read
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.tokens import words_of

_SHORTEST_STEM = 3
_SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries of one language: concept by word and by stem, and by the first word or stem of a phrase the phrases.

    A phrase is its further words (a stem keeps its `*`) and its concept; longer ones come first.
    """

    words: Mapping[str, str]
    stems: Mapping[str, str]
    longest_stem: int
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table: Mapping[str, Mapping[str, str]] = tomllib.loads(read("phrases/concepts.toml"))
    return table


@cache
def lexicon(language: str) -> Lexicon:
    """Return the entries of one language; empty for a language without any."""
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for concept, languages in _table().items():
        for entry in fold_text(languages.get(language, "")).split(","):
            parts = tuple(_parts(entry, language))
            if not parts:
                continue
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts[1:], concept))
            elif parts[0].endswith("*"):
                stems.setdefault(parts[0][:-1], concept)
            else:
                words.setdefault(parts[0], concept)
    ordered = {first: tuple(sorted(rest, key=lambda p: -len(p[0]))) for first, rest in phrases.items()}
    return Lexicon(words, stems, max(map(len, [*stems, ""])), ordered)


def beginnings_of(concept: str, length: int) -> frozenset[str]:
    """Return the beginnings, of `length` letters at most, of the single words of a concept in all languages."""
    entries = [entry for text in _table()[concept].values() for entry in fold_text(text).split(",")]
    found = {word[:length] for entry in entries for word in words_of(entry.replace("*", "")) if len(entry.split()) == 1}
    return frozenset(word for word in found if len(word) >= _SHORTEST_BEGINNING)


def _parts(entry: str, language: str) -> list[str]:
    found: list[str] = []
    for part in entry.split():
        tokens = words_of(part.replace("*", ""), language)
        found += tokens
        if part.endswith("*") and tokens:
            found[-1] += "*"
    return found


@lru_cache(16_384)
def concept_of(word: str, language: str) -> str:
    """Return the concept of a folded word, "" when it has none: of the word, else of its longest stem."""
    entries = lexicon(language)
    if concept := entries.words.get(word):
        return concept
    for length in range(min(len(word), entries.longest_stem), _SHORTEST_STEM - 1, -1):
        if concept := entries.stems.get(word[:length]):
            return concept
    return ""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases that may begin with one word, by their second word and by its stem."""

    words: Mapping[str, Sequence[tuple[Sequence[str], str]]]
    stems: Mapping[str, Sequence[tuple[Sequence[str], str]]]
    longest_stem: int


@lru_cache(16_384)
def _phrases_from(word: str, language: str) -> _Phrases | None:
    """Return the phrases that may begin with `word`, None when none does."""
    table = lexicon(language).phrases
    begun = list(table.get(word, ()))
    for length in range(len(word), _SHORTEST_STEM - 1, -1):
        begun += table.get(word[:length] + "*", ())
    if not begun:
        return None
    words: dict[str, list[tuple[Sequence[str], str]]] = {}
    stems: dict[str, list[tuple[Sequence[str], str]]] = {}
    for rest, concept in begun:
        into, key = (stems, rest[0][:-1]) if rest[0].endswith("*") else (words, rest[0])
        into.setdefault(key, []).append((rest[1:], concept))
    return _Phrases(words, stems, max(map(len, [*stems, ""])))


def _begun(phrases: _Phrases, second: str) -> Iterator[tuple[Sequence[str], str]]:
    yield from phrases.words.get(second, ())
    for length in range(min(len(second), phrases.longest_stem), 0, -1):
        yield from phrases.stems.get(second[:length], ())


def concepts(words: Sequence[str], language: str) -> list[str]:
    """Return the concepts of a folded sentence in their order; words without any are left out.

    A phrase goes before a word, a longer phrase before a shorter one, a word before a stem, a longer stem first.
    """
    found: list[str] = []
    at, last = 0, len(words) - 1
    while at <= last:
        phrases = _phrases_from(words[at], language) if at < last else None
        best, taken = "", 0
        if phrases is not None:
            for rest, concept in _begun(phrases, words[at + 1]):
                if len(rest) >= taken and (not rest or _matches(rest, words[at + 2 : at + 2 + len(rest)])):
                    best, taken = concept, len(rest) + 1
        if best:
            found.append(best)
            at += taken + 1
            continue
        if concept := concept_of(words[at], language):
            found.append(concept)
        at += 1
    return found


def _matches(pattern: Sequence[str], words: Sequence[str]) -> bool:
    return len(pattern) == len(words) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(pattern, words, strict=True)
    )
