"""Dated copies in a folder beside the file: made before every risky change and once a day, and thinned out with age."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import Damaged, NotFound, StorageError
from rejection_tui.domain.region import current
from rejection_tui.storage import file, snapshot
from rejection_tui.storage.documents import Unreadable
from rejection_tui.storage.file_format import BrokenFile
from rejection_tui.storage.file_source import FileSource, Source
from rejection_tui.storage.lock import lock_path, locked

KEEP_LAST: Final = 10
KEEP_DAYS: Final = 30
KEEP_MONTHS: Final = 12
BROKEN: Final = "broken"

_NAME = re.compile(r"-(\d{8}T\d{6}\.\d{6})Z-([a-z-]+)\.json$")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: when it was made, how many rejections it holds, and whether it can be restored."""

    path: Path
    at: datetime
    size: int
    rejections: int
    ok: bool
    reason: str


def folder(path: Path) -> Path:
    """Return the folder with the backups of `path`; `a.json` and `a.txt` have one each."""
    return path.with_name((path.stem if path.suffix == ".json" else path.name) + ".backups")


def belongs(path: Path, other: Path) -> bool:
    """True when `other` (links followed) is the file at `path`, its lock, or something among its backups."""
    path = file.real_path(path)
    return other in (path, lock_path(path)) or folder(path) in (other, *other.parents)


def backup(path: Path, now: datetime, reason: str = "by-hand") -> Path:
    """Copy the file at `path` into its backup folder, read the copy back, and return where it is."""
    path = file.real_path(path)
    with locked(path, now):
        return backup_locked(path, now, reason)


def backup_locked(path: Path, now: datetime, reason: str, readable: bool = False) -> Path:
    """Make a backup for a caller that holds the lock.

    `readable` says that it has just read the file without an error.
    """
    try:
        source = FileSource.of(path)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file at {path} yet, so there is nothing to back up.") from error
    except OSError as error:
        raise StorageError(f"No backup was made: {file.reason(error, path)}.") from error
    slug = re.sub("[^a-z]+", "-", reason.lower()).strip("-") or "copy"
    if not readable and not _is_readable(source):
        slug = BROKEN if slug == BROKEN else f"{BROKEN}-{slug}"
    copy = _free_name(path, now, slug)
    try:
        file.make_folder(copy.parent)
        file.make_private(copy.parent)
        _, fd = file.replace_with(copy, lambda out: source.copy(out, 0, source.size), None)
        os.close(fd)
        same = source.same(FileSource.of(copy))
    except OSError as error:
        raise StorageError(f"No backup was made: {file.reason(error, copy)}. Nothing was changed.") from error
    if not same:
        raise StorageError(f"The backup {copy} does not read back as it was written; nothing else was changed.")
    _rotate(path, now)
    return copy


def daily(path: Path, now: datetime) -> str:
    """Make the first backup of the day if there is none yet; return a sentence when that failed."""
    today = now.astimezone(UTC).date()
    if any(at.date() == today for at, _, _ in _dated(path)):
        return ""
    try:
        backup_locked(path, now, "daily", readable=True)
    except StorageError as error:
        return f"Today's backup could not be made. {error.sentence}"
    return ""


def backups(path: Path) -> tuple[BackupInfo, ...]:
    """Return the backups of `path`, newest first, each opened to see whether it can be restored."""
    return tuple(_info(at, reason, copy) for at, reason, copy in _dated(file.real_path(path)))


def restore(path: Path, copy: Path, now: datetime) -> None:
    """Replace the file at `path` by the backup `copy`; the present file, even a damaged one, is backed up first."""
    path = file.real_path(path)
    try:
        data, _ = file.read(copy)
        snapshot.read_snapshot(Source(data))
    except FileNotFoundError as error:
        raise NotFound(f"There is no backup at {copy}; nothing was changed.") from error
    except (BrokenFile, Unreadable) as error:
        raise Damaged(
            f"The backup {copy} cannot be taken back: it {_error_words(error)}. Nothing was changed."
        ) from error
    except OSError as error:
        raise StorageError(f"The backup cannot be read: {file.reason(error, copy)}. Nothing was changed.") from error
    with locked(path, now):
        present = file.signature(path)
        if present is not None:
            backup_locked(path, now, "before-restore")
        file.replace(path, data, present)
        if file.read(path)[0] != data:
            raise StorageError(f"{path} does not read back as it was written; the file before is among the backups.")


def backups_to_keep(dated: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return the times of the backups to keep: the last ten, the newest of a day for 30 days, of a month for 12."""
    newest = sorted(set(dated), reverse=True)
    ahead = [
        at for at in newest if at - now > timedelta(days=1)
    ]  # made while the clock was wrong: they must not displace others
    newest = newest[len(ahead) :]
    by_day: dict[object, datetime] = {}
    by_month: dict[object, datetime] = {}
    for at in newest:
        if now - at <= timedelta(days=KEEP_DAYS):
            by_day.setdefault(at.date(), at)
        if (now.year - at.year) * 12 + now.month - at.month < KEEP_MONTHS:
            by_month.setdefault((at.year, at.month), at)
    return (
        frozenset(newest[:KEEP_LAST] + ahead[-KEEP_LAST:]) | frozenset(by_day.values()) | frozenset(by_month.values())
    )


def describe_backups(path: Path) -> str:
    """Return a phrase with number, folder and newest backup, for a sentence; empty without a readable backup."""
    found = _dated(path)
    for at, reason, copy in found:
        info = _info(at, reason, copy)
        if info.ok:
            count = "1 backup exists" if len(found) == 1 else f"{len(found)} backups exist"
            noun = "rejection" if info.rejections == 1 else "rejections"
            return f"{count} in {folder(path)}, the newest of {local_words(at)} with {info.rejections} {noun}"
    return ""


def local_words(at: datetime) -> str:
    """Return a moment in local time, such as `24 Nov 2026, 10:00`."""
    here = at.astimezone()
    return f"{current().day(here.date())}, {current().clock(here.time())}"


def damage_message(path: Path, error: BrokenFile | Unreadable) -> str:
    """Return the message for a damaged file: what is wrong with it, which backups exist, which command to run."""
    known = describe_backups(path)
    return (
        f"{path} {_error_words(error)}. It was left as it is. "
        + (f"{known[0].upper()}{known[1:]}. " if known else "There is no backup yet. ")
        + "Type `rejtui doctor` to look closer"
        + (", or `rejtui backups` and then `rejtui restore NUMBER` to take one back." if known else ".")
    )


def _error_words(error: BrokenFile | Unreadable) -> str:
    return str(error) if isinstance(error, BrokenFile) else f"holds a record that cannot be read ({error})"


def _is_readable(source: Source) -> bool:
    try:
        snapshot.read_snapshot(source)
    except (BrokenFile, Unreadable):
        return False
    return True


def _info(at: datetime, reason: str, copy: Path) -> BackupInfo:
    try:
        source = FileSource.of(copy)
        records = snapshot.read_snapshot(source).records
    except (BrokenFile, Unreadable, StorageError, OSError):
        size = copy.stat().st_size if copy.exists() else 0
        return BackupInfo(copy, at, size, 0, False, reason)
    return BackupInfo(copy, at, source.size, len(records.rejections), True, reason)


def _dated(path: Path) -> list[tuple[datetime, str, Path]]:
    """Return (time, reason, path) of each backup, read from the file names, newest first."""
    result = []
    for copy in folder(path).glob("*.json"):
        found = _NAME.search(copy.name)
        if found and copy.name[: found.start()] == path.stem:
            at = datetime.strptime(found[1], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
            result.append((at, found[2], copy))
    return sorted(result, reverse=True)


def _free_name(path: Path, now: datetime, slug: str) -> Path:
    taken = {at for at, _, _ in _dated(path)}
    at = now.astimezone(UTC)
    while at in taken:
        at += timedelta(microseconds=1)
    return folder(path) / f"{path.stem}-{at:%Y%m%dT%H%M%S.%f}Z-{slug}.json"


def _rotate(path: Path, now: datetime) -> None:
    """Delete old backups; damaged files are counted apart, so that they never displace a good backup."""
    dated = _dated(path)
    broken = [copy for _, reason, copy in dated if reason.startswith(BROKEN)]
    whole = [(at, copy) for at, reason, copy in dated if not reason.startswith(BROKEN)]
    keeping = backups_to_keep([at for at, _ in whole], now.astimezone(UTC))
    for copy in broken[KEEP_LAST:] + [copy for at, copy in whole if at not in keeping]:
        copy.unlink(missing_ok=True)
    for leftover in folder(path).glob(f".{path.stem}-*.tmp"):  # of a program killed while it copied
        leftover.unlink(missing_ok=True)
