"""What is asked of one folder: which mails there are, how large they are and what is said of them, and their bytes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Final

from rejection_tui.mail.imap.connection import Connection
from rejection_tui.mail.imap.folders import Folder, Role
from rejection_tui.mail.imap.responses import Value, fetched, number, ranges, text, words

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOMENT: Final = re.compile(r"\s*(\d{1,2})-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
#: How many mails are asked about at once.
_TOGETHER: Final = 400
#: Flags and labels of mails that are left out, and what they are.
_LEFT_OUT: Final = {
    "\\deleted": "marked as deleted",
    "\\draft": "marked as a draft",
    "\\drafts": "marked as a draft",
    "\\trash": "marked as trash",
    "\\junk": "marked as junk",
    "\\spam": "marked as junk",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder that is open for reading alone; numbers the server does not tell are 0."""

    validity: int
    next_uid: int
    count: int


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, not fetched yet. `left_out` says what it is when it is not to be read."""

    uid: int
    size: int
    arrived: datetime | None
    sent: bool
    left_out: str = ""


def examine(connection: Connection, folder: Folder) -> Opened:
    """Open a folder so that nothing in it can be changed."""
    client = connection.client
    answer = connection.ask(lambda: connection.box.folder.set(folder.quoted, readonly=True))
    found = [client.response(name)[1] or [None] for name in ("UIDVALIDITY", "UIDNEXT")]
    validity, following = (number(values[-1]) for values in found)
    return Opened(validity, following, number(answer[1][-1] if answer[1] else None))


def search(connection: Connection, after: int = 0, since: date | None = None) -> list[int]:
    """Return the UIDs in the open folder above `after`, of mails that came on `since` or later, ascending."""
    criteria = f"UID {after + 1}:*" if after else f"SINCE {_day(since)}" if since else "ALL"
    answer = connection.uid("SEARCH", criteria)
    found = b" ".join(item for item in answer if isinstance(item, bytes)).split()
    uids = {int(uid) for uid in found if uid.isdigit() and len(uid) <= 10}
    return sorted(uid for uid in uids if uid > after)  # "5:*" names the last mail even when its UID is below 5


def mails(connection: Connection, folder: Folder, uids: Sequence[int]) -> Iterator[Mail]:
    """Yield the mails with these UIDs that are still there, ascending."""
    wanted = "(UID RFC822.SIZE FLAGS INTERNALDATE" + (" X-GM-LABELS)" if connection.has("X-GM-EXT-1") else ")")
    for start in range(0, len(uids), _TOGETHER):
        part = uids[start : start + _TOGETHER]
        answer = connection.uid("FETCH", ranges(part), wanted)
        found = {number(item.get(b"UID")): item for item in fetched(answer)}
        for uid in part:
            if uid in found:
                yield _mail(uid, found[uid], folder)


def _mail(uid: int, item: dict[bytes, Value], folder: Folder) -> Mail:
    flags = words(item.get(b"FLAGS"))
    labels = words(item.get(b"X-GM-LABELS"))
    sent = folder.role is Role.SENT or "\\sent" in labels
    left_out = next((what for flag, what in _LEFT_OUT.items() if flag in flags | labels), "")
    return Mail(uid, number(item.get(b"RFC822.SIZE")), moment(text(item.get(b"INTERNALDATE"))), sent, left_out)


def bodies(connection: Connection, uids: Sequence[int]) -> dict[int, bytes]:
    """Return the bytes of these mails by UID, without marking them as read; those that are gone are missing."""
    answer = connection.uid("FETCH", ranges(uids), "(UID BODY.PEEK[])")
    found = ((number(item.get(b"UID")), item.get(b"BODY[]")) for item in fetched(answer))
    return {uid: body for uid, body in found if isinstance(body, bytes)}


def moment(internal: bytes) -> datetime | None:
    """Return the moment a mail came, as the server writes it (" 7-Nov-2026 10:12:00 +0100"); None for no such text."""
    match = _MOMENT.match(internal.decode("ascii", "replace"))
    if not match or match[2].lower() not in _MONTHS:
        return None
    offset = timedelta(hours=int(match[8]), minutes=int(match[9])) * (-1 if match[7] == "-" else 1)
    try:
        day = (int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
        return datetime(*day, int(match[4]), int(match[5]), min(int(match[6]), 59), tzinfo=timezone(offset))
    except ValueError:
        return None


def _day(day: date | None) -> str:
    return f"{day.day:02}-{_MONTHS[day.month - 1].title()}-{day.year:04}" if day else ""
