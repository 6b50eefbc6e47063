"""The routes: the name of everything a command can open, and the record it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import AgendaKind
from rejection_tui.domain.draft import DraftKind


class Route(StrEnum):
    """Everything a command can open; the values are used in its action, such as `go('agenda')`."""

    ADD = "add"
    ADD_UNANSWERED = "add_unanswered"
    PASTE = "paste"
    EDIT = "edit"
    LETTER = "letter"
    TIMELINE = "timeline"
    COMPANY = "company"
    OUTCOME = "outcome"
    REJECTION = "rejection"
    ANSWER = "answer"
    FEEDBACK = "feedback"
    GAP = "gap"
    SILENCE = "silence"
    UNANSWERED = "unanswered"
    LET_GO = "let_go"
    LEARNING = "learning"
    CONTACT = "contact"
    PERSON = "person"
    CARD = "card"
    PEOPLE = "people"
    FIND = "find"
    TOUCH = "touch"
    WIN = "win"
    DRAFT = "draft"
    DRAFT_REPLY = "draft_reply"
    DRAFT_FEEDBACK = "draft_feedback"
    DRAFT_NUDGE = "draft_nudge"
    DRAFT_THANKS = "draft_thanks"
    DRAFT_LINKEDIN = "draft_linkedin"
    DRAFT_VALUE = "draft_value"
    DRAFT_ANSWER = "draft_answer"
    DRAFT_CALL = "draft_call"
    DRAFT_LATE = "draft_late"
    DRAFT_PHONE = "draft_phone"
    DRAFT_QUESTION = "draft_question"
    REAPPLY = "reapply"
    IMPORT = "import"
    IMPORT_CONTACTS = "import_contacts"
    AGENDA = "agenda"
    INSIGHTS = "insights"
    PROGRESS = "progress"
    PRACTICE = "practice"
    BULLETS = "bullets"
    COVERS = "covers"
    EXPORT = "export"
    COMMENTS = "comments"
    SHEET = "sheet"
    MERGE = "merge"
    SETTINGS = "settings"
    REMIND = "remind"
    REMINDER = "reminder"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Destination:
    """A route, and the uid of the record it is about: "" for none, the pasted text for `PASTE`."""

    route: Route
    uid: str = ""


#: What enter opens for an action of the checklist.
ACTION_ROUTES: Final[Mapping[str, Route]] = {
    ActionKey.SILENCE_ASK: Route.DRAFT_QUESTION,
    ActionKey.SILENCE_LET_GO: Route.LET_GO,
    ActionKey.REPLY_DRAFT: Route.DRAFT_REPLY,
    ActionKey.REPLY_SEND: Route.DRAFT_REPLY,
    ActionKey.REPLY_ANSWER: Route.DRAFT_ANSWER,
    ActionKey.REPLY_REQUEST: Route.LETTER,
    ActionKey.FEEDBACK_CALL: Route.DRAFT_CALL,
    ActionKey.FEEDBACK_ASK: Route.DRAFT_FEEDBACK,
    ActionKey.FEEDBACK_NUDGE: Route.DRAFT_NUDGE,
    ActionKey.FEEDBACK_NOTE: Route.ANSWER,
    ActionKey.FEEDBACK_ANSWER: Route.ANSWER,
    ActionKey.FEEDBACK_THANK: Route.DRAFT_THANKS,
    ActionKey.REFINE_GAP: Route.GAP,
    ActionKey.REFINE_BULLET: Route.BULLETS,
    ActionKey.REFINE_PRACTICE: Route.PRACTICE,
    ActionKey.REFINE_LEARN: Route.LEARNING,
    ActionKey.REFINE_NOT_YOU: Route.GAP,
    ActionKey.CULTIVATE_CONTACT: Route.CONTACT,
    ActionKey.CULTIVATE_LINKEDIN: Route.DRAFT_LINKEDIN,
    ActionKey.CULTIVATE_REAPPLY: Route.REAPPLY,
    ActionKey.CULTIVATE_TOUCH: Route.TOUCH,
}
#: What opens for each kind of thing on the agenda.
AGENDA_ROUTES: Final[Mapping[AgendaKind, Route]] = {
    AgendaKind.REPLY: Route.DRAFT_REPLY,
    AgendaKind.ANSWER: Route.DRAFT_ANSWER,
    AgendaKind.REQUEST: Route.LETTER,
    AgendaKind.CALL: Route.DRAFT_CALL,
    AgendaKind.FEEDBACK: Route.DRAFT_FEEDBACK,
    AgendaKind.NUDGE: Route.DRAFT_NUDGE,
    AgendaKind.THANKS: Route.DRAFT_THANKS,
    AgendaKind.LINKEDIN: Route.DRAFT_LINKEDIN,
    AgendaKind.FIND: Route.FIND,
    AgendaKind.SAVE: Route.CONTACT,
    AgendaKind.NOTE: Route.ANSWER,
    AgendaKind.GAP: Route.FEEDBACK,
    AgendaKind.NOT_YOU: Route.FEEDBACK,
    AgendaKind.CONTACT: Route.DRAFT_VALUE,
    AgendaKind.LEARNING: Route.LEARNING,
    AgendaKind.BULLETS: Route.BULLETS,
    AgendaKind.PRACTICE: Route.PRACTICE,
    AgendaKind.REAPPLY: Route.REAPPLY,
    AgendaKind.REVISIT: Route.COMPANY,
    AgendaKind.SILENCE: Route.SILENCE,
    AgendaKind.REMINDER: Route.REMINDER,
    AgendaKind.ASK: Route.DRAFT_QUESTION,
    AgendaKind.UNANSWERED: Route.UNANSWERED,
    AgendaKind.LET_GO: Route.LET_GO,
    AgendaKind.OTHER: Route.TIMELINE,
    AgendaKind.STILL_WORTH: Route.TIMELINE,
}
#: The kind of message each route composes. `REPLY_AND_FEEDBACK` has none: a reply becomes one in the composer.
DRAFT_ROUTES: Final[Mapping[Route, DraftKind]] = {
    Route.DRAFT_REPLY: DraftKind.REPLY,
    Route.DRAFT_FEEDBACK: DraftKind.FEEDBACK,
    Route.DRAFT_NUDGE: DraftKind.NUDGE,
    Route.DRAFT_THANKS: DraftKind.THANKS,
    Route.DRAFT_LINKEDIN: DraftKind.LINKEDIN,
    Route.DRAFT_VALUE: DraftKind.VALUE,
    Route.DRAFT_ANSWER: DraftKind.ANSWER,
    Route.DRAFT_CALL: DraftKind.CALL,
    Route.DRAFT_LATE: DraftKind.LATE,
    Route.DRAFT_PHONE: DraftKind.PHONE,
    Route.REAPPLY: DraftKind.REAPPLY,
    Route.DRAFT_QUESTION: DraftKind.QUESTION,
}
