"""Which wins a person has not heard of yet, those that suit them first.

A win is used up for whom it was told, by a message that named it or a touch that says so, and for nobody else. Of the
others a person is offered what suits them, however old it is, and what is newer than the last touch with them.
"""

from enum import IntEnum
from functools import lru_cache

from rejection_tui.domain.contact import Contact, Win
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import fold


class Fit(IntEnum):
    """How well a win suits a person, the best first."""

    MEETS = 0  # their sector, or one of their tags
    ANYBODY = 1  # it names neither sector nor tag
    OTHERS = 2  # it names those of other people


def fit(win: Win, contact: Contact | None) -> Fit:
    """Return how well a win suits a contact; one who is not saved has neither sector nor tags."""
    sector, tags = _interests(win.sector, win.tags)
    if not sector and not tags:
        return Fit.ANYBODY
    their_sector, their_tags = _interests(contact.sector, contact.tags) if contact else ("", frozenset())
    meets = (bool(sector) and sector == their_sector) or not tags.isdisjoint(their_tags)
    return Fit.MEETS if meets else Fit.OTHERS


@lru_cache(maxsize=4096)
def _interests(sector: str, tags: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """Return sector and tags folded; kept, since every win is held against every person."""
    return fold(sector), frozenset(map(fold, tags)) - {""}


def told_to(records: Records, contact: str, but: str = "") -> frozenset[str]:
    """Return the uids of the wins a contact was told; the touch of the draft `but` does not count."""
    found = set()
    for touch in records.touches_of(contact):
        if but and touch.draft == but:
            continue
        draft = records.drafts.get(touch.draft)
        found |= {touch.win, draft.win if draft else ""}
    return frozenset(found - {""})


def wins_for(records: Records, contact: str, but: str = "") -> tuple[Win, ...]:
    """Return the wins to tell a contact, those that suit them first, of each kind the newest first.

    The touch of the draft `but` does not count: sending it is no touch yet. Who asked to be left alone is told nothing.
    """
    person, told = records.contacts.get(contact), told_to(records, contact, but)
    if person is not None and person.never_again:
        return ()
    last = max((t.at for t in records.touches_of(contact) if not but or t.draft != but), default=None)
    untold = sorted((w for w in records.wins.values() if w.uid not in told), key=lambda w: w.uid)
    offered = (w for w in untold if last is None or w.at > last or fit(w, person) is not Fit.OTHERS)
    newest = sorted(offered, key=lambda w: w.at, reverse=True)
    return tuple(sorted(newest, key=lambda w: fit(w, person)))
