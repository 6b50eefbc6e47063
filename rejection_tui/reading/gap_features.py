"""Cuts an answer into sentences and clauses and names what is in each, for the learned reading of its gaps.

To what the sorting of answers is read by, it adds the ideas by which a gap is named (`gap_concepts.toml`).
"""

import re
import tomllib
from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from rejection_tui.content import read
from rejection_tui.reading.answer_features import number, sentence_names
from rejection_tui.reading.fact_concepts import Ideas, table_of
from rejection_tui.reading.fact_features import Unit, units_of
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.tokens import words_of

_NEAR: Final = 7  # words between two ideas that are taken together
_MOST: Final = 600  # characters of a sentence that are looked at
_MAX_CLAUSES: Final = 240  # of one answer
_REMEMBERED: Final = 300  # characters of a piece whose numbers are remembered
_WORD: Final = re.compile(r"[^\W_]+")
_LINE: Final = re.compile(r"(?m)^.{0,45}\n|\n\s*\n")  # after a longer one, a mail program may only have wrapped


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or clause: `start` to `end` in the text it was cut from, the numbers of its features, its words.

    `sentence`: the place of the sentence it is in, among all of them.
    """

    start: int
    end: int
    features: frozenset[int]
    words: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """The sentences of an answer and, in the same order, their clauses; each sentence has one clause or more.

    `lines`: the places where a line of its own begins, one that was not only wrapped.
    """

    sentences: tuple[Piece, ...]
    clauses: tuple[Piece, ...]
    lines: tuple[int, ...]

    def line_of(self, place: int) -> int:
        """Return the number of the line that a place of the text is in."""
        return bisect(self.lines, place)


def pieces_of(text: str, language: str) -> Pieces:
    """Return the sentences and clauses of a text in which nothing but the sender's own words is left."""
    folded = fold_text(text)
    sentences: list[Piece] = []
    clauses: list[Piece] = []
    for unit in units_of("\n" + text):
        place = len(sentences)
        start, end = unit.start - 1, unit.end - 1
        sentences.append(_piece(start, end, unit.folded, unit.place, language, place))
        for begin, stop in _clauses(unit.folded):
            words = folded[start + begin : start + stop]
            clauses.append(_piece(start + begin, start + stop, words, unit.place, language, place))
        if len(clauses) >= _MAX_CLAUSES:
            break
    lines = tuple(match.end() for match in _LINE.finditer(text))
    return Pieces(tuple(sentences), tuple(clauses), lines)


def _piece(start: int, end: int, folded: str, place: str, language: str, sentence: int) -> Piece:
    read_by = _remembered if len(folded) <= _REMEMBERED else numbers_in
    return Piece(start, end, read_by(folded, place, language), len(_WORD.findall(folded[:_MOST])), sentence)


def numbers_in(folded: str, place: str, language: str) -> frozenset[int]:
    """Return the numbers of the features of a folded sentence or clause."""
    names = sentence_names(Unit(0, len(folded), folded, place), language)
    return frozenset(map(number, names.union(_gap_ideas(folded, language))))


_remembered = lru_cache(512)(numbers_in)


def _gap_ideas(folded: str, language: str) -> Iterable[str]:
    ideas = _ideas(language)
    words = words_of(folded[:_MOST])[:60]
    named = [(at, idea) for at in range(len(words)) for idea in dict.fromkeys(ideas.of(words, at))]
    counts = Counter(idea for _, idea in named)
    found = {f"g {idea}" for idea in counts} | {f"g {idea} 2" for idea, count in counts.items() if count > 1}
    for index, (at, idea) in enumerate(named):
        found.update([f"g {idea}~{other}" for to, other in named[index + 1 : index + 12] if 0 < to - at <= _NEAR])
    return found


def ideas_in(text: str, language: str) -> frozenset[str]:
    """Return the ideas by which a text names a gap."""
    ideas = _ideas(language)
    words = words_of(fold_text(text[:_MOST]))
    return frozenset(idea for at in range(len(words)) for idea in ideas.of(words, at))


@cache
def _ideas(language: str) -> Ideas:
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/gap_concepts.toml"))
    return table_of(table, language)


@cache
def _cut() -> re.Pattern[str]:
    """Return what stands between two clauses: marks, dashes, brackets, or the gap before a word that joins them."""
    joining = " ".join(tomllib.loads(read("phrases/gap_words.toml"))["joining"].values())
    words = "|".join(dict.fromkeys(map(re.escape, fold_text(joining).split())))
    return re.compile(rf"[;:,]\s+|\s-+\s|\s*[()]\s*|\s/\s|\s(?=(?:{words})\s)")


def _clauses(folded: str) -> list[tuple[int, int]]:
    """Return the clauses of a folded sentence; each has two words or more, if the sentence has."""
    found: list[tuple[int, int]] = []
    start = 0
    for gap in _cut().finditer(folded[:_MOST]):
        if len(_WORD.findall(folded, start, gap.start())) >= 2:
            found.append((start, gap.start()))
            start = gap.end()
    if not found or len(_WORD.findall(folded, start)) >= 2:
        return [*found, (start, len(folded))]
    return [*found[:-1], (found[-1][0], len(folded))]
