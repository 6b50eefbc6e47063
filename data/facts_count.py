"""Counts read facts against the annotated ones: right, found and annotated, by type and value."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from rejection_tui.domain.facts import Fact
from rejection_tui.domain.text import fold

#: The types whose mean F1 is the figure that counts.
COUNTED: Final = ("reason", "feedback", "asks", "reapply", "met", "closed")
_BY_VALUE: Final = frozenset({"reason", "met", "closed", "feedback_offered", "tone"})
_DATED: Final = frozenset({"reapply", "on_file"})

Counts = defaultdict[str, list[int]]  # of right, found, gold


def counts() -> Counts:
    """Return an empty table."""
    return defaultdict(lambda: [0, 0, 0])


def count(found: Iterable[Fact], annotated: Iterable[Mapping[str, str]], values: Counts, quotes: Counts) -> None:
    """Add the facts of one letter: each (type, value) once; free texts by type alone, dates by month or by year."""
    gold: dict[tuple[str, str], list[str]] = defaultdict(list)
    mine: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in annotated:
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
