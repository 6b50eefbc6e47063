"""A streaming splitter for mbox files, whatever stands behind the `From ` of the line that begins a message.

Such a line is told from a sentence that begins with "From " by the header lines below it. MMDF files are split too.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

#: `x Thu Nov 26 10:12:00 CET 2026` and its like, as programs have written them since the first one.
_DATED: Final = re.compile(
    rb"From [^\n]{0,300}?(?:\w{3},? {1,3}(?:\w{3} {1,3}\d{1,2}|\d{1,2} {1,3}\w{3}),?(?: {1,3}\d{4})? {1,3}|"
    rb"\d{4}-\d\d-\d\d[T ])"
    rb"\d{1,2}:\d\d(?::\d\d(?:\.\d{1,6})?)?(?: {0,3}[+\-A-Za-z0-9:()]{1,40}){0,5}\s{0,3}\Z"
)
_YEAR: Final = re.compile(rb"\b(?:19|20)\d\d\b")
#: Nothing at all, as Thunderbird writes it, or a hyphen.
_BARE: Final = re.compile(rb"From(?: ?-)?\s{0,3}\Z")
_FIELD: Final = re.compile(rb"([!-9;-~]{1,80}):")
_CONTINUED: Final = re.compile(rb"[ \t]{1,300}\S|>From ")
_ANY_FIELD: Final = re.compile(rb"[!-9;-~]{1,80}:|>From ")
#: Fields that programs write on top of a message, and people do not copy with its text.
_TRANSPORT: Final = re.compile(
    rb"(?:x-[a-z]|arc-|list-|content-t|resent-|return-path|message-id|mime-version|delivered-to|envelope-to|"
    rb"dkim-|domainkey-|authentication-res|in-reply-to|user-agent|feedback-id)",
    re.I,
)
_KNOWN: Final = frozenset((b"from", b"to", b"cc", b"subject", b"date", b"sender", b"reply-to", b"received", b"status"))
_ESCAPED_FROM: Final = re.compile(rb"^>(>{0,50}From )", re.M)
_MMDF: Final = b"\x01\x01\x01\x01\n"
_CHUNK_BYTES: Final = 1 << 20
_LINE_BYTES: Final = 600  # of a From line; a longer one is text
_HEAD_BYTES: Final = 4000  # that are looked at below a From line
_HEAD_FIELDS: Final = 12
_MOST_TRIES: Final = 5000  # of lines that begin with "From " in a chunk; no letter has as many
_OVERLAP_BYTES: Final = _LINE_BYTES + _HEAD_BYTES + 100  # so that a separator across the edge of a chunk is found
_Separator = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class MboxMessage:
    """One message of an mbox, numbered from 1. `data` is None when it is larger than allowed.

    `size` is in bytes; `end` is the offset in the file after the message; `envelope` is its From line.
    """

    number: int
    data: bytes | None
    size: int
    end: int
    envelope: bytes = b""


def looks_like_mbox(head: bytes) -> bool:
    """Return whether a file that begins with `head` is an mbox (or MMDF)."""
    head = _with_line_feeds(head.removeprefix(b"\xef\xbb\xbf")[:_OVERLAP_BYTES].lstrip(b"\r\n"))
    return head.startswith(_MMDF) or (head.startswith(b"From ") and _begins_message(head, 0, False))


def split_mbox(stream: BinaryIO, limit: int) -> Iterator[MboxMessage]:
    """Yield the messages of an mbox one by one, holding at most one of them and about `limit` bytes in memory."""
    buffer, scanned, dropped, end, number = bytearray(), 0, 0, 0, 0
    search: Callable[[bytearray, int], _Separator | None] = _from_line
    for chunk in _chunks(stream):
        if not end and not buffer and chunk.startswith(_MMDF):
            search = _mmdf_line
            chunk = chunk.removeprefix(_MMDF)
            end = len(_MMDF)
        buffer += chunk
        while (found := search(buffer, scanned)) is not None:
            last, start, scanned = found
            number += bool(buffer[:last].strip())
            end += start
            if buffer[:last].strip():
                yield _message(number, bytes(buffer[:last]), dropped, limit, end)
            del buffer[:start]
            scanned -= start
            dropped = 0
        scanned = max(scanned, len(buffer) - _OVERLAP_BYTES)
        if len(buffer) > limit + _CHUNK_BYTES:
            cut = max(0, len(buffer) - _OVERLAP_BYTES)
            dropped += cut
            end += cut
            del buffer[:cut]
            scanned = max(0, scanned - cut)
    if buffer.strip() or dropped:
        yield _message(number + 1, bytes(buffer), dropped, limit, end + len(buffer))


def _from_line(buffer: bytearray, start: int) -> _Separator | None:
    """Return where a message ends, where the next begins and from where to look on, looked for from `start`."""
    at, tries = buffer.find(b"\nFrom ", start), 0
    while at >= 0 and tries < _MOST_TRIES:
        tries += 1
        blank = buffer[max(0, at - 2) : at].endswith((b"\n", b"\n\r"))
        if _begins_message(buffer, at + 1, blank):
            above = buffer[at - 1 : at] == b"\r" if blank else -1
            return at - above, at + 1, at + 2
        at = buffer.find(b"\nFrom ", at + 5)
    return None


def _mmdf_line(buffer: bytearray, start: int) -> _Separator | None:
    at = buffer.find(_MMDF, start)
    return (at, at + len(_MMDF), at + len(_MMDF)) if at >= 0 else None


def _begins_message(buffer: bytes | bytearray, at: int, blank: bool) -> bool:
    """Return whether the `From ` line at `at`, below a `blank` line or not, and what follows it begin a message."""
    line_end = buffer.find(b"\n", at, at + _LINE_BYTES)
    if line_end < 0 or not _ANY_FIELD.match(buffer, line_end + 1):
        return False
    line = bytes(buffer[at:line_end])
    if _BARE.match(line):
        return _is_known(_FIELD.match(buffer, line_end + 1))
    if _DATED.match(line) and _YEAR.search(line):
        return True
    names = _field_names(buffer, line_end + 1)
    if any(_TRANSPORT.match(name) for name in names):
        return len(names) > 1
    return blank and b"@" in line and len(_KNOWN.intersection(names)) > 1


def _is_known(match: re.Match[bytes] | None) -> bool:
    return match is None or match[1].lower() in _KNOWN or _TRANSPORT.match(match[1]) is not None


def _field_names(buffer: bytes | bytearray, at: int) -> list[bytes]:
    """Return the lower-case names of the first header fields from `at` on, up to a blank or other line."""
    names: list[bytes] = []
    limit = at + _HEAD_BYTES
    while len(names) < _HEAD_FIELDS and at < limit:
        match = _FIELD.match(buffer, at)
        if match:
            names.append(match[1].lower())
        elif not _CONTINUED.match(buffer, at):
            break
        at = buffer.find(b"\n", at, limit) + 1 or limit
    return names


def _message(number: int, data: bytes, dropped: int, limit: int, end: int) -> MboxMessage:
    size = len(data) + dropped
    if size > limit or dropped:
        return MboxMessage(number, None, size, end)
    envelope = b""
    if data.startswith(b"From ") and 0 <= (line_end := data.find(b"\n")) < _LINE_BYTES:
        envelope, data = data[:line_end].strip(), data[line_end + 1 :]
    return MboxMessage(number, _ESCAPED_FROM.sub(rb"\1", data), size, end, envelope)


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the file in chunks, CR-only line ends (old Mac mailboxes) turned into LF."""
    first = stream.read(_CHUNK_BYTES)
    old_mac = b"\r" in first and b"\n" not in first
    while first:
        yield first.replace(b"\r", b"\n") if old_mac else first
        first = stream.read(_CHUNK_BYTES)


def _with_line_feeds(head: bytes) -> bytes:
    return head.replace(b"\r", b"\n") if b"\n" not in head else head
