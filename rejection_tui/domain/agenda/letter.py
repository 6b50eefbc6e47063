"""The agenda lines of what a letter asks and offers: a question, a request, a call, feedback, a day to apply again."""

from collections.abc import Iterator, Mapping
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex, Case
from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind
from rejection_tui.domain.agenda.place import Place
from rejection_tui.domain.agenda.steps import listed
from rejection_tui.domain.letter_actions import asked_words
from rejection_tui.domain.reapply import OWN_DAY

#: Action -> the kind of its line, and why it is there.
_LINES: Final = {
    ActionKey.REPLY_ANSWER: (AgendaKind.ANSWER, "They are waiting to hear from you."),
    ActionKey.REPLY_REQUEST: (AgendaKind.REQUEST, "Their letter asks for it."),
    ActionKey.FEEDBACK_CALL: (AgendaKind.CALL, "They offer to talk, and a call tells you more than an email."),
    ActionKey.FEEDBACK_NOTE: (AgendaKind.NOTE, "Once noted, it counts as feedback and shows the next step."),
    ActionKey.CULTIVATE_REAPPLY: (AgendaKind.REAPPLY, "Their letter names this day."),
}


def letter_items(index: AgendaIndex, case: Case, places: Mapping[str, Place]) -> Iterator[AgendaItem]:
    """Yield what the letter of a live rejection asks and offers, unless they came back since."""
    r = case.rejection
    for key, (kind, why) in _LINES.items():
        found = listed(case, places, key)
        if found is not None and found[1].day is not None:
            action, title = found[0], _title(kind, case, asked_words(found[0]))
            why = OWN_DAY if key is ActionKey.CULTIVATE_REAPPLY and r.reapply_from else why
            common = {"rejection": r.uid, "contact": r.contact, "action": action.uid}
            yield index.item(kind, title, found[1].day, key=key, why=why, **common)


def _title(kind: AgendaKind, case: Case, words: str) -> str:
    """Return the line of a kind; `words` are their words in quotes, "" when the action quotes none."""
    said = f": {words}" if words else ""
    match kind:
        case AgendaKind.ANSWER:
            return f"Answer {case.who}{said}"
        case AgendaKind.REQUEST:
            return f"{case.who} asks{said or ' for something'}"
        case AgendaKind.CALL:
            return f"Accept the call {case.who}{',' if case.person else ''} offers"
        case AgendaKind.NOTE:
            return f"Note the feedback in the letter from {case.rejection.company}"
        case _:
            return f"Apply again at {case.rejection.company}"
