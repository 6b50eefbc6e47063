"""The commands that must be there at once, each a whole process beside `python -c pass`, run in turns."""

import time
from collections.abc import Iterator
from pathlib import Path

from rejection_tui.services.due_index import SETTLE_NANOSECONDS
from tests.benchmarks.storing import filled
from tests.benchmarks.timing import Row, beside, environment, in_turns

FLOOR = "python -c pass"
DUE_CODES = (0, 3)
#: rejections -> reach and aim of `rejtui due --count`
TARGETS = {14: ("6×", "4×"), 1000: ("8×", "5×"), 10_000: ("8×", "5×")}


def rows(folder: Path, sizes: tuple[int, ...] = tuple(TARGETS), times: int = 15) -> Iterator[Row]:
    """Measure the count in a shell prompt at several sizes, and the version."""
    env, rejtui = environment(folder), ["-m", "rejection_tui"]
    files = [folder / f"due{count}.json" for count in sizes]
    for path, count in zip(files, sizes, strict=True):
        filled(path, count)
    time.sleep(SETTLE_NANOSECONDS / 1e9)  # a file is trusted when it has been left alone so long
    counts = [[[*rejtui, "--db", str(path), "due", "--count"]] for path in files]
    floor, version, *dues = in_turns([[["-c", "pass"]], [[*rejtui, "--version"]], *counts], env, times, DUE_CODES)
    for count, runs in zip(sizes, dues, strict=True):
        yield beside(f"rejtui due --count, {count:,} rejections", runs, floor, FLOOR, *TARGETS.get(count, ("", "")))
    yield beside("rejtui --version", version, floor, FLOOR, "3×", "2.5×")
