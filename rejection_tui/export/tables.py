"""CSV for spreadsheets: UTF-8, RFC 4180 quoting, and no cell that a spreadsheet runs as a formula."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from rejection_tui.domain.contact import Contact
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.facts import sentence, told
from rejection_tui.domain.progress import next_to_do
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.silence import is_unanswered
from rejection_tui.domain.text import clean

#: What starts a formula in Excel, LibreOffice, Numbers or Sheets, full-width, small and true minus forms included.
_FORMULA_STARTERS: Final = frozenset("=+-@|%\t\r\n＝＋－＠﹦﹢﹣﹫−｜％")
_BOM: Final = "\ufeff"
#: Excel breaks a longer cell in two, and moves all that comes after it.
_LONGEST_CELL: Final = 32_767

_REJECTIONS: Final = (
    "date applied", "company", "role", "stage", "contact", "date of letter", "who ended it", "outcome", "next step",
    "next step due", "posting", "notes", "company in full", "what the letter says",
)  # fmt: skip
_CONTACTS: Final = (
    "name", "role", "company", "email", "phone", "linkedin", "tags", "how we met", "last in touch", "by", "messages",
    "never again", "notes", "other addresses",
)  # fmt: skip
_FEEDBACK: Final = (
    "date", "company", "role", "stage", "gap", "themes", "answer", "words that carry it", "what I will do", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How a table is written: the `separator` of its cells, and `bom`, the mark by which Excel recognises UTF-8."""

    separator: str = ","
    bom: bool = False


PLAIN: Final = CsvStyle()


def safe_cell(text: str) -> str:
    """Return `text` cleaned, with an apostrophe in front when a spreadsheet could read it as a formula."""
    cell = clean(text)
    first = cell.lstrip()[:1]
    return f"'{cell}" if cell[:1] in _FORMULA_STARTERS or first in _FORMULA_STARTERS else cell


def rejections_csv(records: Records, now: datetime, rules: Rules, style: CsvStyle = PLAIN) -> bytes:
    """Return every rejection, the newest first."""
    rows = (_rejection_row(records, r, now, rules) for r in records.inbox(archived=True))
    return csv_bytes(_REJECTIONS, rows, style)


def contacts_csv(records: Records, now: datetime, style: CsvStyle = PLAIN) -> bytes:
    """Return every contact, sorted by name, with the last touch."""
    people = sorted(records.contacts.values(), key=lambda c: (c.name.casefold(), c.uid))
    return csv_bytes(_CONTACTS, (_contact_row(records, c, now) for c in people), style)


def feedback_csv(records: Records, now: datetime, style: CsvStyle = PLAIN) -> bytes:
    """Return every answer, the oldest first: its text verbatim, and its reading."""
    rows = []
    for f in sorted(records.feedback.values(), key=lambda f: (f.received, f.uid)):
        r = records.rejections.get(f.rejection)
        about = (r.company, r.role, r.stage.label) if r else ("", "", "")
        themes, plans = ", ".join(f.every_theme), "; ".join(one.plan for one in f.named if one.plan)
        reading = (f.gap_words, themes, f.verbatim, " / ".join(f.quotes), plans, f.notes)
        rows.append((_day(local_day(f.received, now)), *about, *reading))
    return csv_bytes(_FEEDBACK, rows, style)


def _rejection_row(records: Records, r: Rejection, now: datetime, rules: Rules) -> tuple[str, ...]:
    found = next_to_do(records, r.uid, now, rules)
    title, due = (found[0].title, _day(found[1].day)) if found else ("", "")
    ended = "" if is_unanswered(r) else _day(local_day(r.received, now))
    head = (_day(r.applied), r.company, r.role, r.stage.label, _contact_of(records, r))
    said = " ".join(sentence(fact) for fact in told(r.facts))
    return (*head, ended, r.kind.label, r.outcome.label, title, due, r.link, r.notes, r.company_full, said)


def _contact_of(records: Records, r: Rejection) -> str:
    contact = records.contacts.get(r.contact)
    name, email = (contact.name, contact.email) if contact else (r.recruiter_name, r.recruiter_email)
    return f"{name} <{email}>" if name and email else name or email


def _contact_row(records: Records, c: Contact, now: datetime) -> tuple[str, ...]:
    touches = records.touches_of(c.uid)
    last = touches[-1] if touches else None
    when = (_day(local_day(last.at, now)), last.channel) if last else ("", "")
    who = (c.name, c.role, c.company, c.email, c.phone, c.linkedin, ", ".join(c.tags), c.how_we_met)
    return (*who, *when, str(len(touches)), "yes" if c.never_again else "", c.notes, ", ".join(c.other_emails))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def csv_bytes(header: tuple[str, ...], rows: Iterable[tuple[str, ...]], style: CsvStyle) -> bytes:
    """Return a table as bytes; every cell of `rows` is made safe, and fits a cell of Excel where it is for Excel."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=style.separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(header)
    longest = _LONGEST_CELL if style.bom else None
    writer.writerows([_cut(safe_cell(cell), longest) for cell in row] for row in rows)
    return ((_BOM if style.bom else "") + out.getvalue()).encode()


def _cut(cell: str, longest: int | None) -> str:
    return cell if longest is None or len(cell) <= longest else f"{cell[: longest - 1]}…"
