"""What `mail.sources` yields: the bytes of one message with the progress so far, or why something was not read."""

from dataclasses import dataclass
from datetime import datetime

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one reading: `mail_bytes` is the size of one message, `nested` the levels of folders entered."""

    mail_bytes: int = 30 * MEGABYTE
    nested: int = 12


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
    """A file or message that was not read: where it is, and a sentence for the user. The reading goes on after it."""

    source: str
    sentence: str
    offset_done: int = 0
    total_bytes: int = 0
