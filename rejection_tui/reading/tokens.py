"""Cuts folded text into words."""

import re

_TOKEN = re.compile(r"[^\W_]+|[?!]")
_DIGITS = re.compile(r"\d+")
_MAX_WORD = 24  # letters of a word that are looked at


#: How vowels with dots are written without them, and as they are folded with them.
_WITHOUT_DOTS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))


def words_of(folded: str, language: str = "") -> list[str]:
    """Return the words of a folded text, question and exclamation marks among them; a number is "0".

    In German "ae" and "ss" are folded as well, so that a letter written without special letters has the same words.
    """
    if language == "de":
        for written, plain in _WITHOUT_DOTS:
            folded = folded.replace(written, plain)
    return [word[:_MAX_WORD] for word in _TOKEN.findall(_DIGITS.sub("0", folded))]
