"""Tells by its letters which single-byte charset a text was written in that does not say so, or says it wrongly."""

import re
from itertools import islice
from typing import Final

#: The charsets that are tried, those first that are met most; of two that fit equally the first is taken.
CANDIDATES: Final = (
    "cp1252", "cp1254", "iso8859-15", "mac-roman", "cp850", "cp1250", "cp1251", "koi8-r", "cp1253",
)  # fmt: skip
#: Letters of the eight languages letters are read in.
_USUAL: Final = frozenset("äöüßÄÖÜàâæçéèêëîïôœùûÀÂÇÉÈÊËÎÏÔŒÙÛáíóúñÁÍÓÚÑãõÃÕìòÌÒğışĞİŞåøÅØªº")
_CENTRAL: Final = frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůýžČĎĚŇŘŠŤŮÝŽőűŐŰăţșț")
#: Marks that stand beside words, and those of them that may stand within one.
_MARKS: Final = frozenset("“”„‘’‚–—…•·€£§©®°«»‹›¿¡\xa0™")
_WITHIN: Final = frozenset("’‘·–—\xa0")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LOOKED_AT = 400  # characters of a text that are looked at
#: Bytes that hardly occur in a Western text which says that it is one, except where they mean other letters: rare
#: ones, signs within a word, and words of nothing but foreign letters.
_DOUBTFUL = re.compile(
    rb"[\x81\x83\x86-\x90\x98\x9a\x9d-\x9f\xd0\xdd\xde\xf0\xfd\xfe]|"
    rb"[A-Za-z][\xa1-\xa9\xb0-\xb6\xbc-\xbf]{1,2}[a-z]|[\xc0-\xff]{5}"
)


def is_doubtful(data: bytes) -> bool:
    """Return whether text said to be Western has bytes that suggest another charset."""
    return _DOUBTFUL.search(data) is not None


def guess(data: bytes, near: str = "", first: str = "") -> str:
    """Return the charset whose letters fit best: those that stand in `near`, a text from the same hand, fit well.

    `first` is tried before the others.
    """
    # Lines without foreign letters tell nothing.
    lines = [line for line in data[:200_000].split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:20_000]
    known = frozenset(_FOREIGN.findall(near[:20_000]))
    names = [first, *CANDIDATES] if first else CANDIDATES
    fits = [_fit(sample.decode(name, "replace"), known) for name in names]
    return names[fits.index(max(fits))]


def _fit(text: str, known: frozenset[str]) -> float:
    matches = islice(_FOREIGN.finditer(text), _LOOKED_AT)
    return sum(_worth(m[0], text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1], known) for m in matches)


def _worth(letter: str, before: str, after: str, known: frozenset[str]) -> float:
    """Return how well a letter stands between its neighbours, about -5 to 3."""
    within = before.isalpha() and after.isalpha()
    if letter in _MARKS and letter not in "ªº":
        return -3.0 if within and letter not in _WITHIN else 1.0
    if not letter.isalpha():
        return -5.0 if letter == "\ufffd" or not letter.isprintable() else (-3.0 if within else -1.0)
    if letter.isupper() and before.islower():
        return -3.0
    if letter in known:
        return 3.0
    if letter in _USUAL:
        return 2.0
    if "\u0370" <= letter <= "\u04ff":
        mixed = (before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii())
        return -3.0 if mixed else 1.5 + (letter.islower() and before > "\u0370")
    return 0.8 if letter in _CENTRAL else -1.0
