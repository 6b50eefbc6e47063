"""Measures reading on labelled letters: `python -m tests.reading.measure FILE.jsonl[:even|:odd] ... [--misses]`.

Every letter goes the real way: composed as a mail, parsed, judged, extracted. Nothing is written.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.corpus import compose
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.text import fold
from rejection_tui.mail import RawMessage, parse
from rejection_tui.reading import read_letter
from rejection_tui.reading.companies import plain_name
from rejection_tui.reading.roles import tidy

KINDS = {"confirmation", "interview", "assessment", "offer", "alert", "withdrawal", "on_hold"}
SAME = {"job_alert": "alert", "withdrawn": "withdrawal", "status_update": "on_hold", "newsletter": "alert"}


@dataclass
class Figures:
    """Counts over one file."""

    rows: int = 0
    hit: int = 0
    false: int = 0
    missed: int = 0
    asked: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=dict)
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

    def share(self, name: str, outcome: str) -> float:
        """The share of right, wrong or empty guesses of one field."""
        counts = self.fields.get(name, Counter())
        return counts[outcome] / max(1, sum(counts.values()))


def alternatives(value: Any) -> set[str]:
    """Return the accepted forms of a gold value, folded; empty when it is not stated."""
    parts = [part.strip() for part in str(value or "-").split("||")]
    return {
        fold(form) for part in parts if part not in {"", "-", "None"} for form in (part, plain_name(part), tidy(part))
    }


def judge(guess: str, gold: Any) -> str:
    """Return right, wrong or empty; no gold and no guess is right, a guess where nothing is stated is wrong."""
    forms = alternatives(gold)
    if not guess:
        return "empty" if forms else "right"
    return "right" if {fold(guess), fold(plain_name(guess)), fold(tidy(guess))} & forms else "wrong"


def measure(rows: Iterable[dict[str, Any]]) -> Figures:
    """Read every labelled letter and count."""
    figures = Figures()
    for row in rows:
        data = compose(row)
        start = time.perf_counter()
        reading = read_letter(parse(RawMessage(data, str(row.get("id", "")))))
        figures.seconds += time.perf_counter() - start
        _count(figures, row, reading)
    return figures


def _count(figures: Figures, row: dict[str, Any], reading: Reading) -> None:
    label = SAME.get(str(row["label"]), str(row["label"]))
    figures.rows += 1
    figures.asked += reading.verdict == "unsure"
    wanted, called = label == "rejection", reading.verdict == "rejection"
    figures.hit += wanted and called
    figures.false += called and not wanted
    figures.missed += wanted and not called
    if wanted != called:
        spoke = [f"{e.rule}={e.text[:40]!r}" for e in reading.evidence[:4]]
        name = "MISSED" if wanted else "FALSE"
        figures.misses.append(f"{name} {row.get('id')} {label} {reading.kind} {reading.confidence} {spoke}")
    if label in KINDS or wanted:
        figures.kinds[f"{label} -> {reading.kind if reading.verdict != 'unsure' else 'unsure'}"] += 1
    if wanted:
        _count_fields(figures, row, reading)


def _count_fields(figures: Figures, row: dict[str, Any], reading: Reading) -> None:
    guesses = {
        "company": reading.company.value,
        "role": reading.role.value,
        "recruiter_name": reading.recruiter_name.value,
        "recruiter_email": reading.recruiter_email.value,
    }
    for name, guess in guesses.items():
        if name in row or (name in {"company", "role"} and row.get(name)):
            outcome = judge(guess, row.get(name))
            figures.fields.setdefault(name, Counter())[outcome] += 1
            if outcome != "right":
                figures.misses.append(f"  {name} {row.get('id')} {outcome}: {guess!r} gold {row.get(name)!r}")
    if row.get("stage"):
        right = reading.stage == row["stage"]
        figures.fields.setdefault("stage", Counter())["right" if right else "wrong"] += 1
        if not right:
            figures.misses.append(
                f"  stage {row.get('id')}: {reading.stage} ({reading.stage_words!r}) gold {row['stage']}"
            )
    if isinstance(row.get("no_reply"), bool):
        right = reading.no_reply == row["no_reply"]
        figures.fields.setdefault("no_reply", Counter())["right" if right else "wrong"] += 1


def load(name: str) -> list[dict[str, Any]]:
    """Return the rows of `FILE.jsonl`, or of its even or odd half (`FILE.jsonl:even`)."""
    path, _, half = name.partition(":")
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return rows[{"": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}[half]]


def report(name: str, figures: Figures) -> str:
    """Return the figures as a few lines of text."""
    called = f"P {figures.precision:.3f} R {figures.recall:.3f} F1 {figures.f1:.3f}"
    lines = [
        f"{name}: {figures.rows} letters, {called}, false alarms {figures.false}, missed {figures.missed}, "
        f"asked {figures.asked}, {figures.seconds * 1000 / max(1, figures.rows):.1f} ms a mail"
    ]
    for field_name, counts in figures.fields.items():
        shares = "  ".join(f"{k} {v} ({v / sum(counts.values()):.2f})" for k, v in counts.most_common())
        lines.append(f"  {field_name}: {shares}")
    confused = Counter({k: v for k, v in figures.kinds.items() if k.split(" -> ")[0] != k.split(" -> ")[1]})
    right = sum(figures.kinds.values()) - sum(confused.values())
    lines.append(
        f"  kind right {right} of {sum(figures.kinds.values())}; "
        + ", ".join(f"{k} {v}" for k, v in confused.most_common(12))
    )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--misses", action="store_true", help="name every letter that was read wrongly")
    options = parser.parse_args(arguments)
    for name in options.files:
        figures = measure(load(name))
        print(report(Path(name.partition(":")[0]).stem + name[len(name.partition(":")[0]) :], figures))
        if options.misses:
            print("\n".join(figures.misses))


if __name__ == "__main__":
    main()
