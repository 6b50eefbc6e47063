"""A contact as another program's file tells of it, and what a reader answers: contacts, and sentences on the rest."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ContactFromFile:
    """One person in a file; all text is clean. `uid` is the file's own identity for them, where it has one."""

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
    emails: tuple[str, ...] = ()  # all of them, `email` included: for recognising, not for filing
    source: str = ""  # "vCard" or "LinkedIn"


@dataclass(frozen=True, slots=True)
class ContactsRead:
    """What a file held: the contacts in its order, and a sentence for everything that could not be taken."""

    contacts: tuple[ContactFromFile, ...] = ()
    notes: tuple[str, ...] = ()
