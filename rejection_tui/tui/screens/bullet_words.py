"""The words of the CV bench: what the checks say of a line, and the answers it may respond to."""

from typing import Final

from rejection_tui.domain.draft import Severity
from rejection_tui.services import refine
from rejection_tui.services.desk import Desk
from rejection_tui.services.when import day
from rejection_tui.tui.dialogs.pick import Line

_SIGNS: Final = {Severity.BLOCK: "✗", Severity.WARN: "!", Severity.GOOD: "✓"}


def check_words(text: str) -> str:
    """Return what the checks say of a line, a line each: ✗ blocks, ! warns, ✓ praises."""
    lines = []
    for finding in refine.check_bullet(text):
        words = f" “{finding.words}”" if finding.words and finding.words not in finding.message else ""
        instead = f" → {finding.instead}" if finding.instead else ""
        lines.append(f"{_SIGNS[finding.severity]} {finding.message}{words}{instead}")
    return "\n".join(lines) or "✓ Nothing to mend."


def answer_lines(desk: Desk) -> list[Line]:
    """Return the answers of the journal, newest first, to choose one from."""
    lines = []
    for answer in sorted(desk.book.feedback.values(), key=lambda f: f.received, reverse=True):
        one = desk.book.rejections.get(answer.rejection)
        who = one.company if one else "an employer"
        head = f"{day(answer.received, desk.now())} · {who} · {answer.gap.label}"
        lines.append(Line(answer.uid, head, answer.verbatim, (answer.quote,)))
    return lines
