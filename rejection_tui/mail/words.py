"""The words that mail programs write around mails, as content gives them, in the forms in which they are looked up."""

import re
import tomllib
from functools import cache
from typing import Any

from rejection_tui.content import read


def plain(text: str) -> str:
    """Return words as the tables hold them: lower case, single spaces, Turkish capitals too."""
    return " ".join(text.lower().replace("\u0307", "").split())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(read("phrases/mail_words.toml"))


@cache
def labels() -> dict[str, str]:
    """Return the labels of copied header lines in all languages, each with "from", "sent", "to", "cc" or "subject"."""
    return {plain(name): field for field, names in _table()["labels"].items() for name in names}


@cache
def lines(kind: str) -> frozenset[str]:
    """Return the lines that announce an earlier mail: "forwarded", "original", or "ends" for those below one."""
    return frozenset(plain(line) for line in _table()["lines"][kind])


@cache
def forward_subject() -> re.Pattern[str]:
    """Return the pattern of the marks of a forward at the beginning of a subject; one match takes all of them."""
    marks = "|".join(re.escape(mark) for mark in sorted(_table()["subjects"]["forward"], key=len, reverse=True))
    return re.compile(rf"\s*(?:\[[^\]\n]{{1,30}}\]\s*)?(?:(?:{marks}|i̇lt)\s?(?:\[\d\])?\s?[:：]\s*)+", re.I)


@cache
def attribution(kind: str) -> str:
    """Return the words of an attribution ("begins", "verbs", "persons") as alternatives of a pattern."""
    words = sorted(_table()["attribution"][kind], key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


@cache
def program_signature() -> re.Pattern[str]:
    """Return the pattern of a line that a phone or a mail program adds below a mail."""
    begins, names = (
        "|".join(re.escape(word) for word in sorted(_table()["signatures"][kind], key=len, reverse=True))
        for kind in ("begins", "names")
    )
    return re.compile(rf"\W{{0,3}}(?=(?:{begins})\b)[^\n]{{0,70}}?(?:{names})(?!\w{{4}})[^\n]{{0,100}}", re.I)
