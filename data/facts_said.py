"""Learns how sure it is that a letter says something at all, and shows on writers left out what a draft can take up.

The numbers are log-odds of judges that had not seen the writer; a letter is right when its labels say so anywhere.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import corpus
from data.facts_examples import FACTS
from rejection_tui.reading.said import CONDITIONS, FILE, numbers_of

OUT: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model" / FILE
C: Final = 0.03
FOLDS: Final = 5
FEW: Final = 8  # letters that say it, below which nothing is learned and it is never sure
SHOWN: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
#: A letter: its writer, its id, the log-odds of each fact, and whether its labels have it, by `FACTS`.
Judged = tuple[str, str, Any, Any]


def write(letters: Sequence[Judged]) -> None:
    """Write the model learned from all letters, and print what is left of it on writers left out."""
    numbers, labels = _numbers(letters), _labels(letters)
    found = {name: [round(float(one), 3) for one in _fit(numbers, labels[name])] for name in CONDITIONS}
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")


def show(letters: Sequence[Judged]) -> None:
    """Print by condition how many letters say it, and P and R at each share, on writers left out."""
    numbers, labels = _numbers(letters), _labels(letters)
    writers = sorted({writer for writer, *_ in letters})
    print(
        "\nwhat a letter says at all (writers left out)" + "".join(f"   >= {least:.1f}: n    P    R" for least in SHOWN)
    )
    for name in CONDITIONS:
        shares = np.zeros(len(letters))
        for fold in range(FOLDS):
            left_out = set(writers[fold::FOLDS])
            rest = np.array([writer in left_out for writer, *_ in letters])
            bias, *weights = _fit(numbers[~rest], labels[name][~rest])
            shares[rest] = 1 / (1 + np.exp(-(numbers[rest] @ np.array(weights) + bias)))
        print(f"{name:24} {int(labels[name].sum()):5}             " + "".join(_row(shares, labels[name])))


def _row(shares: Any, told: Any) -> list[str]:
    cells = []
    for least in SHOWN:
        kept = shares >= least
        right = (kept & told).sum()
        cells.append(f"       {int(kept.sum()):5} {right / max(1, kept.sum()):.2f} {right / max(1, told.sum()):.2f}")
    return cells


def _numbers(letters: Sequence[Judged]) -> Any:
    return np.array([numbers_of(odds) for _, _, odds, _ in letters])


def _labels(letters: Sequence[Judged]) -> dict[str, Any]:
    table = np.array([said for *_, said in letters]) > 0
    found = {
        name: np.any(table[:, [FACTS.index(one) for one in outputs]], axis=1) for name, outputs in CONDITIONS.items()
    }
    places = {letter: at for at, (_, letter, _, _) in enumerate(letters)}
    for (letter, condition), says in corpus.reviewed_said().items():
        if says and letter in places:
            found[condition][places[letter]] = True
    return found


def _fit(numbers: Any, told: Any) -> Any:
    """Return the bias and the weights of one condition over the numbers as they are."""
    if told.sum() < FEW:
        return np.array([-9.0, *np.zeros(numbers.shape[1])])
    middle, width = numbers.mean(0), numbers.std(0) + 1e-6
    model = LogisticRegression(C=C, max_iter=500).fit((numbers - middle) / width, told)
    weights = model.coef_[0] / width
    return np.array([model.intercept_[0] - (weights * middle).sum(), *weights])
