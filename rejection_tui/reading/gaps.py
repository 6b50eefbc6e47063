"""Finds the gaps that an answer names: of which kind each is, and the clauses that say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.feedback import Gap
from rejection_tui.reading.gap_features import Pieces
from rejection_tui.reading.gap_model import GAPS, GapModel, Scored, numbers_of

_MOST: Final = 6  # gaps of one answer
_SENTENCE: Final = 0.5  # what the whole sentence counts beside each of its clauses, in which gap they name


@dataclass(frozen=True, slots=True)
class FoundGap:
    """A gap and the place of the words that name it in the text the pieces were cut from; `sure` is 0..1."""

    gap: Gap
    start: int
    end: int
    sentence: int
    sure: float


def found_gaps(model: GapModel, pieces: Pieces, at_least_one: bool) -> list[FoundGap]:
    """Return the gaps of an answer in its order; `at_least_one`: the likeliest, when none is likely enough."""
    if not pieces.clauses:
        return []
    clauses = [model.score(piece.features) for piece in pieces.clauses]
    sentences = [model.score(piece.features) for piece in pieces.sentences]
    likely = [model.judged(numbers) for numbers in numbers_of(pieces, clauses, sentences)]
    return chosen(pieces, clauses, sentences, likely, model.least, model.apart, at_least_one)


def chosen(
    pieces: Pieces,
    clauses: Sequence[Scored],
    sentences: Sequence[Scored],
    likely: Sequence[float],
    least: float,
    apart: float,
    at_least_one: bool,
) -> list[FoundGap]:
    """Return the gaps named by the clauses that are likely to (from the share `least` on).

    Clauses that follow each other in a sentence are one, unless each is surer of another gap by `apart`.
    """
    taken = [share >= least for share in likely]
    if at_least_one and not any(taken):
        taken[max(range(len(likely)), key=likely.__getitem__)] = True
    found: list[FoundGap] = []
    for first, last in _runs(pieces, clauses, taken, apart):
        gap = _joined(pieces, clauses, sentences, likely, first, last)
        before = found[-1] if found else None
        if before and before.gap is gap.gap and gap.sentence - before.sentence == 1 and _same_line(pieces, before, gap):
            found[-1] = max(before, gap, key=lambda one: one.sure)
        else:
            found.append(gap)
    best = sorted(found, key=lambda one: -one.sure)[:_MOST]
    return [gap for gap in found if gap in best]


def _runs(pieces: Pieces, clauses: Sequence[Scored], taken: Sequence[bool], apart: float) -> list[tuple[int, int]]:
    """Return the first and last place of clauses in a row that are taken, each run within a sentence."""
    runs: list[tuple[int, int]] = []
    for at, is_taken in enumerate(taken):
        if not is_taken:
            continue
        same = runs and runs[-1][1] == at - 1 and pieces.clauses[at - 1].sentence == pieces.clauses[at].sentence
        if same and _distance(clauses[at - 1].which, clauses[at].which) < apart:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def _distance(one: Sequence[float], other: Sequence[float]) -> float:
    """Return by how much, in log-probability, the less sure of two clauses is for its own gap and not the other's."""
    first, second = (max(range(len(GAPS)), key=which.__getitem__) for which in (one, other))
    return min(one[first] - one[second], other[second] - other[first])


def _joined(
    pieces: Pieces,
    clauses: Sequence[Scored],
    sentences: Sequence[Scored],
    likely: Sequence[float],
    first: int,
    last: int,
) -> FoundGap:
    """Return the gap of a run of clauses: that which they and their sentence make likeliest together."""
    sentence = pieces.clauses[first].sentence
    rows = [one.which for one in clauses[first : last + 1]]
    whole = sentences[sentence].which
    which = [sum(column) + _SENTENCE * share for *column, share in zip(*rows, whole, strict=True)]
    gap = GAPS[max(range(len(GAPS)), key=which.__getitem__)]
    return FoundGap(gap, pieces.clauses[first].start, pieces.clauses[last].end, sentence, max(likely[first : last + 1]))


def _same_line(pieces: Pieces, one: FoundGap, other: FoundGap) -> bool:
    """Return whether two gaps in sentences that follow each other stand in one paragraph: no line ends between them."""
    return pieces.line_of(one.start) == pieces.line_of(other.start)
