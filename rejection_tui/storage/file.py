"""Atomic reads and writes of one file: written to a temporary file beside it, flushed to disk, then renamed."""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rejection_tui.domain.errors import Conflict, StorageError

#: Errors of systems that cannot flush a folder at all; the rename is atomic all the same.
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


@dataclass(frozen=True, slots=True)
class FileSignature:
    """Identifies one version of a file, as far as `stat` can tell."""

    device: int
    inode: int
    size: int
    modified: int  # nanoseconds

    @classmethod
    def of(cls, found: os.stat_result) -> "FileSignature":
        """Return the signature in a stat result."""
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def real_path(path: Path) -> Path:
    """Return `path` with symbolic links followed; a loop of links is returned unchanged."""
    return Path(os.path.realpath(path))


def signature(path: Path) -> FileSignature | None:
    """Return the signature of the file now at `path`; None when there is none."""
    try:
        return FileSignature.of(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StorageError(f"{path} cannot be reached: {reason(error, path)}.") from error


def read(path: Path) -> tuple[bytes, FileSignature]:
    """Return the bytes at `path` and the signature they belong to; FileNotFoundError when there is no file."""
    fd = open_for_reading(path)
    with os.fdopen(fd, "rb") as stream:
        for _ in range(5):
            before = FileSignature.of(os.fstat(fd))
            stream.seek(0)
            data = stream.read()
            if FileSignature.of(os.fstat(fd)) == before and len(data) == before.size:
                return data, before
    raise StorageError(f"{path} is being written by another program; try again in a moment.")


def open_for_reading(path: Path) -> int:
    """Open the file at `path` for reading; FileNotFoundError when it is not there, `StorageError` for a pipe."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe must not block us
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise StorageError(f"{path} is not a file; nothing was read or written.")
    return fd


def make_private(path: Path) -> bool:
    """Remove the permissions of group and others; True when there were any and they could be removed."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            path.chmod(mode & 0o700)
            return True
    except OSError:
        return False  # not ours to change; `doctor.check` reports it
    return False


def make_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, each for the owner alone."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for part in reversed(missing):
        with contextlib.suppress(FileExistsError):
            part.mkdir(0o700)


def replace(path: Path, data: bytes, expected: FileSignature | None) -> FileSignature:
    """Put `data` at `path` in one step and return its signature.

    The data is flushed to disk before the rename, the folder after it. `expected` is the version to be replaced
    (None: no file); raises `Conflict` when another one is there. On any failure the file is unchanged.
    """
    written, fd = replace_with(path, lambda out: write_all(out, data), expected)
    os.close(fd)
    return written


def replace_with(path: Path, write: Callable[[int], None], expected: FileSignature | None) -> tuple[FileSignature, int]:
    """As `replace`, for data that `write` writes to a file descriptor; also return that descriptor, still open."""
    try:
        return _replace(path, write, expected)
    except OSError as error:
        raise StorageError(
            f"Not saved: {reason(error, path)}. Nothing was changed; the file is as it was before."
        ) from error


def _replace(path: Path, write: Callable[[int], None], expected: FileSignature | None) -> tuple[FileSignature, int]:
    fd, temporary = _temporary(path)
    try:
        write(fd)
        os.fsync(fd)
        written = FileSignature.of(os.fstat(fd))
        with _kept_readable(path) as former:
            if signature(path) != expected:
                raise Conflict("Another program changed the file at the same moment; nothing was written. Try again.")
            temporary.replace(path)
            _sync_or_put_back(path, former)
    except BaseException:
        os.close(fd)
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return written, fd


@contextlib.contextmanager
def _kept_readable(path: Path) -> Iterator[int | None]:
    """Hold the present version open, so that it can be put back after the rename; yields None when there is no file."""
    try:
        fd = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        yield None
        return
    try:
        yield fd
    finally:
        os.close(fd)


def _sync_or_put_back(path: Path, former: int | None) -> None:
    """Flush the folder; when that fails, put the former version back, so that the file really is unsaved."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        try:
            _put_back(path, former)
        except OSError:
            raise StorageError(
                f"Saved, but not surely: {reason(error, path)} while the save was being confirmed, and the version "
                "before could not be put back. Make a copy of the file on another disk."
            ) from error
        raise


def _put_back(path: Path, former: int | None) -> None:
    if former is None:
        path.unlink()
        return
    fd, temporary = _temporary(path)
    try:
        with os.fdopen(fd, "wb") as stream, os.fdopen(os.dup(former), "rb") as old:
            stream.write(old.read())
            stream.flush()
            os.fsync(fd)
        temporary.replace(path)
    except OSError:
        temporary.unlink()
        raise


def _temporary(path: Path) -> tuple[int, Path]:
    import tempfile

    fd, name = tempfile.mkstemp(prefix=temporary_prefix(path), suffix=".tmp", dir=path.parent)
    return fd, Path(name)


def write_all(fd: int, data: bytes) -> None:
    """Write all of `data`, calling `write` again where the system takes only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def sync_folder(folder: Path) -> None:
    """Flush the directory entries of `folder` to disk; no error where the file system cannot."""
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return  # a folder that may be written but not listed
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(fd)


def temporary_prefix(path: Path) -> str:
    """Return how the names of temporary siblings of `path` begin."""
    return f".{path.name}."


def stale_files(path: Path) -> tuple[Path, ...]:
    """Return the temporary files that killed processes left beside `path`."""
    prefix = temporary_prefix(path)
    try:
        found = sorted(path.parent.iterdir())
    except OSError:
        return ()
    return tuple(p for p in found if p.name.startswith(prefix) and p.suffix == ".tmp")


def remove_stale(path: Path) -> int:
    """Remove stale temporary files and return how many; call it only while holding the lock."""
    removed = 0
    for leftover in stale_files(path):
        with contextlib.suppress(OSError):
            leftover.unlink()
            removed += 1
    return removed


def reason(error: OSError, path: Path) -> str:
    """Return the cause of `error` in words, as part of a sentence for the user."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full"
        case errno.EFBIG:
            return "the file may not grow any further (a size limit is set)"
        case errno.EACCES | errno.EPERM:
            return f"this account may not write in {path.parent}"
        case errno.EROFS:
            return f"the disk with {path.parent} is read-only"
        case errno.EIO:
            return "the disk reported an error"
        case errno.ENOENT | errno.ENOTDIR:
            return f"the folder {path.parent} is gone"
        case errno.EMFILE | errno.ENFILE:
            return "too many files are open on this machine"
        case _:
            return error.strerror or str(error)
