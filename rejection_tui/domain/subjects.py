"""Subjects of mails and what programs put before them when they are answered or forwarded."""

import re
from typing import Final

from rejection_tui.domain.text import clean_line

#: What mail programs write before the subject of an answer or a forward, in their languages, also counted: "Re[2]:".
_MARKS: Final = "re|r|aw|antw|antwort|sv|vs|rif|ynt|yanıt|res|odp|fwd?|wg|tr|rv|enc|i|ilt|vl|vb|pd"
_BEFORE: Final = re.compile(
    rf"(?:\s{{0,4}}(?:{_MARKS})\s?(?:\[\d{{1,3}}\]|\(\d{{1,3}}\)|\^\d{{1,3}})?\s?[:：])+\s*", re.I
)


def bare_subject(subject: str) -> str:
    """Return a subject without the marks of answers and forwards before it ("AW: WG: ", "Re[2]: ")."""
    line = clean_line(subject)
    match = _BEFORE.match(line)
    return line[match.end() :] if match else line


def reply_subject(subject: str, mark: str = "Re: ", limit: int = 400) -> str:
    """Return the subject of an answer to a mail: one mark before the bare subject; "" for a mail without one."""
    bare = bare_subject(subject)
    return f"{mark}{clean_line(bare, limit)}" if bare else ""


def is_answer(subject: str) -> bool:
    """Return whether a subject has a mark before it, so that the mail answers or forwards another."""
    return _BEFORE.match(clean_line(subject)) is not None
