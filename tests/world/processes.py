"""Child processes in a test: the tools that are run, and whether they end."""

import os
from pathlib import Path


def shell_script(path: Path, script: str) -> Path:
    """Write a shell script that can be run, and return its path."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return path


def ends(pid: int) -> bool:
    """Return whether a process that was killed ends; one that nobody has asked about yet counts as ended."""
    for _ in range(20_000):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        os.sched_yield()
    return False
