"""What a report carries so that a commented copy can be read again: the places of its headings, and its own lines.

A heading ends in a place that people can see: (a1b2c3d) for a rejection, (a1b2c3d-2) for its second step. The lines a
report was written with are kept as digests of their words, which survive new line breaks, quotation marks and markup.
"""

import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.ids import short
from rejection_tui.domain.text import fold

#: The most words of one digest; a longer line has several.
MOST_WORDS: Final = 64
_PLACE: Final = re.compile(r"\(([^\s()]{1,7}?)(?:[-–—‑−]([1-4]))?\)")  # an editor may make another dash of the hyphen
#: Characters of Markdown that mean nothing by themselves.
_MARKUP: Final = frozenset("#>*_-+=|~`\\ \t.:")
#: The comment as it is written, and as a word processor may have escaped it or made other dashes of its hyphens.
_DIGESTS: Final = re.compile(r"\\?<\\?![-–—\\]{1,6}\s*rejtui report(?:\s*\b[0-9a-f]{8}\b)*\s*(?:[-–—\\]{1,6}>)?")
_REPLY_MARK: Final = re.compile(r"^> ?", re.MULTILINE)
_DIGEST: Final = re.compile(r"\b[0-9a-f]{8}\b")
_DIGESTS_A_LINE: Final = 12


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where something stands in a report: under a rejection (its uid), and under a step from 1 to 4, or 0 for none."""

    rejection: str
    step: int = 0


def place_words(place: ReportPlace) -> str:
    """Return a place as it stands in a heading: "(a1b2c3d-2)"."""
    return f"({short(place.rejection)}{f'-{place.step}' if place.step else ''})"


def place_in(heading: str, uids: Mapping[str, str]) -> tuple[ReportPlace, str] | None:
    """Return the last place in a heading and what stands behind it, None for no place; `uids`: whole ones by short."""
    plain = heading.replace("\\", "")
    for match in reversed(list(_PLACE.finditer(plain))):
        for short_uid, step in ((match[0][1:-1], 0), (match[1], int(match[2] or 0))):
            if short_uid in uids:
                return ReportPlace(uids[short_uid], step), plain[match.end() :]
    return None


def names_a_place(heading: str) -> bool:
    """Return whether a heading ends as if it named a place, though perhaps one of another file."""
    return re.search(r"\([0-9a-f]{7}(?:[-–—‑−][1-4])?\)\W*$", heading) is not None


def words_of(line: str) -> list[str]:
    """Return the words of a line without case, accents, punctuation and markup; of "???" or a sign that itself."""
    plain = fold(html.unescape(line)).split()
    if plain:
        return plain
    bare = "".join(character for character in line if character not in _MARKUP)
    return [bare] if bare else []


def digests(lines: Iterable[str]) -> frozenset[str]:
    """Return the digests of the words of lines."""
    found = set()
    for line in lines:
        words = words_of(line)
        found |= {digest(words[at : at + MOST_WORDS]) for at in range(0, len(words), MOST_WORDS)}
    return frozenset(found)


def digest(words: Iterable[str]) -> str:
    """Return the digest of words: eight hexadecimal digits."""
    return hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=4).hexdigest()


def longest_known(words: list[str], start: int, known: frozenset[str]) -> int:
    """Return how many of the words from `start` on are the longest run with a known digest; 0 for none."""
    running, longest = hashlib.blake2b(digest_size=4), 0
    for count, word in enumerate(words[start : start + MOST_WORDS], 1):
        running.update((f" {word}" if count > 1 else word).encode("utf-8", "replace"))
        if running.hexdigest() in known:
            longest = count
    return longest


def digest_comment(report: str) -> str:
    """Return the digests of all lines of a report as a comment that no reader of it sees."""
    found = sorted(digests(report.splitlines()))
    rows = (" ".join(found[at : at + _DIGESTS_A_LINE]) for at in range(0, len(found), _DIGESTS_A_LINE))
    return "\n".join(("<!-- rejtui report", *rows, "-->"))


def without_reply_marks(text: str) -> str:
    """Return a report that was answered by email, where most lines begin with >, without one such mark a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    quoted = sum(line.startswith(">") for line in lines)
    headings = sum(line.startswith("> #") for line in lines)
    return _REPLY_MARK.sub("", text) if headings and quoted * 2 > len(lines) else text


def without_digests(text: str) -> tuple[str, frozenset[str]]:
    """Return a commented report without that comment, and the digests in it."""
    found = (match[0] for match in _DIGESTS.finditer(text))
    return _DIGESTS.sub("", text), frozenset(one for block in found for one in _DIGEST.findall(block))
