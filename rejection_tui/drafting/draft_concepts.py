"""Finds in a sentence the ideas that all languages share ("wife", "Frau" and "eşim" are FAMILY).

`content/phrases/draft_concepts.toml` lists the words: whole words, stems that end in `*`, and phrases.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from rejection_tui import content

_TOKEN: Final = re.compile(r"[^\W_]+|[?!]")
_DIGITS: Final = re.compile(r"\d+")
_KEY: Final = 2  # letters by which entries are found
_PER_WORD: Final = 2  # ideas that may begin at one word
_MAX_WORD: Final = 24
_PLAIN: Final = str.maketrans({"ı": "i", "İ": "i", "ø": "o", "ł": "l", "’": "'", "`": "'"})

#: The ideas of drafts; other files list those of other texts in the same way.
DRAFTS: Final = "phrases/draft_concepts.toml"
#: The parts of an entry and its idea.
_Entry = tuple[tuple[str, ...], str]


def words_of(text: str) -> list[str]:
    """Return the words of a text without case and accents, question and exclamation marks among them."""
    plain = text.translate(_PLAIN)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))
    return [word[:_MAX_WORD] for word in _TOKEN.findall(_DIGITS.sub("0", plain.casefold()))]


@cache
def _entries(language: str, file: str) -> Mapping[str, tuple[_Entry, ...]]:
    """Return the entries of a language by the first letters of their first word."""
    table: dict[str, list[_Entry]] = {}
    for idea, languages in tomllib.loads(content.read(file)).items():
        for entry in languages.get(language, "").split(","):
            if parts := _parts(entry):
                table.setdefault(parts[0][:_KEY].rstrip("*"), []).append((parts, idea))
    return {key: tuple(entries) for key, entries in table.items()}


def _parts(entry: str) -> tuple[str, ...]:
    parts: list[str] = []
    for part in entry.split():
        words = words_of(part.replace("*", ""))
        parts += [*words[:-1], words[-1] + "*" * part.endswith("*")] if words else []
    return tuple(parts)


def languages() -> frozenset[str]:
    """Return the languages whose words are listed."""
    table = tomllib.loads(content.read(DRAFTS))
    return frozenset(language for entries in table.values() for language in entries)


def concepts(words: Sequence[str], language: str, file: str = DRAFTS) -> list[str]:
    """Return the ideas of a sentence in their order, at most two from one word on, the longest phrases first."""
    entries = _entries(language, file)
    found: list[str] = []
    for at, word in enumerate(words):
        here: dict[str, int] = {}
        for key in {word[:1], word[:_KEY]}:
            for parts, idea in entries.get(key, ()):
                if len(parts) > here.get(idea, 0) and _matches(parts, words[at : at + len(parts)]):
                    here[idea] = len(parts)
        found += sorted(here, key=lambda idea: (-here[idea], idea))[:_PER_WORD]
    return found


def _matches(parts: Sequence[str], words: Sequence[str]) -> bool:
    return len(parts) == len(words) and all(
        word.startswith(part[:-1]) if part.endswith("*") else word == part
        for part, word in zip(parts, words, strict=True)
    )
