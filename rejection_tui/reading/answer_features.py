"""Names what is in each sentence of an answer, for the learned sorting of what comes back.

To what the facts of letters are read by, it adds the ideas of answers (`answer_concepts.toml`), a mark of how a
sentence is built, and for the answer as a whole what its subject and its headers tell.
"""

import re
import tomllib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from rejection_tui.content import read
from rejection_tui.domain.letter import Letter
from rejection_tui.reading.fact_concepts import Ideas, table_of
from rejection_tui.reading.fact_features import Unit, features, units_of
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.short_language import short_language
from rejection_tui.reading.tokens import words_of

_MAX_TEXT: Final = 4_000  # characters of an answer that are looked at
_REMEMBERED: Final = 300  # characters of a sentence whose numbers are remembered
_NEAR: Final = 6  # words between two ideas that are taken together
_REPLY: Final = re.compile(r"(?:\s*(?:re|aw|antw|ynt|yn|rv|sv|r|res|ref|fw|fwd|wg|tr)\s*:)+\s*", re.IGNORECASE)
_QUOTED: Final = re.compile(r"(?m)^[ \t]*>.*$")
_MARKS: Final = (
    ("?", re.compile(r"\?")),
    ("!", re.compile(r"!")),
    ("time", re.compile(r"\b\d{1,2}(?:[:.h]\d{2}| ?(?:am|pm|uhr|h|uur)\b)")),
    ("phone", re.compile(r"\+?\d[\d /-]{7,}\d")),
    ("number", re.compile(r"(?:#|\bno\.? ?|\bnr\.? ?|n[°º] ?)\d{2,}|\d{5,}|\d-\d{3,}")),
    ("date", re.compile(r"\b\d{1,2}(?:\.|/| (?=[a-z]{3,}))")),
    ("link", re.compile(r"https?:|www\.|\blink")),
)


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """An answer taken apart: its own sentences, in their order, each with the numbers of its features.

    `around` holds the numbers of what is not in a sentence: subject, headers, length.
    """

    sentences: tuple[str, ...]
    rows: tuple[frozenset[int], ...]
    around: frozenset[int]
    language: str


def take_apart(letter: Letter) -> AnswerParts:
    """Return the sentences of an answer; quoted lines are left out, wherever they stand."""
    body = _QUOTED.sub("", letter.body[:_MAX_TEXT])
    text = "\n" + body
    language = language_of(letter, body)
    units = units_of(text)
    rows = tuple(frozenset(_row(unit, language)) for unit in units)
    said = tuple(text[unit.start : unit.end] for unit in units)
    return AnswerParts(said, rows, frozenset(map(number, _around(letter, body, len(units), language))), language)


def _row(unit: Unit, language: str) -> Iterable[int]:
    """Return the numbers of the features of a sentence."""
    if len(unit.folded) <= _REMEMBERED:
        return _remembered(unit.folded, unit.place, language)
    return map(number, sentence_names(unit, language))


@lru_cache(1_024)  # 1.5 kB each
def _remembered(folded: str, place: str, language: str) -> "array[int]":
    """Return the same of a short sentence: the mails of one mailbox share greetings, promises and footers."""
    return array("I", map(number, sentence_names(Unit(0, len(folded), folded, place), language)))


def language_of(letter: Letter, body: str) -> str:
    """Return the language of an answer; if nothing in it tells, that of the mail it answers."""
    return short_language(body) or short_language(f"{letter.subject} {letter.quoted}") or "en"


def number(name: str) -> int:
    """Return the number of a feature."""
    return crc32(name.encode())


def sentence_names(unit: Unit, language: str) -> set[str]:
    """Return the names of what is in a sentence."""
    found = features(unit, language)
    words = words_of(unit.folded[:600])[:60]
    found.update(_ideas(words, language))
    found.update([f"? {mark}" for mark, pattern in _MARKS if pattern.search(unit.folded[:600])])
    found.add(f"? length {min(6, len(words) // 4)}")
    return found


def _ideas(words: list[str], language: str) -> set[str]:
    ideas = _answer_ideas(language)
    named = [(at, idea) for at in range(len(words)) for idea in dict.fromkeys(ideas.of(words, at))]
    found = {f"a {idea}" for _, idea in named}
    for index, (at, idea) in enumerate(named):
        found.update([f"a {idea}~{other}" for to, other in named[index + 1 : index + 10] if 0 < to - at <= _NEAR])
    found.update([f"a {one} {two}" for (_, one), (_, two) in pairwise(named)])
    return found


@cache
def _answer_ideas(language: str) -> Ideas:
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/answer_concepts.toml"))
    return table_of(table, language)


def _around(letter: Letter, body: str, count: int, language: str) -> set[str]:
    """Return what the subject (unless it only repeats the question's), the headers and the length tell."""
    found = {f"@ sentences {min(12, count)}", f"@ length {min(10, len(body) // 60)}"}
    subject = fold_text(letter.subject[:200])
    reply = _REPLY.match(subject)
    if reply:
        found.add("@ re")
    else:
        words = words_of(subject)[:12]
        found.update([f"s {word[:6]}" for word in words])
        found.update([name.replace("a ", "s a ", 1) for name in _ideas(words, language) if "~" not in name])
        found.update([f"s {mark}" for mark, pattern in _MARKS if pattern.search(subject)])
    if letter.automatic:
        found.add("@ automatic")
    return found
