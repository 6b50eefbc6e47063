"""Measuring: one line of the table, the median of several runs, and commands run in turns as a user meets them."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: times in seconds, memory in MB with the unit "MB".

    `reach` and `aim` are as the table shows them, "3×" or "80 ms"; empty for a line without a target.
    """

    what: str
    measured: float
    floor: float
    floor_is: str
    unit: str = "ms"  # how a time is shown: "ms" or "s"
    reach: str = ""
    aim: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds on the clock, seconds of processor time, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def median(run: Callable[[], object], times: int = 7) -> float:
    """Return the median duration of `run` in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def processor(run: Callable[[], object], times: int = 7) -> float:
    """Return the median processor time of `run` in seconds, which other programs disturb less than the clock."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def environment(folder: Path) -> dict[str, str]:
    """Return an environment of its own: compiled code is kept, settings and state lie in `folder`, the day is fixed."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "REJTUI_DB")
    env = {name: value for name, value in os.environ.items() if name not in unwanted}
    return env | {
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), env.get("PYTHONPATH")))),
        "REJTUI_STATE": str(folder / "state"),
        "REJTUI_CONFIG": str(folder / "config.toml"),
        "REJTUI_NOW": "2026-11-24T10:00:00+00:00",
    }


def in_turns(
    commands: Sequence[Sequence[Sequence[str]]], env: dict[str, str], times: int = 9, fine: Sequence[int] = (0,)
) -> list[list[Run]]:
    """Run commands for Python in turns, A B A B, and return the runs of each; the first turn does not count.

    Each command is a list of variants, one for a turn and then from the beginning again. A small process starts
    them: a child's peak memory counts that of the process it came from. `fine` are the exit codes of success.
    """
    wanted = {"commands": [[[sys.executable, *v] for v in c] for c in commands], "times": times + 1}
    starter = [sys.executable, "-I", "-S", str(Path(__file__).with_name("starter.py"))]
    done = subprocess.run(starter, input=json.dumps(wanted), capture_output=True, text=True, env=env, check=True)
    found = []
    for command, runs in zip(commands, json.loads(done.stdout), strict=True):
        if wrong := [code for *_, code in runs if code not in fine]:
            raise RuntimeError(f"{command[0]} ended with {wrong}")
        found.append([Run(wall, cpu, peak) for wall, cpu, peak, _ in runs[1:]])
    return found


def beside(what: str, here: Sequence[Run], floor: Sequence[Run], floor_is: str, reach: str = "", aim: str = "") -> Row:
    """Return the row of two commands run in turns: medians on the clock; processor time and memory in the note."""
    wall, floor_wall = (statistics.median(r.wall for r in side) for side in (here, floor))
    cpu, floor_cpu = (statistics.median(r.cpu for r in side) for side in (here, floor))
    note = f"processor {cpu / floor_cpu:.1f}×, {statistics.median(r.peak for r in here):.0f} MB"
    return Row(what, wall, floor_wall, floor_is, reach=reach, aim=aim, note=note)
