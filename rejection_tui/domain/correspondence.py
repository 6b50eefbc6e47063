"""The mails exchanged about an application: what each was, when, and the rejection it belongs to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.record import Moment, Stored, Uid


class MailGroup(StrEnum):
    """The groups of what comes back, as they are reviewed."""

    ANSWERS = "answers"
    AGAIN = "again"
    YOURS = "yours"
    EARLIER = "earlier"  # it came before the letter, and tells of the application

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _GROUPS[self]


_GROUPS: Final = {
    MailGroup.ANSWERS: "Answers",
    MailGroup.AGAIN: "They write again",
    MailGroup.YOURS: "You wrote",
    MailGroup.EARLIER: "Earlier emails",
}


class MailSort(StrEnum):
    """What a mail about an application is; stored in files and JSON output."""

    CONFIRMATION = "confirmation"
    INVITATION = "invitation"
    TASK = "task"
    OFFER = "offer"
    ON_HOLD = "on_hold"
    SECOND_LETTER = "second_letter"
    ANSWER = "answer"
    MESSAGE = "message"
    APPLIED = "applied"
    REPLIED = "replied"
    ASKED = "asked"
    REPLIED_AND_ASKED = "replied_and_asked"
    NUDGED = "nudged"
    THANKED = "thanked"
    UPDATED = "updated"
    APPLIED_AGAIN = "applied_again"
    WITHDREW = "withdrew"
    WROTE = "wrote"
    UNRELATED = "unrelated"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _SPECS[self].label

    @property
    def group(self) -> MailGroup:
        """The group it is reviewed in."""
        return _SPECS[self].group

    @property
    def mine(self) -> bool:
        """True for what the user wrote."""
        return _SPECS[self].group is MailGroup.YOURS


@dataclass(frozen=True, slots=True)
class _Spec:
    group: MailGroup
    label: str


_SPECS: Final = {
    MailSort.CONFIRMATION: _Spec(MailGroup.AGAIN, "your application arrived"),
    MailSort.INVITATION: _Spec(MailGroup.AGAIN, "an invitation to an interview"),
    MailSort.TASK: _Spec(MailGroup.AGAIN, "a task to do"),
    MailSort.OFFER: _Spec(MailGroup.AGAIN, "an offer"),
    MailSort.ON_HOLD: _Spec(MailGroup.AGAIN, "on hold"),
    MailSort.SECOND_LETTER: _Spec(MailGroup.AGAIN, "a second rejection"),
    MailSort.ANSWER: _Spec(MailGroup.ANSWERS, "an answer"),
    MailSort.MESSAGE: _Spec(MailGroup.AGAIN, "a message"),
    MailSort.APPLIED: _Spec(MailGroup.YOURS, "you applied"),
    MailSort.REPLIED: _Spec(MailGroup.YOURS, "you replied"),
    MailSort.ASKED: _Spec(MailGroup.YOURS, "you asked for feedback"),
    MailSort.REPLIED_AND_ASKED: _Spec(MailGroup.YOURS, "you replied and asked for feedback"),
    MailSort.NUDGED: _Spec(MailGroup.YOURS, "you asked again"),
    MailSort.THANKED: _Spec(MailGroup.YOURS, "you thanked them"),
    MailSort.UPDATED: _Spec(MailGroup.YOURS, "you kept in touch"),
    MailSort.APPLIED_AGAIN: _Spec(MailGroup.YOURS, "you applied again"),
    MailSort.WITHDREW: _Spec(MailGroup.YOURS, "you withdrew"),
    MailSort.WROTE: _Spec(MailGroup.YOURS, "you wrote"),
    MailSort.UNRELATED: _Spec(MailGroup.AGAIN, "something else"),
}


class Correspondence(Stored, frozen=True, gc=False):
    """One mail about an application. `rejection` is empty while no letter has ended that application.

    `digest` recognises the mail when it is read again; `body` is what the sender wrote, without what it quotes.
    """

    uid: Uid
    digest: str
    sort: MailSort
    at: Moment
    rejection: str = ""
    subject: str = ""
    name: str = ""  # whom it is from, or for a mail of the user's whom it is to
    email: str = ""
    body: str = ""
    answer: AnswerKind | None = None  # what sort of answer it is
    company: str = ""  # as read in it
    role: str = ""
