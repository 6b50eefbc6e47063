"""Turns a name written with the surname first ("O'Neill, Siobhan (HR)")."""

import re

from rejection_tui.domain.text import fold
from rejection_tui.reading.lexicon import word_marks

_SURNAME_FIRST = re.compile(
    r"\s*(?P<last>[^\W\d_][\w'’-]{1,30}(?:\s[^\W\d_][\w'’-]{0,20}){0,2}),\s*"
    r"(?P<first>[^\W\d_][\w'’.-]{0,20}(?:\s[^\W\d_][\w'’.-]{0,20})?)\s*(?:[(\[|].*)?"
)


def swapped(shown: str) -> str:
    """Return "Siobhan O'Neill" for "O'Neill, Siobhan (HR)"; the text itself when it is no such name."""
    match = _SURNAME_FIRST.fullmatch(shown[:120])
    if not match or not match["first"][0].isupper():
        return shown
    words = fold(f"{match['last']} {match['first']}").split()
    if any(mark != "first" for word in words for mark in word_marks(word)):
        return shown
    return f"{match['first']} {match['last']}"
