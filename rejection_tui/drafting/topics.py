"""Finds the one tool, standard or skill a reason names by its spelling ("Databricks", "ISO 13485", "C#")."""

import re
from collections.abc import Iterable
from typing import Final

from rejection_tui.domain.text import fold
from rejection_tui.drafting.wording import sentences

_LOOK: Final = 400  # characters of a quote
#: Capitals inside or after a word, a digit after letters, or a mark that only names carry.
_TERM: Final = re.compile(
    r"(?<![\w@./-])(?:[A-Z]{2,6}[ -]\d{2,6}|[A-Z][a-z]+[A-Z][A-Za-z]*|[A-Z]{3,6}(?:/[A-Z]{2,6})?|[A-Z][a-z]{2,}\d+|"
    r"C\+\+|C#|F#|\.NET|[A-Z][a-z]{2,}(?:\.js|QL|DB))(?![\w@-])"
)
#: A plain word with a capital is a name only where nouns have none.
_NAME: Final = re.compile(r"(?<![\w@./-])[A-Z][a-z]{3,}(?![\w@'’-])")
#: Short words in capitals that name no skill.
_NO_TOPIC: Final = (
    " hr cv uk us usa eu re ps asap ceo cto cfo coo hq pm am nhs it ok tv faq gmbh ag kg se plc llc id fyi phd ma ba "
    "mba bsc msc "
)


def topic_in(quote: str, language: str, not_these: Iterable[str]) -> str:
    """Return the term a quote names, "" unless it names just one; `not_these` are names of firms and people."""
    known = {word for name in not_these for word in fold(name).split()}
    text = quote[:_LOOK]
    found = _terms(_TERM, text, known)
    if not found and language == "en":
        inner = " ".join(sentence.partition(" ")[2] for sentence in sentences(text))
        found = _terms(_NAME, inner, known)
    return found[0] if len(found) == 1 else ""


def _terms(pattern: re.Pattern[str], text: str, known: set[str]) -> list[str]:
    terms = dict.fromkeys(match.group() for match in pattern.finditer(text))
    return [term for term in terms if f" {fold(term)} " not in _NO_TOPIC and not known & set(fold(term).split())]
