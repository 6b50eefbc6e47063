"""The agenda lines of step 4: one for each contact whose window opens."""

from collections.abc import Iterator
from dataclasses import replace

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex
from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind, late
from rejection_tui.domain.contact import Cadence, Contact, Warmth, cadence
from rejection_tui.domain.wins import wins_for

#: Contacts not to be written to: they asked to be left alone, or are dormant.
_NOT_CONTACTED = frozenset({Warmth.NEVER, Warmth.DORMANT})


def people_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield the contacts to write to; archived, snoozed, dormant and never-again ones are left out."""
    for contact in index.records.contacts.values():
        if contact.archived or (contact.snoozed_until is not None and contact.snoozed_until > index.today):
            continue
        standing = cadence(contact, index.records.touches_of(contact.uid), index.now, index.rules)
        if standing.warmth not in _NOT_CONTACTED:
            yield _item(index, contact, standing)


def _item(index: AgendaIndex, contact: Contact, standing: Cadence) -> AgendaItem:
    wins = wins_for(index.records, contact.uid)
    what = (
        f"You have something to tell: {wins[0].title}"
        if wins
        else "Note a win first: write when you have something to tell."
    )
    who = f"{contact.name}, {contact.company}" if contact.company else contact.name
    item = index.item(
        AgendaKind.CONTACT,
        f"Write to {who}",
        standing.due_from,
        contact=contact.uid,
        key=ActionKey.CULTIVATE_TOUCH,
        why=what,
    )
    return replace(item, overdue_days=late(standing.due_by, index.today), by=standing.due_by)
