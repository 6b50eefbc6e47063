"""Trains what a question asks for, by its words: `data/facts/asks.jsonl` and `asks_sentences.jsonl`."""

from collections.abc import Collection
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import corpus
from data.facts_examples import examples
from data.sentence_model import design, vocabulary
from rejection_tui.domain.facts import About
from rejection_tui.reading.asks import ABOUTS, AskModel, ask_features, unpacked
from rejection_tui.reading.fact_model import OFFSET, packed

C: Final = 0.2
MAX_FEATURES: Final = 4_000


def ask_file(left_out: Collection[str] = ()) -> bytes:
    """Return the model file learned from the single sentences and from all writers but these."""
    known = [
        (ask_features(row["quote"], example.language), row["about"])
        for row, example in labelled()
        if example.writer not in left_out and row["about"] != About.SURVEY
    ]
    known += [(ask_features(row["text"], row["lang"]), row["about"]) for row in corpus.single_asks()]
    rows = [features for features, _ in known]
    names = vocabulary(rows, 2)
    model = LogisticRegression(C=C, max_iter=300)
    model.fit(design(rows, names), [ABOUTS.index(About(about)) for _, about in known])
    return _written(sorted(names), model.coef_.T, model.intercept_)


def ask_model_without(left_out: Collection[str]) -> AskModel:
    """Return the model that has not seen these writers, as it would be shipped."""
    return unpacked(ask_file(left_out))


def labelled() -> list[tuple[corpus.Row, Any]]:
    """Return the labelled quotes, each with the example of its letter."""
    by_id = {example.row["id"]: example for rows in examples().values() for example in rows}
    return [(row, by_id[row["id"]]) for row in corpus.asks() if row["id"] in by_id]


def _written(names: list[str], weights: Any, bias: Any) -> bytes:
    """Return the bytes of a model: weights quantised to 255 steps a lane, the features that weigh most kept."""
    scale = np.abs(weights).max(0) / 127 + 1e-9
    heaviest = np.argsort(-(np.abs(weights) / scale).max(1), kind="stable")[:MAX_FEATURES]
    kept = sorted(int(at) for at in heaviest)
    steps = np.clip(np.rint(weights[kept] / scale), -127, 127).astype(np.int16) + OFFSET
    head: dict[str, object] = {
        "outputs": [about.value for about in ABOUTS],
        "scale": [float(f"{value:.6g}") for value in scale],
        "bias": [float(f"{value:.6g}") for value in bias],
    }
    return packed(head, [names[at] for at in kept], steps.astype(np.uint8).tobytes())
