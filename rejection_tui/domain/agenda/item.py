"""One line of the agenda: what is due, when, and which act would do it."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something due. `key` names the act that does it; `overdue_days` is 0 while there is time.

    `kind`: reply, feedback, find, thanks, gap, nudge, silence, linkedin, contact, learning, bullets, practice,
    save, revisit. A contact is due when its window opens and overdue only when the window has closed.
    """

    kind: str
    title: str
    due: date
    overdue_days: int = 0
    rejection: str = ""
    contact: str = ""
    action: str = ""  # the uid of the action that snoozing, skipping or ticking concerns
    ref: str = ""  # the learning item, bullet, question or answer it is about
    key: str = ""  # such as "reply.send"; "feedback.no_answer" proposes to stop waiting
    why: str = ""
    weight: int = 0


#: What goes first on the same day.
WEIGHTS: Final = {
    "reply": 90,
    "thanks": 85,
    "feedback": 80,
    "find": 75,
    "gap": 70,
    "nudge": 60,
    "linkedin": 50,
    "save": 45,
    "contact": 40,
    "learning": 35,
    "bullets": 34,
    "practice": 33,
    "revisit": 30,
    "silence": 20,
}


def late(due: date, today: date) -> int:
    """Return by how many days `due` has passed, 0 when it has not."""
    return max((today - due).days, 0)
