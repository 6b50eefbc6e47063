"""One tick until it is on the disk: in the open dashboard, and as a command; beside writing the same bytes."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from rejection_tui.services import agenda, checklist
from rejection_tui.services.context import AppContext
from tests.benchmarks.storing import filled, open_actions, write_and_flush
from tests.benchmarks.timing import Row, environment, in_turns, median

FLOOR = "write + fsync of the same bytes"
#: rejections -> reach and aim of a tick in the open dashboard
TARGETS = {1000: ("10 ms", "5 ms"), 10_000: ("80 ms", "40 ms")}


def rows(folder: Path, sizes: tuple[int, ...] = tuple(TARGETS), times: int = 9) -> Iterator[Row]:
    """Measure ticks in files of growing size, and the command in the largest."""
    for count in sizes:
        path = folder / f"tick{count}.json"
        context = filled(path, count)
        actions = iter(open_actions(context.records))
        checklist.tick(context, next(actions))  # the first one of a day keeps a copy of the file
        data = path.read_bytes()
        floor = median(lambda data=data, path=path: write_and_flush(data, path.with_suffix(".floor")), times)
        taken, processor = _ticks(context, actions, times)
        note = f"processor {processor * 1000:.1f} ms"
        what = f"tick in the open dashboard, {count:,} rejections ({len(data) / 1e6:.0f} MB)"
        yield Row(what, taken, floor, FLOOR, "ms", *TARGETS.get(count, ("", "")), note)
    yield _command(folder, count, floor, times)


def _ticks(context: AppContext, actions: Iterator[str], times: int) -> tuple[float, float]:
    """Return the median seconds of a tick, by the clock and of the processor; in between the dashboard shows itself."""
    wall, processor = [], []
    for _ in range(times):
        agenda.today(context)  # as every pane does after a change: the look-ups of the records are made
        began, worked = time.perf_counter(), time.process_time()
        checklist.tick(context, next(actions))
        wall.append(time.perf_counter() - began)
        processor.append(time.process_time() - worked)
    return statistics.median(wall), statistics.median(processor)


def _command(folder: Path, count: int, floor: float, times: int) -> Row:
    path = folder / f"command{count}.json"
    records = filled(path, count).records
    names = [records.actions[uid].rejection for uid in open_actions(records)[: times + 1]]
    words = ["-m", "rejection_tui", "--db", str(path), "tick"]
    (runs,) = in_turns([[[*words, name, "reply.send"] for name in names]], environment(folder), times)
    note = f"processor {statistics.median(r.cpu for r in runs):.2f} s, {statistics.median(r.peak for r in runs):.0f} MB"
    wall = statistics.median(r.wall for r in runs)
    return Row(f"rejtui tick, {count:,}", wall, floor, FLOOR, "s", "0.5 s", "0.3 s", note)
