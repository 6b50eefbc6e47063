"""What a test asks about child processes."""

import os
from pathlib import Path


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
