"""Reads what came back to a reply or a question: its kind (feedback, polite words, a promise), and its gaps."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Final

from rejection_tui.domain.answer import AnswerKind, AnswerReading, AnswerSort, SaidGap
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import clean_line
from rejection_tui.reading.answer_features import AnswerParts, language_of, take_apart
from rejection_tui.reading.answer_model import (
    AUTOMATIC,
    KINDS,
    answer_model,
    features_together,
    numbers_of,
)
from rejection_tui.reading.gap_features import pieces_of
from rejection_tui.reading.gap_model import GapModel, gap_model
from rejection_tui.reading.gap_topics import action_of, theme_of
from rejection_tui.reading.gaps import FoundGap, found_gaps
from rejection_tui.reading.own_words import own_words

_STANDS_OUT: Final = 1.0  # log-odds between the best sentence and the next
_MAX_WORDS: Final = 160  # characters of the sentence that is shown
_MAX_TEXT: Final = 20_000  # characters of a mail in which the sender's own words are looked for
_MAX_OWN: Final = 6_000  # characters from the first of those words on that are read
_MAX_QUOTE: Final = 240
#: What may name a gap; the others say that there is none to hear of.
_SAYING: Final = (AnswerKind.FEEDBACK, AnswerKind.CALL)
_BLANK: Final = re.compile(r"\n[ \n]*\n")
_ENDS: Final = " \t\n,;:-–—•*→·"


def read(letter: Letter, asked: str = "") -> AnswerReading:
    """Return what a mail that came back is read as, and each gap it names; it never raises.

    Only the sender's own words count: the body of a letter has no quoted mail in it, and sentences are left out that
    repeat what the user had written, which is `asked`, or else what the letter quotes.
    """
    own = own_words(letter.body[:_MAX_TEXT], asked or letter.quoted)
    first = len(own) - len(own.lstrip())
    own = own[: first + _MAX_OWN]
    told = replace(letter, body=_BLANK.sub("\n\n", own).strip()) if own.strip() != letter.body.strip() else letter
    sort, shares = _sorted(told)
    model = gap_model()
    if model is None or sort.kind not in (*_SAYING, AnswerKind.BOILERPLATE):
        return AnswerReading(sort.kind, sort.confidence, (), sort.words)
    language = language_of(letter, own)
    found = found_gaps(model, pieces_of(own, language), at_least_one=sort.kind is not AnswerKind.CALL)
    gaps = tuple({gap.quote: gap for gap in (_said(letter.body, one, language) for one in reversed(found))}.values())[
        ::-1
    ]
    if sort.kind is AnswerKind.BOILERPLATE:
        sort = _doubted(model, sort, shares, gaps)
    return AnswerReading(sort.kind, sort.confidence, gaps if sort.kind in _SAYING else (), sort.words)


def _doubted(
    model: GapModel, sort: AnswerSort, shares: Mapping[AnswerKind, float], gaps: Sequence[SaidGap]
) -> AnswerSort:
    """Return what seemed polite words as feedback, if what it seems to name outweighs what it is made of."""
    if not gaps:
        return sort
    surest = max(gaps, key=lambda gap: gap.sure)
    empty, saying = shares[AnswerKind.BOILERPLATE], shares[AnswerKind.FEEDBACK]
    odds = math.log(max(saying, 1e-9) / empty) + model.says_something(surest.sure)
    if odds <= 0:
        return sort
    return AnswerSort(AnswerKind.FEEDBACK, (saying + empty) / (1 + math.exp(-odds)), surest.quote)


def _said(body: str, gap: FoundGap, language: str) -> SaidGap:
    """Return a gap with its words: without what joins them to those before, and no longer than a quote may be."""
    start, end = gap.start, gap.end
    while (lead := _LEAD.match(body, start, end)) and lead.end() < end:
        start = lead.end()
    if end - start > _MAX_QUOTE:
        end = (
            body.rfind(" ", start, start + _MAX_QUOTE)
            if " " in body[start : start + _MAX_QUOTE]
            else start + _MAX_QUOTE
        )
    end = start + len(body[start:end].rstrip(_ENDS))
    quote = clean_line(body[start:end], _MAX_QUOTE)
    return SaidGap(gap.gap, quote, theme_of(gap.gap, quote), action_of(gap.gap, quote, language), start, end, gap.sure)


_LEAD: Final = re.compile(
    r"[\s,;:•*→·–—-]+|(?:but|however|and|so|yet|though|because|also|aber|allerdings|jedoch|und|denn|mais|toutefois|et|car"
    r"|pero|sin embargo|y|ma|però|tuttavia|e|maar|echter|en|want|mas|porém|ama|ancak|fakat|ve)\b[\s,]*",
    re.IGNORECASE,
)


def sort_of(letter: Letter) -> AnswerSort:
    """Return what a mail that came back is taken for; it never raises. Only the sender's own words count."""
    return _sorted(letter)[0]


def _sorted(letter: Letter) -> tuple[AnswerSort, dict[AnswerKind, float]]:
    """Return what a mail is taken for, and the probability of each kind."""
    model = answer_model()
    parts = take_apart(letter)
    if model is None or not (parts.rows or parts.around):
        return AnswerSort(AnswerKind.OTHER), {}
    scores = [model.sentence(row) for row in parts.rows]
    whole = model.whole(features_together(parts))
    shares = model.judged(numbers_of(scores, whole, AUTOMATIC in parts.around))
    at = max(range(len(KINDS)), key=shares.__getitem__)
    sort = AnswerSort(KINDS[at], shares[at], _words(parts, [row[at] for row in scores], KINDS[at]))
    return sort, dict(zip(KINDS, shares, strict=True))


def _words(parts: AnswerParts, scores: list[float], kind: AnswerKind) -> str:
    """Return the sentence that says the kind, "" when none is likely to or stands out among the others."""
    best, *rest = sorted(scores, reverse=True) or [0.0]
    if kind is AnswerKind.OTHER or not scores or (best < 0 and (not rest or best - rest[0] < _STANDS_OUT)):
        return ""
    return clean_line(parts.sentences[scores.index(max(scores))], _MAX_WORDS)
