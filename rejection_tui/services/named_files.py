"""Files named by the user: read up to a size limit.

Written atomically, private to the owner, never over the data file.
"""

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from rejection_tui import storage
from rejection_tui.config import expanded
from rejection_tui.domain.errors import LetterError, Refused, StorageError
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext

MEGABYTE: Final = 1_000_000
MAX_BYTES: Final = 100 * MEGABYTE
MAX_PIPED_BYTES: Final = 400 * MEGABYTE


def kind(path: Path) -> str:
    """Return "file", "folder" or "other" for what is at `path`; empty when there is nothing or the name is invalid."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def read(path: Path, after: str = "Nothing was imported.", most: int = MAX_BYTES) -> bytes:
    """Return the content of the file; `LetterError` for one that is not there, too large, or no ordinary file."""
    place, name = expanded(path), clean_line(str(path), 200)
    try:
        fd = os.open(place, os.O_RDONLY | os.O_NONBLOCK)  # `O_NONBLOCK`: opening a pipe must not block
        with os.fdopen(fd, "rb") as stream:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise LetterError(f"{name} is not an ordinary file. {after}")
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise LetterError(f"{name} cannot be read: {getattr(error, 'strerror', '') or error}. {after}") from None
    if len(data) > most:
        raise LetterError(f"{name} is larger than {most // MEGABYTE} MB. {after}")
    return data


def read_pipe(stream: BinaryIO, most: int = MAX_PIPED_BYTES) -> bytes:
    """Return what was piped in; raise `LetterError` when it exceeds `most` bytes."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise LetterError(
            f"More than {most // MEGABYTE} MB came through the pipe; nothing was read. Save it and name the file."
        )
    return data


def write_private(context: AppContext, path: Path, data: bytes, overwrite: bool = False) -> Path:
    """Write `data` to a file only its owner can read; raise `Refused` when it exists, unless `overwrite`.

    Atomic: on any failure nothing changes. Refuses to write over the data file, its lock and its backups.
    """
    path = expanded(path)
    if os.path.lexists(path) and not overwrite:
        raise Refused(f"{path.name} exists already; nothing was written. Choose another name, or say to replace it.")
    try:
        real = Path(os.path.realpath(path))  # a link stays a link
        if storage.belongs(context.path, real):
            raise StorageError(f"{path} is where your own data lives; nothing was written. Choose another name.")
        if kind(real) in ("folder", "other"):
            raise StorageError(f"{path} was not written: it is not an ordinary file.")
        _replace(real, data) if overwrite else _create(real, data)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or error
        raise StorageError(f"{path} was not written: {reason}. Nothing was changed.") from None
    return path


def _create(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        _write(fd, data)
    except OSError:
        path.unlink()
        raise


def _replace(path: Path, data: bytes) -> None:
    fd, name = tempfile.mkstemp(prefix=".rejtui-", suffix=".tmp", dir=path.parent)
    try:
        _write(fd, data)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _write(fd: int, data: bytes) -> None:
    with os.fdopen(fd, "wb") as out:
        os.fchmod(fd, 0o600)  # independent of the umask
        out.write(data)
        out.flush()
        os.fsync(fd)
