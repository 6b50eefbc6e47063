"""Kills a real process at random moments while it writes and looks at what it leaves.

python -m tests.storage.kills 500
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rejection_tui.storage import Store, file
from tests.storage.worker import prepare


@dataclass
class Figures:
    """What was tried and seen."""

    kills: int = 0
    transactions: int = 0  # reported as saved, and found
    in_flight: int = 0  # kills that left the transaction being written saved, though not yet reported
    temporaries: int = 0  # kills that left a temporary file: proof that they hit a write
    bytes: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills of a process writing {self.bytes / 1e6:.1f} MB, {self.transactions} saved changes "
            f"checked: 0 lost, 0 torn, 0 unreadable; {self.temporaries} kills hit a write half way, "
            f"{self.in_flight} fell between the rename and its report; {self.seconds:.0f} s"
        )


def run(kills: int, folder: Path, seed: int, megabytes: int = 3) -> Figures:
    """Kill `kills` times; raises AssertionError at the first thing that is not as promised."""
    path, chance, figures, start = folder / "rejtui.json", random.Random(seed), Figures(), time.monotonic()
    prepare(path, megabytes)
    before = 0
    for _ in range(kills):
        words = killed(chance, 0.05, 5, "tests.storage.worker", "generations", str(path))
        said = [(word, int(number)) for word, number in words]
        figures.kills += 1
        figures.transactions += sum(word == "saved" for word, _ in said)
        figures.temporaries += bool(file.stale_files(path))
        found = look(path)
        last_word, last = said[-1] if said else ("saved", before)
        # Whole: what was reported last, or what was being written when the kill came. Nothing else.
        following = {"ready": last + 1, "saved": last + 1, "undone": last}[last_word]
        now_on = last - 1 if last_word == "undone" else last
        allowed = {now_on, following} | ({last - 1} if last_word == "saved" and last % 5 == 0 else set())
        assert found in allowed, f"after {last_word} {last} the file holds {found}"
        figures.in_flight += found == following
        before = found
    figures.bytes, figures.seconds = path.stat().st_size, time.monotonic() - start
    return figures


def look(path: Path) -> int:
    """Return the generation in the file, after checking that it is the same at all ends and that it opens."""
    raw = json.loads(path.read_bytes())
    marks = {
        next(d["notes"] for d in raw["contacts"].values() if d["uid"] == "first"),
        next(d["notes"] for d in raw["rejections"].values() if d["uid"] == "last"),
        next(d["body"] for d in raw["letters"].values() if d["uid"] == "last"),
    }
    assert len(marks) == 1, f"torn: {marks}"
    store = Store(path)
    assert len(store.records.letters) == len(raw["letters"])
    done = [entry for entry in store.history() if not entry.undone]
    generation = int(marks.pop())
    assert generation == 0 or done[0].label == f"Generation {generation}", "the history does not fit the records"
    return generation


def killed(chance: random.Random, longest: float, reports: int, *worker: str) -> list[list[str]]:
    """Start a worker, kill it within `longest` seconds of one of its reports, and return the words of what it said.

    The report is its first or one of as many after it, so that it gets as far on a slow machine as on a fast one.
    """
    child = subprocess.Popen([sys.executable, "-m", *worker], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    first = "".join(child.stdout.readline() for _ in range(1 + chance.randrange(reports + 1)))
    try:
        child.wait(chance.uniform(0.0, longest))
    except subprocess.TimeoutExpired:
        os.kill(child.pid, signal.SIGKILL)
    rest = child.stdout.read()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL, f"the worker ended by itself: {first}{rest}"
    return [line.split() for line in (first + rest).splitlines()]


if __name__ == "__main__":
    seed = random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory() as folder:
        print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100, Path(folder), seed), f"(seed {seed})")
