"""Several processes on one file: `python -m tests.storage.crowd 4 1000` (processes, transactions each)."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rejection_tui.storage import Store
from tests.world.clock import NOW
from tests.world.records import rejection


def run(processes: int, each: int, folder: Path) -> str:
    """Let `processes` do `each` transactions at once; return the figures, or raise AssertionError when one is lost."""
    path, start = folder / "rejtui.json", time.monotonic()
    with Store(path).transaction("Begin", NOW) as transaction:
        transaction.put(rejection("shared", notes="0"))
    names = [f"p{n}" for n in range(processes)]
    worker = [sys.executable, "-m", "tests.storage.worker", "transactions", str(path)]
    crowd = [
        subprocess.Popen([*worker, n, str(each)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in names
    ]
    for child in crowd:
        said, wrong = child.communicate()
        assert child.returncode == 0 and said.count("saved") == each, wrong
    records = Store(path).records
    assert records.rejections["shared"].notes == str(processes * each), records.rejections["shared"].notes
    assert set(records.contacts) == {f"{name}-{i}" for name in names for i in range(each)}
    history = Store(path).history()
    assert len({entry.label for entry in history}) == len(history) == min(processes * each + 1, 200)
    seconds = time.monotonic() - start
    return f"{processes} processes, {processes * each} transactions, none lost, none doubled; {seconds:.0f} s"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(run(int(sys.argv[1]), int(sys.argv[2]), Path(folder)))
