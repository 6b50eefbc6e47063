"""Measures facts, stage and salutation on writers left out of the training: `python -m data.facts_model measure`."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from data.facts_examples import STAGES, Example, examples
from rejection_tui.domain.facts import Fact
from rejection_tui.domain.text import fold
from rejection_tui.reading.fact_model import FactModel
from rejection_tui.reading.facts import facts_of, judged
from rejection_tui.reading.stages import reached

#: The types whose mean F1 is the figure that counts.
COUNTED: Final = ("reason", "feedback", "asks", "reapply", "met", "closed")
#: The writers whose hand the figures are meant for: the others annotate to another convention in places, and for stage
#: those without facts count as well.
OFFICIAL: Final = ("varied-a", "varied-b", "varied-c", "varied-e", "varied-f", "ats-d", "long-h")
OFFICIAL_STAGE: Final = (*OFFICIAL, "lookalikes-m", "bare-k", "house")
_BY_VALUE: Final = frozenset({"reason", "met", "closed", "feedback_offered", "tone"})
_DATED: Final = frozenset({"reapply", "on_file"})

Counts = defaultdict[str, list[int]]  # of right, found, gold


def counts() -> Counts:
    """Return an empty table."""
    return defaultdict(lambda: [0, 0, 0])


def measure() -> None:
    """Print the left-out tables: F1 and stage by writer, the stages mixed up, and by type P, R, F1, also with quote."""
    from data.facts_model import left_out_models

    letters = examples()
    quotes = counts()
    stages: dict[str, Counter[tuple[str, str]]] = {}
    by_writer: dict[str, Counts] = {}
    for writer, model in ((writer, model) for left_out, model in left_out_models(letters) for writer in left_out):
        by_writer[writer], stages[writer] = counts(), Counter()
        for example in letters[writer]:
            found, stage = read(model, example)
            if example.stage:
                stages[writer][example.stage, stage] += 1
            if example.said is not None:
                count(found, example, by_writer[writer], quotes if writer in OFFICIAL else counts())
        told = f"{mean_f1(by_writer[writer]):.3f}" if by_writer[writer] else "-    "
        print(f"{writer:14} mean F1 {told}   stage {_right(stages[writer])}", flush=True)
    for name, chosen in (("all writers", tuple(letters)), ("official writers", OFFICIAL)):
        print(f"\nmean F1 of {', '.join(COUNTED)}, {name}: {mean_f1(_summed(by_writer, chosen)):.3f}")
    for name, chosen in (("all writers", tuple(letters)), ("writers of this convention", OFFICIAL_STAGE)):
        print(f"stage right, {name}: {_right(sum((stages[writer] for writer in chosen), Counter()))}")
    _show_stages(sum((stages[writer] for writer in OFFICIAL_STAGE), Counter()))
    show(_summed(by_writer, OFFICIAL), quotes)


def _summed(by_writer: Mapping[str, Counts], writers: Iterable[str]) -> Counts:
    total = counts()
    for writer in writers:
        for name, numbers in by_writer[writer].items():
            total[name] = [one + two for one, two in zip(total[name], numbers, strict=True)]
    return total


def _right(pairs: Mapping[tuple[str, str], int]) -> str:
    known = sum(pairs.values())
    return f"{sum(n for (gold, mine), n in pairs.items() if gold == mine) / known:.3f} of {known}" if known else "-"


def _show_stages(pairs: Mapping[tuple[str, str], int]) -> None:
    print("\nlabelled, then read as   " + "".join(f"{stage:>13}" for stage in STAGES))
    for gold in STAGES:
        print(f"{gold:25}" + "".join(f"{pairs.get((gold, mine), 0):13}" for mine in STAGES))


def read(model: FactModel, example: Example) -> tuple[tuple[Fact, ...], str]:
    """Return the facts and the stage of a letter under a model that is not the shipped one."""
    found = judged(example.letter, example.language, model)
    return facts_of(found, example.letter), reached(found)[0].value


def count(found: Iterable[Fact], example: Example, values: Counts, quotes: Counts) -> None:
    """Add the facts of one letter: each (type, value) once; free texts by type alone, dates by month or by year."""
    gold: dict[tuple[str, str], list[str]] = defaultdict(list)
    mine: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in example.facts:
        gold[_key(fact["type"], fact["value"])].append(fact["quote"])
    for one in found:
        mine[_key(one.type.value, one.value)].append(one.quote)
    _match_dates(gold, mine)
    for side, place in ((mine, 1), (gold, 2)):
        for kind, value in side:
            for name in _names(kind, value):
                values[name][place] += 1
                quotes[name][place] += 1
    for key in gold.keys() & mine.keys():
        for name in _names(*key):
            values[name][0] += 1
            quotes[name][0] += any(overlap(one, two) for one in gold[key] for two in mine[key])


def _names(kind: str, value: str) -> list[str]:
    top = "feedback" if kind.startswith("feedback") else kind
    return list(dict.fromkeys([top, kind, f"{kind} {value}" if kind in _BY_VALUE else kind]))


def _key(kind: str, value: str) -> tuple[str, str]:
    if kind in _BY_VALUE or kind in _DATED:
        return kind, value
    return kind, ""


def _match_dates(gold: dict[tuple[str, str], list[str]], mine: dict[tuple[str, str], list[str]]) -> None:
    """Take a date for the gold one when the year is the same, or both are open."""
    for kind in _DATED:
        theirs = [value for name, value in gold if name == kind]
        for value in [value for name, value in mine if name == kind]:
            same = [other for other in theirs if other[:4] == value[:4]]
            if same and (kind, value) not in gold:
                mine[kind, same[0]] = [*mine.get((kind, same[0]), []), *mine.pop((kind, value))]


def overlap(one: str, two: str) -> bool:
    """Return whether two quotes share half of the words of the shorter one."""
    first, second = set(fold(one).split()), set(fold(two).split())
    return len(first & second) * 2 >= max(1, min(len(first), len(second)))


def f1(numbers: Sequence[int]) -> float:
    """Return F1 of (right, found, gold)."""
    return 2 * numbers[0] / max(1, numbers[1] + numbers[2])


def mean_f1(values: Counts) -> float:
    """Return the mean of the types that count."""
    return sum(f1(values[name]) for name in COUNTED) / len(COUNTED)


def show(values: Counts, quotes: Counts) -> None:
    """Print P, R and F1 by type and value, and F1 when the quote must be right as well."""
    print(f"\n{'':32}  P    R    F1   gold   F1 with quote")
    for name in sorted(values, key=lambda name: (re.sub(r"_.*| .*", "", name), name)):
        right, found, gold = values[name]
        shares = f"{right / max(1, found):.2f} {right / max(1, gold):.2f} {f1(values[name]):.2f}"
        print(f"{name:32} {shares} {gold:6} {f1(quotes[name]):8.2f}")
