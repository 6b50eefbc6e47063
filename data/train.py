"""Trains the reading: `python -m data.train` writes all of `rejection_tui/content/model/` and prints how good it is.

In order: the kind of a letter, its fields, its facts and stage, the sort of an answer, its gaps. Every table is of
writers that were left out of the training. `--tables` only prints them, `--digest` only records that the model files
are current.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Final

from data import digest

#: The commands that train and print, and those that only print.
TRAINED: Final = (
    ("data.kinds",),
    ("data.fields", "train"),
    ("data.fields", "measure", "--groups", "4"),
    ("data.facts_model", "train"),
    ("data.answers_model", "train"),
    ("data.answer_gaps", "train"),
)
MEASURED: Final = (
    ("data.kinds", "measure"),
    ("data.fields", "measure", "--groups", "4"),
    ("data.facts_model", "measure"),
    ("data.answers_model", "measure"),
    ("data.answer_gaps", "measure"),
)


def run(commands: Sequence[Sequence[str]]) -> None:
    """Run modules at most two at a time, and print what each says in the order given; stop when one fails."""
    waiting = [list(command) for command in commands]
    started: list[tuple[list[str], subprocess.Popen[str]]] = []
    while waiting or started:
        while waiting and len(started) < 2:
            command = waiting.pop(0)
            words = [sys.executable, "-m", *command]
            started.append((command, subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=digest.ROOT)))
        command, process = started.pop(0)
        printed, _ = process.communicate()
        print(f"\n{' '.join(command)}\n{printed.rstrip()}", flush=True)
        if process.returncode:
            for _, other in started:
                other.kill()
            raise SystemExit(f"{command[0]} failed; the model files may not belong together.")


def sizes() -> str:
    """Return the size of each model file, and of all together."""
    files = sorted(path for path in digest.FILE.parent.iterdir() if path.suffix != ".py")
    lines = [f"{path.name:<16} {path.stat().st_size:>10,} bytes" for path in files]
    return "\n".join([*lines, f"{'all':<16} {sum(path.stat().st_size for path in files):>10,} bytes"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, or only print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", action="store_true", help="print the left-out tables and write nothing")
    parser.add_argument("--digest", action="store_true", help="record that the model files are current")
    options = parser.parse_args(arguments)
    start = time.monotonic()
    if not options.digest:
        run(MEASURED if options.tables else TRAINED)
    if not options.tables:
        digest.write()
    print(f"\n{sizes()}\n{time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
