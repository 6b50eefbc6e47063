"""Judges a letter: what kind of mail it is, how sure that is, and which sentences say so, by learned weights."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul
from typing import Final, TypeVar

from rejection_tui.domain.correction import Memory
from rejection_tui.domain.letter import Evidence, Letter, LetterKind, Verdict
from rejection_tui.reading.concepts import beginnings_of
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.personal import shift
from rejection_tui.reading.signals import inputs
from rejection_tui.reading.tokens import words_of
from rejection_tui.reading.weights import Model, model
from rejection_tui.reading.words import Parts, take_apart, text_of

_Key = TypeVar("_Key", str, int)
_MAX_EVIDENCE: Final = 5  # sentences kept
_MIN_SHARE: Final = 0.08  # of a sentence that is kept as evidence
_LONG: Final = 2_500  # characters from which on a letter is looked at before it is read
_LOOKED_AT: Final = 8_000
_MIN_JOB_WORDS: Final = 2
_MIN_KNOWN: Final = 8  # features the model knows, of a letter it can be sure of
_BEGINNING: Final = 5
#: Log-odds below the limit of asking where a letter that reads as on hold may still be a refusal.
_DOUBT: Final = 1.5
_JOB_CONCEPTS: Final = (
    "JOB",
    "APPLICATION",
    "APPLY",
    "CANDIDATE",
    "INTERVIEW",
    "SHORTLIST",
    "HIRE",
    "TRIAL",
    "DOCUMENTS",
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a letter is, how sure that is (0..1), and the sentences that say so; `language` is the likeliest."""

    verdict: Verdict
    kind: LetterKind
    confidence: float
    evidence: tuple[Evidence, ...]
    language: str


def judge(letter: Letter, memory: Memory, evidence: bool = True) -> Judgement:
    """Return the judgement of a letter; `memory` shifts it where the user said otherwise of one like it.

    Without `evidence` mail of no account (kinds `other` and `alert`) comes without its sentences: they cost most.
    """
    if not _has_words(letter) or not may_be_about_an_application(letter):
        return Judgement(Verdict.OTHER, LetterKind.OTHER, 1.0, (), "en")
    parts = take_apart(letter)
    weights = model()
    features = parts.features
    whole = weights.letters.scores(features)
    single = [weights.sentences.scores(sentence.features) for sentence in parts.sentences]
    values = inputs(parts, whole, single)
    odds = weights.judge.trees.score(values) + shift(letter, parts, memory, weights.letters)
    if len(weights.letters.known(features)) < _MIN_KNOWN:
        odds = min(odds, weights.judge.sure - 0.01)  # too few words to be sure of anything
    kind, verdict, confidence = _conclude(weights, values, odds)
    asked = evidence or verdict is not Verdict.OTHER or kind.value in weights.sentences.kinds
    found = _evidence(letter, parts, single, weights, kind) if asked else ()
    return Judgement(verdict, kind, round(confidence, 3), found, parts.languages[0])


def evidence_of(letter: Letter, kind: LetterKind) -> tuple[Evidence, ...]:
    """Return the sentences that speak for a kind that a letter was judged to be, the strongest first."""
    if not _has_words(letter) or not may_be_about_an_application(letter):
        return ()
    parts, weights = take_apart(letter), model()
    return _evidence(letter, parts, [weights.sentences.scores(one.features) for one in parts.sentences], weights, kind)


def _has_words(letter: Letter) -> bool:
    return any(character.isalpha() for character in text_of(letter)[:_LOOKED_AT])


@cache
def _job_beginnings() -> frozenset[str]:
    return frozenset(beginning for concept in _JOB_CONCEPTS for beginning in beginnings_of(concept, _BEGINNING))


def may_be_about_an_application(letter: Letter) -> bool:
    """Return whether a letter can be about an application at all: a short one may; a long one names things of jobs."""
    if len(letter.body) < _LONG:
        return True
    written = set(f"{letter.subject}\n{letter.body[:_LOOKED_AT]}".split())  # each word is folded once
    words = set(words_of(fold_text(" ".join(written))))
    beginnings = _job_beginnings()  # two words may share one: "Bewerbung", "Bewerberin"
    return sum(word[:_BEGINNING] in beginnings for word in words) >= _MIN_JOB_WORDS


def _conclude(weights: Model, values: Sequence[float], odds: float) -> tuple[LetterKind, Verdict, float]:
    limits = weights.judge
    if odds >= limits.sure:
        return LetterKind.REJECTION, Verdict.REJECTION, _chance(odds)
    if odds >= limits.ask:
        return LetterKind.REJECTION, Verdict.UNSURE, _chance(odds)
    chances = _kinds(limits.kinds, values)
    kind, chance = max(((k, c) for k, c in chances.items() if k != LetterKind.REJECTION.value), key=lambda one: one[1])
    if kind != LetterKind.ON_HOLD.value:
        return LetterKind(kind), Verdict.OTHER, chance
    doubtful = odds >= limits.ask - _DOUBT
    return LetterKind.ON_HOLD, Verdict.UNSURE if doubtful else Verdict.ON_HOLD, chance


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _kinds(weights: Mapping[str, Sequence[float]], values: Sequence[float]) -> dict[str, float]:
    """Return the chance of each kind, 1 in all."""
    return _shares({kind: row[-1] + sum(map(mul, row, values)) for kind, row in weights.items()})


def _shares(scores: Mapping[_Key, float]) -> dict[_Key, float]:
    highest = max(scores.values())
    raised = {key: math.exp(score - highest) for key, score in scores.items()}
    total = sum(raised.values())
    return {key: value / total for key, value in raised.items()}


def _evidence(
    letter: Letter, parts: Parts, single: Sequence[Sequence[float]], weights: Model, kind: LetterKind
) -> tuple[Evidence, ...]:
    """Return the sentences that speak for the kind, each with its share, the strongest first."""
    text = text_of(letter)
    if kind.value in weights.sentences.kinds:
        column = weights.sentences.kinds.index(kind.value)
        scores = {at: row[column] for at, row in enumerate(single)}
    else:
        column = weights.letters.kinds.index(kind.value)
        scores = {at: weights.letters.scores(s.features)[column] for at, s in enumerate(parts.sentences)}
    shares = sorted(_shares(scores).items(), key=lambda one: (-one[1], one[0]))
    found = [(parts.sentences[at], share) for at, share in shares[:_MAX_EVIDENCE] if share >= _MIN_SHARE]
    return tuple(Evidence(text[s.start : s.end], kind.value, round(share, 3), s.start, s.end) for s, share in found)
