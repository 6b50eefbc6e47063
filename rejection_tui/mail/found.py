"""A file that was found, on the disk or in an archive, and how it is opened without waiting or changing anything."""

import io
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from rejection_tui.domain.text import clean_line
from rejection_tui.mail.folders import Role, roles_of


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read.

    `name` is how the user is told of it; `folders` are the folders above it, from the one that was named on (not that
    one itself). `by_hand`: the user named this very file. `level` counts the archives it lies in. `near` is
    the folder that was named and the one above, which may say that it is sent mail; `wanted` are the roles the user
    asked for by name.
    """

    name: str
    file_name: str
    size: int
    open: Callable[[], IO[bytes]]
    folders: tuple[str, ...] = ()
    by_hand: bool = False
    level: int = 0
    near: tuple[str, ...] = ()
    wanted: frozenset[Role] = frozenset()

    def roles(self, is_folder: bool = False) -> frozenset[Role]:
        """The roles of the folders it lies in, and its own when it `is_folder` (an mbox), without the wanted ones."""
        return roles_of((*self.folders, self.file_name) if is_folder else self.folders) - self.wanted

    def is_sent(self, is_folder: bool) -> bool:
        """Whether it lies among sent mail."""
        return Role.SENT in roles_of((*self.near, *self.folders, *((self.file_name,) if is_folder else ())))


def on_disk(path: Path, size: int, folders: tuple[str, ...], root: Path, by_hand: bool) -> Found:
    """Return what was found at `path`, below `root` (the same when it was named itself)."""
    named = root.absolute().parts[-2:]
    in_package = path.name == "mbox"  # Apple's, whose folder has the name
    return Found(
        shown(str(path)),
        path.name,
        size,
        lambda: open_file(path),
        folders,
        by_hand,
        near=named if not by_hand else named[:1] if in_package else (),
        wanted=roles_of(named),
    )


def open_file(path: Path) -> io.BufferedReader:
    """Open for reading, never blocking on a pipe; raise when it is no longer a regular file."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not an ordinary file")
    return io.BufferedReader(io.FileIO(descriptor, "rb"))


def shown(name: str) -> str:
    """Return a path as it may be shown."""
    return clean_line(name, 200)


def reason(error: OSError | ValueError) -> str:
    """Return why a file could not be opened, in a few words."""
    return clean_line(getattr(error, "strerror", None) or str(error), 120) or "it is not there"
