"""The tone of a draft, phrase by phrase: what it should have and has, what it lacks, what hurts its writer."""

import re
from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.drafting.phrases import Phrase, Rule, hits, rules, spoken

FILES: Final = ("tone_reply", "tone_avoid", "tone_feedback", "tone_contact")
#: Wanted before the first question is asked, not after it.
_FIRST: Final = "feedback.accepted"
#: Wanted in so many ways that a sentence not understood may well be it: then its absence is not said.
_ELUSIVE: Final = (_FIRST, "reply.acknowledges", "reply.door_ajar", "linkedin.interaction")
_SENTENCE: Final = re.compile(r"[^.!?;\n]+\??")
_GREETING: Final = re.compile(
    r"\s*(?:dear|hello|hi|hey|good (?:morning|afternoon|evening))\b[^,\n]{0,40}(?:,|$)", re.IGNORECASE
)


def tone(kind: DraftKind, text: str) -> Iterator[Finding]:
    """Yield what the phrases say of `text`: each unwanted place, and each wanted thing once, found or missing."""
    findings: list[Finding] = []
    missing: list[Finding] = []
    places: list[tuple[int, int]] = []
    for file in FILES:
        found: dict[str, list[Finding]] = {}
        for phrase, match in hits(file, text, kind):
            found.setdefault(phrase.rule.id, []).append(_finding(phrase, text, match.start(), match.end()))
        for rule in rules(file):
            mine = sorted(found.get(rule.id, ()), key=lambda f: (f.start, -f.end))
            places += [(f.start, f.end) for f in mine]
            if _applies(rule, kind) and rule.want and not (mine := _in_time(rule, mine, text)):
                missing.append(Finding(rule.id, Severity.WARN, rule.missing, instead=rule.instead))
            findings += (mine[:1] if rule.want else _apart(mine)) if mine else ()
    yield from findings
    yield from _surely_missing(missing, _unread(text, places), text)


def _surely_missing(missing: list[Finding], unread: list[int], text: str) -> Iterator[Finding]:
    """Yield what is missing; each sentence nobody understood is given the benefit of the doubt once."""
    places = list(unread)
    for finding in missing:
        if finding.rule not in _ELUSIVE:
            yield finding
            continue
        place = next((p for p in places if finding.rule != _FIRST or p < _question(text)), None)
        if place is None:
            yield finding
        elif finding.rule != _FIRST or "reply.acknowledges" not in {f.rule for f in missing}:
            places.remove(place)


def _unread(text: str, places: list[tuple[int, int]]) -> list[int]:
    """Return where the sentences begin that no phrase accounts for; greetings, names and questions are none."""
    places = places + [match.span() for _, match in hits("tone_known", text)]
    lines = spoken(text)
    found = []
    for match in _SENTENCE.finditer(lines):
        start = greeting.end() if (greeting := _GREETING.match(lines, *match.span())) else match.start()
        words = lines[start : match.end()]
        known = any(a < match.end() and start < b for a, b in places)
        if not known and not words.endswith("?") and len(words.split()) > 3:
            found.append(start)
    return found


def _question(text: str) -> int:
    """Return where the first question ends."""
    return text.find("?") if "?" in text else len(text)


def _applies(rule: Rule, kind: DraftKind) -> bool:
    return not rule.kinds or kind in rule.kinds


def _finding(phrase: Phrase, text: str, start: int, end: int) -> Finding:
    severity = Severity.GOOD if phrase.rule.want else Severity.WARN
    instead = "" if phrase.rule.want else phrase.instead
    return Finding(phrase.rule.id, severity, phrase.message, text[start:end], start, end, instead)


def _in_time(rule: Rule, found: list[Finding], text: str) -> list[Finding]:
    return [f for f in found if rule.id != _FIRST or f.end <= _question(text)]


def _apart(found: list[Finding]) -> Iterator[Finding]:
    """Yield findings that do not overlap, so that one place is marked once for one rule."""
    end = -1
    for finding in found:
        if finding.start >= end:
            end = finding.end
            yield finding
