"""Mails, and mailboxes of them, as mail programs lay them out on a disk."""

from collections.abc import Iterable
from pathlib import Path

from rejection_tui.mail import RawMessage, Skipped, parse, read_paths

DATE = b"Date: Thu, 26 Nov 2026 10:12:00 +0100\n"
WORDS = (
    b"Dear Mara,\n\nthe post as fitter was given to someone else, thank you for the talk.\n\nKind regards,\nAnn Bell\n"
)


def mail(number: int, top: bytes = b"", words: bytes = WORDS, date: bytes = DATE) -> bytes:
    """Return a mail with the subject "Letter NUMBER"; `top` are header lines above the usual ones."""
    return (
        top
        + b"From: Ann Bell <ann@bell.example>\nTo: Mara <mara@home.example>\nSubject: Letter %d\n" % number
        + date
        + b"Message-ID: <%d@bell.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" % number
        + words
    )


def mbox(*mails: bytes, line: bytes = b"From - Thu Nov 26 09:14:02 2026\n") -> bytes:
    """Return an mbox of mails, each below `line`."""
    return b"".join(line + one + b"\n" for one in mails)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files below a folder by their paths, and return the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def read(*paths: Path) -> tuple[list[RawMessage], list[Skipped]]:
    """Return what is read of paths, and what is not."""
    found = list(read_paths(paths))
    messages = [one for one in found if isinstance(one, RawMessage)]
    assert all(0 <= one.offset_done <= one.total_bytes for one in found)
    skipped = [one for one in found if isinstance(one, Skipped)]
    assert all(one.sentence.endswith(".") and "{" not in one.sentence for one in skipped)
    return messages, skipped


def numbers(messages: Iterable[RawMessage]) -> list[int]:
    """Return the numbers in the subjects, sorted."""
    return sorted(int(parse(one).subject.removeprefix("Letter ")) for one in messages)


def kinds(skipped: Iterable[Skipped]) -> dict[str, int]:
    """Return how many were left, by kind."""
    return {one.kind: one.count for one in skipped}
