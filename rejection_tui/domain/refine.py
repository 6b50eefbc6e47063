"""The records of step 3: CV bullets, interview questions and rehearsals."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

#: A place in a bullet that is still to be filled in: [how many?], ___, XX or {field}.
SLOT: Final = re.compile(r"\[[^\[\]\n]{0,60}\]|_{3,}|\bX{2,}\b|\{[^{}\n]{0,40}\}")


class BulletState(StrEnum):
    """A line of the CV: queued for rewriting, being rewritten, finished."""

    QUEUED = "queued"
    DRAFTED = "drafted"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line of the CV, before and after; `[how many?]` in `after` marks a figure still missing."""

    uid: str
    before: str
    created: datetime
    after: str = ""
    state: BulletState = BulletState.QUEUED
    section: str = ""  # the job or heading it stood under
    source: str = ""  # the file it was read from
    feedback: str = ""  # the answer it responds to
    rejection: str = ""
    order: int = 0
    done: datetime | None = None
    snoozed_until: date | None = None  # off the agenda until then


class Rating(StrEnum):
    """How a rehearsal went, in the user's own judgement."""

    SMOOTH = "smooth"
    HALTING = "halting"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Question:
    """An interview question: packaged, the user's own, or asked in a real interview."""

    uid: str
    text: str
    type: str  # behavioural, technical, case study, or the user's own
    created: datetime
    source: str = "own"  # "bank", "own" or "asked"
    rejection: str = ""
    feedback: str = ""
    situation: str = ""  # notes in STAR form
    task: str = ""
    action: str = ""
    result: str = ""
    queued: bool = False  # in the practice queue
    card: str = ""  # the spacing state, as py-fsrs writes it (JSON)
    due: datetime | None = None
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One time a question was answered aloud."""

    uid: str
    question: str
    at: datetime
    rating: Rating
    seconds: int = 0
    notes: str = ""


def has_slot(text: str) -> bool:
    """True while a `[how many?]` or the like is still open in `text`."""
    return SLOT.search(text) is not None
