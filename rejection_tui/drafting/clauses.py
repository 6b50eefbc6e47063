"""Sentences and clauses of an answer: which of them only soften or praise, and which whole words may be quoted."""

import re
from collections.abc import Iterator
from typing import Final

from rejection_tui.domain.text import clean_line
from rejection_tui.drafting.phrases import hits, spoken

QUOTE: Final = 160
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\w|[ ][a-z])[^.!?\n]*)*[.!?]*")
_CONCESSION: Final = re.compile(
    r"\s*(?:although|though|while|whilst|even though|obwohl|bien que)\b[^,\n]*,", re.IGNORECASE
)
_JOINT: Final = re.compile(r"[,;:]\s+|\s+[-–—]\s+|\s+(?=(?:and|but|so|because|which|as|while)\s)", re.IGNORECASE)
#: Where a sentence goes on to another point about the applicant.
_NEXT_POINT: Final = re.compile(r",\s+(?:and|but|also)\s+(?=your?\b)", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"""(?:\s|(?:dear|hello|hi|hey)\s[^,\n]{1,40},
    |[-*•–—,;:]|(?:but|however|though|yet|and|so|still|honestly|frankly|to\ be\ honest|that\ said
    |overall|in\ short|also|aber|allerdings|mais|cependant)\b)+""",
    re.IGNORECASE | re.VERBOSE,
)
Span = tuple[int, int]


def softened(text: str) -> tuple[Span, ...]:
    """Return the places of `text` that praise or soften and name no shortfall; nothing said there is a gap."""
    marks: dict[str, list[int]] = {"praise": [], "shortfall": [], "lack": [], "turn": []}
    for phrase, match in hits("feedback_softening", text):
        marks[phrase.rule.id].append(match.start())
    return tuple(
        clause
        for sentence in _sentences(text)
        for clause, turns in _clauses(text, sentence, marks["turn"])
        if _within(marks["praise"], clause) and not _within(marks["lack" if turns else "shortfall"], clause)
    )


def quote(text: str, at: int, soft: tuple[Span, ...]) -> str:
    """Return the clause of `text` that stands at `at`, as it was written and without the softening before it."""
    start, end = next((s for s in _sentences(text) if s[0] <= at < s[1]), (at, at))
    for a, b in soft:
        if start <= a and b <= at:
            start = b
        elif at < a < end:
            end = a
    if lead := _LEAD.match(text, start, end):
        start = min(lead.end(), at)
    cut = _shorter if end - start > QUOTE else _point
    start, end = cut(text, start, end, at)
    return clean_line(text[start:end], QUOTE).rstrip(" ,;:-–—")


def _sentences(text: str) -> Iterator[Span]:
    for match in _SENTENCE.finditer(spoken(text)):
        yield match.span()


def _clauses(text: str, sentence: Span, turns: list[int]) -> Iterator[tuple[Span, bool]]:
    """Yield the clauses of a sentence, each with whether the answer turns to its point after it."""
    start, end = sentence
    cuts = sorted({t for t in turns if start < t < end})
    if concession := _CONCESSION.match(text, start, end):
        cuts = sorted({*(c for c in cuts if c >= concession.end()), concession.end()})
    for a, b in zip([start, *cuts], [*cuts, end], strict=True):
        yield (a, b), b != end


def _within(places: list[int], span: Span) -> bool:
    return any(span[0] <= p < span[1] for p in places)


def _point(text: str, start: int, end: int, at: int) -> Span:
    """Return the point about the applicant that stands at `at`, without the others of its sentence."""
    for joint in _NEXT_POINT.finditer(text, start, end):
        if joint.start() > at:
            return start, joint.start()
        start = joint.end() if joint.end() <= at else start
    return start, end


def _shorter(text: str, start: int, end: int, at: int) -> Span:
    """Return the longest run of whole parts round `at` that fits a quote, preferring what follows."""
    joints = [start, *(m.end() for m in _JOINT.finditer(text, start, end)), end]
    first = max(i for i, j in enumerate(joints) if j <= at)
    last = first + 1
    while last + 1 < len(joints) and joints[last + 1] - joints[first] <= QUOTE:
        last += 1
    while first and joints[last] - joints[first - 1] <= QUOTE:
        first -= 1
    return joints[first], joints[last]
