"""A strict, streaming splitter for mbox files: a blank line, then `From x … hh:mm … yyyy`, then a header line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_STAMP = (
    rb"From \S{1,300} {1,3}\w{3},? {1,3}(?:\w{3} {1,3}\d{1,2}|\d{1,2} {1,3}\w{3}),?(?: {1,3}\d{4})? {1,3}"
    rb"\d{1,2}:\d\d(?::\d\d)?(?: {1,3}[+\-A-Za-z0-9]{1,6}){0,3}[ \t]{0,3}"
)
_FIRST = re.compile(rb"\A" + _STAMP + rb"\r?\n")
_NEXT = re.compile(rb"\r?\n\r?\n(?=" + _STAMP + rb"\r?\n(?:[!-9;-~]{1,80}:|>From ))")
_STAMP_LINE = re.compile(rb"\AFrom [^\n]{0,600}\n")
_ESCAPED = re.compile(rb"^>(>{0,50}From )", re.M)
_CHUNK = 1 << 20
_TAIL = 2048  # longer than any separator, so that one on the edge of a chunk is seen


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of an mbox, `data` None when it was larger than allowed; `end` is where it stopped in the file."""

    number: int
    data: bytes | None
    size: int
    end: int


def looks_like_mbox(head: bytes) -> bool:
    """Return whether a file that begins with `head` is an mbox."""
    return bool(_FIRST.match(_newlines(head[:2000].lstrip(b"\xef\xbb\xbf"))))


def split(stream: BinaryIO, limit: int) -> Iterator[Piece]:
    """Yield the messages of an mbox one by one, never holding more than one of them (and `limit` bytes) at a time."""
    buffer, scanned, dropped, done, number = bytearray(), 0, 0, 0, 0
    for chunk in _chunks(stream):
        buffer += chunk
        while match := _NEXT.search(buffer, scanned):
            number += 1
            done += match.end()
            yield _piece(number, bytes(buffer[: match.start() + 1]), dropped, limit, done)
            del buffer[: match.end()]
            scanned = dropped = 0
        scanned = max(0, len(buffer) - _TAIL)
        if len(buffer) > limit + _CHUNK:
            dropped += scanned
            done += scanned
            del buffer[:scanned]
            scanned = 0
    if buffer.strip() or dropped:
        yield _piece(number + 1, bytes(buffer), dropped, limit, done + len(buffer))


def _piece(number: int, data: bytes, dropped: int, limit: int, end: int) -> Piece:
    size = len(data) + dropped
    if size > limit or dropped:
        return Piece(number, None, size, end)
    return Piece(number, _ESCAPED.sub(rb"\1", _STAMP_LINE.sub(b"", data, count=1)), size, end)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the file in chunks, CR-only line ends (old Mac mailboxes) turned into LF."""
    first = stream.read(_CHUNK)
    old_mac = b"\r" in first and b"\n" not in first
    while first:
        yield first.replace(b"\r", b"\n") if old_mac else first
        first = stream.read(_CHUNK)


def _newlines(head: bytes) -> bytes:
    return head.replace(b"\r", b"\n") if b"\n" not in head else head
