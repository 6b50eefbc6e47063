"""The words of the composer: what this draft is, where it stands, and which words of it wear a mark."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from rejection_tui.domain.book import Book
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.draft import Draft, Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.tui.widgets.marked_text import Mark

#: The rule that speaks when a value update has nothing to tell.
NO_WIN: Final = "value.no_win"


def title_words(book: Book, draft: Draft, place: str) -> str:
    """Return "Gracious reply · Northwind Ltd · interview · version 2 of 3"."""
    rejection = book.rejections.get(draft.rejection)
    contact = book.contacts.get(draft.contact)
    label = draft.kind.label
    parts = [label[0].upper() + label[1:]]
    if rejection is not None:
        parts += [rejection.company, rejection.stage.label]
    elif contact is not None:
        parts += [contact.name, contact.company]
    return " · ".join(part for part in [*parts, place] if part)


def place_words(versions: tuple[Draft, ...], draft: Draft) -> str:
    """Return "version 2 of 3" for a kept draft, "new wording" for one that is not kept beside kept ones."""
    at = next((i for i, one in enumerate(versions) if one.uid == draft.uid), None)
    if at is None:
        return "new wording" if versions else ""
    return f"version {len(versions) - at} of {len(versions)}" if len(versions) > 1 else ""


def state_words(draft: Draft, ready: datetime | None, now: datetime) -> str:
    """Return where the draft stands; what the program copied and what the user says was sent are told apart."""
    copied = f"copied {moment_words(draft.copied, now)}" if draft.copied else ""
    if draft.sent:
        sent = f"sent {moment_words(draft.sent, now)}, by your word"
        return f"{copied} · {sent}" if copied else sent
    if copied:
        return f"{copied} · not marked as sent"
    if ready:
        return f"ready to copy from {moment_words(ready, now)} (! copies now)"
    return "not copied · not sent"


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a moment as people say it: "10:02", "tomorrow 09:00", "23 Nov 10:02"."""
    local, day = moment.astimezone(now.tzinfo), local_day(moment, now)
    clock = f"{local:%H:%M}"
    if day == now.date():
        return clock
    if day == now.date() + timedelta(days=1):
        return f"tomorrow {clock}"
    if day == now.date() - timedelta(days=1):
        return f"yesterday {clock}"
    year = f" {day.year}" if day.year != now.year else ""
    return f"{day.day} {day:%b}{year} {clock}"


def marks_of(findings: Iterable[Finding], body: str) -> Iterator[Mark]:
    """Yield a mark for the words of the body that a finding speaks of; praise marks nothing."""
    for finding in findings:
        if finding.severity is Severity.GOOD or finding.rule.startswith("subject."):
            continue
        start, end = finding.start, finding.end
        if not (finding.words and body[start:end] == finding.words):
            start = body.find(finding.words) if finding.words else -1
            end = start + len(finding.words)
        if start >= 0 and end > start:
            yield Mark(start, end, finding.severity.value)


def file_name(book: Book, draft: Draft) -> str:
    """Return a name for the file, such as "northwind-ltd-reply.eml": letters, digits and hyphens only."""
    rejection, contact = book.rejections.get(draft.rejection), book.contacts.get(draft.contact)
    whom = rejection.company if rejection else contact.name if contact else ""
    words = fold(f"{whom} {draft.kind.value}".replace("_", " ")).encode("ascii", "ignore").decode().split()
    return f"{'-'.join(words)[:60]}.eml"


def refusal_words(findings: Sequence[Finding]) -> str:
    """Return the sentence that refuses to hand out a draft, naming the words; empty when nothing blocks."""
    blocks = [f for f in findings if f.severity is Severity.BLOCK]
    if not blocks:
        return ""
    words = [f"“{f.words}”" for f in blocks if f.words]
    named = ", ".join(dict.fromkeys(words)) or blocks[0].message
    how = "n notes a win" if any(f.rule == NO_WIN for f in findings) else "e edits the text"
    return f"Not yet: {named} must be filled in or mended first. {how}."
