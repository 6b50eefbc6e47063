"""The agenda lines of step 4: one for each contact whose window opens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex
from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind, late
from rejection_tui.domain.agenda.place import PlaceKind
from rejection_tui.domain.agenda.places import person_place
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.wins import wins_for


def people_items(index: AgendaIndex, horizon: int) -> Iterator[AgendaItem]:
    """Yield the contacts to write to within `horizon` days; those who rest, as `person_place` says, are left out."""
    for contact in index.records.contacts.values():
        place = person_place(index, contact)
        if place.kind not in (PlaceKind.DUE, PlaceKind.COMING) or place.day is None:
            continue
        if (place.day - index.today).days <= horizon:
            yield _item(index, contact, place.day, place.until or place.day)


def _item(index: AgendaIndex, contact: Contact, day: date, by: date) -> AgendaItem:
    wins = wins_for(index.records, contact.uid)
    what = (
        f"You have something to tell: {wins[0].title}"
        if wins
        else "Note a win first: write when you have something to tell."
    )
    who = f"{contact.name}, {contact.company}" if contact.company else contact.name
    title, key = f"Write to {who}", ActionKey.CULTIVATE_TOUCH
    item = index.item(AgendaKind.CONTACT, title, day, contact=contact.uid, key=key, why=what)
    return replace(item, by=by, overdue_days=late(by, index.today))
