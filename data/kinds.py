"""Learns what kind of mail a letter is, and measures it on writers that took no part: `python -m data.kinds`.

Two tables of weights are learned, for whole letters and for single sentences.
What they say of a letter (of each writer, tables that have not seen that writer), and how much it holds of which
concepts, are the inputs of small trees that judge last. See `rejection_tui/reading/weights.py` for the files written.
"""

import json
import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler, normalize

from data import corpus, counts
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.reading import weights as shipped
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.signals import inputs
from rejection_tui.reading.words import BUCKETS, Parts, features_of, take_apart, text_of

KINDS: Final = corpus.KINDS
#: The kinds that a single sentence can say.
SAID: Final = ("rejection", "on_hold", "confirmation", "interview", "assessment", "offer", "withdrawal")
MODEL: Final = Path(shipped.__file__).parents[1] / "content" / "model"
_FOLDS: Final = 8
#: Every so manieth letter is learned from without its head as well, so that a missing head says nothing by itself.
_BARE: Final = 3
_ROWS: Final = {"letters": 45_000, "sentences": 30_000}
_STRENGTH: Final = {"letters": 60.0, "sentences": 10.0}
#: How often of a hundred a letter called a rejection is one, on writers left out; the limit follows from it.
SURE_RIGHT: Final = 0.94
#: Of a thousand ordinary mails so many may be asked about.
ASKED: Final = 8
Matrix = Any  # a sparse matrix of scipy, which has no types


@dataclass(frozen=True, slots=True)
class Example:
    """A letter to learn from: `says` gives for each sentence the kind it says, "" for none; None where not marked."""

    writer: str
    fold: int
    kind: str
    parts: Parts
    says: tuple[str, ...] | None
    bare: bool = False  # the letter once more without subject and sender, as it is pasted; it is not measured


@dataclass(frozen=True, slots=True)
class Weights:
    """A learned table: the feature numbers, their importance, and weights by kind (kinds x numbers)."""

    kinds: tuple[str, ...]
    numbers: Any
    importance: Any
    weights: Any
    intercepts: Any

    def scores(self, matrix: Matrix) -> Any:
        """Return rows x kinds."""
        taken = normalize(matrix[:, self.numbers].multiply(self.importance).tocsr())
        return np.asarray(taken @ self.weights.T) + self.intercepts


def _line(text: str) -> str:
    return " ".join(text.split())


def says(row: corpus.Row, parts: Parts, text: str) -> tuple[str, ...] | None:
    """Return the kind each sentence of a labelled letter says; None when its sentences have not been marked."""
    kind = corpus.label(row)
    if kind not in SAID:
        return ("",) * len(parts.sentences)
    quotes = corpus.decisive().get(row["id"])
    if quotes is None:
        return None
    said = set(quotes)
    return tuple(kind if _line(text[s.start : s.end]) in said else "" for s in parts.sentences)


def examples() -> list[Example]:
    """Return all letters to learn from; a writer is in one fold, the public ordinary mail in all of them.

    What follows the last hyphen of a file's name is the writer: two files of one hand are left out together.
    """
    found: list[Example] = []
    sizes = [0] * _FOLDS
    folds: dict[str, int] = {}
    for writer, rows in sorted(corpus.letters().items(), key=lambda item: -len(item[1])):
        fold = folds.setdefault(writer.rpartition("-")[2], sizes.index(min(sizes)))
        sizes[fold] += len(rows)
        for at, row in enumerate(rows):
            letter = corpus.letter_of(row)
            found.append(_example(writer, fold, row, letter))
            if at % _BARE == 0:
                pasted = replace(letter, subject="", sender_name="", sender_email="", automatic=False)
                found.append(_example(writer, fold, row, pasted, bare=True))
    for number, name in enumerate(counts.SETS):
        for at, (kind, parts) in enumerate(counts.load(name)):
            marked = None if kind in SAID else ("",) * len(parts.sentences)
            fold = at % _FOLDS if name == "ordinary" else number
            found.append(Example(f"public {name}", fold, kind, parts, marked))
    return found


def _example(writer: str, fold: int, row: corpus.Row, letter: Letter, bare: bool = False) -> Example:
    parts = take_apart(letter)
    return Example(writer, fold, corpus.label(row), parts, says(row, parts, text_of(letter)), bare)


def matrix_of(features: Sequence[frozenset[int]]) -> Matrix:
    """Return a sparse matrix with a row for each set of feature numbers."""
    columns = np.fromiter((number for row in features for number in sorted(row)), dtype=np.int32)
    starts = np.cumsum([0, *map(len, features)])
    return csr_matrix((np.ones(len(columns), np.float32), columns, starts), shape=(len(features), BUCKETS))


def _regression(strength: float, **more: Any) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="liblinear", dual=True, random_state=0, **more)


def learn(matrix: Matrix, labels: Any, kinds: Sequence[str], name: str) -> Weights:
    """Learn one table: first with every feature seen twice, then with the strongest of them."""
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel()
    numbers = np.where(seen >= 2)[0]

    def scaled(numbers: Any) -> tuple[Any, Matrix]:
        importance = np.log((1 + matrix.shape[0]) / (1 + seen[numbers])) + 1
        return importance, normalize(matrix[:, numbers].multiply(importance).tocsr())

    importance, taken = scaled(numbers)
    if len(numbers) > _ROWS[name]:
        strongest = np.zeros(len(numbers))
        for kind in kinds[:2]:
            rough = _regression(_STRENGTH[name], max_iter=60, tol=1e-2).fit(taken, labels == kind)
            strongest = np.maximum(strongest, np.abs(rough.coef_[0]))
        kept = np.argsort(-strongest * np.sqrt(seen[numbers]), kind="stable")[: _ROWS[name]]
        numbers = np.sort(numbers[kept])
        importance, taken = scaled(numbers)
    fitted = [_regression(_STRENGTH[name], max_iter=300).fit(taken, labels == kind) for kind in kinds]
    weights = np.array([one.coef_[0] for one in fitted])
    return Weights(tuple(kinds), numbers, importance, weights, np.array([one.intercept_[0] for one in fitted]))


def tables(taken: Sequence[Example]) -> tuple[Weights, Weights]:
    """Learn the tables of whole letters and of single sentences from these letters and the single sentences."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        single = [(features_of(fold_text(row["text"]), row["lang"]), row["kind"]) for row in corpus.sentences()]
        whole = [(one.parts.features, one.kind) for one in taken]
        whole += [(features, kind if kind in KINDS else "other") for features, kind in single if kind != "filler"]
        letters = learn(matrix_of([f for f, _ in whole]), np.array([k for _, k in whole]), KINDS, "letters")
        said = [
            (sentence.features, kind)
            for one in taken
            if one.says is not None
            for sentence, kind in zip(one.parts.sentences, one.says, strict=True)
        ]
        said += [(features, kind if kind in SAID else "") for features, kind in single]
        sentences = learn(matrix_of([f for f, _ in said]), np.array([k for _, k in said]), SAID, "sentences")
    return letters, sentences


def signals(letters: Weights, sentences: Weights, taken: Sequence[Example]) -> Any:
    """Return letters x inputs of the last judgement."""
    whole = letters.scores(matrix_of([one.parts.features for one in taken]))
    single = sentences.scores(matrix_of([s.features for one in taken for s in one.parts.sentences]))
    rows: list[list[float]] = []
    at = 0
    for one, scores in zip(taken, whole, strict=True):
        count = len(one.parts.sentences)
        rows.append(inputs(one.parts, scores.tolist(), single[at : at + count].tolist()))
        at += count
    return np.array(rows)


def _trees() -> GradientBoostingClassifier:
    return GradientBoostingClassifier(
        n_estimators=400,
        learning_rate=0.035,
        max_depth=4,
        min_samples_leaf=20,
        subsample=0.7,
        max_features=0.15,
        random_state=0,
    )


def judged(rows: Any, labels: Any) -> tuple[GradientBoostingClassifier, StandardScaler, LogisticRegression]:
    """Learn the last judgement: trees for a rejection, and weights for the kinds."""
    scaler = StandardScaler().fit(rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kinds = LogisticRegression(C=0.05, max_iter=400).fit(scaler.transform(rows), labels)
    return _trees().fit(rows, labels == "rejection"), scaler, kinds


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Every letter judged by what had not seen its writer: log-odds of a rejection, and the likeliest kind."""

    taken: list[Example]
    odds: Any
    kinds: Any
    rows: Any


def _fold(taken: Sequence[Example], fold: int) -> tuple[list[int], Any]:
    learned = tables([one for one in taken if one.fold != fold])
    places = [at for at, one in enumerate(taken) if one.fold == fold]
    return places, signals(*learned, [taken[at] for at in places])


def _judged_fold(taken: Sequence[Example], rows: Any, fold: int) -> tuple[list[int], Any, Any]:
    labels = np.array([one.kind for one in taken])
    inside = np.array([one.fold == fold for one in taken])
    trees, scaler, kinds = judged(rows[~inside], labels[~inside])
    likeliest = kinds.predict(scaler.transform(rows[inside]))
    return np.where(inside)[0].tolist(), trees.decision_function(rows[inside]), likeliest


def left_out(taken: list[Example]) -> LeftOut:
    """Judge every letter without its writer."""
    with Parallel(n_jobs=2) as parallel:
        done = parallel(delayed(_fold)(taken, fold) for fold in range(_FOLDS))
        rows = np.zeros((len(taken), done[0][1].shape[1]))
        for places, values in done:
            rows[places] = values
        odds = np.zeros(len(taken))
        likeliest: Any = np.empty(len(taken), dtype=object)
        for places, values, names in parallel(delayed(_judged_fold)(taken, rows, fold) for fold in range(_FOLDS)):
            odds[places], likeliest[places] = values, names
    return LeftOut(taken, odds, likeliest, rows)


def limits(result: LeftOut) -> tuple[float, float]:
    """Return the log-odds from which a letter is called a rejection, and from which the user is asked."""
    own = np.array([not one.bare and not one.writer.startswith(("public", "ordinary")) for one in result.taken])
    is_rejection = np.array([one.kind == "rejection" for one in result.taken])
    order = np.argsort(-result.odds[own], kind="stable")
    right = np.cumsum(is_rejection[own][order]) / np.arange(1, own.sum() + 1)
    sure = float(result.odds[own][order][np.where(right >= SURE_RIGHT)[0][-1]])
    ordinary = np.sort(result.odds[[one.writer == "public ordinary" for one in result.taken]])[::-1]
    ask = float(ordinary[math.ceil(len(ordinary) * ASKED / 1000)])
    return sure, min(max(ask, -3.0), sure)


def _whole_numbers(weights: Weights) -> bytes:
    """Return a table as the bytes of its file."""
    columns, scales = [], []
    for column in weights.weights * weights.importance:
        scale = float(np.abs(column).max() / 127) or 1.0
        columns.append(np.rint(column / scale).astype(int))
        scales.append(scale)
    square_scale = float((weights.importance**2).max() / 255)
    columns.append(np.rint(weights.importance**2 / square_scale).astype(int))
    head = {
        "kinds": weights.kinds,
        "rows": len(weights.numbers),
        "scales": scales,
        "intercepts": weights.intercepts.tolist(),
        "square_scale": square_scale,
    }
    return shipped.pack(head, weights.numbers.tolist(), np.array(columns).T.tolist())


def _nodes(tree: Any, rate: float) -> Iterator[list[float]]:
    for at in range(tree.node_count):
        if tree.children_left[at] < 0:
            yield [-1, round(float(tree.value[at][0][0]) * rate, 5), 0, 0]
        else:
            limit = round(float(tree.threshold[at]), 5)
            yield [int(tree.feature[at]), limit, int(tree.children_left[at]), int(tree.children_right[at])]


def _judge_file(result: LeftOut) -> Mapping[str, Any]:
    labels = np.array([one.kind for one in result.taken])
    trees, scaler, kinds = judged(result.rows, labels)
    weights = kinds.coef_ / scaler.scale_
    intercepts = kinds.intercept_ - weights @ scaler.mean_
    nodes = [list(_nodes(one[0].tree_, trees.learning_rate)) for one in trees.estimators_]
    start = float(trees.decision_function(result.rows[:1])[0])
    start -= shipped.judge_of({"trees": nodes, "kinds": {}, "start": 0.0, "sure": 0, "ask": 0}).trees.score(
        result.rows[0].astype(np.float32).tolist()
    )
    sure, ask = limits(result)
    by_kind = {
        kind: [round(value, 6) for value in (*row, intercept)]
        for kind, row, intercept in zip(kinds.classes_, weights.tolist(), intercepts.tolist(), strict=True)
    }
    return {"start": start, "trees": nodes, "kinds": by_kind, "sure": round(sure, 4), "ask": round(ask, 4)}


def train(result: LeftOut) -> None:
    """Write the model's files, learned from all writers."""
    letters, sentences = tables(result.taken)
    MODEL.joinpath("letters.bin").write_bytes(_whole_numbers(letters))
    MODEL.joinpath("sentences.bin").write_bytes(_whole_numbers(sentences))
    MODEL.joinpath("judge.json").write_text(json.dumps(_judge_file(result), separators=(",", ":")) + "\n")


def table(result: LeftOut) -> str:
    """Return the figures of each writer left out, as text."""
    sure, ask = limits(result)
    lines = [
        f"{'writer left out':<18} letters  P     R     F1    found or asked  false  asked of 1,000 others  kind right"
    ]
    writers = list(dict.fromkeys(one.writer for one in result.taken))
    groups = [(name, [name]) for name in writers]
    groups.append(("all our writers", [name for name in writers if not name.startswith("public")]))
    for name, members in groups:
        places = [at for at, one in enumerate(result.taken) if one.writer in members and not one.bare]
        no = np.array([result.taken[at].kind == "rejection" for at in places])
        called, asked = result.odds[places] >= sure, (result.odds[places] >= ask) & (result.odds[places] < sure)
        kinds = np.mean([result.taken[at].kind == result.kinds[at] for at in places])
        p, r = (no & called).sum() / max(1, called.sum()), (no & called).sum() / max(1, no.sum())
        f1 = 2 * p * r / max(p + r, 1e-9)
        both = (no & (called | asked)).sum() / max(1, no.sum())
        of_others = 1000 * (asked & ~no).sum() / max(1, (~no).sum())
        lines.append(
            f"{name:<18} {len(places):>7}  {p:.3f} {r:.3f} {f1:.3f} {both:>14.3f} {(called & ~no).sum():>6} "
            f"{of_others:>22.1f} {kinds:>11.2f}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    import sys

    found = left_out(examples())
    print(table(found))
    if "measure" not in sys.argv:
        train(found)
