"""Finds stock sentences that no draft should have, in every language, and blunt formulas of English.

They are said whatever the learned judgement says, which learns from what people write and not from stock.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import DraftKind, Finding, Severity
from rejection_tui.domain.text import fold
from rejection_tui.drafting.phrases import hits
from rejection_tui.drafting.pieces import Piece, pieces

FORMULAS: Final = "tone_blunt"
_ASKING: Final = frozenset({DraftKind.FEEDBACK, DraftKind.REPLY_AND_FEEDBACK, DraftKind.NUDGE})
#: Faults that are some only in these kinds of message.
_ONLY_IN: Final = {
    "broad": _ASKING,
    "checking_in": frozenset({DraftKind.VALUE, DraftKind.NUDGE, DraftKind.LINKEDIN, DraftKind.REAPPLY}),
}


@cache
def stock(language: str) -> tuple[tuple[str, str], ...]:
    """Return the stock sentences of a language without region, folded between blanks, each with its fault."""
    table: dict[str, list[str]] = tomllib.loads(content.read("phrases/blunt.toml")).get(language, {})
    return tuple((f" {fold(sentence)} ", fault) for fault, sentences in table.items() for sentence in sentences)


def stock_in(kind: DraftKind, body: str, language: str) -> Iterator[tuple[str, Piece]]:
    """Yield each sentence of a text that holds a stock sentence, with the name of its fault."""
    for piece in pieces(body):
        folded = f" {fold(piece.text)} "
        for sentence, fault in stock(language):
            if sentence in folded and kind in _ONLY_IN.get(fault, (kind,)):
                yield fault, piece
                break


def formulas(kind: DraftKind, body: str) -> Iterator[Finding]:
    """Yield a finding for each blunt formula of English in a text; formulas that overlap count once."""
    end = -1
    for phrase, match in sorted(hits(FORMULAS, body, kind), key=lambda hit: (hit[1].start(), -hit[1].end())):
        if match.start() >= end:
            end = match.end()
            words = body[match.start() : end]
            yield Finding(phrase.rule.id, Severity.WARN, phrase.message, words, match.start(), end, phrase.instead)
