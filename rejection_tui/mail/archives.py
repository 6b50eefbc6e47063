"""Streams the files of zip, tar and gzip archives. What unpacks to far more than it is, or is damaged, ends early."""

import bz2
import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final, Protocol, Self

from rejection_tui import documents
from rejection_tui.domain.text import clean_line
from rejection_tui.mail.forms import is_index
from rejection_tui.mail.found import Found, shown
from rejection_tui.mail.left import Kind, Left
from rejection_tui.mail.raw import Limits
from rejection_tui.mail.walk import is_no_mail, left_by_name

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: What the libraries raise on damaged or hostile archives.
BROKEN: Final = (*documents.BROKEN, tarfile.TarError)
#: See `walk.is_no_mail`.
_TELLING: Final = frozenset(("cur", "new", "Messages", "prefs.js", "Mail", "ImapMail"))
_PIECE: Final = 1 << 16
_MOST_NAMES: Final = 6_000_000  # bytes of the list of files in a zip
_LONG_HEADERS: Final = frozenset(
    (
        *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
        *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
    )
)
_MOST_HEADER: Final = 1_000_000
_END: Final = struct.Struct("<4s4H2LH")
_LOCATOR: Final = struct.Struct("<4sLQL")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")


@dataclass(slots=True)
class Budget:
    """What an archive and all archives in it may unpack to; `packed` is its size on the disk."""

    packed: int
    limits: Limits
    unpacked: int = 0

    def spend(self, count: int) -> bool:
        """Count bytes that were unpacked; return False when they are too many."""
        self.unpacked += count
        most = max(self.limits.small, self.packed * self.limits.ratio)
        return self.unpacked <= min(most, self.limits.unpacked)


class Source(Protocol):
    """What the bytes of a file in an archive are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes; none at the end."""
        ...

    def close(self) -> None:
        """Read no more."""
        ...


class Unpacked(io.RawIOBase):
    """The bytes of a file in an archive. Reading ends, without an error, where it is damaged or too much.

    `trouble` then says why, as a sentence about `name`; `taken` counts the bytes that were read.
    """

    def __init__(self, source: Source, name: str, budget: Budget) -> None:
        super().__init__()
        self._source, self._name, self._budget = source, name, budget
        self.trouble = ""
        self.taken = 0

    def readable(self) -> bool:
        """Return True; the rest of the interface is that of a stream that cannot be sought in."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read some bytes into `buffer`; 0 at the end, or where reading cannot go on."""
        if self.trouble:
            return 0
        read = getattr(self._source, "read1", self._source.read)
        view = memoryview(buffer).cast("B")
        try:
            data = read(min(len(view), _PIECE))
        except BROKEN:
            self.trouble = f"{self._name} is damaged; what comes before the damage was read."
            return 0
        self.taken += len(data)
        if not self._budget.spend(len(data)):
            self.trouble = f"{self._name} unpacks to far more than a mailbox would; the rest of it was not read."
            return 0
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close what it reads from as well."""
        if not self.closed:
            self._source.close()
        super().close()


@dataclass(slots=True)
class Archive:
    """An archive being read: `found` is the file, `position` how much of it has been read, for the progress."""

    found: Found
    stream: IO[bytes]
    budget: Budget
    limits: Limits
    position: int = 0

    def zip_members(self) -> Iterator[Found | Left]:
        """Yield the files of a zip; each may be opened until the next one is asked for."""
        name = self.found.name
        try:
            if _is_overfull(self.stream, self.limits):
                yield Left(Kind.LARGE, name, _overfull(name), alone=True)
                return
            with zipfile.ZipFile(self.stream) as archive:
                yield from self._zip_members(archive)
        except BROKEN:
            yield Left(Kind.BROKEN, name, f"{name} is damaged and could not be unpacked.", alone=True)

    def _zip_members(self, archive: zipfile.ZipFile) -> Iterator[Found | Left]:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        beside = _names_by_folder(archive.namelist())
        locked = 0
        for entry in sorted(entries, key=lambda entry: entry.filename):
            if entry.flag_bits & 1:
                locked += 1
                continue
            yield from self._member(entry.filename, entry.file_size, _opener(archive, entry), beside)
            self.position += entry.compress_size
        if locked:
            sentence = f"{self.found.name} is locked with a password; unpack it and import what comes out."
            yield Left(Kind.SEALED, self.found.name, sentence, alone=True)

    def tar_members(self) -> Iterator[Found | Left]:
        """Yield the files of a tar; each can be read only before the next one is asked for."""
        name, count = self.found.name, 0
        try:
            with tarfile.open(fileobj=self.stream, mode="r|", tarinfo=_TarInfo) as archive:
                for entry in archive:
                    count += 1
                    if count > self.limits.members:
                        yield Left(Kind.LARGE, name, _overfull(name), alone=True)
                        return
                    if entry.isreg() and not entry.issparse() and (stream := archive.extractfile(entry)):
                        yield from self._member(entry.name, entry.size, _given(stream), {})
        except BROKEN:
            yield Left(Kind.BROKEN, name, f"{name} is damaged; what comes before the damage was read.", alone=True)

    def only_member(self, file_name: str) -> Found:
        """Return the one file of a gzip as what its name says without the end."""
        found = self.found
        return replace(found, file_name=file_name, open=_given(self.stream), level=found.level + 1)

    def _member(
        self, path: str, size: int, source: Callable[[], IO[bytes]], beside: dict[str, set[str]]
    ) -> Iterator[Found | Left]:
        parts = [clean_line(part, 200) for part in PurePosixPath(path.replace("\\", "/")[:2000]).parts]
        parts = [part for part in parts if part not in {"/", "..", ".", ""}]
        if not parts or is_index(parts[-1]) or _lies_apart(parts[:-1], beside):
            return
        name = shown(f"{self.found.name}/{'/'.join(parts)}")
        found = replace(
            self.found,
            name=name,
            file_name=parts[-1],
            size=size,
            open=lambda: io.BufferedReader(Unpacked(source(), name, self.budget), _PIECE),
            folders=(*self.found.folders, *parts[:-1])[-40:],
            by_hand=False,
            level=self.found.level + 1,
        )
        yield left_by_name(found) or found


class _TarInfo(tarfile.TarInfo):
    """The header of a file in a tar; one that goes on for megabytes, which would be read at once, is refused."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Return the header in a block."""
        found = super().frombuf(buf, encoding, errors)
        if found.size < 0 or (found.type in _LONG_HEADERS and found.size > _MOST_HEADER):
            raise tarfile.ReadError("a header is too long")
        return found


def unpacked(stream: IO[bytes], form: str, name: str, budget: Budget) -> Unpacked:
    """Return what a gzip or bzip2 stream holds."""
    source: Source = gzip.GzipFile(fileobj=stream) if form == "gzip" else bz2.BZ2File(stream)
    return Unpacked(source, name, budget)


def _opener(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(entry)


def _given(stream: IO[bytes]) -> Callable[[], IO[bytes]]:
    return lambda: stream


def _names_by_folder(names: list[str]) -> dict[str, set[str]]:
    """Return by the path of a folder in an archive which of the names that tell what it is stand in it."""
    found: dict[str, set[str]] = {}
    for name in names:
        parts = name[:2000].strip("/").split("/")[:40]
        for at, part in enumerate(parts):
            if part in _TELLING:
                found.setdefault("/".join(parts[:at]), set()).add(part)
    return found


def _lies_apart(folders: list[str], beside: dict[str, set[str]]) -> bool:
    return any(is_no_mail(one, beside.get("/".join(folders[:at]), set())) for at, one in enumerate(folders))


def _overfull(name: str) -> str:
    return f"{name} holds too many files to be read as it is; unpack it and import the folder."


def _is_overfull(stream: IO[bytes], limits: Limits) -> bool:
    """Return whether the list of files at the end of a zip is longer than can be held; zipfile reads all of it."""
    size = stream.seek(0, io.SEEK_END)
    start = max(0, size - (1 << 16) - 100)
    stream.seek(start)
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        return False
    count, length = _END.unpack_from(tail, at)[4:6]
    locator = at - _LOCATOR.size
    if locator >= 0 and tail[locator:].startswith(b"PK\x06\x07"):
        for record in (locator - _END_64.size, _LOCATOR.unpack_from(tail, locator)[2] - start):
            if 0 <= record <= len(tail) - _END_64.size:  # versions of zipfile look at one or the other
                more, longer = _END_64.unpack_from(tail, record)[7:9]
                count, length = max(count, more), max(length, longer)
    return bool(count > limits.members or length > _MOST_NAMES)
