"""What a source hands over: the bytes of one message with how far the reading has come, or a sentence why not."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read at most; `mail_bytes` is the size of one message, `nested` how deep folders are followed."""

    mail_bytes: int = 30 * MEGABYTE
    nested: int = 12


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class RawMessage:
    """One message as it lay there. `offset_done` of `total_bytes` of the whole reading lie behind it.

    `form` is "mail" (an Internet message) or "text" (pasted or saved words, with or without a header block).
    """

    data: bytes
    source: str
    offset_done: int = 0
    total_bytes: int = 0
    form: str = "mail"


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that could not be read: where it was and a sentence that says why. The rest is still read."""

    source: str
    sentence: str
    offset_done: int = 0
    total_bytes: int = 0
