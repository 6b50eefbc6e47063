"""The rule of “never again”: who asked to be left alone is written to on no path.

A message is meant for the contact it names, else for the one its rejection names, and for whoever has its address.
"""

from functools import cache
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.draft import DRAFT_SPECS, Draft
from rejection_tui.domain.records import Records
from rejection_tui.domain.text import clean_line

#: The reason with which steps are skipped that would end in a message to such a person.
ASKED_TO_STOP: Final = "they asked to be left alone"


@cache
def need_a_reader() -> frozenset[str]:
    """Return the keys of the actions that end in a message to the person a rejection is answered to, or save them."""
    ticked = {key for spec in DRAFT_SPECS.values() for key in spec.ticks}
    implied = {key.spec.implies for key in ticked} - {None}
    return frozenset({*ticked, *filter(None, implied), ActionKey.CULTIVATE_CONTACT})


def recipient_left_alone(records: Records, draft: Draft) -> Contact | None:
    """Return the contact a draft would reach although they asked to be left alone, None when it may be written."""
    uid = records.recipient_of(draft)
    rejection = records.rejections.get(draft.rejection)
    if uid or rejection is None:
        return records.left_alone.find(uid, emails=(draft.to,))
    return records.left_alone.reader_of(rejection, draft.to)


def alone_words(person: Contact) -> str:
    """Return the sentence that says so."""
    return f"{clean_line(person.name, 60)} asked to be left alone"
