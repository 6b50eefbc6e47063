"""Tells how sure a fact is: the share of such facts that were right on letters of writers never learned from.

A small model a type weighs how clearly the letter and the sentence say it, and where. Its score is looked up in a table
of what was right at such scores (`sure.json`, made by `data/facts_sure.py`).
"""

import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Final

from rejection_tui.domain.facts import About, Fact, FactType
from rejection_tui.reading.fact_concepts import ideas_of
from rejection_tui.reading.fact_judged import Judged, quote_score
from rejection_tui.reading.fact_model import HIGH, LOW
from rejection_tui.reading.fact_values import names_job, names_person
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.tokens import words_of

FILE: Final = "sure.json"
#: How sure a fact is at most when its value is not what the type is of: no person's name, no job, no question.
DOUBTFUL: Final = 0.2
_WORDS: Final = 60  # words of a sentence that are looked at
#: Ideas of a sentence that say how it is meant.
_MEANT: Final = ("your", "we", "i", "if", "wouldyou", "please", "notneg", "permission", "invite", "link", "duration")
_JANUARY: Final = re.compile(r"\b(?:jan|janv|ene|gen|oca|0?1[./]|20\d\d-01)")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact was found: the model's column, the sentence, and which best one of the letter it is (from 0)."""

    column: int
    at: int
    rank: int


def sure_numbers(found: Judged, place: Place, fact: Fact, shares: tuple[float, float]) -> tuple[float, ...]:
    """Return the numbers of a found fact that tell how sure it is; `shares`: of what a question asks for, and nothing.

    Scores are log-odds over three, flags 0 or 1.
    """
    outputs = found.model.outputs[: found.model.facts]
    kind = fact.type.value
    rivals = [at for at, name in enumerate(outputs) if name.split(".")[0] == kind and at != place.column]
    own = found.scores[place.at]
    others = [scores[place.column] for at, scores in enumerate(found.scores) if at != place.at]
    score = _held(own[place.column])
    unit = found.units[place.at]
    count = len(found.units)
    return (
        _held(found.said[outputs[place.column]]),
        score,
        _held(quote_score(found, place.at, place.column, fact.quote)),
        score - _held(max(others, default=-9.0)),
        _held(max((found.said[outputs[at]] for at in rivals), default=-9.0)),
        score - _held(max((own[at] for at in rivals), default=-9.0)),
        float(place.rank > 0),
        *(float(unit.place == name) for name in ("subject", "first", "last")),
        place.at / count,
        math.log(count),
        math.log(1 + len(fact.quote.split())),
        float(len(fact.quote) >= unit.end - unit.start - 2),
        *_meant(found, place.at),
        float(found.language == "en"),
        float(bool(fact.value)),
        _plausible(fact, found.language),
        *shares,
    )


def _held(score: float) -> float:
    return max(LOW, min(HIGH, score)) / 3


def _meant(found: Judged, at: int) -> list[float]:
    """Return flags of a sentence: a question mark, a digit, and the ideas of `_MEANT`."""
    folded = found.units[at].folded[:1000]
    words = words_of(folded)[:_WORDS]
    ideas = ideas_of(found.language)
    named = {idea for place in range(len(words)) for idea in ideas.of(words, place)}
    return [float("?" in folded), float("0" in words), *(float(idea in named) for idea in _MEANT)]


def _plausible(fact: Fact, language: str) -> float:
    if fact.type is FactType.PERSON:
        return float(names_person(fact.value, language))
    if fact.type is FactType.OTHER_ROLE:
        return float(names_job(fact.value))
    # A bare year is read as its January, which nobody may say.
    return float(not fact.value.endswith("-01") or bool(_JANUARY.search(fold_text(fact.quote))))


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of a type are weighed, what each output adds, and the table: scores, and the share from there."""

    weights: tuple[float, ...]
    bias: Mapping[str, float]
    steps: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]]

    def score(self, output: str, numbers: Sequence[float]) -> float:
        """Return the log-odds that a fact is right."""
        return sum(map(mul, self.weights, numbers), self.bias.get(output, self.bias[""]))

    def of(self, output: str, numbers: Sequence[float]) -> float:
        """Return the share of such facts that were right."""
        scores, shares = self.steps.get(output) or self.steps[""]
        return shares[bisect_right(scores, self.score(output, numbers))]


@dataclass(frozen=True, slots=True)
class Sureness:
    """The scale of each type that is learned, and the share of right ones of each type that is read by rule."""

    scales: Mapping[str, Scale]
    rules: Mapping[str, float]

    def of(self, output: str, numbers: Sequence[float], fact: Fact) -> float:
        """Return how sure a fact of this output is."""
        scale = self.scales.get(fact.type.value)
        share = scale.of(output, numbers) if scale else 0.0
        doubtful = fact.about == About.NONE or not numbers[PLAUSIBLE]
        return min(share, DOUBTFUL) if doubtful else share

    def by_rule(self, kind: FactType) -> float:
        """Return how sure a fact is that is read by rule."""
        return self.rules.get(kind.value, 0.0)


#: The place among the numbers that says whether the value is what the type is of.
PLAUSIBLE: Final = -3


@cache
def sureness() -> Sureness:
    """Return what was measured for the shipped model, loaded once; OSError when it is not there."""
    return sureness_of(files("rejection_tui.content").joinpath("model", FILE).read_text(encoding="utf-8"))


def sureness_of(text: str) -> Sureness:
    """Return the tables of a file of `data/facts_sure.py`."""
    table = json.loads(text)
    scales = {
        kind: Scale(
            tuple(entry["weights"]),
            entry["bias"],
            {name: (tuple(one[0]), tuple(one[1])) for name, one in entry["steps"].items()},
        )
        for kind, entry in table["types"].items()
    }
    return Sureness(scales, table["rules"])
