"""Checks of a draft: what blocks copying, what to reconsider, and what is good already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rejection_tui.domain.draft import Channel, DraftKind, Finding, Severity
from rejection_tui.drafting.blunt import formulas, stock_in
from rejection_tui.drafting.check_context import CheckContext
from rejection_tui.drafting.foreign import foreign, hidden, placeholders
from rejection_tui.drafting.packaged import packaged
from rejection_tui.drafting.pieces import pieces
from rejection_tui.drafting.shape import shape

__all__ = ["MAX_TEXT", "CheckContext", "can_copy", "check"]

#: Characters that are checked; a draft is a page at most.
MAX_TEXT: Final = 20_000
#: When the first rule warns, the second would only repeat it and is left out.
_REPEATS: Final = (
    ("feedback.broad", "feedback.no_question"),
    ("feedback.about_hired", "feedback.no_question"),
    ("feedback.refused", "feedback.many_questions"),
)
_ASKS: Final = "feedback.specific"
_SEVERITY_ORDER: Final = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.GOOD: 2}


def check(kind: DraftKind, subject: str, body: str, context: CheckContext) -> tuple[Finding, ...]:
    """Return the findings on a draft, blocking ones first; `start` and `end` index into `body`.

    A finding on the subject has a rule that begins with `subject.` and indexes into the subject.
    """
    from rejection_tui.drafting.tone import (
        finding_of,
        language_of_draft,
        tone,
    )  # reads the model, which what does not check needs not

    body, subject = body[:MAX_TEXT], subject[:MAX_TEXT]
    found = [*_subject_or_body(body, context), *shape(kind, body, context)]
    if body.strip() and kind.spec.channel is not Channel.PHONE:
        plain = hidden(body, context.allowed)
        told = [replace(f, words=body[f.start : f.end]) for f in tone(kind, plain, context, found)]
        language = language_of_draft(plain, context)
        blunt = [finding_of(fault, piece, Severity.WARN, language) for fault, piece in stock_in(kind, plain, language)]
        if language == "en":
            blunt += formulas(kind, plain)
        found += [*told, *_not_told(blunt, told, plain, language)]
    if kind.spec.channel is not Channel.LINKEDIN:
        found += [replace(f, rule=f"subject.{f.rule}") for f in _subject_or_body(subject, context)]
    warned = {f.rule for f in found if f.severity is Severity.WARN}
    repeated = {rule for rule_found, rule in _REPEATS if rule_found in warned}
    if any(f.rule == _ASKS and f.severity is Severity.GOOD for f in found):
        repeated.add("feedback.no_question")  # "I would like to know whether …" has no mark and asks
    found = [f for f in found if f.rule not in repeated]
    return tuple(sorted(found, key=lambda f: (_SEVERITY_ORDER[f.severity], f.rule.startswith("subject."), f.start)))


def _not_told(blunt: Iterable[Finding], told: Iterable[Finding], body: str, language: str) -> Iterator[Finding]:
    """Yield the findings in places that nothing was said against yet, and that the program did not write."""
    warned = [(f.start, f.end) for f in told if f.severity is not Severity.GOOD]
    ours = [piece for piece in pieces(body) if packaged(piece.text, language) is not None]
    taken = [*warned, *((piece.start, piece.end) for piece in ours)]
    for found in blunt:
        if not any(start < found.end and found.start < end for start, end in taken):
            taken.append((found.start, found.end))
            yield found


def can_copy(findings: Iterable[Finding]) -> bool:
    """Return whether nothing blocks copying."""
    return all(f.severity is not Severity.BLOCK for f in findings)


def _subject_or_body(text: str, context: CheckContext) -> Iterator[Finding]:
    yield from placeholders(text)
    yield from foreign(text, context)
