"""Partner mode: an interview question and a scoring sheet as Markdown, to hand to a friend who asks it."""

from datetime import datetime

from rejection_tui.content import read
from rejection_tui.domain.refine import Question
from rejection_tui.domain.rules import Rules
from rejection_tui.export.escape import inline


def partner_sheet(question: Question, now: datetime, rules: Rules | None = None) -> str:
    """Return the sheet for one question; the words around it stand in `content/export/partner_sheet.md`."""
    seconds = (rules or Rules()).rehearsal_seconds
    values = {
        "date": f"{now.day} {now:%B %Y}",
        "type": inline(question.type) or "interview",
        "question": inline(question.text),
        "minutes": f"{seconds / 60:g}",
    }
    head, *rest = read("export/partner_sheet.md").split("{")
    pieces = [head]
    for part in rest:
        name, _, tail = part.partition("}")
        pieces += [values[name], tail]
    return "".join(pieces)
