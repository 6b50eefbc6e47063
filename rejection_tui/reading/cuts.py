"""Cuts a label of an address into words with a model that has learned how employers' names are put together.

"estaleirosdonorte" is "Estaleiros do Norte". The model says of each letter whether a word begins with it; it is trained
by `data/field_cuts.py` and must be trained again when the features change.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from rejection_tui.content import folder
from rejection_tui.domain.text import fold
from rejection_tui.reading.domains import SMALL, cheapest, known_words
from rejection_tui.reading.lexicon import word_marks

_MODEL = "fields.cuts"
LONGEST = 40  # letters of a label that are looked at
_REMEMBERED = 2000  # labels whose cuts are kept
_DOUBTFUL, _LEAST = 3, 0.03  # how many uncertain places are turned over; cuts less likely are not kept


def features(text: str, known: Mapping[str, float]) -> list[list[str]]:
    """Return for each letter of a label the features that tell whether a word begins with it."""
    size = len(text)
    begins, ends = _known_at(text, known)
    cheap = set()
    place = 0
    for word in cheapest(text, {}, known):
        cheap.add(place)
        place += len(word)
    rows = []
    for i in range(size):
        left, right = f"^{text[:i]}"[-4:], f"{text[i : i + 4]}$"[:4]
        row = [f"l{n}={left[-n:]}" for n in (1, 2, 3, 4)] + [f"r{n}={right[:n]}" for n in (1, 2, 3, 4)]
        row += [f"lr={left[-1:]}{right[:1]}", f"lr2={left[-2:]}{right[:2]}"]
        row += [f"at={min(i, 4)}", f"left={min(size - i, 5)}", f"b={begins[i]}", f"e={ends[i]}"]
        row += [f"be={begins[i]}{ends[i]}", f"cheap={i in cheap}"]
        row += [f"tail={mark}" for mark in word_marks(text[i:])] + [f"head={mark}" for mark in word_marks(text[:i])]
        rest, before = text[i:] in known, text[:i] in known
        row += [f"whole={before}{rest}", f"cheap,be={i in cheap}{begins[i]}{ends[i]}"]
        rows.append(row)
    return rows


def _known_at(text: str, known: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Return by place the kind of the longest known word that begins there, and of the longest that ends before it."""
    size = len(text)
    begins, ends = ["0"] * (size + 1), ["0"] * (size + 1)
    for first in range(size):
        for stop in range(min(size, first + 18), first + 1, -1):
            word = text[first:stop]
            if (cost := known.get(word)) is None and word not in SMALL:
                continue
            kind = "s" if word in SMALL else f"{min(len(word), 7)}{'c' if cost is not None and cost < 9 else 'r'}"
            if begins[first] == "0":
                begins[first] = kind
            if ends[stop] == "0":
                ends[stop] = kind
    return begins, ends


class Cutter:
    """A trained model with the words it knows; keeps its bytes, which the library only points to."""

    def __init__(self, model: bytes, known: Mapping[str, float]) -> None:
        import pycrfsuite

        self._model, self._known = model, known
        self._seen: dict[str, list[tuple[float, list[str]]]] = {}
        self._crf: Any = pycrfsuite.Tagger()
        self._crf.open_inmemory(model)

    def cuts(self, label: str) -> list[tuple[float, list[str]]]:
        """Return the likeliest ways to cut a label without hyphens, each with its probability, the likeliest first."""
        text = fold(label).replace(" ", "")[:LONGEST]
        if len(text) < 4:
            return [(1.0, [text])] if text else []
        if text not in self._seen:  # many letters come from one address
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[text] = self._cuts(text)
        return self._seen[text]

    def _cuts(self, text: str) -> list[tuple[float, list[str]]]:
        best = self._crf.tag(features(text, self._known))
        doubts = sorted(range(1, len(text)), key=lambda i: abs(self._crf.marginal("B", i) - 0.5))[:_DOUBTFUL]
        ways = [list(best)]
        for place in doubts:
            for way in list(ways):
                turned = list(way)
                turned[place] = "I" if way[place] == "B" else "B"
                ways.append(turned)
        found = sorted(((self._crf.probability(way), way) for way in ways), key=lambda entry: -entry[0])
        return [(round(chance, 3), _words(text, way)) for chance, way in found[:5] if chance > _LEAST]


def _words(text: str, tags: Sequence[str]) -> list[str]:
    words: list[str] = []
    for letter, tag in zip(text, tags, strict=True):
        if tag == "B" or not words:
            words.append(letter)
        else:
            words[-1] += letter
    return words


@cache
def shipped() -> Cutter:
    """Return the trained model, loaded once."""
    return Cutter(folder("model").joinpath(_MODEL).read_bytes(), known_words())
