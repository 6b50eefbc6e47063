"""Sorts what came back to a reply or a question: feedback, polite words, a refusal, a promise, a machine, a call."""

from typing import Final

from rejection_tui.domain.answer import AnswerKind, AnswerSort
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.text import clean_line
from rejection_tui.reading.answer_features import AnswerParts, take_apart
from rejection_tui.reading.answer_model import (
    AUTOMATIC,
    KINDS,
    answer_model,
    features_together,
    numbers_of,
)

_STANDS_OUT: Final = 1.0  # log-odds between the best sentence and the next
_MAX_WORDS: Final = 160  # characters of the sentence that is shown


def sort_of(letter: Letter) -> AnswerSort:
    """Return what a mail that came back is taken for; it never raises. Only the sender's own words count."""
    model = answer_model()
    parts = take_apart(letter)
    if model is None or not (parts.rows or parts.around):
        return AnswerSort(AnswerKind.OTHER)
    scores = [model.sentence(row) for row in parts.rows]
    whole = model.whole(features_together(parts))
    shares = model.judged(numbers_of(scores, whole, AUTOMATIC in parts.around))
    at = max(range(len(KINDS)), key=shares.__getitem__)
    return AnswerSort(KINDS[at], shares[at], _words(parts, [row[at] for row in scores], KINDS[at]))


def _words(parts: AnswerParts, scores: list[float], kind: AnswerKind) -> str:
    """Return the sentence that says the kind, "" when none is likely to or stands out among the others."""
    best, *rest = sorted(scores, reverse=True) or [0.0]
    if kind is AnswerKind.OTHER or not scores or (best < 0 and (not rest or best - rest[0] < _STANDS_OUT)):
        return ""
    return clean_line(parts.sentences[scores.index(max(scores))], _MAX_WORDS)
