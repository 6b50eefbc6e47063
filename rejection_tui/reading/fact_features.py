"""Cuts a letter into sentences and names what is in each, for the learned reading of facts and stage."""

import itertools
import re
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.concepts import concepts
from rejection_tui.reading.fact_concepts import Ideas, ideas_of
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.tokens import words_of
from rejection_tui.reading.words import together

MAX_TEXT: Final = 12_000  # characters of a letter that are looked at: what a letter says stands at its beginning
MAX_UNITS: Final = 120
MAX_LENGTH: Final = 1000  # characters of a sentence that are looked at
MAX_WORDS: Final = 60  # words of a sentence that are looked at
NEAR: Final = 5  # words between two ideas that are taken together
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[?!@€$£%&:]")
_BEGINNING: Final = 5  # letters of a word that count


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a letter: `start` to `end` in subject + newline + body, its words folded, and its place."""

    start: int
    end: int
    folded: str
    place: str  # "subject", "first", "second", "third", "body" or "last"


def text_of(letter: Letter) -> str:
    """Return the subject and the body of a letter, a line feed between; places count in this text."""
    return f"{letter.subject[:500]}\n{letter.body[:MAX_TEXT]}"


def units_of(text: str, folded: str = "") -> list[Unit]:
    """Return the sentences of a subject + newline + body, the subject first; `folded` is `sentences(text)` if known."""
    folded = folded or sentences(text)
    found: list[tuple[int, int]] = []
    start = 0
    for piece in folded.split("\n"):
        if any(character.isalnum() for character in piece):
            found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start += len(piece) + 1
        if len(found) >= MAX_UNITS:
            break
    subject_end = text.find("\n")
    subject = [span for span in found if span[0] <= subject_end]
    body = [span for span in found if span[0] > subject_end]
    units = [Unit(begin, end, folded[begin:end], "subject") for begin, end in subject]
    return units + [Unit(*span, folded[slice(*span)], _place(at, len(body))) for at, span in enumerate(body)]


def _place(number: int, count: int) -> str:
    if number < 3:
        return ("first", "second", "third")[number]
    return "last" if number >= count - 3 else "body"


def features(unit: Unit, language: str) -> set[str]:
    """Return the names of what is in a sentence: one to three beginnings of words in a row, ideas, and concepts.

    Ideas are what facts are made of ("second round"), concepts what all mail about jobs is made of; they complement
    each other: left-out writers are read better with both (F1 .640) than with the one (.626) or the other (.613).
    """
    tokens = _TOKEN.findall(unit.folded[:MAX_LENGTH])[:MAX_WORDS]
    words = [("0000" if len(token) == 4 else "00") if token.isdigit() else token for token in tokens]
    ends = ["<", *[word[:_BEGINNING] for word in words], ">"]
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(ends)]
    found = {f"@{unit.place}", *ends[1:-1], *pairs}
    found.update([f"{pair} {word}" for pair, word in zip(pairs, ends[2:], strict=False)])
    if len(words) < 6:
        found.add("@short")
    _add_ideas(found, words, ideas_of(language))
    found.update(together(concepts(words_of(unit.folded[:MAX_LENGTH], language)[:MAX_WORDS], language)))
    return found


def _add_ideas(found: set[str], words: list[str], ideas: Ideas) -> None:
    """Add the ideas of a sentence, each two that stand near each other, and three in a row, in their order."""
    by_word = [(at, here) for at in range(len(words)) if (here := ideas.of(words, at))]
    named = [(at, idea) for at, here in by_word for idea in dict.fromkeys(here)]
    found.update([f"#{idea}" for _, idea in named])
    for index, (at, idea) in enumerate(named):
        for other_at, other in named[index + 1 : index + 12]:
            if 0 < other_at - at <= NEAR:
                found.add(f"#{idea}~{other}")
    row = [here[0] for _, here in by_word]
    found.update([f"#{one}~{two}~{three}" for one, two, three in zip(row, row[1:], row[2:], strict=False)])
