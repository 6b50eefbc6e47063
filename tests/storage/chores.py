"""Kills a process while it backs up, restores, merges, migrates and repairs, and looks at what it leaves.

python -m tests.storage.chores 200
"""

import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from rejection_tui.domain.record import replace
from rejection_tui.storage import Store, backup, backups, file, fix, restore
from rejection_tui.storage.backups import BROKEN
from tests.storage.kills import killed
from tests.storage.worker import prepare
from tests.world.records import contact

V1 = Path(__file__).parent / "examples" / "version1.json"
#: What must leave the file as it was before among the backups.
DRASTIC = ("restore", "merge", "migrate", "fix")


@dataclass
class Figures:
    """What was tried and seen."""

    kills: int = 0
    chores: Counter[str] = field(default_factory=Counter)  # ended, and reported
    during: Counter[str] = field(default_factory=Counter)  # cut short
    changed: int = 0  # cut short after the file was replaced, with the one before among the backups
    copies: int = 0  # backups opened
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.kills} kills during {dict(self.during)}, {sum(self.chores.values())} chores ended before; "
            f"{self.changed} kills fell after the file was replaced, the one before was among the backups each time; "
            f"{self.copies} backups opened, all whole; {self.seconds:.0f} s"
        )


def run(kills: int, folder: Path, seed: int) -> Figures:
    """Kill `kills` times; raises AssertionError at the first thing that is not as promised."""
    path, chance, figures, start = folder / "rejtui.json", random.Random(seed), Figures(), time.monotonic()
    prepare(path, 3)
    prepare(folder / "other" / "rejtui.json", 0)
    while figures.kills < kills:
        said = killed(chance, 0.2, 12, "tests.storage.chores", "work", str(path))
        _judge(path, said, figures)
        figures.kills += 1
    figures.seconds = time.monotonic() - start
    return figures


def _judge(path: Path, said: list[list[str]], figures: Figures) -> None:
    last = next(words[1] for words in reversed(said) if words[0] == "done")
    under = said[-1][1] if said[-1][0] == "begin" else ""
    figures.chores.update(words[1] for words in said if words[0] == "begin")
    figures.during[under or "nothing"] += 1
    found = backups(path)
    assert all(info.ok for info in found if not info.reason.startswith(BROKEN)), "a backup is not whole"
    figures.copies += len(found)
    now_on = _sum(path)
    if now_on == last:
        return
    assert under, "the file changed after the last change was reported"
    if under in DRASTIC:
        assert last in {_sum(info.path) for info in found}, f"{under} left no copy of the file before it"
        assert Store(path).records.letters
        figures.changed += 1


def work(path: Path) -> None:
    """Do one chore after the other, for ever, and say when each begins and what the file is after it."""
    _say("done", _sum(path))
    _say("begin", "fix")  # what the kill before may have left half repaired
    fix(path, datetime.now(UTC))
    _say("done", _sum(path))
    other = path.parent / "other" / "rejtui.json"
    first = random.randrange(5)
    backup(path, datetime.now(UTC))
    for number in count(first):
        name, now = ("backup", "restore", "merge", "migrate", "fix")[number % 5], datetime.now(UTC)
        _before(name, path, other, now)
        _say("begin", name)
        match name:
            case "backup":
                backup(path, now)
            case "restore":
                restore(path, max((i for i in backups(path) if i.ok), key=lambda i: i.size).path, now)
            case "merge":
                Store(path).merge(other, now)
            case "migrate":
                _rename(path, now)
            case "fix":
                fix(path, now)
        _say("done", _sum(path))


def _before(name: str, path: Path, other: Path, now: datetime) -> None:
    """Make the chore one that has something to do."""
    _say("begin", "preparing")
    present = file.signature(path)
    if name == "migrate":
        file.replace(path, V1.read_bytes(), present)
    elif name == "fix":
        file.replace(path, path.read_bytes() + b"rubbish after the end", present)
    elif name == "merge":
        _rename(other, now)
    elif name == "backup":
        fix(path, now)
        _rename(path, now)
    _say("done", _sum(path))


def _rename(path: Path, now: datetime) -> None:
    with Store(path).transaction("Rename", now) as transaction:
        transaction.put(replace(transaction.records.contacts.get("first") or contact("first"), notes=now.isoformat()))


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _say(word: str, more: str) -> None:
    sys.stdout.write(f"{word} {more}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]))
    seed = random.SystemRandom().randrange(10**6)
    with tempfile.TemporaryDirectory() as place:
        print(run(int(sys.argv[1]), Path(place), seed), f"(seed {seed})")
