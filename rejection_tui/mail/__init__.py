"""Letters in: from files, folders, mailboxes and pasted text to a Reading with its evidence."""

from collections.abc import Iterable, Iterator

from rejection_tui.domain.letter import Letter, Reading
from rejection_tui.mail.parse import parse
from rejection_tui.mail.raw import Limits, RawMessage, Skipped
from rejection_tui.mail.sources import read_bytes, read_paths, read_text
from rejection_tui.reading.detect import detect
from rejection_tui.reading.extract import extract

__all__ = [
    "Limits",
    "RawMessage",
    "Skipped",
    "parse",
    "read_bytes",
    "read_letter",
    "read_paths",
    "read_text",
    "readings",
]


def read_letter(letter: Letter) -> Reading:
    """Return what the program reads in a letter: verdict, evidence, employer, role, recruiter, stage."""
    return extract(letter, detect(letter))


def readings(raws: Iterable[RawMessage | Skipped]) -> Iterator[Reading | Skipped]:
    """Yield the reading of each raw message as it comes; what was skipped passes through."""
    for raw in raws:
        yield raw if isinstance(raw, Skipped) else read_letter(parse(raw))
