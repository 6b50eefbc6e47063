"""The lock on a sibling file, held for one act. The kernel drops it with its process, so a dead one never blocks."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.text import clean_line
from rejection_tui.storage.file import make_folder, reason

PATIENCE: Final = 5.0  # seconds a living holder is waited for
BRIEF: Final = 1.5  # the same, while somebody looks at a screen that stands still meanwhile

#: What a file system answers that knows no locks: network folders, some FUSE mounts.
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


def lock_path(path: Path) -> Path:
    """Return the sibling that is locked: never the file itself, whose inode changes with each save."""
    return path.with_name(path.name + ".lock")


@contextmanager
def locked(path: Path, now: datetime, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold the lock of `path`; yields False where the file system knows no locks.

    `StorageError` names the holder when it keeps the lock for more than `patience` seconds.
    """
    try:
        make_folder(path.parent)
        fd, sure = _acquire(path, patience)
    except OSError as error:
        raise StorageError(f"Not saved: {reason(error, path)}. Nothing was changed.") from error
    try:
        if sure:
            _note(fd, f"{os.getpid()} {os.uname().nodename} {now.isoformat(timespec='seconds')}\n")
        yield sure
    finally:
        if sure:
            _note(fd, "")
        os.close(fd)


def holder(path: Path) -> str:
    """Return who holds the lock of `path` now, in words; empty when nobody does."""
    try:
        fd = os.open(lock_path(path), os.O_RDWR)
    except OSError:
        return ""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _who(fd)
    except OSError:
        return ""
    finally:
        os.close(fd)
    return ""


def _acquire(path: Path, patience: float) -> tuple[int, bool]:
    deadline = time.monotonic() + patience
    while True:
        fd = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _still_there(fd, path):
                return fd, True
            os.close(fd)  # the file was removed under us; take the new one
        except BlockingIOError as error:
            who = _who(fd)
            os.close(fd)
            if time.monotonic() >= deadline:
                raise StorageError(
                    f"Not saved: {who} is holding the file. Nothing was changed; "
                    "try again when it has finished, or end that process."
                ) from error
            time.sleep(
                0.001 + int.from_bytes(os.urandom(1), "big") / 28_000
            )  # up to 10 ms, so that two do not keep step
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return fd, False
            os.close(fd)
            raise


def _still_there(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), lock_path(path).stat())
    except FileNotFoundError:
        return False


def _note(fd: int, text: str) -> None:
    # The note only serves a sentence; a disk too full for it is reported by the save itself.
    try:
        os.ftruncate(fd, 0)
        os.pwrite(fd, text.encode("utf-8"), 0)
    except OSError:
        return


def _who(fd: int) -> str:
    words = clean_line(os.pread(fd, 300, 0).decode("utf-8", "replace")).split()
    if len(words) != 3:
        return "another process"
    pid, host, since = words
    place = "" if host == os.uname().nodename else f" on {host}"
    return f"process {pid}{place} (since {since.replace('T', ' ')})"
