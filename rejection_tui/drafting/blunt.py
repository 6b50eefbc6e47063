"""Finds blunt formulas of English ("Please change your mind"), which are said whatever the learned judgement says."""

from collections.abc import Iterator

from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.drafting.phrases import hits

FILE = "tone_blunt"


def blunt(kind: DraftKind, body: str) -> Iterator[Finding]:
    """Yield a finding for each blunt formula in a text; formulas that overlap count once."""
    end = -1
    for phrase, match in sorted(hits(FILE, body, kind), key=lambda hit: (hit[1].start(), -hit[1].end())):
        if match.start() >= end:
            end = match.end()
            words = body[match.start() : end]
            yield Finding(phrase.rule.id, Severity.WARN, phrase.message, words, match.start(), end, phrase.instead)
