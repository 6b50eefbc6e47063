"""The dashboard as a user meets it: a new process in a pseudo-terminal of 120 x 36, beside an app of one table."""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pyte

from tests.benchmarks.storing import filled
from tests.benchmarks.timing import Row, environment

COLUMNS, LINES = 120, 36
#: Nothing more comes when nothing was written for so long.
QUIET = 0.7
#: The same for one key: the frames it causes come close together.
KEY_QUIET = 0.08
LIMIT = 60.0
FLOOR_IS = "a Textual app of one table and a footer"


class Target(NamedTuple):
    """What is to be reached and aimed at: the start, and the peak memory."""

    start: tuple[str, str] = ("", "")
    memory: tuple[str, str] = ("", "")


#: By the number of rejections.
TARGETS = {
    14: Target(("1.5×", "1.2×")),
    1000: Target(("1.8×", "1.4×"), ("1.6×", "1.4×")),
    10_000: Target(("4×", "2.5×"), ("150 MB", "110 MB")),
}
FLOOR = """
from textual.app import App
from textual.binding import Binding
from textual.widgets import DataTable, Footer


class Floor(App[None]):
    BINDINGS = [Binding("a", "a", "add"), Binding("e", "e", "edit"), Binding("question_mark", "h", "help")]

    def compose(self):
        yield DataTable(cursor_type="row")
        yield Footer(show_command_palette=False)

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("company", "role", "stage", "age")
        table.add_rows((f"Company {n}", "Engineer", "applied", f"{n} d") for n in range(100))
        table.focus()


Floor().run()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds to the frame, processor seconds (of the program itself), peak memory in MB, seconds by key."""

    seconds: float
    user: float
    megabytes: float
    keys: tuple[float, ...] = ()


def start(command: Sequence[str], env: dict[str, str], keys: Sequence[bytes] = ()) -> Start:
    """Run `command` with this Python until its first whole frame, press `keys` one by one, and end it."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command], stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True
    )
    os.close(slave)
    try:
        painted = _painted(_output(master, QUIET, b"help")) - began
        taken = tuple(_press(master, key) for key in keys)
        peak = _peak(process.pid)
    finally:
        process.send_signal(signal.SIGKILL)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = -signal.SIGKILL
        os.close(master)
    return Start(painted, used.ru_utime, peak or used.ru_maxrss / 1024, taken)


def _press(master: int, key: bytes) -> float:
    began = time.perf_counter()
    os.write(master, key)
    return _output(master, KEY_QUIET)[-1][0] - began


def _output(master: int, quiet: float, marker: bytes = b"") -> list[tuple[float, bytes]]:
    """Return what was written and when, up to a pause of `quiet` seconds after `marker` came."""
    pieces: list[tuple[float, bytes]] = []
    limit, seen = time.perf_counter() + LIMIT, not marker
    while time.perf_counter() < limit:
        ready, _, _ = select.select([master], [], [], quiet if seen and pieces else 1.0)
        if ready:
            try:
                data = os.read(master, 1 << 16)
            except OSError:
                break
            pieces.append((time.perf_counter(), data))
            seen = seen or marker in data
        elif seen and pieces:
            return pieces
    raise RuntimeError(f"no whole frame came: {pieces[-1:]!r}")


def _painted(pieces: Sequence[tuple[float, bytes]]) -> float:
    """Return the first moment at which the screen showed the text it then kept."""
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    shown = []
    for moment, data in pieces:
        stream.feed(data)
        shown.append((moment, screen.display))
    return next(moment for moment, display in shown if display == shown[-1][1])


def _peak(pid: int) -> float:
    """Return the peak memory in MB; what `wait4` says counts the parent before the exec as well. 0 where unknown."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


@dataclass(frozen=True, slots=True)
class Pair:
    """The same measurement of the dashboard and of the floor, taken in turns."""

    here: list[Start]
    floor: list[Start]

    def row(self, what: str, field: str, unit: str = "ms", reach: str = "", aim: str = "", note: str = "") -> Row:
        """Return the medians of one field."""
        here, floor = (statistics.median(getattr(s, field) for s in side) for side in (self.here, self.floor))
        return Row(what, here, floor, FLOOR_IS, unit, reach, aim, note)


def compared(folder: Path, path: Path, times: int, keys: Sequence[bytes] = ()) -> Pair:
    """Start both in turns, after one start of each that does not count."""
    env, pair = environment(folder) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Pair([], [])
    script = folder / "floor.py"
    script.write_text(FLOOR, encoding="utf-8")
    words = ["-m", "rejection_tui", "--db", str(path)]
    for turn in range(times + 1):
        floor, here = start([str(script)], env, keys), start(words, env, keys)
        if turn:
            pair.floor.append(floor)
            pair.here.append(here)
    return pair


def _p95(starts: Sequence[Start]) -> float:
    every = sorted(second for one in starts for second in one.keys)
    return every[int(len(every) * 0.95)]


def rows(folder: Path, sizes: Sequence[int] = tuple(TARGETS), times: int = 7) -> Iterator[Row]:
    """Measure starts of growing files, their memory and processor time, and one cursor key."""
    for count in sizes:
        target = TARGETS.get(count, Target())
        path = folder / f"dashboard{count}.json"
        if not path.exists():
            filled(path, count)
        pair = compared(folder, path, times)
        here, floor = (statistics.median(s.user for s in side) for side in (pair.here, pair.floor))
        note = f"processor {here / floor:.1f}×"
        yield pair.row(f"start to first painted frame, {count:,} rejections", "seconds", "ms", *target.start, note)
        yield pair.row(f"peak memory, {count:,} rejections", "megabytes", "MB", *target.memory)
        if count == 1000:
            keys = compared(folder, path, 1, [b"\x1b[B"] * 60)
            what = f"cursor key to frame, p95, {count:,} rejections"
            yield Row(what, _p95(keys.here), _p95(keys.floor), FLOOR_IS, "ms", "2×", "1.5×")
