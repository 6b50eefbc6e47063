"""Chooses among candidates with learned weights: the likeliest value, or none.

The weights of a field make a softmax over its candidates and "empty"; `data/fields.py` learns them.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.reading.candidates import Candidate, Features

_MODEL = "model/fields.json"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The likeliest candidate and its probability (0..1)."""

    candidate: Candidate
    chance: float


@cache
def weights() -> Mapping[str, Any]:
    """Return the learned weights by field."""
    table: dict[str, Any] = json.loads(read(_MODEL))
    return table


def score(features: Features, learned: Mapping[str, float]) -> float:
    """Return the sum of the weighted features."""
    return sum(value * learned[name] for name, value in features.items() if name in learned)


def no_candidate(features: Features) -> tuple[Features, Features]:
    """Return the features of the two ways no candidate is right: nothing is stated, or it was not found."""
    return (
        {f"none|{name}": value for name, value in features.items()},
        {f"lost|{name}": value for name, value in features.items()},
    )


def chances(found: Sequence[Candidate], empty: Features, learned: Mapping[str, float]) -> list[float]:
    """Return the probability of each candidate, then that nothing is stated, then that it is not among them."""
    scores = [score(candidate.features, learned) for candidate in found]
    scores += [score(features, learned) for features in no_candidate(empty)]
    top = max(scores)
    shares = [math.exp(max(-60.0, value - top)) for value in scores]
    total = sum(shares)
    return [share / total for share in shares]


_LOOKED_AT = 4  # of the likeliest candidates the surest is chosen


def sureness(found: Sequence[Candidate], shares: Sequence[float]) -> list[tuple[int, Features]]:
    """Return the places of the likeliest candidates, each with what says whether it is right.

    `shares` are those of `chances`. The softmax splits a name's probability among its variants ("Acme", "Acme Foods"),
    so a candidate is judged together with the names it is part of and those it holds.
    """
    *of_each, none, lost = shares
    order = sorted(range(len(found)), key=lambda index: -of_each[index])
    result = []
    for place in order[:_LOOKED_AT]:
        key, own = f" {found[place].key} ", of_each[place]
        longer = shorter = rival = 0.0
        for index in order:
            share, other = of_each[index], f" {found[index].key} "
            if index == place or share < 0.005:
                continue
            if key in other:
                longer += share
            elif other in key:
                shorter += share
            else:
                rival = max(rival, share)
        features = {"": 1.0, "own": _logit(own), "kin": _logit(own + longer + shorter), "none": _logit(none)}
        features |= {"lost": _logit(lost), "longer": longer, "shorter": shorter, "rival": rival}
        features["best"] = float(place == order[0])
        result.append((place, features))
    return result


def _logit(chance: float) -> float:
    clipped = min(0.995, max(0.005, chance))
    return math.log(clipped / (1 - clipped))


def choose(
    found: Sequence[Candidate], empty: Features, field: str, table: Mapping[str, Any] | None = None
) -> Chosen | None:
    """Return the surest candidate of a field; None when leaving it empty is expected to be better.

    A right value counts 1, a wrong one costs the field's `loss`, an empty one counts 1 where nothing is stated, else 0.
    """
    learned = (table or weights())[field]
    if not found:
        return None
    shares = chances(found, empty, learned["weights"])
    seen = [(likelihood(features, learned["sure"]), place) for place, features in sureness(found, shares)]
    chance, best = max(seen, key=lambda entry: entry[0])
    if chance - learned["loss"] * (1 - chance) <= shares[-2]:
        return None
    return Chosen(found[best], chance)


def likelihood(features: Features, learned: Mapping[str, float]) -> float:
    """Return the probability (0..1) of a yes."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, score(features, learned)))))


def likeliest(features: Features, learned: Mapping[str, Mapping[str, float]]) -> tuple[str, float]:
    """Return the likeliest of several kinds, each with weights of its own, and its probability (0..1)."""
    scores = {name: score(features, own) for name, own in learned.items()}
    top = max(scores.values())
    shares = {name: math.exp(max(-60.0, value - top)) for name, value in scores.items()}
    best = max(shares, key=lambda name: shares[name])
    return best, shares[best] / sum(shares.values())
