"""Measures facts, stage and salutation on writers left out of the training: `python -m data.facts_model measure`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from data.facts_count import COUNTED, Counts, count, counts, mean_f1, show
from data.facts_examples import STAGES, Example, examples
from rejection_tui.domain.facts import Fact
from rejection_tui.reading.fact_judged import judged
from rejection_tui.reading.fact_model import FactModel
from rejection_tui.reading.facts import facts_of
from rejection_tui.reading.stages import reached

#: The writers whose hand the figures are meant for: the others annotate to another convention in places, and for stage
#: those without facts count as well.
OFFICIAL: Final = ("varied-a", "varied-b", "varied-c", "varied-e", "varied-f", "ats-d", "long-h")
OFFICIAL_STAGE: Final = (*OFFICIAL, "lookalikes-m", "bare-k", "house")


def measure(models: Iterable[tuple[tuple[str, ...], FactModel]]) -> None:
    """Print the left-out tables: F1 and stage by writer, the stages mixed up, and by type P, R, F1, also with quote.

    `models`: writers, and a model that has not seen them.
    """
    letters = examples()
    quotes = counts()
    stages: dict[str, Counter[tuple[str, str]]] = {}
    by_writer: dict[str, Counts] = {}
    for writer, model in ((writer, model) for left_out, model in models for writer in left_out):
        by_writer[writer], stages[writer] = counts(), Counter()
        for example in letters[writer]:
            found, stage = read(model, example)
            if example.stage:
                stages[writer][example.stage, stage] += 1
            if example.said is not None:
                count(found, example.facts, by_writer[writer], quotes if writer in OFFICIAL else counts())
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
