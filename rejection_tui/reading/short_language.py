"""Finds the language of a line or two, by function words, by the words answers are made of, and by letters."""

import re
import tomllib
from functools import cache, lru_cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.domain.word_languages import Table, languages_of, table_of, tally
from rejection_tui.reading.folded import fold_text

_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST: Final = 1_000  # characters that are looked at


@cache
def _by_word() -> Table:
    """Return the languages of each word, and of each beginning (with its `*`)."""
    small: dict[str, str] = tomllib.loads(read("phrases/languages.toml"))
    ideas: dict[str, dict[str, str]] = tomllib.loads(read("phrases/answer_concepts.toml"))
    of_answers = (
        (language, fold_text(words).replace("_", " "))
        for by_language in ideas.values()
        for language, words in by_language.items()
    )
    return table_of((*small.items(), *of_answers))


@lru_cache(8_192)
def _languages_of(word: str) -> frozenset[str]:
    return languages_of(word, _by_word())


def short_language(text: str) -> str:
    """Return the likeliest language of a short text; "" when nothing tells."""
    letters = set(text[:_MOST].replace("İ", "ı").lower())
    counts = tally(_WORD.findall(fold_text(text[:_MOST])), _languages_of, letters)
    return max(counts, key=counts.__getitem__, default="")
