"""Learns the weights of a softmax over candidates and "empty", in which several candidates may be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import scipy.optimize
import scipy.sparse

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of one letter, the last being "empty", and which of them are right."""

    options: list[Features]
    right: list[bool]
    weight: float = 1.0


def fit(choices: Sequence[Choice], penalty: float = 1.0, least: int = 4) -> dict[str, float]:
    """Return the weights that make the right options likeliest; a feature seen fewer than `least` times is left out."""
    seen: dict[str, int] = {}
    for choice in choices:
        for name in {name for option in choice.options for name, value in option.items() if value}:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(name for name, count in seen.items() if count >= least)
    index = {name: place for place, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    data: list[float] = []
    starts, right = [0], list[bool]()
    for choice in choices:
        for option, is_right in zip(choice.options, choice.right, strict=True):
            for name, value in option.items():
                if value and name in index:
                    rows.append(len(right))
                    columns.append(index[name])
                    data.append(value)
            right.append(is_right)
        starts.append(len(right))
    matrix = scipy.sparse.csr_matrix((data, (rows, columns)), shape=(len(right), len(names)))
    good = numpy.array(right, dtype=bool)
    begin = numpy.array(starts[:-1])
    sizes = numpy.diff(starts)
    weight = numpy.array([choice.weight for choice in choices])
    spread: Any = numpy.repeat(numpy.arange(len(choices)), sizes)
    transposed = matrix.T.tocsr()

    def loss(theta: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        scores = matrix @ theta
        scores -= numpy.maximum.reduceat(scores, begin)[spread]
        shares = numpy.exp(scores)
        both = numpy.add.reduceat(shares, begin)
        hits = numpy.add.reduceat(numpy.where(good, shares, 0.0), begin) + 1e-12
        value = -float(weight @ numpy.log(hits / both)) + 0.5 * penalty * float(theta @ theta)
        slope = weight[spread] * (shares / both[spread] - numpy.where(good, shares, 0.0) / hits[spread])
        return value, transposed @ slope + penalty * theta

    found = scipy.optimize.minimize(
        loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-7}
    )
    return {name: round(float(value), 4) for name, value in zip(names, found.x, strict=True) if abs(value) > 0.01}
