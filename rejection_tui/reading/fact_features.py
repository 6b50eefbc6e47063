"""Cuts a letter into sentences and names what is in each, for the learned reading of facts and stage."""

import itertools
import re
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.fact_concepts import Concepts, concepts
from rejection_tui.reading.folded import sentences

MAX_TEXT: Final = 12_000  # characters of a letter that are looked at: what a letter says stands at its beginning
MAX_UNITS: Final = 120
MAX_WORDS: Final = 60  # words of a sentence that are looked at
NEAR: Final = 5  # words between two ideas that are taken together
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[?!@€$£%&:]")
_STEM: Final = 5


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
    """Return the names of what is in a sentence: words, pairs and triples, stems, ideas and pairs of ideas."""
    tokens = _TOKEN.findall(unit.folded[:1000])[:MAX_WORDS]
    words = [("0000" if len(token) == 4 else "00") if token.isdigit() else token for token in tokens]
    stems = [word[:_STEM] for word in words]
    found = {f"@{unit.place}", *words}
    found.update([f"{stem}*" for stem in stems if len(stem) == _STEM])
    found.update([f"{one} {two}" for one, two in itertools.pairwise(words)])
    found.update([f"{one}* {two}*" for one, two in itertools.pairwise(stems)])
    found.update([f"{one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)])
    found.update([f"{one}*_{two}*" for one, two in zip(stems, stems[2:], strict=False)])
    if len(words) < 6:
        found.add("@short")
    _add_ideas(found, words, concepts(language))
    return found


def _add_ideas(found: set[str], words: list[str], ideas: Concepts) -> None:
    """Add the ideas of a sentence, and each two that stand near each other, in their order."""
    named = [(at, idea) for at in range(len(words)) for idea in dict.fromkeys(ideas.of(words, at))]
    found.update([f"#{idea}" for _, idea in named])
    for index, (at, idea) in enumerate(named):
        for other_at, other in named[index + 1 : index + 12]:
            if 0 < other_at - at <= NEAR:
                found.add(f"#{idea}~{other}")
