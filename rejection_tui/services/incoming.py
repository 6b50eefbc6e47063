"""Letters coming in: read from files, folders, streams and pasted text; nothing is filed."""

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as changed
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rejection_tui.domain.correction import Memory
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.letter import Letter, LetterKind, Reading, Verdict
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import clean
from rejection_tui.services.context import present

if TYPE_CHECKING:
    from rejection_tui.mail import RawMessage, Skipped


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of reading: bytes done of the total, and how many mails and rejections were found so far."""

    source: str
    done: int
    total: int
    letters: int
    rejections: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """The result of reading: the readings in order, and what could not be read, each with a sentence why.

    Readings of newsletters and other mail of no account have no evidence, and of a long one the letter's body is only
    its beginning: `with_evidence` and `unpacked` bring them back.
    """

    readings: tuple[Reading, ...]
    skipped: tuple["Skipped", ...] = ()
    cancelled: bool = False


_NOTHING_REMEMBERED: Final = Memory()
_OF_NO_ACCOUNT: Final = (LetterKind.OTHER, LetterKind.ALERT)
_LONG: Final = 2_500  # bytes of a mail of no account that is packed
_KEPT: Final = 1_200  # characters of it that are not: what tells it apart from others
_END: Final = "\0"  # between the body and what it quotes: no letter has this character


def read_paths(
    paths: Sequence[Path],
    progress: Callable[[Progress], bool] | None = None,
    memory: Memory = _NOTHING_REMEMBERED,
    now: datetime | None = None,
) -> Batch:
    """Read letters from files and folders; may run in a thread. `progress` returns False to stop early.

    `memory`, here and below, is `records.memory`: what the user corrected in earlier letters. `now` is this moment in
    the user's own zone, by default that of the clock: written days without a year or a zone are read by it.
    """
    from rejection_tui import mail  # its phrases take a moment to load

    return _gather(mail.read_paths(list(paths)), progress, memory, now=now)


def read_bytes(
    data: bytes,
    source: str = "stdin",
    memory: Memory = _NOTHING_REMEMBERED,
    whole: bool = False,
    now: datetime | None = None,
) -> Batch:
    """Read letters from one stream: a mail, an mbox or plain text.

    With `whole`, fields and facts are read even of what is no answer to an application.
    """
    from rejection_tui import mail

    return _gather(mail.read_bytes(data, source), None, memory, whole, now)


def read_items(
    items: "Iterable[RawMessage | Skipped]",
    progress: Callable[[Progress], bool] | None = None,
    memory: Memory = _NOTHING_REMEMBERED,
) -> Batch:
    """Read letters from messages as they come, such as those of an account; may run in a thread, as `read_paths`."""
    return _gather(items, progress, memory)


def stream(
    paths: Sequence[Path],
    data: bytes | None = None,
    memory: Memory = _NOTHING_REMEMBERED,
    now: datetime | None = None,
) -> "Iterator[tuple[Progress, Reading | Skipped]]":
    """Yield what is read in each message, one by one: of `data` (standard input) first, then of files and folders."""
    from rejection_tui import mail

    piped = mail.read_bytes(data, "stdin") if data is not None else ()
    yield from _readings(chain(piped, mail.read_paths(list(paths)) if paths else ()), memory, now=now)


def read_again(letter: Letter, memory: Memory = _NOTHING_REMEMBERED) -> Reading:
    """Read a letter once more, with its fields and facts whatever it is taken for; may run in a thread."""
    from rejection_tui.reading import read_letter

    return read_letter(letter, memory, whole=True)


def with_evidence(reading: Reading) -> Reading:
    """Return a whole reading with its evidence, which a batch leaves out of mail of no account."""
    from rejection_tui.reading import with_evidence as found

    return found(unpacked(reading))


def unpacked(reading: Reading) -> Reading:
    """Return a reading with its whole letter."""
    if not reading.packed:
        return reading
    rest, _, quoted = zlib.decompress(reading.packed).decode("utf-8", "surrogatepass").partition(_END)
    letter = replace(reading.letter, body=reading.letter.body + rest, quoted=quoted)
    return changed(reading, letter=letter, packed=b"")


def _packed(reading: Reading) -> Reading:
    """Return a reading of which a long letter takes up little memory, when it is of no account: most mail is."""
    letter = reading.letter
    size = sys.getsizeof(letter.body) + sys.getsizeof(letter.quoted)
    if reading.verdict is not Verdict.OTHER or reading.kind not in _OF_NO_ACCOUNT or size < _LONG:
        return reading
    rest = f"{letter.body[_KEPT:]}{_END}{letter.quoted}".encode("utf-8", "surrogatepass")
    short = replace(letter, body=letter.body[:_KEPT], quoted="")
    return changed(reading, letter=short, packed=zlib.compress(rest, 1))


def read_text(text: str, memory: Memory = _NOTHING_REMEMBERED, now: datetime | None = None) -> Reading:
    """Read one pasted letter, with its fields whatever it is taken for; raise `LetterError` when there is none."""
    if not clean(text).strip():
        raise LetterError("There is no text in that paste; nothing was filed.")
    from rejection_tui import mail

    batch = _gather(mail.read_text(text), None, memory, whole=True, now=now)
    if not batch.readings:
        why = batch.skipped[0].sentence if batch.skipped else "There is no letter in it."
        raise LetterError(why)
    return batch.readings[0]


def _gather(
    items: "Iterable[RawMessage | Skipped]",
    progress: Callable[[Progress], bool] | None,
    memory: Memory,
    whole: bool = False,
    now: datetime | None = None,
) -> Batch:
    readings: list[Reading] = []
    skipped: list[Skipped] = []
    for at, item in _readings(items, memory, whole, whole, now):
        if isinstance(item, Reading):
            readings.append(item)
        else:
            skipped.append(item)
        if progress is not None and not progress(at):
            return Batch(tuple(readings), tuple(skipped), cancelled=True)
    return Batch(tuple(readings), tuple(skipped))


def _readings(
    items: "Iterable[RawMessage | Skipped]",
    memory: Memory,
    whole: bool = False,
    evidence: bool = True,
    now: datetime | None = None,
) -> "Iterator[tuple[Progress, Reading | Skipped]]":
    from rejection_tui import mail
    from rejection_tui.reading import read_letter

    count, rejections, moment = 0, 0, now or present()
    for item in items:
        skipped = isinstance(item, mail.Skipped)
        found = (
            item if isinstance(item, mail.Skipped) else read_letter(mail.parse(item, moment), memory, whole, evidence)
        )
        if isinstance(found, Reading) and not evidence:
            found = _packed(found)
        count += not skipped
        rejections += isinstance(found, Reading) and found.verdict is Verdict.REJECTION
        yield Progress(item.source, item.offset_done, item.total_bytes, count, rejections), found
