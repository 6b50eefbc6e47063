"""Takes a letter apart into numbered features, sentence by sentence, for training and for reading.

A feature is the beginning of a word, of two or of three words in a row (endings differ, beginnings are shared), or
one to three concepts of a sentence, which are the same in every language. Its number is a hash, so that no list of
words is needed. Words of the subject and of the sender's name and address are features of their own.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.concepts import concepts
from rejection_tui.reading.folded import fold_text, sentences
from rejection_tui.reading.languages import languages
from rejection_tui.reading.tokens import words_of

#: How many numbers there are.
BUCKETS: Final = 1 << 24
_MASK: Final = BUCKETS - 1
_HEAD, _TAIL = 6_000, 2_000  # characters of a body that are read from its beginning and its end
_BEGINNING = 5  # letters of a word that count
_REMEMBERED = 300  # characters of a sentence whose numbers are remembered
_REACH = 5  # concepts that a pair may be apart
#: The features of a quoted line, of mail sent by a program, and of a letter without sender or subject.
QUOTED: Final = "> line"
AUTOMATIC: Final = "auto"
NO_SENDER: Final = "no sender"
NO_SUBJECT: Final = "no subject"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `start` to `end` of subject + newline + body, with the numbers of its features, without repeats."""

    start: int
    end: int
    features: frozenset[int]
    in_subject: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A letter taken apart: its sentences, the numbers of the sender's words, and the languages, likeliest first."""

    sentences: tuple[Sentence, ...]
    sender: frozenset[int]
    languages: tuple[str, ...]

    @property
    def features(self) -> frozenset[int]:
        """The numbers of all features."""
        return self.sender.union(*(sentence.features for sentence in self.sentences))


def text_of(letter: Letter) -> str:
    """Return the text that all places index into: subject, newline, body."""
    return f"{letter.subject}\n{letter.body}"


def take_apart(letter: Letter) -> Parts:
    """Return the sentences of a letter (of the subject, and of the body's beginning and end) and the sender's words."""
    text = text_of(letter)
    subject = len(letter.subject)
    lines = [line for start, end in _stretches(text, subject) for line in _lines(text, start, end)]
    found = languages(" ".join(folded for _, _, folded in lines))
    taken = tuple(
        Sentence(start, end, features_of(folded, found[0], inside := end <= subject), inside)
        for start, end, folded in lines
    )
    return Parts(taken, _sender(letter), found)


def _stretches(text: str, subject: int) -> Iterator[tuple[int, int]]:
    if subject:
        yield 0, min(subject, _HEAD)
    start = subject + 1
    if len(text) - start <= _HEAD + _TAIL:
        yield start, len(text)
    else:
        yield start, start + _HEAD
        yield len(text) - _TAIL, len(text)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    at = start
    for line in sentences(text[start:end]).split("\n"):
        stripped = line.strip()
        if stripped:
            left = at + line.index(stripped)
            yield left, left + len(stripped), stripped
        at += len(line) + 1


def features_of(folded: str, language: str, in_subject: bool = False) -> frozenset[int]:
    """Return the numbers of the features of one folded sentence."""
    if len(folded) > _REMEMBERED:
        return frozenset(_numbers(folded, language, in_subject))
    return frozenset(_remembered(folded, language, in_subject))


@lru_cache(4_096)  # 1.2 kB each
def _remembered(folded: str, language: str, in_subject: bool) -> "array[int]":
    """Return the numbers of a short sentence: many mails share greetings, footers and what they quote."""
    return array("I", set(_numbers(folded, language, in_subject)))


def _numbers(folded: str, language: str, in_subject: bool) -> list[int]:
    words = words_of(folded, language)
    found = _in_a_row([word[:_BEGINNING] for word in words])
    found += _together(concepts(words, language))
    if in_subject:
        found += [number(f"s {word[:_BEGINNING]}") for word in words]
    if folded.startswith(">"):
        found.append(number(QUOTED))
    return found


def number(feature: str) -> int:
    """Return the number of a feature."""
    return crc32(feature.encode()) & _MASK


def concept_feature(concept: str) -> str:
    """Return the feature of a concept that occurs in a sentence."""
    return f"c {concept}"


@lru_cache(16_384)
def _joined(word: str) -> tuple[int, bytes]:
    """Return the checksum a word begins, and what stands for it after others."""
    return crc32(word.encode()), f" {word}".encode()


def _in_a_row(words: Sequence[str]) -> list[int]:
    """Return the numbers of words, of two in a row ("w1 w2") and of three, "<" and ">" at the ends.

    The checksum of a longer row goes on from that of the shorter one.
    """
    ends = [_joined(word) for word in ("<", *words, ">")]
    pairs = [crc32(after, begun) for (begun, _), (_, after) in pairwise(ends)]
    threes = [crc32(after, pair) for pair, (_, after) in zip(pairs, ends[2:], strict=False)]
    return [begun & _MASK for begun, _ in ends[1:-1]] + [row & _MASK for row in (*pairs, *threes)]


@lru_cache(4_096)
def _concept(name: str) -> tuple[int, bytes, bytes]:
    """Return the checksum of a concept's feature, and what stands for it in a pair and in a row."""
    return crc32(concept_feature(name).encode()), f">{name}".encode(), f" {name}".encode()


def _together(found: Sequence[str]) -> list[int]:
    """Return the numbers of the features that `together` names."""
    some = [_concept(name) for name in found]
    numbers = [begun & _MASK for begun, _, _ in some]
    for at, (begun, _, _) in enumerate(some):
        numbers += [crc32(after, begun) & _MASK for _, after, _ in some[at + 1 : at + 1 + _REACH]]
    for (begun, _, _), (_, _, second), (_, _, third) in zip(some, some[1:], some[2:], strict=False):
        numbers.append(crc32(third, crc32(second, begun)) & _MASK)
    return numbers


def together(found: Sequence[str]) -> list[str]:
    """Return single concepts, pairs that are not far apart, in their order, and three in a row."""
    single = [concept_feature(concept) for concept in found]
    pairs = [f"c {a}>{b}" for at, a in enumerate(found) for b in found[at + 1 : at + 1 + _REACH]]
    threes = [f"c {a} {b} {c}" for a, b, c in zip(found, found[1:], found[2:], strict=False)]
    return single + pairs + threes


def _sender(letter: Letter) -> frozenset[int]:
    signs = [f"f {word}" for word in words_of(fold_text(letter.sender_name[:200]))]
    signs += [f"@ {word}" for word in words_of(fold_text(letter.sender_email[:200]))]
    signs += [AUTOMATIC] if letter.automatic else []
    signs += [] if letter.sender_email else [NO_SENDER]
    signs += [] if letter.subject else [NO_SUBJECT]
    return frozenset(number(sign) for sign in signs)
