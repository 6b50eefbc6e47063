"""The user: the name under a letter, and the mail addresses that are theirs."""

import os
from collections.abc import Iterable

from rejection_tui.domain.errors import Refused
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Profile
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.services.context import AppContext


def confirm_name(context: AppContext, name: str, email: str = "") -> None:
    """Save the user's own name and address, for signatures."""
    with context.store.transaction("Confirm your name", context.now()) as transaction:
        transaction.put(with_name(transaction.records.me, name, email))


def with_name(me: Profile, name: str, email: str = "") -> Profile:
    """Return the user with that name, confirmed, and that address if one is given; raise `Refused` without a name."""
    if not clean_line(name):
        raise Refused("A signature needs a name; type yours.")
    return replace(me, name=clean_line(name), email=clean_line(email) or me.email, confirmed=True)


def own_name(addressed: str) -> str:
    """Return the user's name to propose: as addressed in the letter, or the account's longer form of the same name."""
    known = account_name()
    if len(known.split()) < 2:
        return addressed
    same = not addressed or (len(addressed.split()) == 1 and fold(known.split()[0]) == fold(addressed))
    return known if same else addressed


def account_name() -> str:
    """Return the user's full name from the system account; empty when there is none."""
    try:
        import pwd

        return clean_line(pwd.getpwuid(os.getuid()).pw_gecos.split(",")[0], 80)
    except (ImportError, KeyError, AttributeError):
        return ""


def suggest_name(context: AppContext, readings: Iterable[Reading]) -> str:
    """Return the name most letters are addressed to; empty when confirmed already or not stated."""
    if context.records.me.confirmed:
        return ""
    counts: dict[str, int] = {}
    for reading in readings:
        if reading.my_name:
            counts[reading.my_name] = counts.get(reading.my_name, 0) + 1
    return max(counts, key=lambda n: (counts[n], len(n)), default="")


def set_addresses(context: AppContext, addresses: Iterable[str]) -> tuple[str, ...]:
    """Save the user's own mail addresses, and return them; raise `Refused` for what is none."""
    wanted = _addresses(addresses)
    with context.store.transaction("Your addresses", context.now()) as transaction:
        transaction.put(replace(transaction.records.me, addresses=wanted))
    return wanted


def confirm_all(context: AppContext, name: str, email: str, addresses: Iterable[str]) -> None:
    """Save what `confirm_name` and `set_addresses` save, or nothing when one of them refuses."""
    wanted = _addresses(addresses)
    with context.store.transaction("Your name and addresses", context.now()) as transaction:
        transaction.put(replace(with_name(transaction.records.me, name, email), addresses=wanted))


def set_email(context: AppContext, email: str) -> None:
    """Save the address in the From line of drafts, "" for none; raise `Refused` for what is no address."""
    wanted = _address(email) if clean_line(email) else ""
    with context.store.transaction("Your address in drafts", context.now()) as transaction:
        transaction.put(replace(transaction.records.me, email=wanted))


def _addresses(addresses: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_address(one).lower() for one in addresses if one.strip()))


def _address(words: str) -> str:
    found = clean_line(words, 254)
    if not 0 < found.find("@") < len(found) - 1 or " " in found:
        raise Refused(f"“{found}” is not an email address; nothing was changed.")
    return found
