"""Starts commands in turns from a small process and measures each: JSON on standard input and output."""

import json
import os
import sys
import time


def run(command: list[str]) -> tuple[float, float, float, int]:
    """Return seconds on the clock, processor seconds, peak memory in MB and the exit code."""
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=null)
    _, status, used = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / unit, os.waitstatus_to_exitcode(status)


def main() -> None:
    """Run every command once a turn, each turn with its next variant."""
    wanted = json.load(sys.stdin)
    found: list[list[tuple[float, float, float, int]]] = [[] for _ in wanted["commands"]]
    for turn in range(wanted["times"]):
        for variants, runs in zip(wanted["commands"], found, strict=True):
            runs.append(run(variants[turn % len(variants)]))
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
