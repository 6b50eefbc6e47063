"""The text of a letter as it is read on a screen: lines joined, long addresses short, and runs of empty lines folded.

What is filed stays as it came; the whole addresses are among the letter's links.
"""

import re
from typing import Final

from rejection_tui.domain.paragraphs import joined

NO_LETTER: Final = "No letter is filed with this one: it was written down by hand."
_LONGEST_ADDRESS: Final = 44  # characters of an address that is shown whole
#: Blanks and characters without width, with which newsletters fill the line that mail programs show beside a subject.
_SPACER: Final = re.compile(
    r"[ \t\u00a0\u00ad\u034f\u061c\u115f\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u2060-\u2064\u3164\ufeff]+"
)
_ADDRESS: Final = re.compile(r"https?://(?:www\.)?([^\s/?#<>()\[\]\"]{1,253})([/?#][^\s<>\"”]*)?", re.IGNORECASE)
_TRAILING: Final = re.compile(r"[.,;:!?'’)\]]+$")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")


def for_reading(text: str) -> str:
    """Return a clean text as it is shown: the words are the same, and stand in the same order."""
    lines = ("" if _SPACER.fullmatch(line) else line for line in text.split("\n"))
    whole = joined("\n".join(lines))
    if "://" in whole:
        whole = _ADDRESS.sub(_short, whole)
    return _EMPTY_LINES.sub("\n\n", whole).strip("\n")


def _short(match: re.Match[str]) -> str:
    """Return an address whole, or as its host and an ellipsis where it is long; full stops after it stay."""
    address = match[0]
    if len(address) <= _LONGEST_ADDRESS:
        return address
    end = _TRAILING.search(address)
    return f"{match[1]}/…{end[0] if end else ''}"
