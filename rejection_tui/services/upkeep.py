"""Care of the file: backups, restoring, checking, repairing and merging."""

import os
from pathlib import Path

from rejection_tui import storage
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.services import exports
from rejection_tui.services.desk import Desk
from rejection_tui.storage import BackupInfo, Diagnosis, MergeReport


def backup(desk: Desk, reason: str = "by hand") -> Path:
    """Make a backup now, read back before it counts."""
    return storage.backup(desk.path, desk.now(), reason)


def backups(desk: Desk) -> tuple[BackupInfo, ...]:
    """Return the backups there are, newest first."""
    return storage.backups(desk.path)


def backup_folder(data: Path) -> Path:
    """Return where the backups of the file at `data` lie: beside the file itself, not beside a link to it."""
    return storage.folder(Path(os.path.realpath(data)))


def restore(desk: Desk, chosen: Path) -> None:
    """Put a backup in place of the file; what stands there is kept as a backup first."""
    storage.restore(desk.path, chosen, desk.now())
    desk.refresh()


def doctor(desk: Desk) -> Diagnosis:
    """Check the file and explain what is found; nothing is changed."""
    return storage.check(desk.path, desk.now())


def fix(desk: Desk) -> tuple[str, ...]:
    """Repair what can be repaired, after a backup; return what was done."""
    done = storage.fix(desk.path, desk.now())
    desk.refresh()
    return tuple(done)


def merge(desk: Desk, other: Path, dry_run: bool = False) -> MergeReport:
    """Bring in another copy of the file, by record and field the newest wins; of a JSON export, what is not here."""
    if exports.is_export(other):
        report = exports.preview_json(desk, other)
        if report and not dry_run:
            if desk.path.exists():
                backup(desk, "merge")
            exports.read_json(desk, other)
        return report
    return desk.store.merge(other, desk.now(), dry_run=dry_run)


def conflict_copies(desk: Desk) -> tuple[Path, ...]:
    """Return the copies a file synchroniser left beside the file that hold something this one has not."""
    return tuple(copy for copy in storage.conflict_copies(desk.path) if _brings(desk, copy))


def _brings(desk: Desk, copy: Path) -> bool:
    try:
        return bool(merge(desk, copy, dry_run=True))
    except RejtuiError:
        return False  # not whole; doctor tells of it
