"""One line of the agenda: what is due, when, and which action does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Final

from rejection_tui.domain.meanings import Meaning, of_day


class AgendaKind(StrEnum):
    """What a line of the agenda is about; the values appear in JSON output."""

    REPLY = "reply"
    ANSWER = "answer"
    REQUEST = "request"
    CALL = "call"
    FEEDBACK = "feedback"
    FIND = "find"
    THANKS = "thanks"
    NOTE = "note"
    GAP = "gap"
    NUDGE = "nudge"
    SILENCE = "silence"
    LINKEDIN = "linkedin"
    CONTACT = "contact"
    LEARNING = "learning"
    BULLETS = "bullets"
    PRACTICE = "practice"
    NOT_YOU = "not_you"
    SAVE = "save"
    REAPPLY = "reapply"
    REVISIT = "revisit"
    REMINDER = "reminder"
    ASK = "ask"
    UNANSWERED = "unanswered"
    LET_GO = "let_go"
    OTHER = "other"
    STILL_WORTH = "still_worth_doing"

    @property
    def spec(self) -> "AgendaSpec":
        """The table entry of this kind."""
        return AGENDA_SPECS[self]


class TodayGroup(Enum):
    """The groups from which the three things for today are chosen, in this order; see `TODAY_RULE`."""

    WINDOW = auto()  # closes soon: a reply, what their letter asks, a request for feedback, or a day of your own
    ANSWER = auto()  # an answer that waits for thanks or for a second reading
    PERSON = auto()  # somebody to keep in touch with
    REST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSpec:
    """The properties of one kind of line; every field is required but `writes`."""

    weight: int  # the higher goes first on the same day
    group: TodayGroup
    soft: bool  # True: without a deadline, shown as "this week", not as "by tonight"
    writes: bool = False  # True: it ends in a message to a person, and is left out for one who asked to be left alone


AGENDA_SPECS: Final[Mapping[AgendaKind, AgendaSpec]] = {
    AgendaKind.REPLY: AgendaSpec(weight=90, group=TodayGroup.WINDOW, soft=False, writes=True),
    AgendaKind.ANSWER: AgendaSpec(weight=88, group=TodayGroup.WINDOW, soft=False, writes=True),
    AgendaKind.CALL: AgendaSpec(weight=87, group=TodayGroup.WINDOW, soft=False, writes=True),
    AgendaKind.REMINDER: AgendaSpec(weight=86, group=TodayGroup.WINDOW, soft=False),
    AgendaKind.THANKS: AgendaSpec(weight=85, group=TodayGroup.ANSWER, soft=False, writes=True),
    AgendaKind.FEEDBACK: AgendaSpec(weight=80, group=TodayGroup.WINDOW, soft=False, writes=True),
    AgendaKind.REQUEST: AgendaSpec(weight=78, group=TodayGroup.WINDOW, soft=False),
    AgendaKind.FIND: AgendaSpec(weight=75, group=TodayGroup.WINDOW, soft=False),
    AgendaKind.GAP: AgendaSpec(weight=70, group=TodayGroup.ANSWER, soft=False),
    AgendaKind.NOTE: AgendaSpec(weight=65, group=TodayGroup.ANSWER, soft=False),
    AgendaKind.NUDGE: AgendaSpec(weight=60, group=TodayGroup.REST, soft=True, writes=True),
    AgendaKind.REAPPLY: AgendaSpec(weight=55, group=TodayGroup.REST, soft=True, writes=True),
    AgendaKind.LINKEDIN: AgendaSpec(weight=50, group=TodayGroup.PERSON, soft=False, writes=True),
    AgendaKind.SAVE: AgendaSpec(weight=45, group=TodayGroup.REST, soft=False, writes=True),
    AgendaKind.CONTACT: AgendaSpec(weight=40, group=TodayGroup.PERSON, soft=True, writes=True),
    AgendaKind.LEARNING: AgendaSpec(weight=35, group=TodayGroup.REST, soft=True),
    AgendaKind.BULLETS: AgendaSpec(weight=34, group=TodayGroup.REST, soft=True),
    AgendaKind.PRACTICE: AgendaSpec(weight=33, group=TodayGroup.REST, soft=True),
    AgendaKind.NOT_YOU: AgendaSpec(weight=32, group=TodayGroup.REST, soft=True),
    AgendaKind.REVISIT: AgendaSpec(weight=30, group=TodayGroup.REST, soft=True),
    AgendaKind.OTHER: AgendaSpec(weight=25, group=TodayGroup.REST, soft=False),
    AgendaKind.SILENCE: AgendaSpec(weight=20, group=TodayGroup.REST, soft=True),
    AgendaKind.ASK: AgendaSpec(weight=48, group=TodayGroup.REST, soft=True, writes=True),
    AgendaKind.UNANSWERED: AgendaSpec(weight=49, group=TodayGroup.REST, soft=True),
    AgendaKind.LET_GO: AgendaSpec(weight=18, group=TodayGroup.REST, soft=True),
    AgendaKind.STILL_WORTH: AgendaSpec(weight=0, group=TodayGroup.REST, soft=True),  # listed apart, never due
}

#: The keys of lines that are not based on an action of the checklist.
NO_ANSWER: Final = "feedback.no_answer"  # proposes to stop waiting
PRACTICE_START: Final = "practice.start"
REVISIT: Final = "rejection.revisit"
REMINDER: Final = "reminder"
UNANSWERED: Final = "silence.unanswered"  # lists the applications that stayed silent
STILL_WORTH: Final = "rejection.still_worth_doing"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something due. `key` names the action that does it; `overdue_days` is 0 until it is overdue.

    A contact is due when its window opens and overdue only when the window has closed.
    """

    kind: AgendaKind
    title: str
    due: date
    overdue_days: int = 0
    rejection: str = ""
    contact: str = ""
    action: str = ""  # the uid of the action that snoozing, skipping or ticking concerns
    ref: str = ""  # the learning item, bullet, question or answer it is about
    key: str = ""  # an `ActionKey`, or one of the keys above
    why: str = ""
    weight: int = 0
    by: date | None = None  # of a contact: the last day to write by; `due` is then the first

    def meaning(self, today: date) -> Meaning:
        """Return what its day means: a contact is soon (amber) in their window, and due (red) only past its end."""
        found = of_day(self.due, today)
        return Meaning.SOON if found is Meaning.DUE and self.by is not None and self.by > today else found


def late(due: date, today: date) -> int:
    """Return how many days ago `due` was, 0 when it was not."""
    return max((today - due).days, 0)
