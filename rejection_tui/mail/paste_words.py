"""The words around letters copied from pages and apps, as content gives them, and the lines that consist of them."""

import re
import tomllib
from functools import cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.mail.words import plain

_COUNTER = re.compile(
    r"in:\S{1,40}|[\d.,]+\s?(?:of|von|sur|de|di|van|/)\s?[\d.,]+"
    r"|[\d,.]+[–-][\d,.]+ \w{2,4} [\d,.]+|\d{1,3}(?: \w{4,12})?"
)
_INITIALS = re.compile(r"[A-ZÄÖÜÇŞİ]{1,2}")
_EDGES = " \t\xa0•·*|,.;()"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(read("phrases/paste_words.toml"))


def straight(text: str) -> str:
    """Return words in their plain form, their apostrophes as typewriters have them."""
    return plain(text).replace("’", "'")


@cache
def words(section: str, kind: str) -> frozenset[str]:
    """Return the words of one kind, such as ("page", "above")."""
    return frozenset(plain(word) for word in _table()[section][kind])


@cache
def alternatives(section: str, kind: str) -> str:
    """Return the words of one kind as alternatives of a pattern, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words(section, kind), key=len, reverse=True))


@cache
def notices() -> tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]:
    """Return of each language the subject a notice gets, the words of a refusal, and how the line of the day begins."""
    return tuple(
        (entry["subject"], frozenset(map(straight, entry["status"])), tuple(map(straight, entry["applied"])))
        for entry in _table()["notice"]
    )


@cache
def _all_below() -> re.Pattern[str]:
    return re.compile(alternatives("page", "below"), re.I)


@cache
def _attachments() -> re.Pattern[str]:
    return re.compile(rf"(?:\d{{1,2}}\s)?(?:{alternatives('page', 'attachments')})(?:\s?\(\d{{1,2}}\))?", re.I)


def is_above(line: str) -> bool:
    """Return whether a line belongs to the page above a letter: a folder, a counter, the initials of a sender."""
    text = plain(line[:100]).strip(_EDGES) if len(line) <= 100 else ""
    return (
        text in words("page", "above")
        or plain(line[:100]) in words("page", "above")
        or _COUNTER.fullmatch(text) is not None
        or _INITIALS.fullmatch(line.strip()) is not None
    )


def is_below(line: str) -> bool:
    """Return whether a line below a letter is of the page: "Reply Forward", or more such words glued together."""
    if len(line) > 100 or not (text := line.strip(_EDGES)):
        return False
    rest, count = _all_below().subn(" ", text)
    left = [word for word in re.findall(r"\w+", rest.lower()) if word not in words("page", "joining")]
    return count > 0 and not left


def is_attachments(line: str) -> bool:
    """Return whether a line heads the attachments below a letter."""
    return len(line) <= 60 and _attachments().fullmatch(line.strip(_EDGES)) is not None
