"""The learned weights, and how a letter is scored with them: sums of whole numbers, in the standard library alone.

`python -m data.train` writes the files of `content/model/`. A table holds for each feature number its weight for each
kind as a whole number from -127 to 127, and the square of its importance. Trees judge last.
"""

import json
import math
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

_NUMBER = "I"  # the type code of a feature number, of 4 bytes
_HEAD: Final = 16  # bytes of the length of the JSON head of a table


@dataclass(frozen=True, slots=True)
class Table:
    """Weights of features by kind. `rows` gives the row of a feature number, `squares` its importance squared."""

    kinds: tuple[str, ...]
    rows: Mapping[int, int]
    weights: tuple[Sequence[int], ...]
    scales: tuple[float, ...]
    intercepts: tuple[float, ...]
    squares: Sequence[int]
    square_scale: float

    def scores(self, features: Collection[int]) -> list[float]:
        """Return the score of these features for each kind; 0 lies between yes and no."""
        found = [row for row in map(self.rows.get, features) if row is not None]
        length = math.sqrt(self.square_scale * sum(map(self.squares.__getitem__, found))) or 1.0
        return [
            intercept + scale * sum(map(column.__getitem__, found)) / length
            for column, scale, intercept in zip(self.weights, self.scales, self.intercepts, strict=True)
        ]


def pack(head: Mapping[str, Any], numbers: Sequence[int], columns: Sequence[Sequence[int]], squares: bytes) -> bytes:
    """Return a table as the bytes of a file: the length of the head, the head, numbers, weights, squares."""
    text = json.dumps(head, sort_keys=True).encode()
    parts = [array(_NUMBER, numbers).tobytes(), *(array("b", column).tobytes() for column in columns), squares]
    return b"".join([str(len(text)).encode().rjust(_HEAD), text, *parts])


def unpack(data: bytes) -> Table:
    """Return the table in the bytes of a file."""
    start = _HEAD + int(data[:_HEAD])
    head = json.loads(data[_HEAD:start])
    count, kinds = head["rows"], head["kinds"]
    numbers = array(_NUMBER, data[start : start + 4 * count])
    start += 4 * count
    columns = tuple(array("b", data[start + k * count : start + (k + 1) * count]) for k in range(len(kinds)))
    squares = array("B", data[start + len(kinds) * count : start + (len(kinds) + 1) * count])
    rows = dict(zip(numbers, range(count), strict=True))
    return Table(
        tuple(kinds), rows, columns, tuple(head["scales"]), tuple(head["intercepts"]), squares, head["square_scale"]
    )


@dataclass(frozen=True, slots=True)
class Trees:
    """Small decision trees whose leaves add up to the log-odds of a rejection.

    A tree is a tuple of nodes; a node is (input, limit, left, right), or a leaf (-1, value, 0, 0).
    """

    start: float
    trees: tuple[tuple[tuple[int, float, int, int], ...], ...]

    def score(self, inputs: Sequence[float]) -> float:
        """Return the log-odds."""
        total = self.start
        for tree in self.trees:
            at, limit, left, right = tree[0]
            while at >= 0:
                at, limit, left, right = tree[left if inputs[at] <= limit else right]
            total += limit
        return total


@dataclass(frozen=True, slots=True)
class Judge:
    """What comes after the tables: the trees for a rejection, weights for the kinds, and the limits.

    `kinds` gives for each kind its weights of the inputs and at last an intercept; `sure` and `ask` are log-odds.
    """

    trees: Trees
    kinds: Mapping[str, tuple[float, ...]]
    sure: float
    ask: float


@dataclass(frozen=True, slots=True)
class Model:
    """The weights for whole letters, for single sentences, and the judge of both."""

    letters: Table
    sentences: Table
    judge: Judge


def judge_of(data: Mapping[str, Any]) -> Judge:
    """Return the judge that a JSON object describes."""
    trees = tuple(tuple((int(n[0]), float(n[1]), int(n[2]), int(n[3])) for n in tree) for tree in data["trees"])
    kinds = {kind: tuple(weights) for kind, weights in data["kinds"].items()}
    return Judge(Trees(data["start"], trees), kinds, data["sure"], data["ask"])


@cache
def model() -> Model:
    """Return the shipped weights; read once."""
    folder = files("rejection_tui.content").joinpath("model")
    judge = judge_of(json.loads(folder.joinpath("judge.json").read_text(encoding="utf-8")))
    letters, sentences = (unpack(folder.joinpath(f"{name}.bin").read_bytes()) for name in ("letters", "sentences"))
    return Model(letters, sentences, judge)
