"""Finds what a question or request asks for: a time, an answer, a thing to send, or nothing that waits for the reader.

Learned from the words of each question (`data/facts/asks*.jsonl`), with the features of facts and whole words.
"""

import json
import math
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from rejection_tui.domain.facts import About
from rejection_tui.reading.fact_features import MAX_LENGTH, MAX_WORDS, Unit, features
from rejection_tui.reading.fact_model import OFFSET, Lanes
from rejection_tui.reading.folded import sentences
from rejection_tui.reading.tokens import words_of

FILE: Final = "asks.model"
#: What can be asked for, in the order of the model's weights; a survey is a fact of its own.
ABOUTS: Final = (About.COME_BACK, About.CALL, About.JOB, About.SEND, About.TELL, About.NONE)


@dataclass(frozen=True, slots=True)
class AskModel:
    """Quantised weights by feature, a lane for each of `ABOUTS`."""

    lanes: Lanes
    scale: tuple[float, ...]
    bias: tuple[float, ...]

    def shares(self, question: str, language: str) -> dict[About, float]:
        """Return how likely it is (0..1, together 1) that a question asks for each of `ABOUTS`."""
        known = self.lanes.weights(self.lanes.known(ask_features(question, language)))
        lanes = struct.unpack(f"<{len(ABOUTS)}I", sum(known).to_bytes(len(ABOUTS) * 4, "little"))
        parts = zip(lanes, self.scale, self.bias, strict=True)
        scores = [(lane - OFFSET * len(known)) * scale + bias for lane, scale, bias in parts]
        powers = [math.exp(score - max(scores)) for score in scores]
        return {about: power / sum(powers) for about, power in zip(ABOUTS, powers, strict=True)}


def ask_features(question: str, language: str) -> set[str]:
    """Return the names of what is in a question: those of a fact's sentence, without runs of three, and its words."""
    folded = sentences(question[:MAX_LENGTH]).replace("\n", " ")
    found = features(Unit(0, len(folded), folded, "body"), language)
    words = words_of(folded, language)[:MAX_WORDS]
    return {name for name in found if name.count(" ") < 2 and name.count("~") < 2} | {f"={word}" for word in words}


@cache
def ask_model() -> AskModel:
    """Return the shipped model, loaded once; OSError when it is not there."""
    return unpacked(files("rejection_tui.content").joinpath("model", FILE).read_bytes())


def unpacked(data: bytes) -> AskModel:
    """Return the model of a file of `fact_model.packed`: a head, then the names and the weights."""
    (size,) = struct.unpack_from("<I", data)
    head = json.loads(data[4 : 4 + size])
    body = zlib.decompress(data[4 + size :])
    names = body[: head["names"]].decode("utf-8").split("\n")
    return AskModel(Lanes(names, body[head["names"] :], len(ABOUTS)), tuple(head["scale"]), tuple(head["bias"]))
