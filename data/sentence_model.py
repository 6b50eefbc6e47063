"""Trains the multilabel linear models of sentences and letters: one matrix of weights for all outputs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize

Matrix = Any  # numpy and scipy arrays: float32, a row an example, a column an output or feature


@dataclass(frozen=True)
class Linear:
    """Weights (feature, output) and bias (output) over a vocabulary of feature names."""

    names: Mapping[str, int]
    weights: Matrix
    bias: Matrix

    def scores(self, rows: Sequence[Iterable[str]], by_length: bool = False) -> Matrix:
        """Return the log-odds of every output for each row of features."""
        return design(rows, self.names, by_length) @ self.weights + self.bias


def vocabulary(rows: Sequence[Iterable[str]], at_least: int) -> dict[str, int]:
    """Return the column of each feature that stands in this many rows or more, in the order of the names."""
    counts = Counter(name for row in rows for name in row)
    return {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= at_least))}


def design(rows: Sequence[Iterable[str]], names: Mapping[str, int], by_length: bool = False) -> Matrix:
    """Return the sparse matrix of ones; `by_length`: each row divided by the root of its number of known features."""
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns.extend(sorted(names[name] for name in row if name in names))
        ends.append(len(columns))
    matrix = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), len(names)))
    if not by_length:
        return matrix
    return sparse.diags((1 / np.sqrt(np.maximum(1, np.diff(ends)))).astype(np.float32)) @ matrix


def fit(
    rows: Sequence[Iterable[str]],
    targets: Matrix,
    sure: Matrix,
    strength: float,
    at_least: int = 2,
    by_length: bool = False,
    steps: int = 40,
) -> Linear:
    """Return a logistic model for each column of `targets` (0 or 1).

    `sure`: how much each cell counts (0: it says nothing); `strength`: of the L2 penalty.
    """
    names = vocabulary(rows, at_least)
    matrix = design(rows, names, by_length)
    turned = matrix.T.tocsr()
    wide, high = len(names), targets.shape[1]

    def cost(flat: Matrix) -> tuple[float, Matrix]:
        weights = flat[: wide * high].reshape(wide, high).astype(np.float32)
        scores = np.clip(matrix @ weights + flat[wide * high :], -30, 30)
        wrong = sure * (1 / (1 + np.exp(-scores)) - targets)
        loss = (sure * (np.logaddexp(0, scores) - targets * scores)).sum() + 0.5 * strength * (weights**2).sum()
        slope = turned @ wrong + strength * weights
        return float(loss), np.concatenate([slope.ravel(), wrong.sum(0)]).astype(np.float64)

    start = np.concatenate([np.zeros(wide * high), np.full(high, -3.0)])
    best = minimize(cost, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6}).x
    return Linear(names, best[: wide * high].reshape(wide, high).astype(np.float32), best[wide * high :])
