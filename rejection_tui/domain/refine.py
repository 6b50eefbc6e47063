"""The records of step 3: CV bullets, interview questions and rehearsals."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rejection_tui.domain.record import Moment, Stored, Uid, Whole

#: A placeholder in a bullet that is still to be filled in: [how many?], ___, XX or {field}.
SLOT: Final = re.compile(r"\[[^\[\]\n]{0,60}\]|_{3,}|\bX{2,}\b|\{[^{}\n]{0,40}\}")


class BulletState(StrEnum):
    """A line of the CV: queued for rewriting, being rewritten, finished."""

    QUEUED = "queued"
    DRAFTED = "drafted"
    DONE = "done"


class Bullet(Stored, frozen=True, gc=False):
    """A line of the CV, before and after; `[how many?]` in `after` marks a figure still missing."""

    uid: Uid
    before: str
    created: Moment
    after: str = ""
    state: BulletState = BulletState.QUEUED
    section: str = ""  # the job or heading it stood under
    source: str = ""  # the file it was read from
    feedback: str = ""  # the answer it responds to
    rejection: str = ""
    order: Whole = 0
    done: Moment | None = None
    snoozed_until: date | None = None  # off the agenda until then
    gap: str = ""  # which gap of that answer, by its uid; "" for that of earlier versions


class Rating(StrEnum):
    """How a rehearsal went, in the user's own judgement."""

    SMOOTH = "smooth"
    HALTING = "halting"
    STUCK = "stuck"


class Question(Stored, frozen=True, gc=False):
    """An interview question: packaged, the user's own, or asked in a real interview."""

    uid: Uid
    text: str
    type: str  # behavioural, technical, case study and others of the bank, or the user's own
    created: Moment
    source: str = "own"  # "bank", "own" or "asked"
    rejection: str = ""
    feedback: str = ""
    situation: str = ""  # notes in STAR form; which parts a type has is in forms.py
    task: str = ""
    action: str = ""
    result: str = ""
    queued: bool = False  # in the practice queue
    card: str = ""  # the spacing state, as py-fsrs writes it (JSON)
    due: Moment | None = None
    done: Moment | None = None
    gap: str = ""  # which gap of that answer, by its uid; "" for that of earlier versions
    structure: str = ""  # notes for a case study
    numbers: str = ""
    recommendation: str = ""
    assumptions: str = ""  # for a technical question
    approach: str = ""
    check: str = ""
    them: str = ""  # for why you want to work there
    me: str = ""
    fit: str = ""
    point: str = ""  # for every other type: what it is about, what it rests on, how it ends
    grounds: str = ""
    ending: str = ""

    @property
    def waiting(self) -> bool:
        """True while it is in the practice queue and not done."""
        return self.queued and self.done is None


class Rehearsal(Stored, frozen=True, gc=False):
    """One time a question was answered aloud; `seconds` is 0 when no clock ran, `by` names who listened."""

    uid: Uid
    question: str
    at: Moment
    rating: Rating
    seconds: Whole = 0
    notes: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to think about beside a line of the CV. Only its owner changes the line."""

    line: str  # as it was written
    asks: tuple[str, ...] = ()  # at most two questions, in the language of the line
    ideas: tuple[str, ...] = ()  # verbs that the line holds already in another form


def has_slot(text: str) -> bool:
    """True while `text` contains a placeholder such as `[how many?]`."""
    return SLOT.search(text) is not None
