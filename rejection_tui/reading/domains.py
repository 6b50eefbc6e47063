"""Cuts a label of an address into words: "gilhooleyhaulage" is "Gilhooley Haulage", with words of many letters."""

import math
from collections.abc import Mapping
from functools import cache

from rejection_tui.content import read
from rejection_tui.domain.text import fold
from rejection_tui.reading.lexicon import word_marks

_MODEL = "model/fields.words"  # words of letters, the most frequent first
_LONGEST = 40
_UNKNOWN, _EACH = 8.0, 2.3  # what an unknown word costs, and each of its letters
_OWN = 5.0  # what a word of the letter itself costs
SMALL = frozenset(
    {
        "and", "of", "the", "de", "la", "le", "les", "des", "du", "da", "do", "dos", "das", "di", "del", "della",
        "und", "van", "der", "den", "het", "y", "e", "et", "ve", "am", "im",
    }
)  # fmt: skip


@cache
def known_words() -> Mapping[str, float]:
    """Return the cost of each known word: the rarer, the dearer."""
    return costs(read(_MODEL).split())


def costs(words: list[str]) -> dict[str, float]:
    """Return the cost of words given by falling frequency (Zipf's law)."""
    scale = math.log(max(2, len(words)))
    return {word: math.log((rank + 30) * scale) for rank, word in enumerate(words)}


def words_of(label: str, own: Mapping[str, str], known: Mapping[str, float] | None = None) -> list[str]:
    """Return the words a label is made of; `own` holds the letter's words by their folded form."""
    known = known_words() if known is None else known
    found = []
    pieces = label.replace("_", "-").split("-")
    for piece in pieces:
        found += cheapest(fold(piece)[:_LONGEST], own, known) if len(pieces) == 1 else [fold(piece)]
    return [own.get(word) or (word if word in SMALL else word.capitalize()) for word in found]


def split_features(
    words: list[str], own: Mapping[str, str], known: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Return how trustworthy a cut of a label is: words nobody knows, very short ones, a kind of employer at an end."""
    known = known_words() if known is None else known
    folded = [fold(word) for word in words]
    strange = [word for word in folded if word not in known and word not in own]
    short = [word for word in folded if len(word) < 4 and word not in SMALL]
    return {
        f"split={min(len(words), 4)}": 1.0,
        "split, all known": float(not strange),
        "split, two strange": float(len(strange) > 1),
        "split, strange long": float(any(len(word) > 9 for word in strange)),
        "split, short": float(len(short)),
        "split, kind last": float("kind" in word_marks(folded[-1])),
        "split, kind first": float("kind" in word_marks(folded[0])),
        "split, own": float(any(word in own for word in folded)),
        "split, own all": float(all(word in own for word in folded)),
        "split, first known": float(folded[0] in known),
        "split, last known": float(folded[-1] in known),
        "split, first of two": float(_of_two(folded[0], known)),
        "split, last of two": float(len(folded) > 1 and _of_two(folded[-1], known)),
        f"split, first long={min(len(folded[0]), 12) // 2}": 1.0,
        "split, cost": sum(min(known.get(word, 99.0), _UNKNOWN + _EACH * len(word)) for word in folded)
        / max(1, sum(map(len, folded)))
        / 3,
    }


def _of_two(word: str, known: Mapping[str, float]) -> bool:
    """Return whether a word is two known words written together."""
    return any(word[:size] in known and word[size:] in known for size in range(3, len(word) - 2))


def kind_cut(label: str) -> list[str]:
    """Return a label with the words for a kind of employer at its ends apart ("Nethergreen Farm"), else nothing."""
    text = fold(label).replace(" ", "")[:_LONGEST]
    for size in range(len(text) - 3, 2, -1):
        if "kind" in word_marks(text[-size:]) and size > 2:
            return [text[:-size].capitalize(), text[-size:].capitalize()]
    for size in range(len(text) - 3, 3, -1):
        if "kind" in word_marks(text[:size]):
            return [text[:size].capitalize(), text[size:].capitalize()]
    return []


def cheapest(text: str, own: Mapping[str, str], known: Mapping[str, float]) -> list[str]:
    """Return a text cut into the words that cost least together."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(text) + 1):
        options = []
        for start in range(max(0, stop - 22), stop):
            word = text[start:stop]
            cost = _UNKNOWN + _EACH * len(word)
            if len(word) > 2 and word in own:
                cost = min(cost, _OWN)
            cost = min(cost, known.get(word, cost))
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    words: list[str] = []
    stop = len(text)
    while stop:
        start = best[stop][1]
        words.append(text[start:stop])
        stop = start
    return words[::-1]
