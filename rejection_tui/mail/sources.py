"""Reads raw messages from files, folders, mailboxes, archives, standard input and pasted text. Nothing is changed."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rejection_tui.mail import mbox
from rejection_tui.mail.files import read_file, too_large
from rejection_tui.mail.forms import HEAD_BYTES, looks_like_mail
from rejection_tui.mail.found import Found
from rejection_tui.mail.left import Left, Tally
from rejection_tui.mail.messages import messages_in
from rejection_tui.mail.raw import DEFAULT_LIMITS, Limits, RawMessage, Skipped
from rejection_tui.mail.walk import find


def read_paths(paths: Sequence[Path], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawMessage | Skipped]:
    """Yield the messages of files, mailboxes, archives and folders of them, lazily and in order.

    Files are opened only as the iterator is advanced. What cannot be read is yielded as a `Skipped`: at once when it
    was named or is the damaged rest of something, else at the end, one for each kind.
    """
    found: list[Found | Left] = [item for path in paths for item in find(path, limits)]
    yield from _told(found, limits)


def read_bytes(data: bytes, source: str, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawMessage | Skipped]:
    """Yield the messages in `data` (standard input), whatever kind of file it is: a mail, an mbox, text, an archive."""
    if not data.strip():
        yield Skipped(source, f"Nothing was read from {source}: it is empty.", len(data), len(data))
        return
    yield from _told([Found(source, source, len(data), lambda: io.BytesIO(data), by_hand=True)], limits)


def read_messages(messages: Iterable[RawMessage | Skipped]) -> Iterator[RawMessage | Skipped]:
    """Yield the letters of messages in mail form that come from elsewhere, such as an account, as those of an mbox are.

    Several mails attached to one come apart, and what is encrypted, deleted, a draft or spam is told at the end.
    """
    tally, total = Tally(), 0
    for message in messages:
        total = message.total_bytes
        if isinstance(message, Skipped):
            yield message
            continue
        for piece in messages_in(message):
            if isinstance(piece, RawMessage):
                yield piece
            else:
                tally.add(piece)
    yield from tally.skipped(total)


def read_text(text: str, source: str = "paste", *, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawMessage | Skipped]:
    """Yield the letter in pasted text: a whole mail, one with a copied header block, a forward, or only its text."""
    data = text.lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    found = Found(source, source, len(data), lambda: io.BytesIO(data), by_hand=True)
    if not data.strip():
        yield Skipped(source, f"Nothing was read from {source}: it is empty.", len(data), len(data))
    elif len(data) > limits.mail_bytes:
        yield Skipped(source, too_large(source, limits), len(data), len(data))
    elif mbox.looks_like_mbox(data) or looks_like_mail(data[:HEAD_BYTES], copied=True):
        yield from _told([found], limits)
    else:
        yield RawMessage(data, source, len(data), len(data), "text")


def _told(found: list[Found | Left], limits: Limits) -> Iterator[RawMessage | Skipped]:
    """Yield what is read of all that was found, with the progress, and what was not read."""
    total = sum(item.size for item in found if isinstance(item, Found))
    done, tally = 0, Tally()
    for item in found:
        at = 0
        for piece in read_file(item, limits) if isinstance(item, Found) else (item,):
            if isinstance(piece, RawMessage):
                at = min(piece.offset_done, total - done)
                yield replace(piece, offset_done=done + at, total_bytes=total)
            elif piece.alone or (isinstance(item, Found) and item.by_hand and piece.name == item.name):
                yield Skipped(piece.name, piece.words, done + at, total, piece.kind.value)
            else:
                tally.add(piece)
        done += item.size if isinstance(item, Found) else 0
    yield from tally.skipped(total)
