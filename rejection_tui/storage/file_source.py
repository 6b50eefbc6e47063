"""Random access to the bytes of one version of the file, which is kept open, or to bytes in memory."""

import contextlib
import errno
import os
import sys
import threading
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import StorageError
from rejection_tui.storage.file import FileSignature, open_for_reading, write_all

#: Errors of kernels and file systems without `copy_file_range` between these files.
_NO_COPY: Final = frozenset({errno.ENOSYS, errno.EXDEV, errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF, errno.EPERM})
_CHUNK: Final = 1 << 20
_LARGE: Final = 4 << 20


def _close(fd: int) -> None:
    with contextlib.suppress(OSError):
        os.close(fd)


def _begin_flush(out: int, size: int) -> None:
    """Ask the system to write the last `size` bytes of `out` to disk now: a later fsync then waits half as long."""
    if hasattr(os, "posix_fadvise"):
        with contextlib.suppress(OSError):
            os.posix_fadvise(out, os.lseek(out, 0, os.SEEK_CUR) - size, size, os.POSIX_FADV_DONTNEED)


class ModifiedInPlace(StorageError):
    """Another program has modified the file in place, instead of replacing it."""


class Source:
    """Bytes in memory."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self._data)

    def read(self, start: int, size: int) -> bytes:
        """Return `size` bytes from `start` on."""
        return self._data[start : start + size]

    def read_now(self, start: int, size: int) -> bytes:
        """Return the bytes at that position now, perhaps fewer, without checking for changes."""
        return self.read(start, size)

    def same(self, other: "Source") -> bool:
        """True when both hold the same bytes."""
        steps = range(0, self.size, _CHUNK)
        return self.size == other.size and all(
            self.read(at, min(_CHUNK, self.size - at)) == other.read(at, min(_CHUNK, self.size - at)) for at in steps
        )

    def copy(self, out: int, start: int, size: int) -> None:
        """Write `size` bytes from `start` on to the open file `out`."""
        write_all(out, self._data[start : start + size])


class FileSource(Source):
    """One version of a file, kept open: it stays readable after another file has replaced it.

    Reading raises `ModifiedInPlace` when a program has modified it in place since.
    """

    def __init__(self, fd: int, signature: FileSignature, path: Path) -> None:
        super().__init__()
        self._fd, self.signature, self.path = fd, signature, path

    @classmethod
    def of(cls, path: Path) -> "FileSource":
        """Return the file now at `path`; FileNotFoundError when there is none."""
        fd = open_for_reading(path)
        return cls(fd, FileSignature.of(os.fstat(fd)), path)

    def __del__(self) -> None:
        # Closing the last version of a large file gives its memory back, which takes longer than writing the next one.
        if self.signature.size > _LARGE and not sys.is_finalizing():
            with contextlib.suppress(RuntimeError):
                threading.Thread(target=_close, args=(self._fd,), daemon=True).start()
                return
        _close(self._fd)

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self.signature.size

    def whole(self) -> bool:
        """True while no program has modified this version in place."""
        return FileSignature.of(os.fstat(self._fd)) == self.signature

    def read(self, start: int, size: int) -> bytes:
        """Return `size` bytes from `start` on, as they were when this version was read."""
        data = self.read_now(start, size)
        if len(data) < size or not self.whole():
            raise ModifiedInPlace("Another program is writing into the file; try again in a moment.")
        return data

    def read_now(self, start: int, size: int) -> bytes:
        """Return the bytes at that position now, perhaps fewer, without checking for changes."""
        try:
            data = os.pread(self._fd, size, start)
            while len(data) < size and (more := os.pread(self._fd, size - len(data), start + len(data))):
                data += more
        except OSError as error:
            raise StorageError(f"The file cannot be read any more: {error.strerror}.") from error
        return data

    def copy(self, out: int, start: int, size: int) -> None:
        """Write `size` bytes from `start` on to the open file `out`; the caller checks that the file is unchanged."""
        while size and hasattr(os, "copy_file_range"):
            try:
                done = os.copy_file_range(self._fd, out, min(size, _CHUNK), start)
            except OSError as error:
                if error.errno not in _NO_COPY:
                    raise
                break
            if not done:
                break
            _begin_flush(out, done)
            start, size = start + done, size - done
        while size:
            data = self.read(start, min(size, _CHUNK))
            write_all(out, data)
            start, size = start + len(data), size - len(data)
