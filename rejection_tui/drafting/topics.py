"""Finds the one tool, standard or skill a reason names by its spelling ("Databricks", "ISO 13485", "C#")."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.text import fold

_LOOK: Final = 400  # characters of a quote
#: Capitals inside or after a word, a digit after letters, or a mark that only names carry.
_TERM: Final = re.compile(
    r"(?<![\w@./-])(?:[A-Z]{2,6}[ -]\d{2,6}|[A-Z][a-z]+[A-Z][A-Za-z]*|[A-Z]{3,6}(?:/[A-Z]{2,6})?|[A-Z][a-z]{2,}\d+|"
    r"C\+\+|C#|F#|\.NET|[A-Z][a-z]{2,}(?:\.js|QL|DB))(?![\w@-])"
)
#: Short words in capitals that name no skill.
_NO_TOPIC: Final = (
    " hr cv uk us usa eu re ps asap ceo cto cfo coo hq pm am nhs it ok tv faq gmbh ag kg se plc llc id fyi phd ma ba "
    "mba bsc msc "
)


def topic_in(quote: str, language: str, not_these: Iterable[str]) -> str:
    """Return the term a quote names, "" unless it names just one; `not_these` are names of firms and people."""
    known = {word for name in not_these for word in fold(name).split()}
    text = quote[:_LOOK]
    found = _terms(_TERM, text, known) or _terms(_skills(), text, known)
    return found[0] if len(found) == 1 else ""


@cache
def _skills() -> re.Pattern[str]:
    names: str = tomllib.loads(content.read("phrases/skills.toml"))["names"]
    return re.compile(rf"(?<![\w@./-])(?:{'|'.join(map(re.escape, names.split()))})(?![\w@])")


def _terms(pattern: re.Pattern[str], text: str, known: set[str]) -> list[str]:
    terms = dict.fromkeys(match.group() for match in pattern.finditer(text))
    return [term for term in terms if f" {fold(term)} " not in _NO_TOPIC and not known & set(fold(term).split())]
