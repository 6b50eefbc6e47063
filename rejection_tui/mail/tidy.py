"""Takes off a letter what its sender did not write: banners and footers of gateways, and the buttons of mail programs.

Only its first and last lines are looked at.
"""

import re
from itertools import islice
from typing import Final

from rejection_tui.mail import tidy_words as words

_FIRST, _LAST = 6, 12  # filled lines at either end that are looked at
_BEGINNING: Final = 70  # characters of a line that are
_MAX_BANNER: Final = 500  # characters of a paragraph that are looked at
_MAX_LINES: Final = 12  # of one banner
_GREETING_CHARACTERS: Final = 60
_EDGES: Final = " \t*_>|-–—[(!•"
_BUTTON_CHARACTERS: Final = 80
_BROWSER_CHARACTERS: Final = 130
_RULE = re.compile(r"[-_=*~\s]{3,}")
_GREETING = re.compile(r"\W{0,3}\w[^\n.!?]{0,60}[,!:]?\s*$")
_STUFFED = re.compile(r"^\.(?=\.[^.\s])", re.M)
#: Turns the bytes of everything but letters and figures into blanks.
_BARE: Final = bytes(byte if byte >= 0x80 or chr(byte).isalnum() else 0x20 for byte in range(256))


def tidied(text: str) -> str:
    """Return a letter without banners, footers and buttons around it, and without dots that a server doubled."""
    if "\n.." in text or text.startswith(".."):
        text = _STUFFED.sub("", text)
    lines = text.split("\n")
    count = len(lines)
    first = list(islice((number for number in range(count) if lines[number].strip()), _FIRST))
    last = list(islice((number for number in range(count - 1, -1, -1) if lines[number].strip()), _LAST))
    dropped: set[int] = set()
    near = dict.fromkeys((*first, *last))
    if _may_be_strange("\n".join([lines[number][:_BEGINNING] for number in near])):
        for number in near:
            if number not in dropped and _may_be_strange(lines[number][:_BEGINNING]):
                dropped.update(_strange(lines, number))
    for order in (last, first):
        _drop_buttons(lines, [number for number in order if number not in dropped], dropped)
    tagged = bool(first) and lines[first[0]][:1] in "[eE" and _drop_tag(lines, first[0])
    if not dropped or all(number in dropped for number in range(count) if lines[number].strip()):
        return "\n".join(lines) if tagged else text
    _drop_rules(lines, dropped)
    return "\n".join(line for number, line in enumerate(lines) if number not in dropped).strip("\n")


def _may_be_strange(text: str) -> bool:
    """Return whether one of the words above stands in a text; in bytes, which is many times quicker."""
    return not words.WORDS.isdisjoint(text.lower().encode("utf-8", "replace").translate(_BARE).split())


def _drop_tag(lines: list[str], number: int) -> bool:
    lower = lines[number].lower()
    tag = next((tag for tag in words.TAGS if lower.startswith(tag)), "")
    lines[number] = lines[number][len(tag) :].lstrip() if tag else lines[number]
    return bool(tag)


def _strange(lines: list[str], number: int) -> range:
    """Return the lines to drop of the paragraph around this line: none unless a gateway or a mail program wrote it."""
    line = lines[number].strip(_EDGES)
    if len(line) <= _BROWSER_CHARACTERS and words.BROWSER.match(line):
        return range(number, number + 1)
    start, end = number, number + 1
    while start > 0 and lines[start - 1].strip() and number - start < _MAX_LINES:
        start -= 1
    while end < len(lines) and lines[end].strip() and end - number < _MAX_LINES:
        end += 1
    paragraph = " ".join(lines[start:end])[:_MAX_BANNER]
    whole = words.BANNER.match(paragraph) or words.FOOTER.match(paragraph)
    if not whole and not (words.BANNER.match(line) or words.FOOTER.match(line)):
        return range(0)
    # A greeting right below a banner begins the letter, and so does the line below one without end.
    begins = next((at for at in range((start if whole else number) + 1, end) if _begins_letter(lines[at])), end)
    return range(start if whole else number, begins if begins - start <= _MAX_LINES else number + 1)


def _begins_letter(line: str) -> bool:
    return (
        len(line) <= _GREETING_CHARACTERS
        and line.rstrip().endswith((",", "!", ":"))
        and _GREETING.match(line) is not None
    )


def _drop_buttons(lines: list[str], order: list[int], dropped: set[int]) -> None:
    """Add to `dropped` the buttons of a mail program above or below the letter, as they follow from its edge."""
    for number in order:
        line = lines[number].strip(" \t•·|*")
        if line and not (
            len(line) <= _BUTTON_CHARACTERS
            and line.lower()[:4] in words.BUTTON_BEGINNINGS
            and words.BUTTON_LINE.fullmatch(line.lower())
        ):
            break
        dropped.add(number)


def _drop_rules(lines: list[str], dropped: set[int]) -> None:
    """Add to `dropped` the lines across that framed what was dropped."""
    for number in list(dropped):
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(lines) and not lines[at].strip():
                at += step
            if 0 <= at < len(lines) and at not in dropped and lines[at].strip() != "--" and _RULE.fullmatch(lines[at]):
                dropped.add(at)
