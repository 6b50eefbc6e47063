"""The user's own mail addresses: from the settings, the profile, and learned from the mailboxes that are read."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from rejection_tui.domain.letter import Letter
from rejection_tui.services.context import AppContext

_SHARE: Final = 0.05  # of the mails that say where they were delivered, from which an address is the user's own
_LEAST: Final = 2
#: How the note begins that a letter came inside a mail of somebody else's.
FORWARDED: Final = "Forwarded by "


def addresses(context: AppContext, letters: Iterable[Letter] = ()) -> frozenset[str]:
    """Return the user's addresses in lower case: those known, and those that `letters` show."""
    me = context.records.me
    accounts = (account.address for account in context.config.accounts.values())
    known = {me.email, *me.addresses, *context.config.addresses, *accounts}
    return frozenset(one.strip().lower() for one in known if "@" in one) | learned(letters)


def learned(letters: Iterable[Letter]) -> frozenset[str]:
    """Return the addresses that a mailbox shows to be its owner's: of its sent mail, and where mail was delivered.

    An address counts when it stands on several mails and no few of them: a mailing list's address stands on few.
    """
    senders, delivered = set[str](), Counter[str]()
    for letter in letters:
        if letter.sent and not is_forward(letter):
            senders.add(letter.sender_email)
        if letter.delivered_to:
            delivered[letter.delivered_to] += 1
    total = delivered.total()
    found = {one for one, count in delivered.items() if count >= max(_LEAST, _SHARE * total)}
    return frozenset(one for one in senders | found if "@" in one)


def is_forward(letter: Letter) -> bool:
    """Return whether a letter came inside a mail that forwarded it, so that its sender is not who sent it on."""
    return any(note.startswith(FORWARDED) for note in letter.notes)


def wrote(letter: Letter, own: frozenset[str]) -> bool:
    """Return whether the user wrote a letter: it has an address of theirs, or lay among their sent mail."""
    return letter.sender_email in own or (letter.sent and not is_forward(letter))
