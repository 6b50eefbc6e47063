"""Finds the conflict copies that sync programs leave beside the file when two machines changed it."""

import re
from pathlib import Path

from rejection_tui.storage import file

#: Syncthing: `name.sync-conflict-20260102-030405-ABCDEFG.json`.
#: Dropbox and Nextcloud: `name (Ada's conflicted copy 2026-01-02).json`.
_MARKS = r"(?:\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]+)?| \([^)]*conflict(?:ed)? copy[^)]*\)|_conflict-[\w-]+)"


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """Return the conflict copies beside `path`, sorted by name; empty when the folder cannot be read."""
    path = file.real_path(path)
    name = re.compile(re.escape(path.stem) + _MARKS + re.escape(path.suffix), re.IGNORECASE)
    try:
        return tuple(sorted(p for p in path.parent.iterdir() if name.fullmatch(p.name) and p.is_file()))
    except OSError:
        return ()
