"""Tells how sure it is that a letter says something at all, wherever it says it: what a draft may take up.

A draft does not quote; "thank you for telling me the reason" is true when the letter gives any. A small model a
condition weighs what the judges of all facts think of the letter (`said.json`, made by `data/facts_said.py`).
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Final

from rejection_tui.domain.facts import About, Fact, FactType, Said
from rejection_tui.reading.fact_judged import Judged, quote_of

FILE: Final = "said.json"
#: The conditions, each with the outputs of the model of facts that speak for it: the first that is strong is quoted.
CONDITIONS: Final[dict[str, tuple[str, ...]]] = {
    "reason.told": ("reason.skill", "reason.experience", "reason.technique", "reason.not_you"),
    "reason.skill": ("reason.skill",),
    "reason.experience": ("reason.experience",),
    "reason.technique": ("reason.technique",),
    "reason.not_you": ("reason.not_you",),
    "feedback.given": ("feedback_offered.given",),
    "feedback.call": ("feedback_offered.call",),
    "feedback.mail": ("feedback_offered.mail",),
    "feedback.link": ("feedback_offered.link",),
    "feedback.refused": ("feedback_refused",),
    "asks": ("asks",),
    "reapply": ("reapply",),
    "other_role": ("other_role",),
    "on_file": ("on_file",),
    "second": ("second",),
    "praise": ("praise",),
    "person": ("person",),
    "met.any": (
        *("met.interview", "met.panel", "met.phone", "met.video", "met.coffee", "met.test", "met.task", "met.trial"),
        *("met.assessment_day", "met.presentation", "met.visit"),
    ),
    "met.talk": ("met.phone", "met.video", "met.coffee"),
    "met.interview": ("met.interview", "met.panel"),
    "met.task": ("met.task", "met.presentation"),
    "met.test": ("met.test", "met.assessment_day"),
    "met.trial": ("met.trial",),
    "met.visit": ("met.visit",),
    "running": ("running",),
    "help": ("help",),
    "apology": ("apology",),
    "connect": ("connect",),
    "closed.any": ("closed.frozen", "closed.cancelled", "closed.filled", "closed.filled_internal"),
    "closed.frozen": ("closed.frozen",),
    "closed.cancelled": ("closed.cancelled",),
    "closed.filled": ("closed.filled",),
    "closed.filled_internal": ("closed.filled_internal",),
}
_LEAST: Final = 0.3  # a condition less sure than this is not worth keeping
_ASKED: Final = 0.55  # how sure it is what a question asks for, before a draft says so
_PLAIN: Final = 0.85  # how sure a fact is that counts whatever the letter as a whole makes of it
_HELD: Final = 12.0  # log-odds are held within this


@dataclass(frozen=True, slots=True)
class SaidModel:
    """The weights of each condition over `numbers_of`, and its bias."""

    weights: dict[str, tuple[float, ...]]
    biases: dict[str, float]

    def share(self, condition: str, numbers: Sequence[float]) -> float:
        """Return the share (0..1) of letters with such numbers that say it."""
        return 1 / (1 + math.exp(-(sum(map(mul, self.weights[condition], numbers)) + self.biases[condition])))


@cache
def said_model() -> SaidModel:
    """Return the shipped model."""
    data = json.loads(files("rejection_tui.content").joinpath("model", FILE).read_text(encoding="utf-8"))
    return SaidModel(
        {name: tuple(entry[1:]) for name, entry in data.items()}, {name: entry[0] for name, entry in data.items()}
    )


def numbers_of(odds: Sequence[float]) -> tuple[float, ...]:
    """Return the numbers a condition weighs: the log-odds of each fact, and the same without what speaks against it."""
    held = [max(-_HELD, min(_HELD, one)) for one in odds]
    return (*held, *(math.log1p(math.exp(one)) for one in held))


def said_of(found: Judged, facts: Sequence[Fact], model: SaidModel | None = None) -> tuple[Said, ...]:
    """Return what a judged letter says, with how sure that is and words that say it, the surest first.

    It is as sure as the letter as a whole makes it, or as the surest of the facts that say it in so many words.
    """
    if not found.units:
        return ()
    model = model or said_model()
    names = found.model.outputs[: found.model.facts]
    odds = [found.said[name] + found.model.judges[name].threshold for name in names]
    numbers = numbers_of(odds)
    told = []
    for condition, outputs in CONDITIONS.items():
        told_so = (fact.sure for fact in facts if fact.sure >= _PLAIN and _is_of(fact, outputs))
        share = max(model.share(condition, numbers), *told_so, 0.0)
        if share >= _LEAST:
            told.append(Said(_asked(condition, facts), round(share, 3), _words(found, outputs, facts)))
    return tuple(sorted(told, key=lambda one: -one.share))


def _asked(condition: str, facts: Sequence[Fact]) -> str:
    """Return the condition of a question with what it asks for, as far as that can be told."""
    if condition != "asks":
        return condition
    asked = next((fact for fact in sorted(facts, key=lambda f: -f.sure) if fact.type is FactType.ASKS), None)
    known = {About.COME_BACK: "asks.come_back", About.CALL: "asks.call", About.JOB: "asks.job"}
    sure = asked is not None and bool(asked.about) and asked.sure >= _ASKED
    return known.get(About(asked.about), "asks.other") if asked is not None and sure else "asks.other"


def _is_of(fact: Fact, outputs: Sequence[str]) -> bool:
    """Return whether a fact is of one of these outputs of the model."""
    return f"{fact.type}.{fact.value}" in outputs or fact.type.value in outputs


def _words(found: Judged, outputs: Sequence[str], facts: Sequence[Fact]) -> str:
    """Return the words of the fact that was read for one of these outputs, else those of the strongest sentence."""
    for fact in facts:
        if fact.quote and _is_of(fact, outputs):
            return fact.quote
    columns = [at for at, name in enumerate(found.model.outputs) if name in outputs]
    at, column = max(
        ((at, column) for at in range(len(found.units)) for column in columns),
        key=lambda place: found.scores[place[0]][place[1]],
    )
    return quote_of(found, at, column)
