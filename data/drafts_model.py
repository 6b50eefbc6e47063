"""Trains the checks of drafts: `python -m data.drafts_model` writes `rejection_tui/content/model/drafts.bin`.

First the sentences: a logistic model for each label. Then the whole texts: a logistic model of what the left-out
sentences' scores and the rules say (`draft_judge.INPUTS`).
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data.drafts_corpus import (
    TONE,
    LabelledDraft,
    LabelledSentence,
    load,
    packaged_sentences,
    single_sentences,
    writers,
)
from data.sentence_model import Matrix
from rejection_tui.domain.draft import Finding
from rejection_tui.domain.packed_table import pack
from rejection_tui.drafting.draft_judge import INPUTS
from rejection_tui.drafting.sentence_features import features_of
from rejection_tui.drafting.sentence_scores import ANY, ANY_CLAIM, CLAIMS, FAULTS, LABELS, DraftModel, unpack

FILE: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model" / "drafts.bin"
_AT_LEAST: Final = 2  # sentences a feature must stand in
_STRENGTH: Final = 0.3  # sklearn's C: larger trusts single sentences more
_FAULT_ALONE: Final = 0.4  # how much a sentence with a fault counts that stands in no draft: most of those have one
_JUDGE_STRENGTH: Final = 10.0
_PARTLY_KNOWN: Final = 0.1  # how much a sentence counts of which only some labels are known: there are many alike
_STEPS: Final = 127


def learned_alone() -> tuple[LabelledSentence, ...]:
    """Return the sentences that stand in no labelled draft."""
    packaged = () if "--without-packaged" in sys.argv else packaged_sentences()
    return (*single_sentences(), *packaged)


def targets(sentences: Sequence[LabelledSentence]) -> Matrix:
    """Return a row a sentence, a column a label of `LABELS`: 1 where it holds."""
    return np.array([[_holds(label, sentence.labels) for label in LABELS] for sentence in sentences], np.float32)


def _holds(label: str, labels: frozenset[str]) -> bool:
    if label == ANY_CLAIM:
        return bool(labels & (set(CLAIMS) - {"claim_feedback"}))
    return bool(labels & TONE) if label == ANY else label in labels


@cache
def _features(sentence: LabelledSentence) -> frozenset[int]:
    return features_of(sentence.text, sentence.language)


def learn(drafts: Sequence[LabelledDraft], alone: Sequence[LabelledSentence], judge: Sequence[float]) -> DraftModel:
    """Return a model of the sentences of drafts and of sentences alone, packed and read again as it is shipped."""
    import scipy.sparse as sparse

    inside = [sentence for draft in drafts for sentence in draft.sentences]
    sentences = [*inside, *alone]
    rows = [_features(sentence) for sentence in sentences]
    counts = Counter(number for row in rows for number in row)
    numbers = sorted(number for number, count in counts.items() if count >= _AT_LEAST)
    places = {number: place for place, number in enumerate(numbers)}
    columns = [[places[number] for number in row if number in places] for row in rows]
    ends = np.cumsum([0, *map(len, columns)])
    matrix = sparse.csr_matrix(
        (np.ones(ends[-1], np.float64), np.concatenate([np.array(c, np.int64) for c in columns]), ends),
        shape=(len(rows), len(numbers)),
    )
    wanted = targets(sentences)
    unknown = np.array(["?" in sentence.labels for sentence in sentences])
    weights, intercepts = [], []
    for column, label in enumerate(LABELS):
        learned = LogisticRegression(C=_STRENGTH, solver="liblinear", max_iter=200)
        learned.fit(matrix, wanted[:, column], _counts_for(label, wanted, len(inside), unknown))
        weights.append(learned.coef_[0])
        intercepts.append(float(learned.intercept_[0]))
    return unpack(_packed(np.array(weights).T, intercepts, numbers, judge))


def _counts_for(label: str, wanted: Matrix, inside: int, unknown: Matrix) -> Matrix:
    """Return how much each sentence counts; one whose acts are `unknown` says nothing of those it is not known for."""
    counts = np.where(unknown, _PARTLY_KNOWN, 1.0)
    if label == ANY or label in FAULTS:
        counts[inside:][wanted[inside:, LABELS.index(ANY)] == 1] = _FAULT_ALONE
    else:
        counts[unknown & (wanted[:, LABELS.index(label)] == 0)] = 0
    return counts


def _packed(weights: Matrix, intercepts: Sequence[float], numbers: Sequence[int], judge: Sequence[float]) -> bytes:
    scale = float(np.abs(weights).max()) / _STEPS
    whole = np.rint(weights / scale).astype(int)
    kept = np.flatnonzero(np.abs(whole).max(1) > 0)
    head = {"labels": list(LABELS), "scale": scale, "intercepts": list(intercepts), "judge": list(judge)}
    return pack(head, [numbers[k] for k in kept.tolist()], whole[kept].tolist())


def known_of(draft: LabelledDraft, model: DraftModel) -> tuple[float, ...]:
    """Return the inputs of the judge for a draft."""
    from rejection_tui.drafting.foreign import foreign, placeholders
    from rejection_tui.drafting.tone import ReadDraft

    found: list[Finding] = [*placeholders(draft.body), *foreign(draft.body, draft.context)]
    return ReadDraft(draft.kind, draft.body, draft.context, model).known(found)


def judge_of(known: Matrix, bad: Matrix) -> list[float]:
    """Return the weights of the judge's inputs and the intercept."""
    learned = LogisticRegression(C=_JUDGE_STRENGTH, max_iter=5000).fit(known, bad)
    return [*map(float, learned.coef_[0]), float(learned.intercept_[0])]


NO_JUDGE: Final = (0.0,) * (len(INPUTS) + 1)


def left_out(drafts: Sequence[LabelledDraft], alone: Sequence[LabelledSentence], without: Iterable[str] = ()) -> Any:
    """Return for each draft the inputs of the judge from a model that has not seen its writer, and those models.

    `without`: languages of which a model for their only writer sees nothing at all.
    """
    known = np.zeros((len(drafts), len(INPUTS)))
    models: dict[str, DraftModel] = {}
    for writer in sorted({draft.writer for draft in drafts}):
        rest = [draft for draft in drafts if draft.writer != writer]
        language = next(draft.language for draft in drafts if draft.writer == writer)
        lines = [line for line in alone if line.language not in without or line.language != language]
        models[writer] = learn(rest, lines, NO_JUDGE)
        for place, draft in enumerate(drafts):
            if draft.writer == writer:
                known[place] = known_of(draft, models[writer])
    return known, models


def bad_ones(drafts: Sequence[LabelledDraft]) -> Matrix:
    """Return 1 for each bad draft."""
    return np.array([bool(draft.faults) for draft in drafts], int)


def main() -> None:
    """Train on everything and write the model."""
    drafts, alone = load(writers()), learned_alone()
    known, _ = left_out(drafts, alone)
    judge = judge_of(known, bad_ones(drafts))
    model = learn(drafts, alone, judge)
    data = _written(model)
    FILE.write_bytes(data)
    print(f"{len(drafts)} drafts, {len(alone)} sentences alone: {len(model.places)} features, {len(data):,} bytes")
    print("judge:", ", ".join(f"{name} {weight:.2f}" for name, weight in zip((*INPUTS, "start"), judge, strict=True)))


def _written(model: DraftModel) -> bytes:
    width = len(model.labels)
    numbers = sorted(model.places, key=lambda number: model.places[number])
    rows = [[byte - 128 for byte in model.rows[p * width : (p + 1) * width]] for p in range(len(numbers))]
    head = {
        "labels": list(model.labels),
        "scale": model.scale,
        "intercepts": list(model.intercepts),
        "judge": list(model.judge),
    }
    return pack(head, numbers, rows)


if __name__ == "__main__":
    main()
