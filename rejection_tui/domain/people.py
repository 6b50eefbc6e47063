"""The rule of “never again”: who asked to be left alone is written to on no path.

A message is meant for the contact it names, else for the one its rejection names, and for whoever has its address.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.draft import DRAFT_SPECS, Draft
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.text import clean_line, fold

#: The reasons with which steps are skipped that nobody is left to be written to.
ASKED_TO_STOP: Final = "they asked to be left alone"
FOUND_NOBODY: Final = "found nobody to write to"


@cache
def need_a_reader() -> frozenset[str]:
    """Return the keys of the actions that end in a message to the person a rejection is answered to, or save them."""
    ticked = {key for spec in DRAFT_SPECS.values() for key in spec.ticks}
    implied = {key.spec.implies for key in ticked} - {None}
    return frozenset({*ticked, *filter(None, implied), ActionKey.CULTIVATE_CONTACT})


def left_alone(
    contacts: Iterable[Contact], uid: str = "", name: str = "", company: str = "", emails: Iterable[str] = ()
) -> Contact | None:
    """Return the contact who asked to be left alone and is meant by any of these, None when there is none.

    It is recognised by the uid, by one of the addresses, or by name and company together.
    """
    addresses = {email_key(one) for one in emails} - {""}
    named = (fold(name), fold(company))
    for one in contacts:
        if one.never_again and (
            one.uid == uid
            or not addresses.isdisjoint(map(email_key, one.emails))
            or (named[0] and named == (fold(one.name), fold(one.company)))
        ):
            return one
    return None


def recipient_left_alone(records: Records, draft: Draft) -> Contact | None:
    """Return the contact a draft would reach although they asked to be left alone, None when it may be written."""
    uid = records.recipient_of(draft)
    rejection = records.rejections.get(draft.rejection)
    if uid or rejection is None:
        return left_alone(records.contacts.values(), uid, emails=(draft.to,))
    return case_left_alone(records.contacts.values(), rejection, draft.to)


def case_left_alone(contacts: Iterable[Contact], rejection: Rejection, to: str = "") -> Contact | None:
    """Return the contact a rejection's messages would reach although they asked to be left alone."""
    if rejection.contact:
        return left_alone(contacts, rejection.contact, emails=(to,))
    emails = (to, rejection.recruiter_email)
    return left_alone(contacts, "", rejection.recruiter_name, rejection.company, emails)


def alone_words(person: Contact) -> str:
    """Return the sentence that says so."""
    return f"{clean_line(person.name, 60)} asked to be left alone"
