"""The words of the mailbox as typed records: applications with their mails, templates, and all the rest."""

from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

WORDS = Path(__file__).with_name("words")


class What(StrEnum):
    """What a mail of an application is."""

    APPLICATION = "application"
    CONFIRMATION = "confirmation"
    INVITATION = "invitation"
    ASSESSMENT = "assessment"
    SCHEDULING = "scheduling"
    AFTER_INTERVIEW = "after_interview"
    REJECTION = "rejection"
    ON_HOLD = "on_hold"
    REPLY = "reply"
    ASK = "ask"
    REPLY_ASK = "reply_ask"
    ANSWER = "answer"
    NUDGE = "nudge"
    THANKS = "thanks"
    UPDATE = "update"
    AGAIN = "again"
    OFFER = "offer"
    CONTACT = "contact"
    WITHDRAWAL = "withdrawal"
    FORWARDED = "forwarded"


#: What only Mara sends; other kinds are hers when they say so.
HERS = frozenset(
    {
        What.APPLICATION,
        What.AFTER_INTERVIEW,
        What.REPLY,
        What.ASK,
        What.REPLY_ASK,
        What.NUDGE,
        What.THANKS,
        What.UPDATE,
        What.WITHDRAWAL,
        What.FORWARDED,
    }
)


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"sender": "from"}):
    """One mail of an application as it stands in the words; `at` is in UTC and names no zone."""

    what: What
    at: datetime
    text: str = ""  # empty: the template of the language
    subject: str = ""  # empty: that of the mail it answers, or of the template
    sender: str = ""  # empty: Mara, the contact, or the system that sends for the firm
    to: str = ""
    re: What | None = None  # it answers the last mail of this kind
    forward: What | None = None
    sent: bool = False  # Mara's, where the kind leaves it open
    automatic: bool = False
    attachment: str = ""
    stage: str = ""
    people: tuple[str, ...] = ()  # named in it, "Name" or "Name <address>"
    sort: str = ""  # of an answer: feedback, promise, refusal, autoreply, call or boilerplate
    sentence: str = ""  # of an answer: the words that are the feedback
    outcome: str = ""  # what it makes of the outcome
    contact: str = ""  # a new person to write to
    closed: bool = False  # the position is gone
    second: bool = False  # a second refusal of the same application
    inline: tuple[str, ...] = ()  # beginnings of the lines that {quote0} … repeat

    @property
    def hers(self) -> bool:
        """Whether Mara wrote it."""
        return self.sent or self.what in HERS


class Application(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One application and its mails in the order they were written."""

    id: str
    firm: str
    role: str
    language: str
    via: str  # direct, ats or agency
    mail: tuple[Written, ...]
    contact: str = ""  # "Name <address>" of who writes for the firm
    program: str = "gmail"  # how they quote: gmail, outlook, apple; a phone quotes nothing
    ats: str = ""
    agency: str = ""
    alias: str = ""  # the address Mara gave them, where it is not her usual one


class Template(msgspec.Struct, frozen=True):
    """A letter that is the same for several applications."""

    subject: str
    text: str


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of mail about no application, to be drawn `count` times with so many lines."""

    name: str
    count: int
    form: str  # plain, both or page
    blocks: tuple[int, int]
    senders: tuple[str, ...]
    subjects: tuple[str, ...]
    lines: tuple[str, ...]
    list: bool = False
    automatic: bool = False
    thread: bool = False


class Alike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mail that reads like an answer to an application and is none."""

    sender: str
    subject: str
    text: str


class Rest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is about no application, and the lists its words are drawn from."""

    lists: dict[str, tuple[str, ...]]
    kind: tuple[Kind, ...]
    alike: tuple[Alike, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    application: tuple[Application, ...]


@cache
def applications() -> tuple[Application, ...]:
    """Return all applications of the year."""
    names = ("english", "german", "romance", "others")
    return tuple(one for name in names for one in msgspec.toml.decode(_text(name), type=_File).application)


@cache
def templates() -> dict[str, dict[str, Template]]:
    """Return the templates by kind of mail and language."""
    return msgspec.toml.decode(_text("templates"), type=dict[str, dict[str, Template]])


@cache
def rest() -> Rest:
    """Return the words of all other mail."""
    return msgspec.toml.decode(_text("rest"), type=Rest)


def _text(name: str) -> str:
    return (WORDS / f"{name}.toml").read_text(encoding="utf-8")
