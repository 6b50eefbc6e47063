"""Takes a sentence of a draft apart into numbered features, the same for learning and for checking.

A feature is the beginning of a word, of two or three words in a row, an idea that all languages share, two or three of
them, or a mark of how the sentence is built. Its number is a hash.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from rejection_tui.drafting.draft_concepts import concepts, words_of

_BEGINNING: Final = 6  # letters of a word that count
_REACH: Final = 5  # ideas that two may be apart
_LONGEST: Final = 600  # characters of a sentence that are looked at
_MARKS: Final = (
    ("?", re.compile(r"\?")),
    ("!", re.compile(r"!")),
    ("0", re.compile(r"\d")),
    ('"', re.compile(r'["“„«]')),
    ("...", re.compile(r"…|\.\.\.")),
    (":", re.compile(r"[:;] ")),
)


@lru_cache(4096)
def features_of(sentence: str, language: str) -> frozenset[int]:
    """Return the numbers of the features of a sentence in a language ("en", "de")."""
    return frozenset(map(number, names_of(sentence[:_LONGEST], language)))


def number(name: str) -> int:
    """Return the number of a feature."""
    return crc32(name.encode())


def names_of(sentence: str, language: str) -> list[str]:
    """Return the names of the features of a sentence."""
    words = words_of(sentence)
    names = [f"{language}|{gram}" for gram in _in_a_row([word[:_BEGINNING] for word in words])]
    names += _together(concepts(words, language))
    names += [f"? {mark}" for mark, pattern in _MARKS if pattern.search(sentence)]
    names += [f"? , {min(3, sentence.count(','))}", f"? length {min(8, len(words) // 4)}"]
    return names


def _in_a_row(words: Sequence[str]) -> list[str]:
    ends = ["<", *words, ">"]
    pairs = [f"{a} {b}" for a, b in pairwise(ends)]
    return [*words, *pairs, *[f"{a} {b}" for a, b in zip(pairs, ends[2:], strict=False)]]


def _together(found: Sequence[str]) -> list[str]:
    single = [f"c {idea}" for idea in found]
    pairs = [f"c {a}>{b}" for at, a in enumerate(found) for b in found[at + 1 : at + 1 + _REACH]]
    threes = [f"c {a} {b} {c}" for a, b, c in zip(found, found[1:], found[2:], strict=False)]
    return single + pairs + threes
