"""Finds names of people and firms that the file does not know, where a sentence treats them as the ones written to."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting.check_context import CheckContext

_NAME: Final = r"[A-ZÀ-ÖØ-ÞŞİĞÇÜÖ][\w'’&-]+"
#: Small words within a name: "Waterhouse & Sons", "Éditions du Sorbier".
_WITHIN: Final = r"(?:&|and|und|et|of|the|du|de|des|della|van|der|den|do|da|di|y|ve|l['’])"
_RUN: Final = rf"{_NAME}(?:[ ](?:{_WITHIN}[ ])*{_NAME})+"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(content.read("phrases/draft_names.toml"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, _table()["words"][name]))


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    before = _table()["before"].get(language)
    return re.compile(rf"\b(?:{before})[ ](?:the[ ])?({_RUN})") if before else None


def strange_names(body: str, language: str, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each run of capitalised words after "at" or "for" that nothing known contains."""
    if context.known_names is None:
        return
    pattern, known = _pattern(language), _known(context)
    for match in pattern.finditer(body) if pattern else ():
        words = match[1]
        parts = fold(words).split()
        distinct = [part for part in parts if len(part) > 2 and part not in _words("kinds_of_firm")]
        strange = distinct and not any(part in known for part in distinct)
        if strange and not any(part in _words("no_firm") for part in parts):
            yield Finding(
                "foreign.unknown",
                Severity.WARN,
                f"{words} is nowhere in what is filed with this rejection.",
                words,
                match.start(1),
                match.end(1),
                context.company or "the company you are writing to",
            )


def _known(context: CheckContext) -> frozenset[str]:
    texts = (context.company, context.role, context.recruiter_name, context.my_name, *context.allowed)
    return frozenset(word for text in (*texts, *(context.known_names or ())) for word in fold(text).split())
