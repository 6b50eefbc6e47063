"""Reads the messages of one file, mailbox or archive that was found, and of what lies in it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO, Final, cast

from rejection_tui.mail.archives import BROKEN, Archive, Budget, Unpacked, unpacked
from rejection_tui.mail.forms import HEAD_BYTES, Form, as_utf_8, end_of, form_of, is_utf_16
from rejection_tui.mail.found import Found, reason
from rejection_tui.mail.left import Kind, Left
from rejection_tui.mail.mbox import split_mbox
from rejection_tui.mail.messages import arrival, arrival_by_name, messages_in
from rejection_tui.mail.raw import Limits, RawMessage
from rejection_tui.mail.single import letter_in
from rejection_tui.mail.walk import left_as_folder

_PACKED: Final = frozenset((Form.ZIP, Form.TAR, Form.GZIP, Form.BZIP2))


def read_file(found: Found, limits: Limits, budget: Budget | None = None) -> Iterator[RawMessage | Left]:
    """Yield the messages of a file and what is not read of it; `offset_done` is that in this file. Never raises.

    `budget` is what the archive that it lies in may still unpack to.
    """
    try:
        with found.open() as opened:
            stream = opened if isinstance(opened, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, opened))
            yield from _messages(found, stream, limits, budget or Budget(found.size, limits))
            if trouble := _trouble(stream):
                yield Left(Kind.BROKEN, found.name, trouble, alone=True)
    except OSError as error:
        sentence = f"{found.name} could not be read: {reason(error)}."
        yield Left(Kind.UNOPENED, found.name, sentence, alone=found.by_hand)
    except BROKEN:
        yield Left(Kind.BROKEN, found.name)


def _messages(found: Found, stream: io.BufferedReader, limits: Limits, budget: Budget) -> Iterator[RawMessage | Left]:
    head = stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    if not head and _trouble(stream):
        return  # said by the caller
    form = form_of(found.file_name, head, found.by_hand) if head else Kind.EMPTY
    if form is Kind.EMPTY and not (found.by_hand or end_of(found.file_name)):
        return  # a folder of Thunderbird without mail
    if isinstance(form, Kind):
        yield Left(form, found.name)
    elif form in _PACKED:
        yield from _unpacked(found, form, stream, limits, budget)
    elif form is Form.MBOX:
        left = left_as_folder(found)
        box: BinaryIO = io.BytesIO(as_utf_8(stream.read(limits.mail_bytes))) if is_utf_16(head) else stream
        yield from (left,) if left else _mailbox(found, box, limits)
    else:
        yield from _letter(found, form, stream, limits)


def _letter(found: Found, form: Form, stream: BinaryIO, limits: Limits) -> Iterator[RawMessage | Left]:
    data = stream.read(limits.mail_bytes + 1)
    if len(data) > limits.mail_bytes:
        yield Left(Kind.LARGE, found.name, too_large(found.name, limits))
        return
    if not data.strip():
        yield Left(Kind.EMPTY, found.name)
        return
    letter = letter_in(found, form, data)
    if isinstance(letter, Left):
        yield letter
        return
    arrived = letter.arrived or arrival_by_name(found.file_name)
    letter = replace(letter, offset_done=found.size, sent=found.is_sent(False), arrived=arrived)
    yield from messages_in(letter, found.wanted) if letter.form == "mail" else (letter,)


def _mailbox(found: Found, stream: BinaryIO, limits: Limits) -> Iterator[RawMessage | Left]:
    sent = found.is_sent(True)
    for piece in split_mbox(stream, limits.mail_bytes):
        where = f"{found.name}#{piece.number}"
        if piece.data is None:
            sentence = too_large(f"Message {piece.number} of {found.name}", limits)
            yield Left(Kind.LARGE, where, sentence, alone=True)
        else:
            arrived = arrival(piece.envelope, piece.data)
            raw = RawMessage(piece.data, where, piece.end, sent=sent, arrived=arrived)
            yield from messages_in(raw, found.wanted)


def _unpacked(
    found: Found, form: Form, stream: io.BufferedReader, limits: Limits, budget: Budget
) -> Iterator[RawMessage | Left]:
    """Yield the messages of an archive; their progress is that in the archive."""
    if found.level > limits.archives:
        sentence = f"{found.name} is an archive in other archives; unpack it and import what comes out."
        yield Left(Kind.ARCHIVE, found.name, sentence)
        return
    archive = Archive(found, stream, budget, limits)
    members, inner = _members(archive, form, stream)
    position: Callable[[], int] = (lambda: archive.position) if form is Form.ZIP or found.level else stream.tell
    for member in members:
        if isinstance(member, Left):
            if inner is None or not inner.trouble:
                yield member
            continue
        for piece in read_file(member, limits, budget):
            yield replace(piece, offset_done=position()) if isinstance(piece, RawMessage) else piece
    if inner is not None and inner.trouble:
        yield Left(Kind.BROKEN, found.name, inner.trouble, alone=True)


def _members(archive: Archive, form: Form, stream: io.BufferedReader) -> tuple[Iterator[Found | Left], Unpacked | None]:
    """Return the files in an archive, and the stream of what was compressed as a whole."""
    if form is Form.ZIP:
        if not stream.seekable():
            archive.stream = io.BytesIO(stream.read(archive.limits.mail_bytes))
        return archive.zip_members(), None
    if form is Form.TAR:
        return archive.tar_members(), None
    inner = unpacked(stream, form, archive.found.name, archive.budget)
    archive.stream = whole = io.BufferedReader(inner)
    if whole.peek(512)[257:262] == b"ustar":
        return archive.tar_members(), inner
    return iter((archive.only_member(PurePath(archive.found.file_name).stem),)), None


def _trouble(stream: io.BufferedReader) -> str:
    """Return why a file in an archive ended early; empty when it did not."""
    return stream.raw.trouble if isinstance(stream.raw, Unpacked) else ""


def too_large(name: str, limits: Limits) -> str:
    """Return the sentence for what is larger than a message may be."""
    return f"{name} is larger than {limits.mail_bytes // 1_000_000} MB and was skipped."
