"""Folds text for matching (lower case, no accents, one line feed between sentences) without changing its length."""

import re
import unicodedata
from functools import cache

_PLAIN = str.maketrans(
    "\u2018\u2019\u201b\u02bc`\u00b4"  # single quotes
    "\u201c\u201d\u201e\u00ab\u00bb"  # double quotes
    "\u2010\u2011\u2012\u2013\u2014\u2212"  # dashes
    "\u00a0\u202f\u2009\u200c\u200d\u034f\t"  # spaces
    "\u0130\u0131\u00df\u00f8\u00d8\u0142",  # letters that NFD does not take apart
    "''''''" + '"' * 5 + "-" * 6 + " " * 7 + "iisool",
)
_END = re.compile(
    r"(?<!\bdr)(?<!\bmr)(?<!\bms)(?<!\bst)(?<!\bno)(?<!\bnr)(?<!\bmrs)(?<!\bbzw)(?<!\bz\.b)(?<!\bref)(?<!\bsra)(?<!\bsr)"
    r"(?<!\bca)(?<!\bapprox)(?<!\be\.g)(?<!\bi\.e)(?<!\bprof)(?<!\bfr)(?<!\bhr)(?<!\b[a-z])(?<!\b\d)(?<!\b\d\d)"
    r"[.!?\u2026]['\")\]]{0,2}(?P<gap> )(?=\S)"
)
_WRAP = 46  # a line shorter than this is a line of its own; a longer one was wrapped by a mail program
_ITEM = re.compile(r"[-*\u2022\u00b7+>|]|\d{1,2}[.)]")


def fold_text(text: str) -> str:
    """Return `text` in lower case, without accents, with plain quotes, dashes and spaces; the length stays the same."""
    text = text.translate(_PLAIN)
    if text.isascii():
        return text.lower()
    return "".join(_fold(character) for character in text)


@cache
def _fold(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold_pattern(pattern: str) -> str:
    """Return a pattern with the accents of its literals folded the same way; its escapes and dashes are kept."""
    return "".join(c if c.isascii() or c in "–—‒‐" else _fold(c).translate(_PLAIN) for c in pattern if c != "\u0307")


def with_capitals(text: str, folded: str) -> str:
    """Return `text` with its capitals and accents, but with the line feeds of `folded`."""
    plain = text.translate(_PLAIN)
    return "".join(
        mark if mark == "\n" else " " if letter == "\n" else letter for letter, mark in zip(plain, folded, strict=True)
    )


def sentences(text: str) -> str:
    """Return `text` folded, of the same length, with line feeds only at the ends of sentences and of separate lines."""
    folded = list(fold_text(text))
    length = len(folded)
    start = 0
    while start < length:
        stop = text.find("\n", start)
        if stop < 0:
            break
        following = text[stop + 1 : stop + 120].lstrip(" ")
        wrapped = stop - start >= _WRAP and following[:1] not in ("\n", "") and not _ITEM.match(following)
        if wrapped:
            folded[stop] = " "
        start = stop + 1
    joined = "".join(folded)
    for match in _END.finditer(joined):
        folded[match.start("gap")] = "\n"
    return "".join(folded)
