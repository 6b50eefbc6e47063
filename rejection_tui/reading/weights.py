"""The learned weights, and how a letter is scored with them: sums of whole numbers, in the standard library alone.

`python -m data.train` writes the files of `content/model/`. A table holds for each feature number its weight for each
kind as a whole number from -127 to 127, and the square of its importance. Trees judge last.
"""

import json
import math
from array import array
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from struct import Struct
from typing import Any, Final

from rejection_tui.domain.errors import LetterError

_NUMBER = "I"  # the type code of a feature number, of 4 bytes
_HEAD: Final = 16  # bytes of the length of the JSON head of a table
_ZERO: Final = 128  # what stands for 0 in a weight's byte
_LANE: Final = 4  # bytes of a sum of weights: more than it needs, so that all are unpacked at once


class _Rows(dict[int, int]):
    """The rows of a table by feature number, each as one whole number in which every weight has a lane of its own.

    So one addition adds the weights of all kinds. A row is made when it is first asked for.
    """

    def __init__(self, places: Mapping[int, int], rows: bytes, width: int) -> None:
        super().__init__()
        self._places, self._rows, self._width = places, rows, width

    def __missing__(self, number: int) -> int:
        start = self._places[number] * self._width
        lanes = bytearray(self._width * _LANE)
        lanes[::_LANE] = self._rows[start : start + self._width]
        self[number] = row = int.from_bytes(lanes, "little")
        return row


class Table:
    """Weights of features by kind, and of each feature the square of its importance."""

    def __init__(self, head: Mapping[str, Any], numbers: Sequence[int], rows: bytes) -> None:
        self.kinds: tuple[str, ...] = tuple(head["kinds"])
        self.numbers: Mapping[int, int] = dict(zip(numbers, range(len(numbers)), strict=True))
        self._scales, self._intercepts = head["scales"], head["intercepts"]
        self._square_scale: float = head["square_scale"]
        self._known = frozenset(numbers)
        self._rows = _Rows(self.numbers, rows, len(self.kinds) + 1)
        self._lanes = Struct(f"<{len(self.kinds) + 1}I")

    def known(self, features: Set[int]) -> Set[int]:
        """Return those of the features that have weights."""
        return self._known & features

    def scores(self, features: Set[int]) -> list[float]:
        """Return the score of these features for each kind; 0 lies between yes and no."""
        known = self._known & features
        lanes = sum(map(self._rows.__getitem__, known)).to_bytes(self._lanes.size, "little")
        sums = self._lanes.unpack(lanes)
        length = math.sqrt(self._square_scale * sums[-1]) or 1.0
        zero = _ZERO * len(known)
        return [
            intercept + scale * (total - zero) / length
            for total, scale, intercept in zip(sums, self._scales, self._intercepts, strict=False)
        ]


def pack(head: Mapping[str, Any], numbers: Sequence[int], rows: Sequence[Sequence[int]]) -> bytes:
    """Return a table as the bytes of a file: the length of the head, the head, the feature numbers, the rows.

    A row holds the weights (-127 to 127) and at last the square (0 to 255), a byte each.
    """
    text = json.dumps(head, sort_keys=True).encode()
    packed = b"".join(bytes([*(weight + _ZERO for weight in row[:-1]), row[-1]]) for row in rows)
    return b"".join([str(len(text)).encode().rjust(_HEAD), text, array(_NUMBER, numbers).tobytes(), packed])


def unpack(data: bytes) -> Table:
    """Return the table in the bytes of a file; raise `ValueError` when they are not those of a whole table."""
    start = _HEAD + int(data[:_HEAD])
    head = json.loads(data[_HEAD:start])
    end = start + array(_NUMBER).itemsize * head["rows"]
    if len(data) != end + head["rows"] * (len(head["kinds"]) + 1):
        raise ValueError(f"a table of {head['rows']} rows does not have {len(data)} bytes")
    return Table(head, array(_NUMBER, data[start:end]), data[end:])


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
    """Return the shipped weights, read once; raise `LetterError` when they are damaged."""
    folder = files("rejection_tui.content").joinpath("model")
    try:
        judge = judge_of(json.loads(folder.joinpath("judge.json").read_text(encoding="utf-8")))
        letters, sentences = (unpack(folder.joinpath(f"{name}.bin").read_bytes()) for name in ("letters", "sentences"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LetterError("What was learned of letters is damaged: install rejtui again. Nothing was read.") from error
    return Model(letters, sentences, judge)
