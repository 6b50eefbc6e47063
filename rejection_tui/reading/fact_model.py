"""The learned weights of facts and stage: sentence scores by adding packed integers, then the judgement of a letter.

A feature's weights for all outputs are the 32-bit lanes of one Python integer, so that a sentence is scored for every
output by one addition a feature.
"""

import json
import math
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Final

from rejection_tui.domain.rejection import Stage

FILE: Final = "facts.model"
OFFSET: Final = 128  # added to each quantised weight, so that no lane is negative
LOW: Final = -9.0
HIGH: Final = 5.0  # scores of a sentence are held between LOW and HIGH
POOLED: Final = 8  # sentences, of the best, whose scores are pooled
_LANE: Final = 4  # bytes


@dataclass(frozen=True, slots=True)
class Judge:
    """The second step for one output: weights of the letter's numbers, and the threshold, in log-odds."""

    weights: tuple[float, ...]
    bias: float
    threshold: float


class Lanes:
    """The packed weights by feature; each is made an integer when it is first asked for, so that loading is quick."""

    def __init__(self, names: Sequence[str], weights: bytes, width: int) -> None:
        """`weights`: a byte (weight + `OFFSET`) an output, `width` outputs a name."""
        self._places = dict(zip(names, range(len(names)), strict=True))
        self._weights = weights
        self._width = width
        self._made: list[int] = [0] * len(names)

    def known(self, names: Iterable[str]) -> list[int]:
        """Return the places of those names that are known."""
        get = self._places.get
        return [at for at in map(get, names) if at is not None]

    def weights(self, places: Iterable[int]) -> list[int]:
        """Return the packed weights at these places."""
        made = self._made
        return [made[at] or self._make(at) for at in places]

    def _make(self, at: int) -> int:
        spread = bytearray(self._width * _LANE)
        spread[::_LANE] = self._weights[at * self._width : (at + 1) * self._width]
        self._made[at] = packed = int.from_bytes(spread, "little")
        return packed


@dataclass(frozen=True, slots=True, eq=False)
class FactModel:
    """`outputs`: names of facts ("met.phone") and then of stages; `lanes`: the packed weights by feature."""

    outputs: tuple[str, ...]
    facts: int  # how many of the outputs are facts, the others are stages
    lanes: "Lanes"  # each fact by sentence, then each output by letter
    scale: tuple[float, ...]  # of each lane
    bias: tuple[float, ...]
    judges: dict[str, Judge]

    def sentence(self, places: Iterable[int]) -> list[float]:
        """Return the score (log-odds) of each fact for a sentence with the known features at these places."""
        sums, _ = self._sums(places)
        parts = zip(sums[: self.facts], self.scale, self.bias, strict=False)
        return [value * scale + bias for value, scale, bias in parts]

    def letter(self, places: Iterable[int]) -> list[float]:
        """Return the score of each output for the known features of a whole letter."""
        sums, count = self._sums(places)
        root = math.sqrt(max(1, count))
        rest = slice(self.facts, None)
        parts = zip(sums[rest], self.scale[rest], self.bias[rest], strict=True)
        return [value * scale / root + bias for value, scale, bias in parts]

    def _sums(self, places: Iterable[int]) -> tuple[list[int], int]:
        """Return the sum of the quantised weights of each lane, and how many features are known."""
        known = self.lanes.weights(places)
        size = self.facts + len(self.outputs)
        shift = OFFSET * len(known)
        lanes = struct.unpack(f"<{size}I", sum(known).to_bytes(size * _LANE, "little"))
        return [lane - shift for lane in lanes], len(known)

    def judged(self, numbers: "Numbers") -> dict[str, float]:
        """Return the log-odds of every output for a letter, above (0 and more) or below its threshold."""
        found: dict[str, float] = {}
        for at, output in enumerate(self.outputs):
            judge = self.judges[output]
            found[output] = sum(map(mul, judge.weights, numbers.of(at)), judge.bias) - judge.threshold
        return found


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the second step weighs: `own` numbers of each output, and those that all outputs share."""

    own: tuple[tuple[float, ...], ...]
    shared: tuple[float, ...]

    def of(self, output: int) -> tuple[float, ...]:
        """Return the numbers for one output."""
        return self.own[output] + self.shared


def letter_numbers(scores: Sequence[Sequence[float]], whole: Sequence[float], cue: Stage, language: str) -> Numbers:
    """Return the numbers of a letter: by fact the best, second best and pooled score of a sentence and the score of the
    letter as a whole, by stage the last and whether
    cues tell it; shared by all are the best scores of the facts, the scores of the stages, the
    length, whether it is English, and the stage by cues.

    `scores`: a row of facts a sentence (at least one); `whole`: a score an output; `cue`: the stage by cues.
    """
    columns = [sorted(column) for column in zip(*scores, strict=True)]
    best = [_held(column[-1]) for column in columns]
    second = [_held(column[-2]) if len(column) > 1 else LOW for column in columns]
    pooled = [math.log(sum(map(math.exp, map(_held, column[-POOLED:])))) for column in columns]
    stages = whole[len(best) :]
    cues = [float(cue is stage) for stage in Stage]
    told = ((said, 0.0, 0.0, score) for said, score in zip(cues, stages, strict=True))
    own = [*zip(best, second, pooled, whole, strict=False), *told]
    return Numbers(tuple(own), (*best, *stages, math.log(len(scores)), float(language == "en"), *cues))


def _held(score: float) -> float:
    return LOW if score < LOW else HIGH if score > HIGH else score


@cache
def fact_model() -> FactModel:
    """Return the shipped model, loaded once; OSError when it is not there."""
    return unpacked(files("rejection_tui.content").joinpath("model", FILE).read_bytes())


def unpacked(data: bytes) -> FactModel:
    """Return the model of a file: the length of a JSON head (4 bytes), the head, then zlib of names and weights."""
    (size,) = struct.unpack_from("<I", data)
    head = json.loads(data[4 : 4 + size])
    body = zlib.decompress(data[4 + size :])
    names = body[: head["names"]].decode("utf-8").split("\n")
    lanes = Lanes(names, body[head["names"] :], head["facts"] + len(head["outputs"]))
    judges = {name: Judge(tuple(entry[0]), entry[1], entry[2]) for name, entry in head["judges"].items()}
    return FactModel(tuple(head["outputs"]), head["facts"], lanes, tuple(head["scale"]), tuple(head["bias"]), judges)


def packed(model_head: dict[str, object], names: Sequence[str], weights: bytes) -> bytes:
    """Return the bytes of a model file; `weights`: quantised weights + `OFFSET`, a row of outputs a name."""
    text = "\n".join(names).encode("utf-8")
    head = json.dumps({**model_head, "names": len(text)}, separators=(",", ":")).encode("utf-8")
    return struct.pack("<I", len(head)) + head + zlib.compress(text + weights, 9)
