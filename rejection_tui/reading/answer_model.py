"""What was learned of answers: how each sentence and the whole score for each kind, and the judge over those scores.

`python -m data.answers_model train` writes `content/model/answers.bin`: for each feature number a byte for each kind as
a sentence tells it and one for each kind as the whole tells it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rejection_tui.domain import packed_table
from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.packed_table import ZERO
from rejection_tui.reading.answer_features import AnswerParts, number

FILE: Final = "answers.bin"
KINDS: Final = tuple(AnswerKind)
AUTOMATIC: Final = number("@ automatic")
_WIDTH: Final = 2 * len(KINDS)  # as a sentence tells it, as the whole tells it
_LOW, _HIGH = -9.0, 5.0  # scores of a sentence are held between
_UNLIKELY: Final = -6.0  # the lowest log-probability of a kind that is told apart
_MANY: Final = 12  # sentences of an answer that is long


@dataclass(frozen=True, slots=True)
class AnswerModel:
    """The learned weights: `rows` holds those of a feature, `judge` a row of weights and an intercept a kind."""

    places: Mapping[int, int]
    rows: bytes
    scales: tuple[float, float]  # of the weights of sentences, and of wholes
    biases: tuple[float, ...]
    judge: tuple[tuple[float, ...], ...]

    def sentence(self, features: Iterable[int]) -> list[float]:
        """Return the log-odds of each kind for one sentence."""
        sums, _ = self._sums(features, 0)
        return [bias + self.scales[0] * value for bias, value in zip(self.biases, sums, strict=False)]

    def whole(self, features: Iterable[int]) -> list[float]:
        """Return the log-probability of each kind for all features of an answer."""
        sums, count = self._sums(features, len(KINDS))
        part = self.scales[1] / math.sqrt(max(1, count))
        scores = [bias + part * value for bias, value in zip(self.biases[len(KINDS) :], sums, strict=True)]
        return log_shares(scores)

    def _sums(self, features: Iterable[int], start: int) -> tuple[list[int], int]:
        known = [place * _WIDTH + start for place in map(self.places.get, features) if place is not None]
        if not known:
            return [0] * len(KINDS), 0
        rows, width, zero = self.rows, len(KINDS), ZERO * len(known)
        columns = zip(*[rows[at : at + width] for at in known], strict=True)
        return [total - zero for total in map(sum, columns)], len(known)

    def judged(self, numbers: Sequence[float]) -> list[float]:
        """Return the probability of each kind, in the order of `KINDS`, for the numbers of an answer."""
        scores = [sum(w * n for w, n in zip(row, (*numbers, 1.0), strict=True)) for row in self.judge]
        return [math.exp(share) for share in log_shares(scores)]


def log_shares(scores: Sequence[float]) -> list[float]:
    """Return the logarithms of the softmax of scores."""
    top = max(scores)
    total = top + math.log(sum(math.exp(score - top) for score in scores))
    return [score - total for score in scores]


def numbers_of(sentences: Sequence[Sequence[float]], whole: Sequence[float], automatic: bool) -> tuple[float, ...]:
    """Return what the judge weighs: the best, second, pooled and mean score of a sentence for each kind, and the whole.

    `sentences`: a row of log-odds a sentence; `whole`: the log-probability of each kind.
    """
    held = [[min(_HIGH, max(_LOW, score)) for score in row] for row in sentences] or [[_LOW] * len(KINDS)]
    columns = [sorted(column, reverse=True) for column in zip(*held, strict=True)]
    return (
        *(column[0] for column in columns),
        *(column[1] if len(column) > 1 else _LOW for column in columns),
        *(math.log(sum(map(math.exp, column))) for column in columns),
        *(sum(column) / len(column) for column in columns),
        *(max(_UNLIKELY, share) for share in whole),
        float(min(_MANY, len(held))),
        float(automatic),
    )


def features_together(parts: AnswerParts) -> frozenset[int]:
    """Return the numbers of all features of an answer."""
    return parts.around.union(*parts.rows)


def unpack(data: bytes) -> AnswerModel:
    """Return the model in the bytes of a file; raise `ValueError` when they are damaged."""
    head, places, rows = packed_table.unpack(data, lambda _: _WIDTH)
    return AnswerModel(places, rows, tuple(head["scales"]), tuple(head["biases"]), tuple(map(tuple, head["judge"])))


@cache
def answer_model() -> AnswerModel | None:
    """Return the shipped model, read once; None when it is missing or damaged."""
    try:
        return unpack(files("rejection_tui.content").joinpath("model", FILE).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None
