"""Maintenance of the data file: backups, restoring, checking, repairing and merging."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rejection_tui import storage
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.services.context import AppContext
from rejection_tui.storage import BackupInfo

if TYPE_CHECKING:
    from rejection_tui.storage import Diagnosis, MergeReport


def backup(context: AppContext, reason: str = "by hand") -> Path:
    """Make a backup now, read it back and return its path."""
    return storage.backup(context.path, context.now(), reason)


def backups(context: AppContext) -> tuple[BackupInfo, ...]:
    """Return the backups, newest first."""
    return storage.backups(context.path)


def backup_folder(data: Path) -> Path:
    """Return the folder of the backups of the file at `data`: beside the file itself, not beside a link to it."""
    return storage.folder(Path(os.path.realpath(data)))


def restore(context: AppContext, chosen: Path) -> None:
    """Replace the file by a backup; the present file is backed up first."""
    storage.restore(context.path, chosen, context.now())
    context.refresh()


def doctor(context: AppContext) -> "Diagnosis":
    """Return what is wrong with the file; nothing is changed."""
    return storage.check(context.path, context.now())


def fix(context: AppContext) -> tuple[str, ...]:
    """Repair what can be repaired, after a backup; return a sentence for each repair."""
    done = storage.fix(context.path, context.now())
    context.refresh()
    return tuple(done)


def merge(context: AppContext, other: Path, dry_run: bool = False) -> "MergeReport":
    """Merge another copy of the file, the newest field wins; of a JSON export, add the records that are missing."""
    from rejection_tui.services import exports

    if exports.is_export(other):
        report = exports.preview_json(context, other)
        if report and not dry_run:
            if context.path.exists():
                backup(context, "merge")
            exports.import_json(context, other)
        return report
    return context.store.merge(other, context.now(), dry_run=dry_run)


def conflict_copies(context: AppContext) -> tuple[Path, ...]:
    """Return the conflict copies of sync programs beside the file that hold anything new."""
    return tuple(copy for copy in storage.conflict_copies(context.path) if _brings(context, copy))


def _brings(context: AppContext, copy: Path) -> bool:
    try:
        return bool(merge(context, copy, dry_run=True))
    except RejtuiError:
        return False  # damaged; `doctor` reports it
