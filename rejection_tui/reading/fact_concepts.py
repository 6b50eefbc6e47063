"""Finds ideas (thanks, interview, filled, apply again) by their words in eight languages: `fact_concepts.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rejection_tui.content import read
from rejection_tui.reading.folded import fold_text

_SEEN = 20_000
_SHORTEST, _LONGEST = 2, 14  # characters of the beginnings in the table


@dataclass(frozen=True, slots=True)
class Ideas:
    """The ideas of one language by whole word, by beginning of a word, and by pair of words ("final round")."""

    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    pairs: dict[str, tuple[str, ...]]
    begin_pairs: frozenset[str]  # the first words of the pairs
    seen: dict[str, tuple[str, ...]]  # words that have been looked up, at most `_SEEN`

    def of(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        """Return the ideas that the folded word at this place names, alone or with the next one."""
        word = words[at]
        found = self.seen.get(word)
        if found is None:
            found = self._single(word)
        if word in self.begin_pairs and at + 1 < len(words) and (pair := self.pairs.get(f"{word} {words[at + 1]}")):
            found += pair
        return found

    def _single(self, word: str) -> tuple[str, ...]:
        found = self.words.get(word, ())
        for length in range(_SHORTEST, min(len(word), _LONGEST) + 1):
            found += self.stems.get(word[:length], ())
        if len(self.seen) >= _SEEN:
            self.seen.clear()
        self.seen[word] = found = tuple(dict.fromkeys(found))
        return found


@cache
def ideas_of(language: str) -> Ideas:
    """Return the ideas of letters in one language; those of English when there are none."""
    return table_of(_table(), language)


def table_of(ideas: Mapping[str, Mapping[str, str]], language: str) -> Ideas:
    """Return the table of one language from the words by idea and language; that of English when there is none."""
    words: dict[str, tuple[str, ...]] = {}
    stems: dict[str, tuple[str, ...]] = {}
    pairs: dict[str, tuple[str, ...]] = {}
    for name, by_language in ideas.items():
        for entry in fold_text(by_language.get(language) or by_language["en"]).split():
            plain = entry.rstrip("*")
            table = pairs if "_" in plain else stems if entry.endswith("*") else words
            plain = plain.replace("_", " ")
            table[plain] = (*table.get(plain, ()), name)
    return Ideas(words, stems, pairs, frozenset(pair.partition(" ")[0] for pair in pairs), {})


@cache
def _table() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/fact_concepts.toml"))
    return table
