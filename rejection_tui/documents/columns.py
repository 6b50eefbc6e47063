"""The order in which the pieces of a page are read: columns one after the other, rows of labels with what they name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from rejection_tui.documents.dates import is_dates
from rejection_tui.documents.segments import Segment

_FEWEST: Final = 3  # lines on either side that make columns
_MOST_CUTS: Final = 12  # of a page into columns and what is above and below them
_INDENTED: Final = 20.0  # points by which lines of a column begin further in than its first
_MOST_PIECES: Final = 3000  # of a page that has columns
_BLOCK: Final = 1.35  # of the usual distance of lines: from there on a new block begins
_LARGER: Final = 1.15  # than the lines beside
_LEADING: Final = 1.5  # of the height: lines of one block lie no further apart
_FEW_LABELS: Final = 4
_ATTACHED: Final = 0.75  # of the blocks of labels that begin beside a block of the other side


@dataclass(frozen=True, slots=True)
class Column:
    """Pieces that are read one after the other, and how far their lines reach to the right."""

    segments: tuple[Segment, ...]
    edge: float


@dataclass(frozen=True, slots=True)
class _Cut:
    above: list[Segment]
    left: list[Segment]
    right: list[Segment]
    below: list[Segment]

    @property
    def score(self) -> int:
        return len(self.left) + len(self.right)


def columns(found: Sequence[Segment], watch: Callable[[], None], cuts: int = _MOST_CUTS) -> list[Column]:
    """Return the columns of a page in the order of reading; `watch` is called often and may end it."""
    cut = _best_cut(found, watch) if cuts > 0 and len(found) <= _MOST_PIECES else None
    if cut is None:
        return [_column(found)] if found else []
    above, below = columns(cut.above, watch, cuts - 3), columns(cut.below, watch, cuts - 3)
    if _names(cut.left, cut.right):
        inner = [_labelled(cut.left, cut.right, before=True)]
    elif _names(cut.right, cut.left):
        inner = [_labelled(cut.right, cut.left, before=False)]
    else:
        inner = [*columns(cut.left, watch, cuts - 3), *columns(cut.right, watch, cuts - 3)]
    return [*above, *inner, *below]


def _column(found: Sequence[Segment]) -> Column:
    return Column(tuple(found), max(one.x1 for one in found))


def _labelled(labels: list[Segment], others: list[Segment], before: bool) -> Column:
    """Return one column in which each block of labels stands at the line it begins beside."""
    usual = _usual(others)
    blocks = [[replace(one, label=not _heads(one, usual)) for one in block] for block in _blocks(labels)]
    order: list[Segment] = []
    for one in others:
        beside = [block for block in blocks if block[0].y >= one.y - 2]
        blocks = blocks[len(beside) :]
        names = [label for block in beside for label in block]
        order += [*names, one] if before else [one, *names]
    rest = [label for block in blocks for label in block]
    return Column((*order, *rest), max(one.x1 for one in others))


def _blocks(lines: list[Segment]) -> list[list[Segment]]:
    """Return lines in blocks, which a wider distance than usual parts."""
    distances = sorted(one.y - two.y for one, two in pairwise(lines) if one.y - two.y > 1)
    usual = min((d for d in distances if d > 0.8 * lines[0].size), default=0.0)
    usual = min(usual, _LEADING * lines[0].size)
    blocks: list[list[Segment]] = []
    for one in lines:
        last = blocks[-1][-1] if blocks else None
        alike = last is not None and last.bold == one.bold and abs(last.size - one.size) < 0.1 * one.size
        if last is not None and alike and last.y - one.y <= usual * _BLOCK:
            blocks[-1].append(one)
        else:
            blocks.append([one])
    return blocks


def _names(labels: list[Segment], others: list[Segment]) -> bool:
    """True when blocks on one side begin beside blocks of the other, as dates and headings beside what they name."""
    blocks = _blocks(labels)
    usual = _usual(others)
    plain = [block for block in blocks if not _heads(block[0], usual) and not block[0].bold]
    dates = [block for block in blocks if is_dates(" ".join(one.text for one in block))]
    dated = len(dates) > 1 or (bool(dates) and len(labels) <= _FEW_LABELS)
    blocks = dates if dated else plain if len(plain) > 1 else blocks
    starts = [block[0].y for block in _blocks(others)]
    if (len(blocks) < 2 and not dated) or len(labels) > len(others) or any(one.mark for one in labels):
        return False
    beside = sum(any(abs(block[0].y - y) <= 2 for y in starts) for block in blocks)
    return beside >= _ATTACHED * len(blocks)


def _usual(lines: list[Segment]) -> float:
    return sorted(one.size for one in lines)[len(lines) // 2]


def _heads(one: Segment, usual: float) -> bool:
    """True for a heading over all columns, which stands in one of them by chance."""
    return one.size > usual * _LARGER


def _best_cut(found: Sequence[Segment], watch: Callable[[], None]) -> _Cut | None:
    """Return the cut into two columns that takes in most, None where the lines are of one column."""
    lefts = sorted({round(one.x0) for one in found})
    best: _Cut | None = None
    for x in lefts:
        watch()
        if sum(x - 1 <= one.x0 <= x + _INDENTED for one in found) < 2:
            continue
        for cut in _cuts_at(found, x - 0.6):
            if best is None or cut.score > best.score:
                best = cut
    return best


def _cuts_at(found: Sequence[Segment], x: float) -> list[_Cut]:
    """Return the cuts at `x`, each between two lines that cross it."""
    cuts: list[_Cut] = []
    start = 0
    crossing = [at for at, one in enumerate(found) if one.x0 < x < one.x1 - 0.5]
    for end in (*crossing, len(found)):
        inside = found[start:end]
        left = [one for one in inside if one.x1 <= x + 0.5]
        right = [one for one in inside if one.x0 >= x]
        if min(_lines(left), _lines(right)) >= _FEWEST:
            cuts.append(_Cut(list(found[:start]), left, right, list(found[end:])))
        start = end + 1
    return cuts


def _lines(found: list[Segment]) -> int:
    return len({round(one.y) for one in found})
