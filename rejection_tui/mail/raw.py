"""What `mail.sources` yields: the bytes of one message with the progress so far, or why something was not read."""

from dataclasses import dataclass
from datetime import datetime

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading.

    `mail_bytes` is the size of one message, `nested` the levels of folders entered, `archives` those of archives in
    archives, `members` the files of one archive. An archive is left when it unpacks to more than `unpacked` bytes, or
    to more than `ratio` times its size once that is more than `small` bytes.
    """

    mail_bytes: int = 30 * MEGABYTE
    nested: int = 24
    archives: int = 2
    members: int = 50_000
    unpacked: int = 50_000 * MEGABYTE
    ratio: int = 200
    small: int = 200 * MEGABYTE


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message, undecoded. `offset_done` of the `total_bytes` of the whole reading are read after it.

    `form` is "mail" (an Internet message) or "text" (pasted or saved text, with or without a header block). `sent` is
    true when it lay among the user's own sent mail; `arrived` is when its mailbox says that it came, where it does.
    """

    data: bytes
    source: str
    offset_done: int = 0
    total_bytes: int = 0
    form: str = "mail"
    sent: bool = False
    arrived: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or message that was not read: where it is, and a sentence for the user. The reading goes on after it.

    `kind` is one of `mail.left.Kind`. What is found in folders and mailboxes is told at the end, one of these a kind:
    the sentence speaks of all `count` of them.
    """

    source: str
    sentence: str
    offset_done: int = 0
    total_bytes: int = 0
    kind: str = ""
    count: int = 1
