"""Dated copies in a sibling folder: made before anything drastic and once a day, read back, thinned out with age."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import Damaged, NotFound, StorageError
from rejection_tui.storage import file, snapshot
from rejection_tui.storage.documents import Unreadable
from rejection_tui.storage.file_format import BrokenFile
from rejection_tui.storage.lock import lock_path, locked
from rejection_tui.storage.source import FileSource, Source

LAST: Final = 10
DAYS: Final = 30
MONTHS: Final = 12
BROKEN: Final = "broken"

_NAME = re.compile(r"-(\d{8}T\d{6}\.\d{6})Z-([a-z-]+)\.json$")


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup: when it was made, how many rejections it holds, and whether it can be taken back."""

    path: Path
    at: datetime
    size: int
    rejections: int
    ok: bool
    reason: str


def folder(path: Path) -> Path:
    """Return where the backups of `path` lie; `a.json` and `a.txt` do not share theirs."""
    return path.with_name((path.stem if path.suffix == ".json" else path.name) + ".backups")


def belongs(path: Path, other: Path) -> bool:
    """True when `other` (links followed) is the file at `path`, its lock, or something among its backups."""
    path = file.real(path)
    return other in (path, lock_path(path)) or folder(path) in (other, *other.parents)


def backup(path: Path, now: datetime, reason: str = "by-hand") -> Path:
    """Copy the file at `path` into its backup folder, read the copy back, and return where it is."""
    path = file.real(path)
    with locked(path, now):
        return keep(path, now, reason)


def keep(path: Path, now: datetime, reason: str, opened: bool = False) -> Path:
    """Do what `backup` does, for a caller that holds the lock; `opened`: it has read the file and found it whole."""
    try:
        source = FileSource.of(path)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file at {path} yet, so there is nothing to back up.") from error
    except OSError as error:
        raise StorageError(f"No backup was made: {file.reason(error, path)}.") from error
    slug = re.sub("[^a-z]+", "-", reason.lower()).strip("-") or "copy"
    if not opened and not _whole(source):
        slug = BROKEN if slug == BROKEN else f"{BROKEN}-{slug}"
    copy = _free_name(path, now, slug)
    try:
        file.make_folder(copy.parent)
        file.tighten(copy.parent)
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
        keep(path, now, "daily", opened=True)
    except StorageError as error:
        return f"Today's backup could not be made. {error.sentence}"
    return ""


def backups(path: Path) -> tuple[BackupInfo, ...]:
    """Return the backups of `path`, newest first, each opened to see whether it can be taken back."""
    return tuple(_info(at, reason, copy) for at, reason, copy in _dated(file.real(path)))


def restore(path: Path, copy: Path, now: datetime) -> None:
    """Put the backup `copy` in the place of `path`; the present file, whole or broken, is backed up first."""
    path = file.real(path)
    try:
        data, _ = file.read(copy)
        snapshot.opened(Source(data))
    except FileNotFoundError as error:
        raise NotFound(f"There is no backup at {copy}; nothing was changed.") from error
    except (BrokenFile, Unreadable) as error:
        raise Damaged(f"The backup {copy} cannot be taken back: it {_found(error)}. Nothing was changed.") from error
    except OSError as error:
        raise StorageError(f"The backup cannot be read: {file.reason(error, copy)}. Nothing was changed.") from error
    with locked(path, now):
        present = file.signature(path)
        if present is not None:
            keep(path, now, "before-restore")
        file.replace(path, data, present)
        if file.read(path)[0] != data:
            raise StorageError(f"{path} does not read back as it was written; the file before is among the backups.")


def backups_to_keep(dated: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Return which of the moments rotation keeps: the last ten, the newest of a day for 30 days, of a month for 12."""
    newest = sorted(set(dated), reverse=True)
    ahead = [at for at in newest if at - now > timedelta(days=1)]  # of a clock that was wrong: they push out nothing
    newest = newest[len(ahead) :]
    by_day: dict[object, datetime] = {}
    by_month: dict[object, datetime] = {}
    for at in newest:
        if now - at <= timedelta(days=DAYS):
            by_day.setdefault(at.date(), at)
        if (now.year - at.year) * 12 + now.month - at.month < MONTHS:
            by_month.setdefault((at.year, at.month), at)
    return frozenset(newest[:LAST] + ahead[-LAST:]) | frozenset(by_day.values()) | frozenset(by_month.values())


def words(path: Path) -> str:
    """Return what backups there are, in words; empty when there are none."""
    found = _dated(path)
    for at, reason, copy in found:
        info = _info(at, reason, copy)
        if info.ok:
            count = "1 backup exists" if len(found) == 1 else f"{len(found)} backups exist"
            noun = "rejection" if info.rejections == 1 else "rejections"
            return f"{count} in {folder(path)}, the newest of {shown(at)} with {info.rejections} {noun}"
    return ""


def shown(at: datetime) -> str:
    """Return a moment as the user's clock has it."""
    return f"{at.astimezone():%d %b %Y, %H:%M}"


def refusal(path: Path, error: BrokenFile | Unreadable) -> str:
    """Return the sentences for a file that is not opened: what was found, what there is, what to type."""
    known = words(path)
    return (
        f"{path} {_found(error)}. It was left as it is. "
        + (f"{known[0].upper()}{known[1:]}. " if known else "There is no backup yet. ")
        + "Type `rejtui doctor` to look closer"
        + (", or `rejtui backups` and then `rejtui restore NUMBER` to take one back." if known else ".")
    )


def _found(error: BrokenFile | Unreadable) -> str:
    return str(error) if isinstance(error, BrokenFile) else f"holds a record that cannot be read ({error})"


def _whole(source: Source) -> bool:
    try:
        snapshot.opened(source)
    except (BrokenFile, Unreadable):
        return False
    return True


def _info(at: datetime, reason: str, copy: Path) -> BackupInfo:
    try:
        source = FileSource.of(copy)
        records = snapshot.opened(source).records
    except (BrokenFile, Unreadable, StorageError, OSError):
        size = copy.stat().st_size if copy.exists() else 0
        return BackupInfo(copy, at, size, 0, False, reason)
    return BackupInfo(copy, at, source.size, len(records.rejections), True, reason)


def _dated(path: Path) -> list[tuple[datetime, str, Path]]:
    """Return the backups by name, newest first: when, why, where."""
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
    """Thin out by age; broken files are counted apart, so that they never push out a whole one."""
    dated = _dated(path)
    broken = [copy for _, reason, copy in dated if reason.startswith(BROKEN)]
    whole = [(at, copy) for at, reason, copy in dated if not reason.startswith(BROKEN)]
    keeping = backups_to_keep([at for at, _ in whole], now.astimezone(UTC))
    for copy in broken[LAST:] + [copy for at, copy in whole if at not in keeping]:
        copy.unlink(missing_ok=True)
    for leftover in folder(path).glob(f".{path.stem}-*.tmp"):  # of a program killed while it copied
        leftover.unlink(missing_ok=True)
