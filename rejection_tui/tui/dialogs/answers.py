"""The answers of the journal as lines to choose one from."""

from rejection_tui.domain.day_words import day
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.pick import Line


def answer_lines(context: AppContext) -> list[Line]:
    """Return the answers of the journal, newest first, to choose one from."""
    lines = []
    for answer in sorted(context.records.feedback.values(), key=lambda f: f.received, reverse=True):
        one = context.records.rejections.get(answer.rejection)
        who = one.company if one else "a company"
        head = f"{day(answer.received, context.now())} · {who} · {answer.gap_words}"
        lines.append(Line(answer.uid, head, answer.verbatim, answer.quotes))
    return lines
