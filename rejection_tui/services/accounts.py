"""Mail accounts: their passwords, what came since the last reading, and how far that went."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rejection_tui.domain.account import Account
from rejection_tui.domain.checkpoint import MOST_LEFT, Checkpoint, checkpoint_uid
from rejection_tui.domain.errors import NotFound, UsageError
from rejection_tui.domain.secret import Secret
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.system import passwords

if TYPE_CHECKING:
    from rejection_tui.mail.imap import AccountReading as AccountReading
    from rejection_tui.mail.imap.reading import FolderCount

#: How an account is written where a path could stand: "imap:work".
PREFIX: Final = "imap:"
#: How far back the first reading of a folder goes unless the user says otherwise.
FIRST_READING: Final = timedelta(days=365)


def find(context: AppContext, name: str) -> Account:
    """Return the account of that name; raise `NotFound`, which says where accounts are described."""
    accounts = context.config.accounts
    wanted = name.strip().removeprefix(PREFIX)
    if wanted in accounts:
        return accounts[wanted]
    close = [one for key, one in accounts.items() if key.casefold() == wanted.casefold()]
    if len(close) == 1:
        return close[0]
    if accounts:
        raise NotFound(f"There is no account “{clean_line(wanted, 60)}”; yours are: {', '.join(accounts)}.")
    raise NotFound(f"There is no account “{clean_line(wanted, 60)}”. {no_account(context)}")


def no_account(context: AppContext) -> str:
    """Return how a first account is described."""
    where = context.config.file or "config.toml"
    return (
        f'No mail account is set up yet: write [accounts.work] and, below it, user = "you@example.org" in {where} '
        "(rejtui config explains)."
    )


def only(context: AppContext, name: str = "", address: str = "") -> Account | None:
    """Return the account of that name, else that of this mail address, else the only one; None when several remain.

    Raise `NotFound` for another name, or when there is no account at all.
    """
    if name:
        return find(context, name)
    accounts = tuple(context.config.accounts.values())
    if not accounts:
        raise NotFound(no_account(context))
    mine = [one for one in accounts if address and one.user.casefold() == address.casefold()]
    found = mine or accounts
    return found[0] if len(found) == 1 else None


# Passwords


def stored_password(account: Account) -> Secret | None:
    """Return the password from the environment, the account's command or the keyring; None when it must be asked.

    Raise `UsageError` when the command fails. May take half a minute: call it from a thread.
    """
    if found := passwords.from_environment((account.variable, passwords.VARIABLE)):
        return found
    if account.password_command:
        return passwords.from_command(account.password_command, f"password_command of {account.name}")
    return passwords.from_keyring(account.user)


def where_password(account: Account) -> str:
    """Return where the password comes from, without looking at it."""
    if passwords.from_environment((account.variable, passwords.VARIABLE)):
        return "environment"
    return "password_command" if account.password_command else "keyring, or asked"


def no_password(account: Account) -> UsageError:
    """Return the error for a password that cannot be asked for, because nobody is there."""
    return UsageError(
        f"There is no password for {account.name}: set password_command, REJTUI_IMAP_PASSWORD, or store it with "
        f"rejtui account password {account.name}."
    )


def keep_password(account: Account, secret: Secret) -> None:
    """Keep the password in the system's keyring; raise `Refused` when there is none."""
    passwords.keep_in_keyring(account.user, secret)


def forget_password(account: Account) -> bool:
    """Delete the password from the system's keyring; return whether there was one."""
    return passwords.forget_in_keyring(account.user)


class PasswordNeeded(UsageError):
    """The password of an account is stored nowhere and must be asked for."""


def offers(context: AppContext) -> tuple[str, ...]:
    """Return the accounts as they are written where a path could stand."""
    return tuple(f"{PREFIX}{name}" for name in context.config.accounts)


# Reading


def open_reading(
    context: AppContext,
    account: Account,
    secret: Secret | None = None,
    folders: Sequence[str] = (),
    since: date | None = None,
    everything: bool = False,
) -> "AccountReading":
    """Return what came since the last reading, ready to be read; it connects when it is first asked for a mail.

    Without a `secret` it needs one before. With `since` or `everything` it begins there, whatever was read before.
    """
    from rejection_tui.mail.imap import AccountReading, Position

    kept = (one for one in context.records.checkpoints.values() if one.account == account.key)
    known = {one.folder: Position(one.validity, one.last, one.left) for one in kept}
    first = since or account.since or context.now().date() - FIRST_READING
    return AccountReading(
        account,
        secret or Secret(""),
        known,
        tuple(folders) or account.folders,
        None if everything else first,
        again=everything or since is not None,
    )


def unlock(reading: "AccountReading", given: Secret | None = None) -> "AccountReading":
    """Return the reading with the password that was given, or is stored; raise `PasswordNeeded` when there is none."""
    secret = given or stored_password(reading.account)
    if secret is None:
        raise PasswordNeeded(str(no_password(reading.account)))
    reading.secret = secret
    return reading


def reached(context: AppContext, reading: "AccountReading", undecided: Iterable[str] = ()) -> tuple[Checkpoint, ...]:
    """Return the records of how far a reading came, where that is further than before.

    `undecided` are the sources of letters that the user has to judge: they are read again the next time.
    """
    now, key = context.now(), reading.account.key
    found = []
    for folder, position in reading.positions(undecided).items():
        uid = checkpoint_uid(key, folder)
        new = Checkpoint(uid, now, key, folder, (position.validity, position.last), position.left[-MOST_LEFT:])
        old = context.records.checkpoints.get(uid)
        if old is None or (old.reached, old.left) != (new.reached, new.left):
            found.append(new)
    return tuple(found)


def look(account: Account, secret: Secret) -> "tuple[FolderCount, ...]":
    """Return the folders of an account with what they are for and how many mails they hold."""
    from rejection_tui.mail import imap

    return imap.look(account, secret)
