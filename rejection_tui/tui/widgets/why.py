"""The quote of an answer that caused a record, with its company and role."""

from datetime import datetime

from rejection_tui.domain.day_words import day
from rejection_tui.domain.records import Records


def cause_of(records: Records, feedback: str, rejection: str, now: datetime, gap: str = "") -> str:
    """Return the quote that caused a bullet, a question or a learning item, in two or three lines.

    `gap` is the uid of the gap that it notes.
    """
    answer = records.feedback.get(feedback)
    one = records.rejections.get(rejection) or (records.rejections.get(answer.rejection) if answer else None)
    lines = []
    if answer is not None:
        who = one.company if one else "a company"
        named = answer.named_by(gap)
        lines.append(f"{who}, {day(answer.received, now)}, {named.gap.label}:")
        lines.append(f"“{named.quote or answer.verbatim}”")
        if named.plan:
            lines.append(f"Plan: {named.plan}")
    elif one is not None:
        role = f", {one.role}" if one.role else ""
        lines.append(f"From {one.company}{role}, {one.stage.label} stage.")
    return "\n".join(lines) or "Nothing is linked to it: you put it here yourself."
