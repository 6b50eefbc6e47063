"""Finds names of people and firms that the file does not know, where a sentence treats them as the ones written to."""

import re
from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting.check_context import CheckContext

_NAME: Final = r"[A-ZÀ-ÖØ-ÞŞİĞÇÜÖ][\w'’&-]+"
#: Small words within a name: "Waterhouse & Sons", "Éditions du Sorbier".
_WITHIN: Final = r"(?:&|and|und|et|of|the|du|de|des|della|van|der|den|do|da|di|y|ve|l['’])"
_RUN: Final = rf"{_NAME}(?:[ ](?:{_WITHIN}[ ])*{_NAME})+"
#: What stands before the firm one writes to.
_BEFORE: Final = {
    "en": r"(?:at|for|join|joining|with|to|of)",
    "de": r"(?:bei|für|von|mit|wie)",
    "fr": r"(?:chez|pour|avec|à|de)",
    "es": r"(?:en|para|con|de)",
    "it": r"(?:in|presso|da|per|di|con)",
    "nl": r"(?:bij|voor|van|met)",
    "pt": r"(?:na|no|para|com|da|do|em)",
    "tr": r"(?!)",
}
#: What many firms are called; alone it does not make a firm the one that is known.
_KINDS_OF_FIRM: Final = frozenset(
    ["institute", "school", "college", "museum", "council", "society", "trust", "foundation", "group", "hotel", "clinic", "library", "hospital", "centre", "center", "forum", "media", "partners", "institut", "schule", "museum", "klinik", "stiftung", "verein", "école", "lycée", "musée", "hôtel", "instituto", "escuela", "museo", "istituto", "scuola", "museo", "stichting", "school", "escola", "coffee", "cafe", "main", "line"]
)
_COMMON: Final = re.compile(
    r"(?i)\b(?:mr|mrs|ms|miss|dr|frau|herr|mme|sie|ihnen|ihre?[nmrs]?|lei|sua|suo|suoi|level|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|christmas|easter|street|road|station|house|semana|santa|navidad|pascua|ende|anfang|mitte|januar|februar|märz|mai|juni|juli|oktober|dezember|montag|dienstag|mittwoch|donnerstag|freitag)\b"
)


def strange_names(body: str, language: str, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for each run of capitalised words after "at" or "for" that nothing known contains."""
    if context.known_names is None:
        return
    known = _known(context)
    for match in re.finditer(rf"\b{_BEFORE.get(language, '(?!)')}[ ](?:the[ ])?({_RUN})", body):
        words = match[1].rstrip(".")
        parts = [part for part in fold(words).split() if len(part) > 2]
        distinct = [part for part in parts if part not in _KINDS_OF_FIRM]
        if not _COMMON.search(words) and distinct and not any(part in known for part in distinct):
            yield Finding(
                "foreign.unknown",
                Severity.WARN,
                f"{words} is not in the file of this rejection.",
                words,
                match.start(1),
                match.start(1) + len(words),
                context.company or "the company you are writing to",
            )


def _known(context: CheckContext) -> frozenset[str]:
    texts = (context.company, context.role, context.recruiter_name, context.my_name, *context.allowed)
    return frozenset(word for text in (*texts, *(context.known_names or ())) for word in fold(text).split())
