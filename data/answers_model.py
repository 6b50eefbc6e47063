"""Trains and measures the sorting of answers: `python -m data.answers_model train | measure`.

Two steps. A logistic model of sentences and a softmax of whole answers score each kind; then a small judge weighs those
scores. It learns from scores of models that had not seen the answer.
"""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import corpus
from data.sentence_model import Linear, Matrix, design, fit, vocabulary
from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.packed_table import pack
from rejection_tui.domain.text import fold
from rejection_tui.mail.quotes import split_quoted
from rejection_tui.reading.answer_features import AnswerParts, number, sentence_names, take_apart
from rejection_tui.reading.answer_model import AUTOMATIC, FILE, KINDS, features_together, numbers_of, unpack
from rejection_tui.reading.answer_model import AnswerModel as AnswerModel
from rejection_tui.reading.fact_features import Unit
from rejection_tui.reading.folded import sentences

OUT: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model" / FILE
_SENTENCE_L2: Final = 1.0
_WHOLE_C: Final = 30.0
_JUDGE_C: Final = 0.1
_FOLDS: Final = 5
_STEPS: Final = 127
_LEAST: Final = 12  # a feature without a weight of so many steps is left out: a third of the size, as many right
_KINDS_ALONE: Final = 0.1  # how surely a single sentence of a letter is neither a promise nor a machine's
#: What the facts of single sentences (`data/sentences/`, `data/facts/sentences/`) say of an answer that holds them.
_BY_FACT: Final = {
    "reason.skill": AnswerKind.FEEDBACK,
    "reason.experience": AnswerKind.FEEDBACK,
    "reason.technique": AnswerKind.FEEDBACK,
    "reason.not_you": AnswerKind.FEEDBACK,
    "reason.none": AnswerKind.BOILERPLATE,
    "feedback_refused": AnswerKind.REFUSAL,
    "feedback_offered.call": AnswerKind.CALL,
    "other_role": AnswerKind.OTHER,
    "asks": AnswerKind.OTHER,
    "asks.survey": AnswerKind.OTHER,
}
_MACHINES: Final = frozenset(("HR shared service", "committee"))  # who may send by a program what a person wrote
#: Letters that are no answers, and how many of each are taken in each language.
_NO_ANSWERS: Final = ("interview", "assessment", "offer")
_OF_EACH: Final = 4
Row = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """An answer taken apart, with its kind and what each sentence is known to say (value and weight by kind)."""

    id: str
    writer: str
    language: str
    kind: AnswerKind
    parts: AnswerParts
    said: Matrix
    sure: Matrix
    copy: bool = False  # the same answer with other headers; nothing is measured on it


@dataclass(frozen=True)
class Scores:
    """The two first steps, as they were learned."""

    sentence: Linear
    whole: Linear


def letter_of(row: Row, automatic: bool = False) -> Letter:
    """Return a labelled answer as the program sees it."""
    split = split_quoted(row["text"])
    subject = str(row.get("subject") or "")
    return Letter(uid="0" * 32, body=split.own, quoted=split.quoted, subject=subject, automatic=automatic)


@cache
def examples() -> dict[str, list[Example]]:
    """Return the labelled answers by writer; those a machine may send a second time, with a machine's headers."""
    return {
        writer: [
            example
            for row in rows
            for example in (
                [_example(writer, row, False)]
                + ([_example(writer, row, True)] if row["kind"] == "autoreply" or row["from_kind"] in _MACHINES else [])
            )
        ]
        for writer, rows in corpus.answers_by_writer().items()
    }


def _example(writer: str, row: Row, automatic: bool) -> Example:
    parts = take_apart(letter_of(row, automatic))
    kind = AnswerKind(row["kind"])
    gaps = [fold(gap["quote"]) for gap in row.get("gaps", ())]
    told = gaps or [fold(sentence) for sentence in row.get("said", ())]
    shape = (len(parts.rows), len(KINDS))
    said: Matrix = np.zeros(shape, np.float32)
    sure: Matrix = np.ones(shape, np.float32)
    own, gap = KINDS.index(kind), KINDS.index(AnswerKind.FEEDBACK)
    if told:
        holding = [_holds(fold(sentence), told) for sentence in parts.sentences]
        said[:, gap if gaps else own] = holding
        if gaps and own != gap:
            sure[:, own] = 0
    else:
        said[:, own], sure[:, own] = 1, 1 / np.sqrt(max(1, len(parts.rows)))
    return Example(row["id"], writer, row["lang"], kind, parts, said, sure, automatic)


def _holds(sentence: str, told: Sequence[str]) -> bool:
    return any(quote in sentence or (len(sentence) > 8 and sentence in quote) for quote in told)


@cache
def other_mail() -> list[Example]:
    """Return invitations, tests and offers, some of each language: mail that is no answer, but may come back."""
    found: list[Example] = []
    for label in _NO_ANSWERS:
        taken: Counter[str] = Counter()
        for row in (row for rows in corpus.letters().values() for row in rows if corpus.label(row) == label):
            taken[row["lang"]] += 1
            if taken[row["lang"]] <= _OF_EACH:
                letter = corpus.letter_of(row)
                told = {"id": row["id"], "lang": row["lang"], "kind": "other", "from_kind": "", "text": letter.body}
                found.append(_example("letters", {**told, "subject": letter.subject}, letter.automatic))
    return [replace(example, copy=True) for example in found]


@cache
def single() -> tuple[list[frozenset[int]], Matrix, Matrix]:
    """Return single sentences of letters that say what answers say too, with what they are known to say."""
    rows, said = [], []
    for text, language, facts in corpus.told_sentences():
        folded = sentences(text).replace("\n", " ")
        rows.append(frozenset(map(number, sentence_names(Unit(0, len(text), folded, "body"), language))))
        kinds = {_BY_FACT[fact] for fact in facts if fact in _BY_FACT}
        said.append([float(kind in kinds) for kind in KINDS])
    told = np.array(said, np.float32)
    sure = np.ones_like(told)
    sure[:, [KINDS.index(AnswerKind.PROMISE), KINDS.index(AnswerKind.AUTOREPLY)]] = _KINDS_ALONE
    sure[:, KINDS.index(AnswerKind.OTHER)] = 0.3 * told[:, KINDS.index(AnswerKind.OTHER)]
    return rows, told, sure


def learn(answers: Sequence[Example]) -> Scores:
    """Return the models of sentences and of whole answers."""
    alone = single()
    rows: list[Any] = [row for answer in answers for row in answer.parts.rows] + alone[0]
    said = np.vstack([*(answer.said for answer in answers), alone[1]])
    sure = np.vstack([*(answer.sure for answer in answers), alone[2]])
    sentence = fit(rows, said, sure, _SENTENCE_L2, at_least=2)
    wholes: list[Any] = [features_together(answer.parts) for answer in answers]
    names = vocabulary(wholes, 2)
    softmax = LogisticRegression(C=_WHOLE_C, max_iter=500)
    softmax.fit(design(wholes, names, by_length=True), [KINDS.index(answer.kind) for answer in answers])
    return Scores(sentence, Linear(names, softmax.coef_.T, softmax.intercept_))


def numbers(scores: Scores, answers: Sequence[Example]) -> Matrix:
    """Return what the judge weighs of each answer."""
    found = []
    for answer in answers:
        rows: list[Any] = list(answer.parts.rows)
        single_scores = scores.sentence.scores(rows).tolist() if rows else []
        whole = scores.whole.scores([features_together(answer.parts)], by_length=True)[0]  # type: ignore[list-item]
        shares = (whole - np.logaddexp.reduce(whole)).tolist()
        found.append(numbers_of(single_scores, shares, AUTOMATIC in answer.parts.around))
    return np.array(found)


def judge_of(table: Matrix, answers: Sequence[Example]) -> Matrix:
    """Return a row of weights and an intercept a kind."""
    middle, width = table.mean(0), table.std(0) + 1e-6
    judge = LogisticRegression(C=_JUDGE_C, max_iter=1000)
    judge.fit((table - middle) / width, [KINDS.index(answer.kind) for answer in answers])
    weights = judge.coef_ / width
    return np.column_stack([weights, judge.intercept_ - weights @ middle])


def unseen(answers: Sequence[Example]) -> Matrix:
    """Return the numbers of each answer from models that have not seen it."""
    order = np.random.RandomState(0).permutation(len(answers))
    places = {answer.id: at % _FOLDS for at, answer in zip(order, answers, strict=True)}
    table: Any = None
    for fold_number in range(_FOLDS):
        out = [at for at, answer in enumerate(answers) if places[answer.id] == fold_number]
        scores = learn([answer for answer in answers if places[answer.id] != fold_number])
        part = numbers(scores, [answers[at] for at in out])
        table = np.zeros((len(answers), part.shape[1])) if table is None else table
        table[out] = part
    return table


def train(answers: Sequence[Example]) -> bytes:
    """Return the file of a model learned from these answers."""
    answers = [*answers, *other_mail()]
    judge = judge_of(unseen(answers), answers)
    return packed(learn(answers), judge)


def packed(scores: Scores, judge: Matrix) -> bytes:
    """Return the file of what was learned; features of little weight are left out."""
    known = sorted({*scores.sentence.names, *scores.whole.names})
    tables, scales = [], []
    for model in (scores.sentence, scores.whole):
        scale = float(np.abs(model.weights).max()) / _STEPS
        whole = np.rint(np.asarray(model.weights) / scale).astype(int)
        table: Matrix = np.zeros((len(known), len(KINDS)), int)
        names: Mapping[Any, int] = model.names
        for at, feature in enumerate(known):
            if feature in names:
                table[at] = whole[names[feature]]
        tables.append(table)
        scales.append(scale)
    table = np.hstack(tables)
    kept = np.flatnonzero(np.abs(table).max(1) >= _LEAST)
    head = {
        "scales": scales,
        "biases": [round(float(b), 4) for b in (*scores.sentence.bias, *scores.whole.bias)],
        "judge": [[round(float(w), 5) for w in row] for row in judge],
    }
    return pack(head, [int(known[at]) for at in kept], table[kept].tolist())


def sorted_by(model: AnswerModel, answer: Example) -> AnswerKind:
    """Return the kind a model takes an answer for."""
    rows = [model.sentence(row) for row in answer.parts.rows]
    whole = model.whole(features_together(answer.parts))
    shares = model.judged(numbers_of(rows, whole, AUTOMATIC in answer.parts.around))
    return KINDS[shares.index(max(shares))]


def show(name: str, pairs: Sequence[tuple[Example, AnswerKind]]) -> None:
    """Print how many kinds are right, and which are taken for which."""
    pairs = [(answer, kind) for answer, kind in pairs if not answer.copy]
    right = sum(answer.kind is kind for answer, kind in pairs)
    print(f"\n{name}: {right} of {len(pairs)} right, {right / len(pairs):.3f}")
    counts = Counter((answer.kind, kind) for answer, kind in pairs)
    print(" " * 13 + "".join(f"{kind:>12}" for kind in KINDS))
    for kind in KINDS:
        print(f"{kind:>12} " + "".join(f"{counts[kind, taken] or '':>12}" for taken in KINDS))
    languages = Counter(answer.language for answer, _ in pairs)
    wrong = Counter(answer.language for answer, kind in pairs if answer.kind is not kind)
    print("  ".join(f"{name} {1 - wrong[name] / count:.2f} ({count})" for name, count in sorted(languages.items())))
    if "-v" in sys.argv:
        for answer, kind in pairs:
            if answer.kind is not kind:
                text = " / ".join(answer.parts.sentences)
                print(f"  {answer.id} {answer.language} {answer.kind} taken for {kind}: {text[:150]}")


def _on_left_out(answers: Sequence[Example], group: Callable[[Example], object]) -> list[tuple[Example, AnswerKind]]:
    """Return each answer with what a model without its group takes it for."""
    found = []
    for name in dict.fromkeys(map(group, answers)):
        model = unpack(train([answer for answer in answers if group(answer) != name]))
        found += [(answer, sorted_by(model, answer)) for answer in answers if group(answer) == name]
    return found


def measure() -> None:
    """Print how good the sorting is on a writer left out, and on each tenth of the answers left out."""
    every = [answer for answers in examples().values() for answer in answers]
    if "--tenths" not in sys.argv:
        by_writer = _on_left_out(every, lambda answer: answer.writer)
        for writer in examples():
            show(f"without {writer}", [pair for pair in by_writer if pair[0].writer == writer])
    order = {name: at % 10 for at, name in enumerate(sorted({answer.id for answer in every}, key=_mixed))}
    tenths = _on_left_out(every, lambda answer: order[answer.id])
    for writer in examples():
        show(f"tenths, {writer}", [pair for pair in tenths if pair[0].writer == writer])
    show("tenths, all", tenths)


def _mixed(name: str) -> int:
    return number(name)


def main() -> None:
    """Train or measure, as the first argument says."""
    if sys.argv[1:2] == ["measure"]:
        measure()
        return
    answers = [answer for answers in examples().values() for answer in answers]
    data = train(answers)
    OUT.write_bytes(data)
    print(f"answers: {len(answers)} answers, {len(unpack(data).places):,} features, {len(data):,} bytes")


if __name__ == "__main__":
    main()
