"""Measuring: the median of several runs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table, in seconds."""

    what: str
    seconds: float
    floor: float
    floor_is: str


def median(run: Callable[[], object], times: int = 7) -> float:
    """Return the median duration of `run` in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)
