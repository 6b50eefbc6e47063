"""What was learned of gaps: where an answer names one, and which, by the features of its sentences and clauses.

`python -m data.answer_gaps train` writes `content/model/gaps.bin`: for each feature number a byte that tells where, and
one for each gap that tells which. A judge weighs these scores of a clause, its sentence and its neighbours.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rejection_tui.domain import packed_table
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.packed_table import ZERO
from rejection_tui.reading.answer_model import log_shares
from rejection_tui.reading.gap_features import Piece, Pieces

FILE: Final = "gaps.bin"
GAPS: Final = (Gap.SKILL, Gap.EXPERIENCE, Gap.TECHNIQUE, Gap.NOT_YOU)
_WIDTH: Final = 1 + len(GAPS)
_LOW, _HIGH = -8.0, 6.0  # scores are held between
_EDGE: Final = 1e-4  # shares are held from 0 and 1


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence or clause: the log-odds that it names a gap, and the log-probability of each of `GAPS` if it does."""

    where: float
    which: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GapModel:
    """The learned weights: `rows` holds those of a feature, `judge` those of the numbers of a clause, and a bias.

    `least`: the probability from which on a clause is taken to name a gap; it was learned from answers left out.
    `apart`: from which distance on neighbouring clauses name two gaps; learned from the same answers.
    `doubt`: a weight and a bias that make of the log-odds of the likeliest clause those of feedback, not polite words.
    """

    places: Mapping[int, int]
    rows: bytes
    scales: tuple[float, float]
    biases: tuple[float, ...]
    judge: tuple[float, ...]
    least: float
    apart: float
    doubt: tuple[float, float]

    def score(self, features: Iterable[int]) -> Scored:
        """Return where and which for the features of a sentence or clause."""
        rows, width = self.rows, _WIDTH
        known = [place * width for place in map(self.places.get, features) if place is not None]
        sums = [sum([rows[at + column] for at in known]) - ZERO * len(known) for column in range(width)]
        where = self.biases[0] + self.scales[0] * sums[0]
        which = [bias + self.scales[1] * value for bias, value in zip(self.biases[1:], sums[1:], strict=True)]
        return Scored(min(_HIGH, max(_LOW, where)), tuple(log_shares(which)))

    def judged(self, numbers: Sequence[float]) -> float:
        """Return the probability that a clause names a gap, by its numbers."""
        score = sum(w * n for w, n in zip(self.judge, (*numbers, 1.0), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))

    def says_something(self, likeliest: float) -> float:
        """Return how the share of the likeliest clause changes the log-odds that an answer is not only polite words."""
        share = min(1 - _EDGE, max(_EDGE, likeliest))
        return self.doubt[0] * math.log(share / (1 - share)) + self.doubt[1]


def numbers_of(pieces: Pieces, clauses: Sequence[Scored], sentences: Sequence[Scored]) -> list[tuple[float, ...]]:
    """Return what the judge weighs of each clause: its scores, those of its sentence and neighbours, and its place."""
    here = [one.where for one in clauses]
    whole = [one.where for one in sentences]
    best_in: dict[int, float] = {}
    count_in: dict[int, int] = {}
    for piece, score in zip(pieces.clauses, here, strict=True):
        best_in[piece.sentence] = max(score, best_in.get(piece.sentence, _LOW))
        count_in[piece.sentence] = count_in.get(piece.sentence, 0) + 1
    ranked_here, ranked_whole = sorted(here, reverse=True), sorted(whole, reverse=True)
    found = []
    for at, piece in enumerate(pieces.clauses):
        to = piece.sentence
        found.append(
            (
                *_compared(here, at, ranked_here),
                *_compared(whole, to, ranked_whole),
                ranked_whole[1] if len(whole) > 1 else _LOW,
                best_in[to] - here[at],
                max(clauses[at].which),
                *sentences[to].which,
                *_placed(piece, len(whole), count_in[to]),
            )
        )
    return found


def _compared(scores: Sequence[float], at: int, ranked: Sequence[float]) -> tuple[float, ...]:
    """Return a score, those beside it, and how it stands among all of them."""
    rank = ranked.index(scores[at])
    return (
        scores[at],
        scores[at - 1] if at else _LOW,
        scores[at + 1] if at + 1 < len(scores) else _LOW,
        scores[at] - ranked[0],
        ranked[0],
        float(rank == 0),
        float(min(4, rank)),
    )


def _placed(piece: Piece, sentences: int, clauses: int) -> tuple[float, ...]:
    """Return where a clause stands and how long it is."""
    return (
        piece.sentence / sentences,
        float(piece.sentence == 0),
        float(piece.sentence == sentences - 1),
        float(min(12, sentences)),
        float(min(20, piece.words)),
        float(piece.words < 3),
        float(piece.words < 5),
        float(clauses == 1),
        float(min(6, clauses)),
    )


def unpack(data: bytes) -> GapModel:
    """Return the model in the bytes of a file; raise `ValueError` when they are damaged."""
    head, places, rows = packed_table.unpack(data, lambda _: _WIDTH)
    where, which = head["scales"]
    return GapModel(
        places,
        rows,
        (where, which),
        tuple(head["biases"]),
        tuple(head["judge"]),
        head["least"],
        head["apart"],
        tuple(head["doubt"]),
    )


@cache
def gap_model() -> GapModel | None:
    """Return the shipped model, read once; None when it is missing or damaged."""
    try:
        return unpack(files("rejection_tui.content").joinpath("model", FILE).read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None
