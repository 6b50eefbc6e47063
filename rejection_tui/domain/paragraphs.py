"""Undoes the line breaks that a mail program put into paragraphs, so that a narrower place can set its own."""

from itertools import pairwise
from typing import Final

_NARROWEST, _WIDEST = 50, 100  # characters of a line in letters that a program broke into lines
_STARTS_ANEW: Final = (">", "-", "*", "•", "–", "·", "\t", "  ")


def joined(text: str) -> str:
    """Return `text` with lines joined where the next line's first word had no room left; other breaks stay.

    The width is that of the longest line; a text with longer lines than any program makes is returned as it is.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return text
    result = [lines[0]]
    for before, line in pairwise(lines):
        word = line.split(" ", 1)[0]
        if before.strip() and word and len(before) + 1 + len(word) > width and not line.startswith(_STARTS_ANEW):
            result[-1] = f"{result[-1].rstrip()} {line}"
        else:
            result.append(line)
    return "\n".join(result)
