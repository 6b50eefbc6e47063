"""Reads raw messages from files, folders, mbox, Maildir, standard input and pasted text. Nothing is ever changed."""

import io
import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rejection_tui.domain.text import clean_line
from rejection_tui.mail import mbox
from rejection_tui.mail.raw import DEFAULT_LIMITS, Limits, RawMessage, Skipped

_OUTLOOK_FILES = {
    ".msg": "an Outlook item",
    ".pst": "an Outlook archive",
    ".ost": "an Outlook archive",
    ".olm": "an archive",
}
_RECORDS_SUFFIX = ".json"  # the program's own file lies in folders people import from, and is no letter
_MAIL_SUFFIXES = {".eml", ".emlx", ".mbox", ".mbx", ".mail"}
_HEADER_LINES = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_TRANSPORT_HEADER = re.compile(
    rb"^(?:mime-version|content-type|message-id|received|return-path|dkim-signature|delivered-to):", re.I | re.M
)
_EMLX_LENGTH = re.compile(rb"\A\s{0,8}(\d{1,10})\s{0,8}\n")


@dataclass(frozen=True, slots=True)
class _FoundFile:
    path: Path
    size: int
    explicit: bool  # named by the user, so it is read whatever its name is


def read_paths(paths: Sequence[Path], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawMessage | Skipped]:
    """Yield the messages of files (.eml, mbox, saved text), folders of them and Maildirs, lazily and in order.

    Files are opened only as the iterator is advanced. What cannot be read is yielded as a `Skipped`.
    """
    found: list[_FoundFile | Skipped] = [item for path in paths for item in _find_files(path, limits)]
    total = sum(item.size for item in found if isinstance(item, _FoundFile))
    done = 0
    for item in found:
        if isinstance(item, Skipped):
            yield Skipped(item.source, item.sentence, done, total)
            continue
        yield from _read_file(item, done, total, limits)
        done += item.size


def read_bytes(data: bytes, source: str, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawMessage | Skipped]:
    """Yield the messages in `data` (standard input): an mbox, one mail, or plain text."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if mbox.looks_like_mbox(data):
        yield from _mbox_messages(io.BytesIO(data), source, 0, len(data), limits)
    elif not data.strip():
        yield Skipped(source, f"Nothing was read from {source}: it is empty.", len(data), len(data))
    else:
        yield _single_message(data, source, len(data), len(data), limits)


def read_text(text: str, source: str = "paste", *, limits: Limits = DEFAULT_LIMITS) -> Iterator[RawMessage | Skipped]:
    """Yield the letter in pasted text: a whole mail, one with a copied header block, a forward, or only its text."""
    yield from read_bytes(text.lstrip().encode("utf-8", "replace"), source, limits=limits)


def _find_files(path: Path, limits: Limits) -> Iterator[_FoundFile | Skipped]:
    name = clean_line(str(path), 200)
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Skipped(name, f"{name} could not be opened: {_reason(error)}.")
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, limits)
    elif not stat.S_ISREG(status.st_mode):
        yield Skipped(name, f"{name} is not an ordinary file and was left alone.")
    elif kind := _OUTLOOK_FILES.get(path.suffix.lower()):
        yield Skipped(name, f"{name} is {kind}, which is not read; save the letters as .eml and import those.")
    elif path.suffix.lower() == _RECORDS_SUFFIX:
        yield Skipped(name, f"{name} is no letter; an export or another copy of your file comes in with rejtui merge.")
    else:
        yield _FoundFile(path, status.st_size, True)


def _walk(folder: Path, limits: Limits, depth: int = 0) -> Iterator[_FoundFile | Skipped]:
    name = clean_line(str(folder), 200)
    if depth > limits.nested:
        yield Skipped(name, f"The folder {name} lies too deep and was not read.")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Skipped(name, f"The folder {name} could not be opened: {_reason(error)}.")
        return
    names = {entry.name for entry in entries}
    maildir = {"cur", "new"} <= names
    in_maildir = folder.name in {"cur", "new"} and depth > 0
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if not (maildir and entry.name == "tmp"):
                yield from _walk(Path(entry.path), limits, depth + 1)
        elif not entry.is_symlink() or not entry.is_dir():
            yield from _folder_entry(Path(entry.path), in_maildir)


def _folder_entry(path: Path, in_maildir: bool) -> Iterator[_FoundFile | Skipped]:
    name = clean_line(str(path), 200)
    if not in_maildir and path.suffix and path.suffix.lower() not in _MAIL_SUFFIXES | set(_OUTLOOK_FILES):
        return
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        yield Skipped(name, f"{name} could not be opened: {_reason(error)}.")
        return
    if not stat.S_ISREG(status.st_mode):
        yield Skipped(name, f"{name} is not an ordinary file and was left alone.")
    elif not in_maildir and (kind := _OUTLOOK_FILES.get(path.suffix.lower())):
        yield Skipped(name, f"{name} is {kind}, which is not read; save the letters as .eml and import those.")
    elif in_maildir or path.suffix or _looks_like_mail(path):
        yield _FoundFile(path, status.st_size, False)


def _looks_like_mail(path: Path) -> bool:
    try:
        with _open(path) as stream:
            head = stream.read(4000)
    except OSError:
        return False
    return mbox.looks_like_mbox(head) or bool(
        _HEADER_LINES.match(head.replace(b"\r\n", b"\n")) and _TRANSPORT_HEADER.search(head)
    )


def _open(path: Path) -> io.BufferedReader:
    """Open for reading, never blocking on a pipe; raise when it is no longer a regular file."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("not an ordinary file")
    return io.BufferedReader(io.FileIO(descriptor, "rb"))


def _read_file(item: _FoundFile, done: int, total: int, limits: Limits) -> Iterator[RawMessage | Skipped]:
    name = clean_line(str(item.path), 200)
    try:
        with _open(item.path) as stream:
            if mbox.looks_like_mbox(stream.peek(4000)[:4000]):
                yield from _mbox_messages(stream, name, done, total, limits)
                return
            data = stream.read(limits.mail_bytes + 1)
    except OSError as error:
        yield Skipped(name, f"{name} could not be read: {_reason(error)}.", done + item.size, total)
        return
    if item.path.suffix.lower() == ".emlx" and (match := _EMLX_LENGTH.match(data)):
        data = data[match.end() : match.end() + int(match[1])]
    if not data.strip():
        yield Skipped(name, f"{name} is empty.", done + item.size, total)
        return
    yield _single_message(data, name, done + item.size, total, limits)


def _mbox_messages(
    stream: io.BufferedReader | io.BytesIO, source: str, done: int, total: int, limits: Limits
) -> Iterator[RawMessage | Skipped]:
    for piece in mbox.split_mbox(stream, limits.mail_bytes):
        where = f"{source}#{piece.number}"
        if piece.data is None:
            yield Skipped(where, _too_large(f"Message {piece.number} of {source}", limits), done + piece.end, total)
        else:
            yield RawMessage(piece.data, where, done + piece.end, total)


def _single_message(data: bytes, source: str, done: int, total: int, limits: Limits) -> RawMessage | Skipped:
    if len(data) > limits.mail_bytes:
        return Skipped(source, _too_large(source, limits), done, total)
    head = data[:20_000].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    block = head.split(b"\n\n", 1)[0] + b"\n"
    form = "mail" if _HEADER_LINES.match(block) and _TRANSPORT_HEADER.search(block) else "text"
    if form == "text" and source.lower().endswith((".eml", ".emlx")):
        form = "mail"
    return RawMessage(data, source, done, total, form)


def _too_large(name: str, limits: Limits) -> str:
    return f"{name} is larger than {limits.mail_bytes // 1_000_000} MB and was skipped."


def _reason(error: OSError | ValueError) -> str:
    return clean_line(getattr(error, "strerror", None) or str(error), 120) or "it is not there"
