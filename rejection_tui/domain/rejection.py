"""A rejection, its kind, stage and outcome, and the dated events of its history."""

from datetime import date
from enum import StrEnum
from typing import Final

from rejection_tui.domain.facts import Fact, Said, Via
from rejection_tui.domain.record import Moment, Stored, Uid, Whole


class Stage(StrEnum):
    """How far the application had come."""

    APPLICATION = "application"
    SCREENING = "screening"
    INTERVIEW = "interview"
    FINAL = "final"

    @property
    def label(self) -> str:
        """The word shown to people."""
        return "final round" if self is Stage.FINAL else self.value


class RejectionKind(StrEnum):
    """Who ended the application: the company, a role that was closed, the user, or nobody: no answer came."""

    TURNED_DOWN = "turned_down"
    ROLE_CLOSED = "role_closed"
    WITHDREW = "withdrew"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "turned_down": "they said no",
            "role_closed": "role closed or frozen",
            "withdrew": "I withdrew",
            "no_answer": "no answer",
        }[self]


class Outcome(StrEnum):
    """The present outcome. `on_hold` is set by a gracious reply; the others by the user."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    RE_ENGAGED = "re_engaged"
    INTERVIEW = "interview"
    OFFER = "offer"
    CLOSED = "closed"

    @property
    def came_back(self) -> bool:
        """True when they came back after their no: in contact again, an interview or an offer."""
        return self in CAME_BACK

    @property
    def label(self) -> str:
        """The words shown to people."""
        return self.value.replace("re_engaged", "re-engaged").replace("_", " ")


#: The outcomes of which `Outcome.came_back` is true; an event holds them by their values.
CAME_BACK: Final = frozenset({Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER})


class Rejection(Stored, frozen=True, gc=False):
    """One rejection. `received` is the moment of the letter; `letter` and `contact` are uids.

    An application without an answer is one too: `received` is then their last word, or when it was sent.
    """

    uid: Uid
    company: str
    role: str
    received: Moment
    created: Moment
    stage: Stage = Stage.APPLICATION
    kind: RejectionKind = RejectionKind.TURNED_DOWN
    outcome: Outcome = Outcome.OPEN
    applied: date | None = None
    letter: str = ""
    contact: str = ""
    recruiter_name: str = ""  # who signed the letter, before (or without) a contact
    recruiter_email: str = ""
    no_reply: bool = False
    ats: str = ""
    link: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    archived: bool = False
    revisit: date | None = None  # for a closed or frozen role: the day to check it again
    company_full: str = ""  # the name with its legal form, as the letter gives it; "" when it is the same
    recruiter_title: str = ""  # "Dr.", "Head of People": the title or function of who signed
    via: Via = Via.DIRECT
    agency: str = ""  # the agency's name when the letter came from one
    facts: tuple[Fact, ...] = ()  # what the letter says, with its words
    said: tuple[Said, ...] = ()  # what a draft may take up, the surest first
    salutation: str = ""  # how a reply begins, without comma; "" when unknown
    language: str = ""  # the letter's, as a `domain.language.Language`; "" when unknown
    reapply_from: date | None = None  # the day from which the user wants to apply again; None: as the letter says


class Event(Stored, frozen=True, gc=False):
    """Something dated that happened to a rejection: an outcome reached, a letter received, a note."""

    uid: Uid
    rejection: str
    at: Moment
    what: str  # "outcome", "note", "applied", "letter"
    value: str = ""
    text: str = ""
    step: Whole = 0  # the step a note stands under; 0 for none
