"""A strict, streaming splitter for mbox files.

A new message begins at a blank line, a `From x … hh:mm … yyyy` line and a header line; a looser rule would cut messages
whose text holds a line beginning with "From ".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_FROM_LINE = (
    rb"From \S{1,300} {1,3}\w{3},? {1,3}(?:\w{3} {1,3}\d{1,2}|\d{1,2} {1,3}\w{3}),?(?: {1,3}\d{4})? {1,3}"
    rb"\d{1,2}:\d\d(?::\d\d)?(?: {1,3}[+\-A-Za-z0-9]{1,6}){0,3}[ \t]{0,3}"
)
_FIRST_FROM_LINE = re.compile(rb"\A" + _FROM_LINE + rb"\r?\n")
#: A message may begin here; that it stands below a blank line is looked at afterwards, since a search for a fixed
#: beginning is many times quicker.
_NEXT_FROM_LINE = re.compile(rb"\n" + _FROM_LINE + rb"\r?\n(?:[!-9;-~]{1,80}:|>From )")
_BLANK_LINE_ABOVE = re.compile(rb"\r?\n\r?\n\Z")
_LEADING_FROM_LINE = re.compile(rb"\AFrom [^\n]{0,600}\n")
_ESCAPED_FROM = re.compile(rb"^>(>{0,50}From )", re.M)
_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 2048  # longer than any separator, so that one across the edge of a chunk is found


@dataclass(frozen=True, slots=True)
class MboxMessage:
    """One message of an mbox, numbered from 1. `data` is None when it is larger than allowed.

    `size` is in bytes; `end` is the offset in the file after the message.
    """

    number: int
    data: bytes | None
    size: int
    end: int


def looks_like_mbox(head: bytes) -> bool:
    """Return whether a file that begins with `head` is an mbox."""
    return bool(_FIRST_FROM_LINE.match(_with_line_feeds(head[:2000].lstrip(b"\xef\xbb\xbf"))))


def split_mbox(stream: BinaryIO, limit: int) -> Iterator[MboxMessage]:
    """Yield the messages of an mbox one by one, holding at most one of them and about `limit` bytes in memory."""
    buffer, scanned, dropped, end, number = bytearray(), 0, 0, 0, 0
    for chunk in _chunks(stream):
        buffer += chunk
        while (found := _separator(buffer, scanned)) is not None:
            first, after = found
            number += 1
            end += after
            yield _message(number, bytes(buffer[: first + 1]), dropped, limit, end)
            del buffer[:after]
            scanned = dropped = 0
        scanned = max(0, len(buffer) - _OVERLAP_BYTES)
        if len(buffer) > limit + _CHUNK_BYTES:
            dropped += scanned
            end += scanned
            del buffer[:scanned]
            scanned = 0
    if buffer.strip() or dropped:
        yield _message(number + 1, bytes(buffer), dropped, limit, end + len(buffer))


def _separator(buffer: bytearray, start: int) -> tuple[int, int] | None:
    """Return where the next blank line above a From line begins, looked for from `start`, and where it ends."""
    while match := _NEXT_FROM_LINE.search(buffer, start):
        after = match.start() + 1
        above = max(0, after - 4)
        if blank := _BLANK_LINE_ABOVE.search(bytes(buffer[above:after])):
            return above + blank.start(), after
        start = after
    return None


def _message(number: int, data: bytes, dropped: int, limit: int, end: int) -> MboxMessage:
    size = len(data) + dropped
    if size > limit or dropped:
        return MboxMessage(number, None, size, end)
    return MboxMessage(number, _ESCAPED_FROM.sub(rb"\1", _LEADING_FROM_LINE.sub(b"", data, count=1)), size, end)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the file in chunks, CR-only line ends (old Mac mailboxes) turned into LF."""
    first = stream.read(_CHUNK_BYTES)
    old_mac = b"\r" in first and b"\n" not in first
    while first:
        yield first.replace(b"\r", b"\n") if old_mac else first
        first = stream.read(_CHUNK_BYTES)


def _with_line_feeds(head: bytes) -> bytes:
    return head.replace(b"\r", b"\n") if b"\n" not in head else head
