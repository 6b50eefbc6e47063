"""A letter as it arrived, and the reading of it: a verdict with the words that support it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rejection_tui.domain.facts import Fact, Said
from rejection_tui.domain.facts import Via as Via
from rejection_tui.domain.record import Moment, Stored, Uid
from rejection_tui.domain.rejection import Stage


class Verdict(StrEnum):
    """What the program concludes about a letter; with `unsure` the user decides."""

    REJECTION = "rejection"
    ON_HOLD = "on_hold"
    OTHER = "other"
    UNSURE = "unsure"


class LetterKind(StrEnum):
    """What sort of job mail it is."""

    REJECTION = "rejection"
    ON_HOLD = "on_hold"
    CONFIRMATION = "confirmation"
    INTERVIEW = "interview"
    ASSESSMENT = "assessment"
    OFFER = "offer"
    ALERT = "alert"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class Letter(Stored, frozen=True, gc=False):
    """One message: `body` is what the sender wrote, `quoted` the tail of earlier mails; both are clean plain text."""

    uid: Uid
    body: str
    subject: str = ""
    sender_name: str = ""
    sender_email: str = ""
    reply_to: str = ""
    to_name: str = ""
    to_email: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    received: Moment | None = None
    quoted: str = ""
    source: str = ""  # "paste", "stdin", or the file's name
    digest: str = ""  # identifies the letter, so that it is imported once: its Message-ID, else a hash
    automatic: bool = False  # Auto-Submitted, bulk or list mail
    attachments: tuple[str, ...] = ()  # names only, cleaned
    notes: tuple[str, ...] = ()  # sentences on what was repaired or left out when it was read
    delivered_to: str = ""  # the address it was delivered to, as the receiving server wrote it
    sent: bool = False  # it lay among the user's own sent mail
    links: tuple[str, ...] = ()  # what its links lead to, in order: the words, a blank, the http(s) or mailto address


class LetterHead(Stored, frozen=True, gc=False):
    """The part of every letter that is always in memory."""

    uid: Uid
    digest: str = ""
    sender_email: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the letter that support a finding; `start` and `end` index into subject + newline + body.

    `rule` names the finding (for a verdict the kind of letter); `weight` is its share (0..1) of what decided.
    """

    text: str
    rule: str
    weight: float
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Guess:
    """A value read from a letter, with the rule that found it and the words around it; empty when not stated."""

    value: str = ""
    source: str = ""
    words: str = ""
    confidence: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the program reads in a letter; nothing is filed because of it alone."""

    letter: Letter
    verdict: Verdict
    kind: LetterKind
    confidence: float  # 0..1, of the verdict
    evidence: tuple[Evidence, ...] = ()
    company: Guess = Guess()
    role: Guess = Guess()
    recruiter_name: Guess = Guess()
    recruiter_email: Guess = Guess()
    stage: Stage = Stage.APPLICATION
    stage_words: str = ""
    no_reply: bool = False
    ats: str = ""
    role_closed: bool = False  # cancelled, frozen or filled inside: not the applicant's failure
    applied: date | None = None
    my_name: str = ""  # the user's own name, from the To line or the greeting
    language: str = "en"
    region: str = ""  # the language with its region, as a `domain.language.Language`; "" when the letter does not tell
    company_full: str = ""  # the name with its legal form, as the letter gives it; "" when it is the same
    recruiter_title: str = ""  # "Dr.", "Head of People": the title or function of who signed
    via: Via = Via.DIRECT
    agency: str = ""  # the agency's name when the letter comes from one
    facts: tuple[Fact, ...] = ()
    said: tuple[Said, ...] = ()  # what a draft may take up
    salutation: str = ""  # how a reply to this letter begins, without comma; "" when unknown
    packed: bytes = b""  # the end of the letter's body, where a batch keeps the beginning alone: `incoming.unpacked`
