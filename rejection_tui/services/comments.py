"""Comments on a report: a commented copy of it is read, shown, and what is chosen is kept with its rejection."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rejection_tui.domain import comments as rules
from rejection_tui.domain.decoding import decode_file
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.rejection import Event
from rejection_tui.domain.report_marks import digests, without_digests, without_reply_marks
from rejection_tui.domain.text import clean
from rejection_tui.services import named_files
from rejection_tui.services.context import AppContext

if TYPE_CHECKING:  # loaded only when used, so that the dashboard starts faster
    from rejection_tui.importing import OwnReport

_MOST_BYTES: Final = 4 * named_files.MEGABYTE


@dataclass(frozen=True, slots=True)
class FoundComments:
    """The comments of a report: new ones, how many are kept already, and those under nothing of this file."""

    by: str
    new: tuple[Event, ...]
    known: int
    without_place: tuple[str, ...]


def in_file(context: AppContext, path: Path, by: str = "") -> FoundComments:
    """Return the comments in a commented report; nothing is changed. `by` names who made them, else the report does.

    Raise `LetterError` for a file that is no report of rejections in this file.
    """
    from rejection_tui.importing import read_comments

    data = named_files.read(path, "Nothing was read.", _MOST_BYTES)
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise LetterError(f"{path.name} is not a text file; save the report as text or Markdown. Nothing was read.")
    text, sent_out = without_digests(without_reply_marks(clean(decode_file(data))))
    read = read_comments(text, _own_report(context, sent_out))
    who = rules.named(by) or read.by
    placed = [rules.comment(c.place, c.text, who, context.now()) for c in read.comments if c.place]
    new = rules.unknown_comments(context.records, placed)
    homeless = tuple(c.text for c in read.comments if c.place is None)
    return FoundComments(who, new, len({event.uid for event in placed}) - len(new), homeless)


def _own_report(context: AppContext, sent_out: frozenset[str]) -> "OwnReport":
    """Return what a report of this file says without comments; its lines of today when it no longer tells its own."""
    from rejection_tui import export
    from rejection_tui.importing import OwnReport

    records = context.records

    def titles() -> Iterator[tuple[str, str]]:
        for shown in (records, export.share_safe(records)):
            yield from ((title, uid) for uid, title in export.titles(shown).items())

    lines = set(sent_out)
    if not sent_out:
        for shown in (records, export.share_safe(records)):
            lines |= digests(export.report(shown, context.now(), context.rules).splitlines())
    return OwnReport(records.rejections, frozenset(lines), titles)


def keep(context: AppContext, chosen: Sequence[Event], by: str = "") -> int:
    """Keep comments in one transaction; return how many were new. Raise `NotFound` when a rejection is gone."""
    with context.store.transaction(_label(chosen, by), context.now()) as transaction:
        fresh = rules.unknown_comments(transaction.records, chosen)
        for event in fresh:
            rules.about(transaction.records, event)
        transaction.put(*fresh)
    return len(fresh)


def _label(chosen: Sequence[Event], by: str) -> str:
    count = "1 comment" if len(chosen) == 1 else f"{len(chosen)} comments"
    return f"Keep {count}{f' of {by}' if by else ''}"
