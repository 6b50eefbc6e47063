"""Puts a draft into the drafts folder of an account: the only thing that is ever written on a server."""

import re
from typing import Final

from rejection_tui.domain.account import Account
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.secret import Secret
from rejection_tui.mail.imap import fetching
from rejection_tui.mail.imap.connection import SECONDS, Broken, Connection
from rejection_tui.mail.imap.folders import Folder, Role, folders

_PLAIN_ID: Final = re.compile(r"<[A-Za-z0-9.@-]{3,200}>")


def append_draft(
    account: Account, secret: Secret, data: bytes, message_id: str, seconds: float = SECONDS
) -> tuple[str, bool]:
    """Put a message into the drafts folder, unless one of this Message-ID lies there already.

    Return the folder's name, and whether the message was put there now. Raise `LetterError` when that cannot be done.
    """
    connection = Connection(account, secret, seconds)
    try:
        folder = _drafts(connection, account)
        if _is_there(connection, folder, message_id):
            return folder.name, False
        flags = (r"\Draft", r"\Seen")
        connection.ask(lambda: connection.box.append(data, folder.quoted, flag_set=flags))
        return folder.name, True
    except Broken as error:
        raise LetterError(f"{error} Whether the draft was saved is not known; look into your drafts.") from None
    finally:
        connection.close()


def _drafts(connection: Connection, account: Account) -> Folder:
    found = next((folder for folder in folders(connection) if folder.role is Role.DRAFTS), None)
    if found is None:
        raise LetterError(f"There is no folder for drafts in {account.name}; nothing was saved.")
    return found


def _is_there(connection: Connection, folder: Folder, message_id: str) -> bool:
    """Return whether the folder holds a message of this identity; it is opened for reading alone and left again."""
    if not _PLAIN_ID.fullmatch(message_id):
        return False
    fetching.examine(connection, folder)
    answer = connection.uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')
    uids = [int(uid) for item in answer if isinstance(item, bytes) for uid in item.split() if uid.isdigit()]
    return any(mail.left_out != "marked as deleted" for mail in fetching.mails(connection, folder, uids[:20]))
