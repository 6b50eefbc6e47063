"""The agenda lines of what a letter asks and offers: a question, a request, a call, feedback, a day to apply again."""

from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.index import AgendaIndex, Case
from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind
from rejection_tui.domain.letter_actions import asked_words

#: Action -> the kind of its line, and why it is there.
_LINES: Final = {
    ActionKey.REPLY_ANSWER: (AgendaKind.ANSWER, "They wait for your answer."),
    ActionKey.REPLY_REQUEST: (AgendaKind.REQUEST, "They ask you for it in their letter."),
    ActionKey.FEEDBACK_CALL: (AgendaKind.CALL, "They offer to talk, and a call tells more than a mail."),
    ActionKey.FEEDBACK_NOTE: (AgendaKind.NOTE, "Noted, it counts among what you are told, and shows the next step."),
    ActionKey.CULTIVATE_REAPPLY: (AgendaKind.REAPPLY, "They name this day in their letter."),
}


def letter_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield what the letter of every live rejection asks and offers, unless they came back since."""
    for case in index.cases:
        for key, (kind, why) in _LINES.items():
            action = case.open(key)
            if action is None or case.reopened or index.any_snoozed(action) or (due := index.closes(action)) is None:
                continue
            r, title = case.rejection, _title(kind, case, asked_words(action))
            yield index.item(kind, title, due, rejection=r.uid, contact=r.contact, action=action.uid, key=key, why=why)


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
