"""Cuts folded text into words."""

import re

_TOKEN = re.compile(r"[^\W_]+|[?!]")
_DIGITS = re.compile(r"\d+")
_MAX_WORD = 24  # letters of a word that are looked at


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text, question and exclamation marks among them; a number is "0"."""
    return [word[:_MAX_WORD] for word in _TOKEN.findall(_DIGITS.sub("0", folded))]
