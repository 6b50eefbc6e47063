"""The folders of an account: their names, what they are for, and which of them are read."""

import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rejection_tui.content import read
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean_line
from rejection_tui.mail.imap.connection import Connection
from rejection_tui.mail.imap.responses import Value, quoted, text, values, words


class Role(StrEnum):
    """What a folder is for."""

    MAIL = "mail"
    DRAFTS = "drafts"
    SENT = "sent"
    JUNK = "junk"
    TRASH = "trash"
    VIEW = "view"  # shows mails that lie in other folders as well
    OTHERS = "others"  # other people's, shared or public
    CLOSED = "closed"  # holds folders and no mails


#: The flags of special folders (RFC 6154).
_FLAGS = {
    "\\drafts": Role.DRAFTS,
    "\\sent": Role.SENT,
    "\\junk": Role.JUNK,
    "\\trash": Role.TRASH,
    "\\all": Role.VIEW,
    "\\flagged": Role.VIEW,
    "\\important": Role.VIEW,
}
#: The folders that are read unless the user names some.
READ = (Role.MAIL, Role.SENT)


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder: `name` as people read it, `wire` as the server wants it."""

    name: str
    wire: bytes
    role: Role = Role.MAIL
    all: bool = False  # holds every mail of the account

    @property
    def quoted(self) -> bytes:
        """The name as a command holds it."""
        return quoted(self.wire)


def folders(connection: Connection) -> tuple[Folder, ...]:
    """Return the folders of the account in the server's order, the inbox first."""
    foreign = _foreign(connection)
    found: dict[bytes, Folder] = {}
    for data in _listed(connection):
        if (folder := _folder(values(data), foreign)) is not None:
            found.setdefault(folder.wire, folder)
    named = {folder.role for folder in found.values()}
    known = [_by_name(folder, named) for folder in found.values()]
    return tuple(sorted(known, key=lambda folder: folder.wire.upper() != b"INBOX"))


def _listed(connection: Connection) -> Iterable[list[object]]:
    """Yield each line of the answer to LIST; special folders are asked for where the server tells only then."""
    client = connection.client
    asked = ['""', '"*"']
    if connection.has("SPECIAL-USE") and connection.has("LIST-EXTENDED"):
        asked.append("RETURN (SPECIAL-USE)")

    def ask() -> list[object]:
        answer, _ = client._simple_command("LIST", *asked)
        if answer != "OK":
            raise client.error("the folders could not be listed")
        return list(client._untagged_response(answer, [None], "LIST")[1])

    for item in connection.ask(ask):
        if item is not None and item != b"":
            yield [item]


def _folder(line: list[Value], foreign: Sequence[bytes]) -> Folder | None:
    """Return the folder of one line of LIST: its flags, the separator, its name."""
    if len(line) < 3:
        return None
    flags, separator, wire = words(line[0]), text(line[1]), text(line[2])
    if not wire or any(byte < 32 for byte in wire):
        return None
    role = next((_FLAGS[flag] for flag in sorted(flags) if flag in _FLAGS), Role.MAIL)
    if {"\\noselect", "\\nonexistent"} & flags:
        role = Role.CLOSED
    elif any(wire == root.removesuffix(separator) or wire.startswith(root) for root in foreign if root):
        role = Role.OTHERS
    return Folder(clean_line(readable(wire), 200), wire, role, "\\all" in flags)


def _foreign(connection: Connection) -> tuple[bytes, ...]:
    """Return how the names of folders begin that are not the user's own."""
    if not connection.has("NAMESPACE"):
        return ()
    answer, data = connection.ask(connection.client.namespace)
    found = values(data) if answer == "OK" else []
    others = [space for group in found[1:3] if isinstance(group, list) for space in group]
    return tuple(text(space[0]) for space in others if isinstance(space, list) and space)


@cache
def _names() -> dict[str, Role]:
    """Return special folders by the names mail programs give them in their languages."""
    tables = tomllib.loads(read("phrases/mail_folders.toml"))
    return {folded(name): Role(role) for role, names in tables.items() for name in names}


def folded(name: str) -> str:
    """Return a folder's name for comparing."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _by_name(folder: Folder, flagged: set[Role]) -> Folder:
    """Return a folder with its role by its name, where the server flags no folder of that role."""
    if folder.role is not Role.MAIL:
        return folder
    last = folder.name.replace(".", "/").rpartition("/")[2]
    role = _names().get(folded(last), Role.MAIL)
    if role is Role.MAIL or role in flagged:
        return folder
    return Folder(folder.name, folder.wire, role, folder.all)


def chosen(known: Sequence[Folder], wanted: Sequence[str], account: str) -> tuple[Folder, ...]:
    """Return the folders to read: those `wanted`, or by default the user's own with mails, each mail once.

    Raise `LetterError` for a name that is none, with the names there are.
    """
    if wanted:
        return tuple(dict.fromkeys(_named(known, name, account) for name in wanted))
    whole = [folder for folder in known if folder.all]
    return tuple(whole[:1]) if whole else tuple(folder for folder in known if folder.role in READ)


def _named(known: Sequence[Folder], name: str, account: str) -> Folder:
    open_ones = [folder for folder in known if folder.role is not Role.CLOSED]
    for same in (lambda f: f.name == name, lambda f: folded(f.name) == folded(name)):
        if found := next(filter(same, open_ones), None):
            return found
    names = clean_line(", ".join(folder.name for folder in open_ones), 400)
    raise LetterError(f"There is no folder “{clean_line(name, 80)}” in {account}; there are: {names}.")


def readable(wire: bytes) -> str:
    """Return a folder's name from its modified UTF-7, or from UTF-8 as some servers send it; never raises."""
    if not wire.isascii():
        return wire.decode("utf-8", "replace")
    parts = wire.decode("ascii").split("&")
    shown = [parts[0]]
    for part in parts[1:]:
        shifted, end, rest = part.partition("-")
        shown.append(_shifted(shifted) + rest if end else f"&{part}")
    return "".join(shown)


def _shifted(letters: str) -> str:
    import base64
    import binascii

    if not letters:
        return "&"
    try:
        padded = letters.replace(",", "/") + "=" * (-len(letters) % 4)
        return base64.b64decode(padded, validate=True).decode("utf-16-be")
    except (binascii.Error, ValueError):
        return f"&{letters}-"
