"""What the composer says beside a draft: what blocks copying, what to think over, and what is good already."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.drafting.context import CheckContext
from rejection_tui.drafting.foreign import foreign, placeholders

_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.GOOD: 2}


def check(kind: DraftKind, subject: str, body: str, context: CheckContext) -> tuple[Finding, ...]:
    """Return what there is to say of a draft, what blocks first; `start` and `end` index into `body`.

    A finding on the subject has a rule that begins with `subject.` and indexes into the subject.
    """
    found = [*_everywhere(body, context)]
    if kind is not DraftKind.LINKEDIN:
        found += [replace(f, rule=f"subject.{f.rule}") for f in _everywhere(subject, context)]
    return tuple(sorted(found, key=lambda f: (_ORDER[f.severity], f.rule.startswith("subject."), f.start)))


def can_copy(findings: Iterable[Finding]) -> bool:
    """True when nothing blocks copying."""
    return all(f.severity is not Severity.BLOCK for f in findings)


def _everywhere(text: str, context: CheckContext) -> Iterator[Finding]:
    yield from placeholders(text)
    yield from foreign(text, context)
