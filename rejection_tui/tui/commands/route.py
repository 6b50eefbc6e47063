"""The routes: the name of everything a command can open, and the record it is about."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Route(StrEnum):
    """Everything a command can open; the values are used in its action, such as `go('agenda')`."""

    ADD = "add"
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
    LEARNING = "learning"
    CONTACT = "contact"
    PERSON = "person"
    TOUCH = "touch"
    WIN = "win"
    DRAFT = "draft"
    DRAFT_REPLY = "draft_reply"
    DRAFT_FEEDBACK = "draft_feedback"
    DRAFT_NUDGE = "draft_nudge"
    DRAFT_THANKS = "draft_thanks"
    DRAFT_LINKEDIN = "draft_linkedin"
    DRAFT_VALUE = "draft_value"
    REAPPLY = "reapply"
    IMPORT = "import"
    IMPORT_CONTACTS = "import_contacts"
    AGENDA = "agenda"
    INSIGHTS = "insights"
    PRACTICE = "practice"
    BULLETS = "bullets"
    EXPORT = "export"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Destination:
    """A route, and the uid of the record it is about: "" for none, the pasted text for `PASTE`."""

    route: Route
    uid: str = ""


#: What enter opens for an action of the checklist, by its key.
ACTION_ROUTES: Final = {
    "reply.draft": Route.DRAFT_REPLY,
    "reply.send": Route.DRAFT_REPLY,
    "feedback.ask": Route.DRAFT_FEEDBACK,
    "feedback.nudge": Route.DRAFT_NUDGE,
    "feedback.answer": Route.ANSWER,
    "feedback.thank": Route.DRAFT_THANKS,
    "refine.gap": Route.GAP,
    "refine.bullet": Route.BULLETS,
    "refine.practice": Route.PRACTICE,
    "refine.learn": Route.LEARNING,
    "cultivate.contact": Route.CONTACT,
    "cultivate.linkedin": Route.DRAFT_LINKEDIN,
    "cultivate.touch": Route.TOUCH,
}
