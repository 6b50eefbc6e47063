"""The lock on a file beside the data file, held for one transaction. The kernel releases it when the process ends."""

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

LOCK_TIMEOUT: Final = 5.0  # seconds to wait for another process that holds the lock
SHORT_LOCK_TIMEOUT: Final = 1.5  # the same in the dashboard, which cannot be used while it waits

#: Errors of file systems without locks: network folders, some FUSE mounts.
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


def lock_path(path: Path) -> Path:
    """Return the lock file of `path`. The data file itself cannot be locked, since each save replaces it."""
    return path.with_name(path.name + ".lock")


@contextmanager
def locked(path: Path, now: datetime, timeout: float = LOCK_TIMEOUT) -> Iterator[bool]:
    """Hold the lock of `path`; yields False, and no lock is held, where the file system has none.

    `StorageError` names the holder when it keeps the lock for more than `timeout` seconds.
    """
    try:
        make_folder(path.parent)
        fd, exclusive = _acquire(path, timeout)
    except OSError as error:
        raise StorageError(f"Not saved: {reason(error, path)}. Nothing was changed.") from error
    try:
        if exclusive:
            _write_holder(fd, f"{os.getpid()} {os.uname().nodename} {now.isoformat(timespec='seconds')}\n")
        yield exclusive
    finally:
        if exclusive:
            _write_holder(fd, "")
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
        return _holder_words(fd)
    except OSError:
        return ""
    finally:
        os.close(fd)
    return ""


def _acquire(path: Path, timeout: float) -> tuple[int, bool]:
    deadline = time.monotonic() + timeout
    while True:
        fd = os.open(lock_path(path), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_current(fd, path):
                return fd, True
            os.close(fd)  # the lock file was removed meanwhile; lock the new one
        except BlockingIOError as error:
            who = _holder_words(fd)
            os.close(fd)
            if time.monotonic() >= deadline:
                raise StorageError(
                    f"Not saved: {who} is holding the file. Nothing was changed; "
                    "try again when it has finished, or end that process."
                ) from error
            time.sleep(
                0.001 + int.from_bytes(os.urandom(1), "big") / 28_000
            )  # a random pause of 1 to 10 ms, so that two waiting processes do not retry in step
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return fd, False
            os.close(fd)
            raise


def _is_current(fd: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(fd), lock_path(path).stat())
    except FileNotFoundError:
        return False


def _write_holder(fd: int, text: str) -> None:
    # The text is only used in messages; a full disk is reported by the save itself.
    try:
        os.ftruncate(fd, 0)
        os.pwrite(fd, text.encode("utf-8"), 0)
    except OSError:
        return


def _holder_words(fd: int) -> str:
    words = clean_line(os.pread(fd, 300, 0).decode("utf-8", "replace")).split()
    if len(words) != 3:
        return "another process"
    pid, host, since = words
    place = "" if host == os.uname().nodename else f" on {host}"
    return f"process {pid}{place} (since {since.replace('T', ' ')})"
