"""What the file holds about one person besides their own record: the emails with them, and the user's reminders."""

from rejection_tui.domain.addresses import email_key
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.records import Records
from rejection_tui.domain.reminder import Reminder


def letters_with(records: Records, contact: Contact) -> tuple[Correspondence, ...]:
    """Return the emails kept that came from a contact or went to them, oldest first.

    One that a touch stands for, at the same moment, is left out.
    """
    addresses = {email_key(one) for one in contact.emails} - {""}
    logged = {touch.at for touch in records.touches_of(contact.uid)}
    mine = (m for m in records.correspondence.values() if email_key(m.email) in addresses and m.at not in logged)
    return tuple(sorted(mine, key=lambda m: (m.at, m.uid)))


def reminders_on(records: Records, contact: str) -> tuple[Reminder, ...]:
    """Return the open reminders on a contact, by day."""
    mine = (one for one in records.reminders.values() if one.contact == contact and one.open)
    return tuple(sorted(mine, key=lambda one: (one.day, one.created, one.uid)))
