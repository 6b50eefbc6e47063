"""Measures facts, stage and salutation on writers left out of the training: `python -m data.facts_model measure`."""

from collections import defaultdict

from data.facts_count import COUNTED, Counts, count, counts, mean_f1, show
from data.facts_examples import Example, examples
from rejection_tui.domain.facts import Fact
from rejection_tui.reading.fact_model import FactModel
from rejection_tui.reading.facts import facts_of, judged
from rejection_tui.reading.stages import reached


def measure() -> None:
    """Print the left-out table: by type P, R, F1, with the quote also right, then stage by writer."""
    from data.facts_model import left_out_models

    letters = examples()
    values, quotes = counts(), counts()
    stages: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    by_writer: dict[str, Counts] = {}
    for writer, model in left_out_models(letters):
        by_writer[writer] = counts()
        for example in letters[writer]:
            found, stage = read(model, example)
            if example.stage:
                stages[writer][0] += stage == example.stage
                stages[writer][1] += 1
            if example.said is not None:
                count(found, example.facts, by_writer[writer], quotes)
        for name, numbers in by_writer[writer].items():
            values[name] = [one + two for one, two in zip(values[name], numbers, strict=True)]
        print(f"{writer:14} mean F1 {mean_f1(by_writer[writer]):.3f}   stage {_share(*stages[writer])}", flush=True)
    show(values, quotes)
    right, known = (sum(numbers[at] for numbers in stages.values()) for at in (0, 1))
    print(f"\nmean F1 of {', '.join(COUNTED)}: {mean_f1(values):.3f}\nstage right: {_share(right, known)} of {known}")


def _share(right: int, known: int) -> str:
    return f"{right / known:.3f}" if known else "-"


def read(model: FactModel, example: Example) -> tuple[tuple[Fact, ...], str]:
    """Return the facts and the stage of a letter under a model that is not the shipped one."""
    found = judged(example.letter, example.language, model)
    return facts_of(found, example.letter), reached(found)[0].value
