"""Care of the file: backups, restoring, checking, repairing and merging."""

import os
from pathlib import Path

from rejection_tui import storage
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.services.context import AppContext
from rejection_tui.storage import BackupInfo, Diagnosis, MergeReport


def backup(context: AppContext, reason: str = "by hand") -> Path:
    """Make a backup now, read back before it counts."""
    return storage.backup(context.path, context.now(), reason)


def backups(context: AppContext) -> tuple[BackupInfo, ...]:
    """Return the backups there are, newest first."""
    return storage.backups(context.path)


def backup_folder(data: Path) -> Path:
    """Return where the backups of the file at `data` lie: beside the file itself, not beside a link to it."""
    return storage.folder(Path(os.path.realpath(data)))


def restore(context: AppContext, chosen: Path) -> None:
    """Put a backup in place of the file; what stands there is kept as a backup first."""
    storage.restore(context.path, chosen, context.now())
    context.refresh()


def doctor(context: AppContext) -> Diagnosis:
    """Check the file and explain what is found; nothing is changed."""
    return storage.check(context.path, context.now())


def fix(context: AppContext) -> tuple[str, ...]:
    """Repair what can be repaired, after a backup; return what was done."""
    done = storage.fix(context.path, context.now())
    context.refresh()
    return tuple(done)


def merge(context: AppContext, other: Path, dry_run: bool = False) -> MergeReport:
    """Bring in another copy of the file, by record and field the newest wins; of a JSON export, what is not here."""
    from rejection_tui.services import exports

    if exports.is_export(other):
        report = exports.preview_json(context, other)
        if report and not dry_run:
            if context.path.exists():
                backup(context, "merge")
            exports.read_json(context, other)
        return report
    return context.store.merge(other, context.now(), dry_run=dry_run)


def conflict_copies(context: AppContext) -> tuple[Path, ...]:
    """Return the copies a file synchroniser left beside the file that hold something this one has not."""
    return tuple(copy for copy in storage.conflict_copies(context.path) if _brings(context, copy))


def _brings(context: AppContext, copy: Path) -> bool:
    try:
        return bool(merge(context, copy, dry_run=True))
    except RejtuiError:
        return False  # not whole; doctor tells of it
