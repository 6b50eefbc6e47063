"""What the composer says beside a draft: what blocks copying, what to think over, and what is good already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.drafting.context import CheckContext
from rejection_tui.drafting.foreign import foreign, hidden, placeholders
from rejection_tui.drafting.shape import shape
from rejection_tui.drafting.tone import tone

#: A draft is a page at most; what stands beyond is not looked at.
MAX_TEXT: Final = 20_000
#: When the first speaks, the second would only say it again.
_HUSHES: Final = (
    ("feedback.broad", "feedback.specific"),
    ("feedback.broad", "feedback.no_question"),
    ("feedback.about_hired", "feedback.specific"),
    ("feedback.no_question", "feedback.specific"),
    ("tone.why", "feedback.specific"),
    ("reply.acknowledges", "feedback.accepted"),
)
_ORDER: Final = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.GOOD: 2}


def check(kind: DraftKind, subject: str, body: str, context: CheckContext) -> tuple[Finding, ...]:
    """Return what there is to say of a draft, what blocks first; `start` and `end` index into `body`.

    A finding on the subject has a rule that begins with `subject.` and indexes into the subject.
    """
    body, subject = body[:MAX_TEXT], subject[:MAX_TEXT]
    spoken = hidden(body, context.allowed)
    found = [*_everywhere(body, context), *shape(kind, body, context)]
    if body.strip():
        found += tone(kind, spoken)
    if kind is not DraftKind.LINKEDIN:
        found += [replace(f, rule=f"subject.{f.rule}") for f in _everywhere(subject, context)]
    spoke = {f.rule for f in found if f.severity is Severity.WARN}
    hushed = {rule for louder, rule in _HUSHES if louder in spoke}
    found = [f for f in found if f.rule not in hushed]
    return tuple(sorted(found, key=lambda f: (_ORDER[f.severity], f.rule.startswith("subject."), f.start)))


def can_copy(findings: Iterable[Finding]) -> bool:
    """True when nothing blocks copying."""
    return all(f.severity is not Severity.BLOCK for f in findings)


def _everywhere(text: str, context: CheckContext) -> Iterator[Finding]:
    yield from placeholders(text)
    yield from foreign(text, context)
