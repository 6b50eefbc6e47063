"""Feedback: an answer verbatim with the user's reading of it, and things to learn because of it."""

from datetime import date
from enum import StrEnum

from rejection_tui.domain.record import Moment, Stored, Uid


class Gap(StrEnum):
    """The kind of gap an answer names; it decides the next action of step 3."""

    SKILL = "skill"
    EXPERIENCE = "experience"
    TECHNIQUE = "technique"
    NOT_YOU = "not_you"
    NOTHING_USABLE = "nothing_usable"
    UNSORTED = "unsorted"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "skill": "skill gap",
            "experience": "experience misunderstood",
            "technique": "interview technique",
            "not_you": "not about you",
            "nothing_usable": "nothing usable",
            "unsorted": "not sorted yet",
        }[self]


class Feedback(Stored, frozen=True, gc=False):
    """One answer. `verbatim` is never edited after it is filed; gap, themes, quote and plan are the user's reading."""

    uid: Uid
    rejection: str
    verbatim: str
    received: Moment
    created: Moment
    gap: Gap = Gap.UNSORTED
    themes: tuple[str, ...] = ()
    quote: str = ""  # the words of the answer that name the gap
    plan: str = ""  # what the user will do
    notes: str = ""
    accepted: bool = False  # accepted without argument


class Learning(Stored, frozen=True, gc=False):
    """Something to learn because of a skill gap, with a date; done when the user says so."""

    uid: Uid
    title: str
    created: Moment
    feedback: str = ""
    rejection: str = ""
    due: date | None = None
    done: Moment | None = None
    notes: str = ""
