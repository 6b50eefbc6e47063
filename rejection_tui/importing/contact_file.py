"""A contact as read from another program's file, and the result of reading such a file."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContactFromFile:
    """One person in a file; all text is clean. `uid` is the file's own identifier for them, "" if it has none."""

    name: str
    role: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    how_we_met: str = ""
    uid: str = ""
    connected: date | None = None
    emails: tuple[str, ...] = ()  # all of them, `email` included
    name_parts: tuple[str, ...] = ()  # family, given, middle, titles, suffixes; () where only a whole name is given
    card: str = ""  # `uid` as it stands in the file
    source: str = ""  # "vCard" or "LinkedIn"


@dataclass(frozen=True, slots=True)
class ContactsRead:
    """What a file held: the contacts in its order, and a sentence for everything that could not be read."""

    contacts: tuple[ContactFromFile, ...] = ()
    notes: tuple[str, ...] = ()
