"""A feedback entry: the answer verbatim, and the reading of it kept apart."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Gap(StrEnum):
    """What an answer points at. The category leads to the next action."""

    SKILL = "skill"
    EXPERIENCE = "experience"
    TECHNIQUE = "technique"
    NOTHING_USABLE = "nothing_usable"
    UNSORTED = "unsorted"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "skill": "skill gap",
            "experience": "experience misunderstood",
            "technique": "interview technique",
            "nothing_usable": "nothing usable",
            "unsorted": "not sorted yet",
        }[self]


@dataclass(frozen=True, slots=True)
class Feedback:
    """One answer. `verbatim` is never edited after it is filed; gap, themes, quote and plan are the user's reading."""

    uid: str
    rejection: str
    verbatim: str
    received: datetime
    created: datetime
    gap: Gap = Gap.UNSORTED
    themes: tuple[str, ...] = ()
    quote: str = ""  # the words of the answer that carry the gap
    plan: str = ""  # what I will do
    notes: str = ""
    accepted: bool = False  # accepted without argument


@dataclass(frozen=True, slots=True)
class Learning:
    """Something to learn because of a skill gap, with a date; done when the user says so."""

    uid: str
    title: str
    created: datetime
    feedback: str = ""
    rejection: str = ""
    due: date | None = None
    done: datetime | None = None
    notes: str = ""
