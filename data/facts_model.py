"""Trains and measures the reading of facts and stage: `python -m data.facts_model train | measure`.

Two steps. A linear model scores each sentence for every fact, and the whole letter for every stage. Then a small
judge an output weighs the scores of the letter; those of the four stages are learned together, one against the others.
The judges learn from scores given by models that had not seen the writer, and their thresholds are chosen on letters of
writers the judge had not seen.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data.facts_examples import FACTS, OUTPUTS, STAGES, Example, answers, examples, single_sentences, single_stages
from data.sentence_model import Linear, fit
from rejection_tui.reading.fact_model import FILE, OFFSET, FactModel, Judge, Numbers, letter_numbers, packed, unpacked

OUT: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model" / FILE
FOLDS: Final = 5
SENTENCE_L2: Final = 1.0
LETTER_L2: Final = 0.1
JUDGE_C: Final = 0.05
STAGE_C: Final = 0.02
OWN: Final = 3.0  # how much more freely a judge may weigh the numbers of its own output than the shared ones
SHARED: Final = 0.35
MAX_FEATURES: Final = 17_000


@dataclass(frozen=True)
class Scored:
    """A letter with the numbers its judges weigh."""

    example: Example
    numbers: Numbers


def linear_models(letters: Sequence[Example]) -> tuple[Linear, Linear]:
    """Return the model of sentences and the model of whole letters."""
    told = [example for example in letters if example.said is not None]
    rows = [row for example in told for row in example.rows]
    targets = [example.by_sentence for example in told]
    sure = [np.ones_like(target) for target in targets]
    bank, answered = single_sentences(), answers()
    rows += [*bank[0], *answered[0]]
    targets += [bank[1], answered[1]]
    sure += [bank[2], answered[2]]
    by_sentence = fit(rows, np.vstack(targets), np.vstack(sure), SENTENCE_L2, at_least=3)
    return by_sentence, fit_whole(letters)


def fit_whole(letters: Sequence[Example]) -> Linear:
    """Return the model of whole letters for every output; a single sentence that tells a stage is a letter as well."""
    singles = single_stages()
    rows = [*(whole_row(example) for example in letters), *singles[0]]
    targets, sure = np.zeros((len(rows), len(OUTPUTS))), np.zeros((len(rows), len(OUTPUTS)))
    facts = len(FACTS)
    for at, example in enumerate(letters):
        if example.said is not None:
            targets[at, :facts], sure[at, :facts] = example.said, 1
        if example.taught:
            targets[at, facts + STAGES.index(example.taught)] = 1
            sure[at, facts:] = 1
    targets[len(letters) :, facts:] = singles[1]
    sure[len(letters) :, facts:] = 1
    return fit(rows, targets, sure, LETTER_L2, at_least=3, by_length=True)


def whole_row(example: Example) -> frozenset[str]:
    """Return the features of a letter taken together."""
    return frozenset().union(*example.rows)


def scored(models: tuple[Linear, Linear], letters: Iterable[Example]) -> list[Scored]:
    """Return the letters with their numbers under these models."""
    found = []
    for example in letters:
        rows = models[0].scores(example.rows) if example.rows else np.full((1, len(FACTS)), -9.0)
        whole = models[1].scores([whole_row(example)], by_length=True)[0]
        found.append(Scored(example, letter_numbers(rows.tolist(), whole.tolist(), example.cue, example.language)))
    return found


Folds = list[tuple[tuple[str, ...], tuple[Linear, Linear]]]  # the writers left out, and the models without them


def fold_models(letters: dict[str, list[Example]], folds: int) -> Folds:
    """Return models for each fold of writers; with as many folds as writers each is left out alone."""
    writers = sorted(letters)
    found: Folds = []
    for fold in range(min(folds, len(writers))):
        left_out = tuple(writers[fold::folds])
        seen = [example for writer in writers if writer not in left_out for example in letters[writer]]
        found.append((left_out, linear_models(seen)))
    return found


def out_of_fold(letters: dict[str, list[Example]], models: Folds) -> list[Scored]:
    """Return all letters, each scored by models that have not seen its writer."""
    return [
        item
        for left_out, pair in models
        for item in scored(pair, (example for writer in left_out for example in letters[writer]))
    ]


def stage_judges(items: Sequence[Scored]) -> dict[str, Judge]:
    """Return the judges of the stages: a logistic model of four classes over the numbers that all outputs share."""
    known = [item for item in items if item.example.taught]
    table = np.array([item.numbers.shared for item in known])
    middle, width = table.mean(0), table.std(0) + 1e-6
    model = LogisticRegression(C=STAGE_C, max_iter=300)
    model.fit((table - middle) / width, [STAGES.index(item.example.taught) for item in known])
    none = (0.0,) * len(known[0].numbers.own[-1])
    weights = model.coef_ / width
    return {
        f"stage.{stage}": Judge((*none, *map(float, row)), float(start - (row * middle).sum()), 0.0)
        for stage, row, start in zip(STAGES, weights, model.intercept_, strict=True)
    }


def judge_of(output: str, items: Sequence[Scored]) -> Judge:
    """Return the judge of one fact: a small logistic model over the letter's numbers."""
    at = FACTS.index(output)
    known = [(item.numbers.of(at), bool(item.example.said[at])) for item in items if item.example.said is not None]
    table, told = np.array([numbers for numbers, _ in known]), np.array([said for _, said in known])
    if told.sum() < 2:
        return Judge((0.0,) * table.shape[1], -9.0, 0.0)
    middle, width = table.mean(0), table.std(0) + 1e-6
    freedom = np.where(np.arange(table.shape[1]) < 4, OWN, SHARED)
    model = LogisticRegression(C=JUDGE_C, max_iter=300).fit((table - middle) / width * freedom, told)
    weights = model.coef_[0] * freedom / width
    return Judge(tuple(map(float, weights)), float(model.intercept_[0] - (weights * middle).sum()), 0.0)


def judged(judges: dict[str, Judge], item: Scored) -> Any:
    """Return the log-odds of each fact for a letter."""
    return np.array(
        [np.dot(judges[name].weights, item.numbers.of(at)) + judges[name].bias for at, name in enumerate(FACTS)]
    )


def group(output: str) -> str:
    """Return the type an output belongs to; offered and refused feedback are one."""
    return "feedback" if output.startswith("feedback") else output.partition(".")[0]


def thresholds(items: Sequence[Scored]) -> dict[str, float]:
    """Return the log-odds from which each type is believed: best F1 on letters of writers a judge has not seen.

    One threshold a type: what is rare has too few letters for one of its own.
    """
    writers = sorted({item.example.writer for item in items})
    odds: list[Any] = []
    order: list[Scored] = []
    for fold in range(FOLDS):
        left_out = set(writers[fold::FOLDS])
        seen = [item for item in items if item.example.writer not in left_out]
        judges = {output: judge_of(output, seen) for output in FACTS}
        rest = [item for item in items if item.example.writer in left_out and item.example.said is not None]
        odds += [judged(judges, item) for item in rest]
        order += rest
    table, said = np.array(odds), np.array([item.example.said for item in order]) > 0
    found: dict[str, float] = {}
    for kind in dict.fromkeys(map(group, FACTS)):
        columns = [at for at, output in enumerate(FACTS) if group(output) == kind]
        best = _best_threshold(table[:, columns], said[:, columns])
        found.update({FACTS[at]: best for at in columns})
    return found


def _best_threshold(odds: Any, said: Any) -> float:
    chances = np.linspace(0.1, 0.6, 51)
    tries = np.log(chances / (1 - chances))
    f1 = [2 * (said & (odds >= edge)).sum() / max(1, (odds >= edge).sum() + said.sum()) for edge in tries]
    smooth = np.convolve(np.pad(f1, 3, mode="edge"), np.ones(7) / 7, "valid")
    return float(tries[int(smooth.argmax())])


def train(letters: dict[str, list[Example]], folds: Folds) -> bytes:
    """Return the model file learned from these writers; `folds`: the models without some of them."""
    items = out_of_fold(letters, folds)
    return written(linear_models([example for rows in letters.values() for example in rows]), judges_of(items))


def judges_of(items: Sequence[Scored]) -> dict[str, Judge]:
    """Return the judges of all outputs with their thresholds."""
    edges = thresholds(items)
    judges = {output: judge_of(output, items) for output in FACTS} | stage_judges(items)
    return {name: Judge(judge.weights, judge.bias, edges.get(name, 0.0)) for name, judge in judges.items()}


def written(models: tuple[Linear, Linear], judges: dict[str, Judge]) -> bytes:
    """Return the bytes of a model: weights quantised to 255 steps a lane, the features that weigh most kept."""
    names = sorted({*models[0].names, *models[1].names})
    table: Any = np.zeros((len(names), len(FACTS) + len(OUTPUTS)), np.float32)
    place = {name: at for at, name in enumerate(names)}
    for model, columns in zip(models, (slice(0, len(FACTS)), slice(len(FACTS), None)), strict=True):
        table[[place[name] for name in model.names], columns] = model.weights
    scale = np.abs(table).max(0) / 127 + 1e-9
    heaviest = np.argsort(-(np.abs(table) / scale).max(1), kind="stable")[:MAX_FEATURES]
    kept = sorted(int(at) for at in heaviest)
    steps = np.clip(np.rint(table[kept] / scale), -127, 127).astype(np.int16) + OFFSET
    head: dict[str, object] = {
        "outputs": OUTPUTS,
        "facts": len(FACTS),
        "scale": [float(f"{value:.6g}") for value in scale],
        "bias": [float(f"{value:.6g}") for value in np.concatenate([models[0].bias, models[1].bias])],
        "judges": {
            name: [[float(f"{w:.5g}") for w in judge.weights], float(f"{judge.bias:.5g}"), round(judge.threshold, 4)]
            for name, judge in judges.items()
        },
    }
    return packed(head, [names[at] for at in kept], steps.astype(np.uint8).tobytes())


def left_out_models(letters: dict[str, list[Example]], folds: Folds) -> Iterator[tuple[tuple[str, ...], FactModel]]:
    """Return for each fold of writers the model learned from the others, as it would be shipped.

    To save time the judges learn from scores of models that left out another fold, the judged one among the seen.
    """
    items = out_of_fold(letters, folds)
    for left_out, models in folds:
        seen = [item for item in items if item.example.writer not in left_out]
        yield left_out, unpacked(written(models, judges_of(seen)))


def left_out_odds(letters: dict[str, list[Example]], folds: Folds) -> list[tuple[str, str, Any, Any]]:
    """Return each annotated letter's writer, id, log-odds by judges that have not seen the writer, and what it says."""
    items = [item for item in out_of_fold(letters, folds) if item.example.said is not None]
    found: list[tuple[str, str, Any, Any]] = []
    for left_out, _ in folds:
        judges = {name: judge_of(name, [i for i in items if i.example.writer not in left_out]) for name in FACTS}
        rest = (item for item in items if item.example.writer in left_out)
        found += [(i.example.writer, i.example.row["id"], judged(judges, i), i.example.said) for i in rest]
    return found


def main(arguments: Sequence[str]) -> int:
    """Train and write the model, or only measure it; either prints the tables of writers left out."""
    from data import facts_said, facts_sure
    from data.facts_measure import measure

    if list(arguments) not in (["train"], ["measure"]):
        print(__doc__)
        return 2
    letters = examples()
    folds = fold_models(letters, FOLDS)
    if list(arguments) == ["train"]:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_bytes(train(letters, folds))
    odds = left_out_odds(letters, folds)
    if list(arguments) == ["train"]:
        facts_said.write(odds)
    models = list(left_out_models(letters, folds))
    sure = facts_sure.write(models) if list(arguments) == ["train"] else facts_sure.measured(models)
    measure(models)
    facts_sure.show(sure)
    facts_said.show(odds)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
