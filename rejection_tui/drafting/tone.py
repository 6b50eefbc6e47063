"""The tone of a draft, phrase by phrase: what it should have and has, what it lacks, what hurts its writer."""

from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.drafting.phrases import Phrase, Rule, hits, rules

FILES: Final = ("tone_reply", "tone_avoid", "tone_feedback", "tone_contact")
#: Wanted before the first question is asked, not after it.
_FIRST: Final = "feedback.accepted"


def tone(kind: DraftKind, text: str) -> Iterator[Finding]:
    """Yield what the phrases say of `text`: each unwanted place, and each wanted thing once, found or missing."""
    for file in FILES:
        found: dict[str, list[Finding]] = {}
        for phrase, match in hits(file, text):
            if _applies(phrase.rule, kind):
                found.setdefault(phrase.rule.id, []).append(_finding(phrase, text, match.start(), match.end()))
        for rule in rules(file):
            if _applies(rule, kind):
                mine = sorted(found.get(rule.id, ()), key=lambda f: (f.start, -f.end))
                yield from _wanted(rule, mine, text) if rule.want else _apart(mine)


def _applies(rule: Rule, kind: DraftKind) -> bool:
    return not rule.kinds or kind in rule.kinds


def _finding(phrase: Phrase, text: str, start: int, end: int) -> Finding:
    severity = Severity.GOOD if phrase.rule.want else Severity.WARN
    instead = "" if phrase.rule.want else phrase.instead
    return Finding(phrase.rule.id, severity, phrase.message, text[start:end], start, end, instead)


def _wanted(rule: Rule, found: list[Finding], text: str) -> Iterator[Finding]:
    limit = text.find("?") if rule.id == _FIRST and "?" in text else len(text)
    in_time = [f for f in found if f.end <= limit]
    yield in_time[0] if in_time else Finding(rule.id, Severity.WARN, rule.missing, instead=rule.instead)


def _apart(found: list[Finding]) -> Iterator[Finding]:
    """Yield findings that do not overlap, so that one place is marked once for one rule."""
    end = -1
    for finding in found:
        if finding.start >= end:
            end = finding.end
            yield finding
