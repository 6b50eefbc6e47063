"""A draft of a message, and what the checks say of it."""

from dataclasses import dataclass
from enum import StrEnum

from rejection_tui.domain.record import Moment, Stored, Uid


class DraftKind(StrEnum):
    """What the message is for."""

    REPLY = "reply"
    FEEDBACK = "feedback"
    REPLY_AND_FEEDBACK = "reply_and_feedback"
    THANKS = "thanks"
    NUDGE = "nudge"
    LINKEDIN = "linkedin"
    VALUE = "value"
    REAPPLY = "reapply"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "reply": "gracious reply",
            "feedback": "request for feedback",
            "reply_and_feedback": "reply with request for feedback",
            "thanks": "thanks for feedback",
            "nudge": "gentle nudge",
            "linkedin": "LinkedIn note",
            "value": "value update",
            "reapply": "re-application",
        }[self]


class Draft(Stored, frozen=True, gc=False):
    """One version of a message. `copied` is a fact of the program; `sent` only ever the user's word."""

    uid: Uid
    kind: DraftKind
    subject: str
    body: str
    created: Moment
    to: str = ""
    rejection: str = ""
    contact: str = ""
    feedback: str = ""
    win: str = ""
    copied: Moment | None = None
    copied_how: str = ""
    sent: Moment | None = None
    ready_from: Moment | None = None  # the cool-off; None: now


class Severity(StrEnum):
    """`block` forbids copying; `warn` lets the user decide; `good` is said so that praise is visible too."""

    BLOCK = "block"
    WARN = "warn"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: `start` and `end` index into the checked text; `instead` is what to write."""

    rule: str
    severity: Severity
    message: str
    words: str = ""
    start: int = 0
    end: int = 0
    instead: str = ""
