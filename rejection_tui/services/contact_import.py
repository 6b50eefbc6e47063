"""Contacts out of a file or a paste: who is in it, compared with whom you know, and taking those who are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rejection_tui.domain.company import company_key
from rejection_tui.domain.errors import LetterError
from rejection_tui.services import named_files
from rejection_tui.services.context import AppContext

if TYPE_CHECKING:  # loaded only when used, so that the dashboard starts faster
    from rejection_tui.importing import ContactsRead
    from rejection_tui.importing import Match as Match


@dataclass(frozen=True, slots=True)
class FoundContacts:
    """The people of a file or paste, each with what an import would change, and a sentence for all that is left out."""

    matches: "tuple[Match, ...]" = ()
    notes: tuple[str, ...] = ()
    elsewhere: frozenset[int] = frozenset()  # of LinkedIn's new people: those at no company of the data file

    @property
    def proposed(self) -> frozenset[int]:
        """The places in `matches` of those to take unless the user says otherwise."""
        return frozenset(n for n, match in enumerate(self.matches) if match.applies) - self.elsewhere


def in_file(context: AppContext, path: Path) -> FoundContacts:
    """Return who is in a vCard file, LinkedIn's Connections.csv or an address book's table; nothing is changed.

    Raise `LetterError` when there is nobody.
    """
    from rejection_tui import importing

    data = named_files.read(path)
    is_table = path.suffix.casefold() in (".csv", ".tsv", ".txt") and b"BEGIN:VCARD" not in data[:1000].upper()
    read = importing.read_connections(data, context.date_order) if is_table else importing.read_vcf(data)
    return _matched(context, read, f"{path.name} holds no contacts.")


def in_paste(context: AppContext, text: str) -> FoundContacts:
    """Return who is in pasted vCards; nothing is changed. Raise `LetterError` when there is nobody."""
    from rejection_tui import importing

    read = importing.read_vcf(text.encode("utf-8", "replace"))
    return _matched(context, read, "There are no contacts in that paste.")


def _matched(context: AppContext, read: "ContactsRead", nobody: str) -> FoundContacts:
    from rejection_tui import importing

    if not read.contacts:
        raise LetterError(f"{' '.join(read.notes) or nobody} Nothing was imported.")
    matches = importing.match_contacts(context.records.contacts.values(), read.contacts)
    return FoundContacts(matches, read.notes, _elsewhere(context, matches))


def _elsewhere(context: AppContext, matches: "Sequence[Match]") -> frozenset[int]:
    """Return the places of the new LinkedIn connections at no company of the data file: most of them never recruit."""
    names = (name for r in context.records.rejections.values() for name in (r.company, r.company_full, r.agency))
    companies = {company_key(name) for name in names} - {""}
    return frozenset(
        place
        for place, match in enumerate(matches)
        if match.incoming.source == "LinkedIn"
        and (match.contact is None or match.contact.uid not in context.records.contacts)
        and company_key(match.incoming.company) not in companies
    )


def apply(context: AppContext, matches: "Sequence[Match]") -> int:
    """Apply the chosen matches in one transaction; return how many contacts were added or had empty fields filled."""
    from rejection_tui.importing import apply_matches

    now = context.now()
    count = "a contact" if len(matches) == 1 else f"{len(matches)} contacts"
    with context.store.transaction(f"Import {count}", now) as transaction:
        changed = apply_matches(transaction.records.contacts.values(), matches, now)
        transaction.put(*changed)
    return len(changed)
