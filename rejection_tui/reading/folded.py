"""Folds text for matching (lower case, no accents, one line feed between sentences) without changing its length."""

import re
import unicodedata
from functools import cache

from rejection_tui.domain.text import beyond_ascii

_PLAIN = str.maketrans(
    "\u2018\u2019\u201b\u02bc`\u00b4"  # single quotes
    "\u201c\u201d\u201e\u00ab\u00bb"  # double quotes
    "\u2010\u2011\u2012\u2013\u2014\u2212"  # dashes
    "\u00a0\u202f\u2009\u200c\u200d\u034f\t"  # spaces
    "\u0130\u0131\u00df\u00f8\u00d8\u0142",  # letters that NFD does not take apart
    "''''''" + '"' * 5 + "-" * 6 + " " * 7 + "iisool",
)
_END = re.compile(r"[.!?\u2026]['\")\]]{0,2}(?P<gap> )(?=\S)")
#: Words that end in a full stop within a sentence; so do single letters and numbers of one or two digits.
_ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "ms",
        "st",
        "no",
        "nr",
        "mrs",
        "bzw",
        "z.b",
        "ref",
        "sra",
        "sr",
        "ca",
        "approx",
        "e.g",
        "i.e",
        "prof",
        "fr",
        "hr",
    ]
)
_WRAP = 46  # a line shorter than this is a line of its own; a longer one was wrapped by a mail program
_ITEM = re.compile(r"[-*\u2022\u00b7+>|]|\d{1,2}[.)]")
_LONGEST_ABBREVIATION = 7
_MANY = 64  # odd characters from which on one pass over the text is quicker than one for each of them


def fold_text(text: str) -> str:
    """Return `text` in lower case, without accents, with plain quotes, dashes and spaces; the length stays the same."""
    if "`" in text:
        text = text.replace("`", "'")
    if "\t" in text:
        text = text.replace("\t", " ")
    if text.isascii():
        return text.lower()
    table = _latin()
    odd = [character for character in set(beyond_ascii(text)) if character in table]
    if len(odd) > _MANY:
        return text.translate({ord(one): other for one, other in table.items()}).lower()
    for character in sorted(odd, key=lambda one: not table[one].isascii()):  # "\u01ff" is "\u00f8" and no "o"
        text = text.replace(character, table[character])
    return text.lower()


@cache
def _latin() -> dict[str, str]:
    """Return what `_PLAIN` says and the plain letter of each Latin letter with marks."""
    marked = (chr(code) for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00)) for code in block)
    folded = {one: _fold(one) for one in marked} | {chr(one): chr(other) for one, other in _PLAIN.items()}
    return {one: other for one, other in folded.items() if one != other}


@cache
def _fold(character: str) -> str:
    if character.isascii():
        return character.lower()
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold_pattern(pattern: str) -> str:
    """Return a pattern with the accents of its literals folded the same way; its escapes and dashes are kept."""
    return "".join(c if c.isascii() or c in "–—‒‐" else _fold(c).translate(_PLAIN) for c in pattern if c != "\u0307")


def sentences(text: str) -> str:
    """Return `text` folded, of the same length, with line feeds only at the ends of sentences and of separate lines."""
    lines = text.split("\n")
    folded = fold_text(text).split("\n")
    parts: list[str] = []
    for number, line in enumerate(folded[:-1]):
        following = lines[number + 1].lstrip(" ")
        wrapped = len(line) >= _WRAP and following and not _ITEM.match(following)
        parts += (line, " " if wrapped else "\n")
    parts.append(folded[-1])
    joined = "".join(parts)
    gaps = [match.start("gap") for match in _END.finditer(joined) if not _is_abbreviation(joined, match.start())]
    if not gaps:
        return joined
    starts = [0, *(gap + 1 for gap in gaps)]
    return "\n".join(joined[start:gap] for start, gap in zip(starts, [*gaps, None], strict=True))


def _is_abbreviation(folded: str, stop: int) -> bool:
    """Return whether the word before the full stop at `stop` is one that does not end a sentence."""
    if folded[stop] != ".":
        return False
    before = folded[max(0, stop - _LONGEST_ABBREVIATION) : stop]
    word = re.split(r"[\s(\"'/-]", before)[-1]
    return word in _ABBREVIATIONS or len(word) == 1 or (word.isdigit() and len(word) <= 2)
