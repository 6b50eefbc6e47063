"""Apple Mail's .emlx: a line with the length, the message, and a property list with its day and flags."""

import plistlib
import re
from datetime import UTC, datetime
from typing import Any, Final
from xml.parsers.expat import ExpatError

from rejection_tui import documents

_LENGTH_LINE: Final = re.compile(rb"\A\s{0,8}(\d{1,10})\s{0,20}?\n")
_MOST_PLIST: Final = 64_000  # bytes; real ones have less than two thousand
_LIST_BEGINS: Final = (b"<?xml", b"<plist", b"bplist00")
#: What plistlib raises on damaged lists.
BROKEN: Final = (*documents.BROKEN, ExpatError)
_DELETED, _DRAFT, _JUNK = 1 << 1, 1 << 6, 1 << 24


class Flags:
    """What the flags of a message say; see `split`."""

    __slots__ = ("deleted", "draft", "junk")

    def __init__(self, bits: int = 0) -> None:
        self.deleted = bool(bits & _DELETED)
        self.draft = bool(bits & _DRAFT)
        self.junk = bool(bits & _JUNK)


def split(data: bytes) -> tuple[bytes, datetime | None, Flags]:
    """Return the message in an .emlx, when it came (None when that is not said), and its flags. Never raises."""
    match = _LENGTH_LINE.match(data)
    if match is None:
        return data, None, Flags()
    end = match.end() + int(match[1])
    if end > len(data) or not data[end : end + 40].lstrip().startswith(_LIST_BEGINS):
        end = max(data.rfind(mark, match.end()) for mark in (b"<?xml", b"bplist00"))
    if end < 0:
        return data[match.end() :], None, Flags()
    properties = _properties(data[end:])
    bits = properties.get("flags")
    return data[match.end() : end], _time(properties.get("date-received")), Flags(bits if isinstance(bits, int) else 0)


def _properties(data: bytes) -> dict[str, Any]:
    if len(data) > _MOST_PLIST:
        return {}
    try:
        found = plistlib.loads(data.strip())
    except BROKEN:
        return {}
    return found if isinstance(found, dict) else {}


def _time(value: Any) -> datetime | None:
    """Return the time of a date or of seconds since 1970, None when it lies outside 1980 to 2100."""
    try:
        found = value.replace(tzinfo=UTC) if isinstance(value, datetime) else datetime.fromtimestamp(float(value), UTC)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return found if 1980 <= found.year <= 2100 else None
