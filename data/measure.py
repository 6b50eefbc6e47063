"""Measures the shipped reading on labelled letters: `python -m data.measure FILE.jsonl ... [--misses]`.

Every letter goes the real way: composed as a mail, parsed, judged, extracted. Nothing is written. The model has learned
from the letters of `data/`: on them the figures only show that nothing is broken. What counts is a writer left out,
which `make model` prints.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from data import corpus
from data.facts_count import COUNTED, Counts, count, counts, f1, mean_f1
from data.salutations_measure import compare
from rejection_tui.domain.letter import Reading, Verdict
from rejection_tui.domain.text import fold
from rejection_tui.mail import RawMessage, parse
from rejection_tui.reading import read_letter
from rejection_tui.reading.companies import plain_name
from rejection_tui.reading.people import person
from rejection_tui.reading.roles import tidy

Row = corpus.Row
#: The kinds whose fields are read.
_READ: Final = ("rejection", "on_hold")


@dataclass
class Figures:
    """Counts over one file; `seconds` are of the processor."""

    rows: int = 0
    hit: int = 0
    false: int = 0
    missed: int = 0
    asked: int = 0
    asked_of_others: int = 0
    others: int = 0
    asked_of_wanted: int = 0
    seconds: float = 0.0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    facts: Counts = field(default_factory=counts)
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of called rejections that are rejections."""
        return self.hit / max(1, self.hit + self.false)

    @property
    def recall(self) -> float:
        """The share of rejections called so."""
        return self.hit / max(1, self.hit + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def found_or_asked(self) -> float:
        """The share of rejections that are called so or asked about."""
        return (self.hit + self.asked_of_wanted) / max(1, self.hit + self.missed)

    def share(self, name: str, outcome: str) -> float:
        """The share of right, wrong or empty guesses of one field."""
        told = self.fields.get(name, Counter())
        return told[outcome] / max(1, sum(told.values()))


def forms(gold: Any, shorten: Sequence[Callable[[str], str]] = (plain_name, tidy)) -> set[str]:
    """Return the accepted forms of a gold value, folded; empty when it is not stated."""
    parts = [part.strip() for part in str(gold or "").split("||")]
    stated = [part for part in parts if part not in {"", "-", "None"}]
    return {fold(form) for part in stated for form in (part, *(one(part) for one in shorten))} - {""}


def judge(guess: str, gold: Any, shorten: Sequence[Callable[[str], str]] = (plain_name, tidy)) -> str:
    """Return right, wrong or empty; no gold and no guess is right, a guess where nothing is stated is wrong."""
    wanted = forms(gold, shorten)
    if not guess:
        return "empty" if wanted else "right"
    return "right" if forms(guess, shorten) & wanted else "wrong"


def measure(rows: Iterable[Row]) -> Figures:
    """Read every labelled letter and count."""
    figures = Figures()
    for row in rows:
        data = corpus.compose(row)
        start = time.process_time()
        reading = read_letter(parse(RawMessage(data, str(row.get("id", "")))))
        figures.seconds += time.process_time() - start
        _count_verdict(figures, row, reading)
        if corpus.label(row) in _READ:
            _count_fields(figures, row, reading)
            _count_facts(figures, row, reading)
    return figures


def _count_verdict(figures: Figures, row: Row, reading: Reading) -> None:
    kind = corpus.label(row)
    wanted, called = kind == "rejection", reading.verdict is Verdict.REJECTION
    asked = reading.verdict is Verdict.UNSURE
    figures.rows += 1
    figures.others += not wanted
    figures.asked += asked
    figures.asked_of_others += asked and not wanted
    figures.asked_of_wanted += asked and wanted
    figures.hit += wanted and called
    figures.false += called and not wanted
    figures.missed += wanted and not called
    figures.kinds[kind, "asked" if asked else reading.kind.value] += 1
    if wanted != called:
        said = [f"{e.rule}={e.text[:40]!r}" for e in reading.evidence[:4]]
        name = "MISSED" if wanted else "FALSE"
        figures.misses.append(f"{name} {row.get('id')} {kind} {reading.kind} {reading.confidence} {said}")


def _count_fields(figures: Figures, row: Row, reading: Reading) -> None:
    for name in ("company", "role", "recruiter_name", "recruiter_email"):
        if name in row:
            guess = getattr(reading, name).value
            shorten = (person,) if name == "recruiter_name" else (plain_name, tidy)
            _note(figures, row, name, judge(guess, row[name], shorten), guess, row[name])
    if row.get("stage"):
        outcome = "right" if reading.stage == row["stage"] else "wrong"
        _note(figures, row, "stage", outcome, f"{reading.stage} ({reading.stage_words!r})", row["stage"])
    if isinstance(row.get("no_reply"), bool):
        outcome = "right" if reading.no_reply == row["no_reply"] else "wrong"
        _note(figures, row, "no_reply", outcome, str(reading.no_reply), row["no_reply"])


def _count_facts(figures: Figures, row: Row, reading: Reading) -> None:
    """Count what the letter says, where that is annotated beside the row or in `data/facts/`."""
    annotated = row.get("facts") or corpus.facts().get(str(row.get("id")))
    if annotated is None:
        return
    count(reading.facts, annotated, figures.facts, counts())
    wanted = next((fact["value"] for fact in annotated if fact["type"] == "signoff"), "")
    if wanted:
        same = compare(reading.salutation, wanted) if reading.salutation else "empty"
        outcome = {"same": "right", "empty": "empty"}.get(same, same)
        _note(figures, row, "salutation", outcome, reading.salutation, wanted)


def _note(figures: Figures, row: Row, name: str, outcome: str, guess: str, gold: Any) -> None:
    figures.fields.setdefault(name, Counter())[outcome] += 1
    if outcome != "right":
        figures.misses.append(f"  {name} {row.get('id')} {outcome}: {guess!r} gold {gold!r}")


def report(name: str, figures: Figures) -> str:
    """Return the figures as a few lines of text."""
    called = f"sure P {figures.precision:.3f} R {figures.recall:.3f} F1 {figures.f1:.3f}"
    asked = 1000 * figures.asked_of_others / max(1, figures.others)
    lines = [
        f"{name}: {figures.rows} letters, {figures.seconds * 1000 / max(1, figures.rows):.1f} ms a mail",
        f"  {called}, found or asked {figures.found_or_asked:.3f}, false alarms {figures.false} of {figures.others}, "
        f"asked {asked:.1f} of 1,000 that are no rejection",
    ]
    for field_name, told in figures.fields.items():
        total = sum(told.values())
        shares = "  ".join(f"{outcome} {number / total:.2f} ({number})" for outcome, number in told.most_common())
        lines.append(f"  {field_name:<16} {shares}")
    lines.append(f"  kind right {_right(figures.kinds)} of {figures.rows}")
    confused = Counter({pair: number for pair, number in figures.kinds.items() if pair[0] != pair[1]})
    for (kind, called_so), number in confused.most_common(12):
        lines.append(f"    {kind} taken for {called_so}: {number}")
    return "\n".join([*lines, *_facts_lines(figures.facts)])


def _right(kinds: Counter[tuple[str, str]]) -> int:
    return sum(number for (kind, called), number in kinds.items() if kind == called)


def _facts_lines(facts: Counts) -> Iterable[str]:
    if not facts:
        return
    yield f"  facts: mean F1 of {', '.join(COUNTED)} {mean_f1(facts):.3f}"
    for name in sorted(name for name in facts if " " not in name):
        right, found, annotated = facts[name]
        shares = f"P {right / max(1, found):.2f} R {right / max(1, annotated):.2f} F1 {f1(facts[name]):.2f}"
        yield f"    {name:<18} {shares} ({annotated} annotated)"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="name every letter and value that was read wrongly")
    options = parser.parse_args(arguments)
    read_letter(corpus.letter_of({"body": "We have chosen somebody else."}))  # what is loaded once is not counted
    for path in options.files:
        figures = measure(corpus.rows_of(path))
        print(report(path.stem, figures), flush=True)
        if options.misses:
            print("\n".join(figures.misses))


if __name__ == "__main__":
    main()
