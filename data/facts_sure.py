"""Learns how sure each fact is, from what models found that had not seen the writer, and shows what is left of each.

A fact is right when type and value are right and its quote overlaps the labelled one; a question also needs what it
asks for, a date its month. Every share is held back towards that of the type, the more the fewer facts it stands on.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from data import corpus
from data.asks import ask_file, ask_model_without
from data.facts_count import overlap
from data.facts_examples import Example, examples
from rejection_tui.domain.facts import ABOUT_THE_ANSWER, About, Fact, FactType
from rejection_tui.domain.text import fold
from rejection_tui.reading.asks import FILE as ASKS_FILE
from rejection_tui.reading.fact_judged import judged
from rejection_tui.reading.fact_model import FactModel
from rejection_tui.reading.fact_sure import FILE, sureness, sureness_of
from rejection_tui.reading.facts import Told, told_facts

BY_VALUE: Final = frozenset({"reason", "met", "closed", "feedback_offered"})
DATED: Final = frozenset({"reapply", "on_file"})
MODEL: Final = Path(__file__).parent.parent / "rejection_tui" / "content" / "model"
ASKS_OUT: Final = MODEL / ASKS_FILE
SURE_OUT: Final = MODEL / FILE
C: Final = 0.015
SHARES: Final = (
    0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98,
)  # fmt: skip
HELD: Final = 2.0  # facts as the curve has them that are added to those that were found
FEW: Final = 3  # wrong or right facts of a value from which it has a curve
FEW_OF_TYPE: Final = 10  # and of a type
NEARLY_ALL: Final = 20  # facts of a value from which hardly a wrong one says that all are alike
OWN_TABLE: Final = 60  # facts of a value from which it has a table of its own
LEAST: Final = (0.9, 0.95)


@dataclass(frozen=True)
class Trial:
    """A fact found by a model that had not seen the writer, and whether it was right."""

    writer: str
    letter: str
    told: Told
    right: bool


def trials(models: Iterable[tuple[tuple[str, ...], FactModel]]) -> list[Trial]:
    """Return all facts found on writers left out; `models`: writers, and a model that has not seen them."""
    letters = examples()
    found: list[Trial] = []
    for left_out, model in models:
        asks = ask_model_without(left_out)
        for example in (example for writer in left_out for example in letters[writer] if example.said is not None):
            seen = judged(example.letter, example.language, model)
            for told in told_facts(seen, example.letter, asks=asks):
                found.append(Trial(example.writer, example.row["id"], told, is_right(told.fact, example)))
    return found


def is_right(fact: Fact, example: Example) -> bool:
    """Return whether the labels of a letter bear a fact out."""
    if fact.type is FactType.ASKS:
        rows = _by_id(corpus.asks()).get(example.row["id"], [])
        return fact.about != About.NONE and any(
            row["about"] == fact.about and overlap(fact.quote, row["quote"]) for row in rows
        )
    labelled = [*example.facts, *(row for row in _by_id(corpus.reviewed()).get(example.row["id"], ()))]
    return any(
        gold["type"] == fact.type.value and _same(fact, gold["value"]) and overlap(fact.quote, gold["quote"])
        for gold in labelled
    )


def _same(fact: Fact, value: str) -> bool:
    if fact.type.value in BY_VALUE:
        return fact.value == value
    return fact.type.value not in DATED or not fact.value or fact.value == value[: len(fact.value)]


def _by_id(rows: Iterable[corpus.Row]) -> Mapping[str, list[corpus.Row]]:
    found: dict[str, list[corpus.Row]] = defaultdict(list)
    for row in rows:
        found[row["id"]].append(row)
    return found


def write(models: Sequence[tuple[tuple[str, ...], FactModel]]) -> list[tuple[Trial, float]]:
    """Write what questions ask for and how sure facts are; return the left-out facts with how sure they are.

    `models`: writers, and a model of facts that has not seen them.
    """
    ASKS_OUT.write_bytes(ask_file())
    known = trials(models)
    SURE_OUT.write_text(sure_file(known, {}), encoding="utf-8")  # complete enough to read letters with
    sureness.cache_clear()
    SURE_OUT.write_text(sure_file(known, rules_of()), encoding="utf-8")
    return left_out_sureness(known, [left_out for left_out, _ in models])


def measured(models: Sequence[tuple[tuple[str, ...], FactModel]]) -> list[tuple[Trial, float]]:
    """Return the left-out facts with how sure they are, and write nothing."""
    return left_out_sureness(trials(models), [left_out for left_out, _ in models])


def sure_file(known: Sequence[Trial], rules: Mapping[str, float]) -> str:
    """Return the text of the file learned from these facts; `rules`: the share of each type that is read by rule."""
    by_type: dict[str, list[Trial]] = defaultdict(list)
    for trial in known:
        by_type[trial.told.fact.type.value].append(trial)
    types = {kind: _scale(rows) for kind, rows in sorted(by_type.items())}
    return json.dumps({"types": types, "rules": dict(rules)}, separators=(",", ":")) + "\n"


def _scale(rows: Sequence[Trial]) -> dict[str, object]:
    """Return the weights, biases and tables of one type."""
    right = np.array([row.right for row in rows])
    numbers = np.array([row.told.numbers for row in rows])
    outputs = sorted({row.told.output for row in rows})
    if min(right.sum(), (~right).sum()) < FEW_OF_TYPE:
        weights = [1.0, *[0.0] * (numbers.shape[1] - 1)]
        return {"weights": weights, "bias": {"": 0.0}, "steps": {"": _two_steps(numbers[:, 0], right)}}
    weights, bias = _weighed(numbers, right, [outputs.index(row.told.output) for row in rows], len(outputs))
    entry: dict[str, Any] = {"weights": [float(f"{one:.4g}") for one in weights]}
    entry["bias"] = {"": round(float(np.mean(bias)), 3)}
    entry["bias"] |= {name: round(float(one), 3) for name, one in zip(outputs, bias, strict=True)}
    # The table is made of scores by weights that have not seen the writer.
    scores = _left_out_scores(rows, numbers, right, outputs)
    entry["steps"] = {"": _steps(scores, right)}
    for name in outputs:
        mine = np.array([row.told.output == name for row in rows])
        wrong = int((~right[mine]).sum())
        if mine.sum() >= NEARLY_ALL and wrong < FEW:
            entry["steps"][name] = _two_steps(scores[mine], right[mine])
        elif len(outputs) > 1 and mine.sum() >= OWN_TABLE and right[mine].sum() >= FEW:
            entry["steps"][name] = _steps(scores[mine], right[mine])
    return entry


def _two_steps(scores: Any, right: Any) -> list[list[float]]:
    """Return a table for facts of which hardly one was wrong: the half that is said less clearly is believed less."""
    held = _held(right)
    return [[round(float(np.median(scores)), 3)], [round(held * 0.9, 3), held]]


def _held(right: Any) -> float:
    """Return the share of right ones, as if one more had been right and two more wrong."""
    return round(float((right.sum() + 1) / (len(right) + 3)), 3)


def _left_out_scores(rows: Sequence[Trial], numbers: Any, right: Any, outputs: Sequence[str]) -> Any:
    writers = sorted({row.writer for row in rows})
    columns = np.array([outputs.index(row.told.output) for row in rows])
    scores = np.zeros(len(rows))
    for part in range(5):
        out = np.array([row.writer in writers[part::5] for row in rows])
        if not out.any():
            continue
        weights, bias = _weighed(numbers[~out], right[~out], columns[~out], len(outputs))
        scores[out] = numbers[out] @ weights + bias[columns[out]]
    return scores


def _weighed(numbers: Any, right: Any, columns: Sequence[int], outputs: int) -> tuple[Any, Any]:
    """Return the weights of the numbers, and what each output adds."""
    middle, width = numbers.mean(0), numbers.std(0) + 1e-6
    flags = np.eye(outputs)[np.asarray(columns)]
    model = LogisticRegression(C=C, max_iter=500).fit(np.hstack([(numbers - middle) / width, flags]), right)
    weights = model.coef_[0][: numbers.shape[1]] / width
    return weights, model.coef_[0][numbers.shape[1] :] + float(model.intercept_[0]) - float(weights @ middle)


def _steps(scores: Any, right: Any) -> list[list[float]]:
    """Return the scores from which each of `SHARES` holds, and the shares, one more for what is below them all.

    A logistic curve gives the shares; none promises more than what was right from its score on, unless more was right
    from a lower score on: a few wrong ones among the very best must not make all below them doubtful.
    """
    curve = LogisticRegression(C=10.0)
    # One right and one wrong fact of the middle keep the curve of few facts from being certain.
    curve.fit(np.append(scores, [scores.mean()] * 2).reshape(-1, 1), np.append(right, [True, False]))
    slope, start = max(0.05, float(curve.coef_[0][0])), float(curve.intercept_[0])
    edges = [round((np.log(share / (1 - share)) - start) / slope, 3) for share in SHARES]
    shares = [0.01]
    for share, edge in zip(SHARES, edges, strict=True):
        above = right[scores >= edge]
        shares.append(min(share, float(above.sum() + HELD * share) / (len(above) + HELD)))
    return [edges, [round(float(share), 3) for share in np.maximum.accumulate(shares)]]


def rules_of() -> dict[str, float]:
    """Return the share of right ones of each type that is read by rule: no writer has been learned from.

    The way a letter came follows the fields, whose learned part has seen the writers; it changes little.
    """
    from rejection_tui.reading import read_letter

    right: dict[str, list[bool]] = defaultdict(list)
    for example in (example for rows in examples().values() for example in rows if example.said is not None):
        for fact in read_letter(example.letter, whole=True).facts:
            gold = {fold(row["value"]) for row in example.facts if row["type"] == fact.type.value}
            if fact.type in ABOUT_THE_ANSWER and gold:
                right[fact.type.value].append(fold(fact.value) in gold)
    return {kind: _held(np.array(told)) for kind, told in sorted(right.items())}


def left_out_sureness(known: Sequence[Trial], folds: Iterable[tuple[str, ...]]) -> list[tuple[Trial, float]]:
    """Return each fact with how sure it is by tables that have not seen its writer."""
    found = []
    for left_out in folds:
        tables = sureness_of(sure_file([trial for trial in known if trial.writer not in left_out], {}))
        found += [
            (trial, tables.of(trial.told.output, trial.told.numbers, trial.told.fact))
            for trial in known
            if trial.writer in left_out
        ]
    return found


def show(found: Sequence[tuple[Trial, float]]) -> None:
    """Print by type, value and what a question asks for: how many were found and right, and what is left when sure."""
    gold = _labelled()
    groups: dict[str, list[tuple[Trial, float]]] = defaultdict(list)
    for trial, sure in found:
        for name in _names(trial.told.fact):
            groups[name].append((trial, sure))
    heads = "".join(f"   sure >= {least:.2f}: found  P    R  " for least in LEAST)
    print(f"\n{'':30} gold found  P  {heads}")
    for name in sorted({*groups, *gold}):
        rows = groups.get(name, [])
        line = f"{name:30} {gold.get(name, 0):4} {len(rows):5} {_share(rows):>4}"
        for least in LEAST:
            kept = [(trial, sure) for trial, sure in rows if sure >= least]
            right = sum(trial.right for trial, _ in kept)
            line += f"{'':18}{len(kept):5} {_share(kept):>4} {right / max(1, gold.get(name, 0)):.2f} "
        print(line)


def _share(rows: Sequence[tuple[Trial, float]]) -> str:
    return f"{sum(trial.right for trial, _ in rows) / len(rows):.2f}" if rows else "-"


def _names(fact: Fact) -> list[str]:
    kind = fact.type.value
    told = fact.value if kind in BY_VALUE else fact.about
    return ["all", kind, f"{kind} {told}"] if told else ["all", kind]


def _labelled() -> dict[str, int]:
    """Return how many facts are labelled by type and value, and questions by what they ask for."""
    found: dict[str, int] = defaultdict(int)
    for example in (example for rows in examples().values() for example in rows):
        for fact in example.facts:
            if fact["type"] not in ("via", "tone", "signoff", "reader", "asks"):
                for name in _names(Fact(FactType(fact["type"]), fact["value"])):
                    found[name] += 1
    for row in corpus.asks():
        if row["about"] != About.NONE:
            for name in ("all", "asks", f"asks {row['about']}"):
                found[name] += 1
    return found
