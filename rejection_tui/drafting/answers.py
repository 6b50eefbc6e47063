"""Read an answer to a request for feedback: which gap it points at, which themes, and the words that say so."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.letter import Evidence
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


_MAX_TEXT: Final = 20_000
#: A form of words wins over a single faint cue.
_BOILERPLATE: Final = 2.5
#: What a theme says of the gap where nothing firmer is said.
_THEME: Final = 1.5
_GAPS: Final = {"gap.skill": Gap.SKILL, "gap.experience": Gap.EXPERIENCE, "gap.technique": Gap.TECHNIQUE}


@dataclass(frozen=True, slots=True)
class AnswerTheme:
    """What an answer is about, with the words that name it."""

    name: str
    words: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """A proposal, never a verdict: the user decides. Evidence indexes into the text that was read.

    `boilerplate`: a form of words, nothing usable, and then there are no themes. `quote` is what the gap stands on.
    """

    gap: Gap
    confidence: float  # 0..1
    words: tuple[Evidence, ...] = ()
    themes: tuple[AnswerTheme, ...] = ()
    boilerplate: bool = False
    quote: str = ""


def read_answer(text: str) -> AnswerReading:
    """Return the proposed reading of an answer; `UNSORTED` when its words point nowhere. Praise carries no gap."""
    text = text[:_MAX_TEXT]
    soft = softened(text)
    themes = _themes(text, soft)
    cues = [*_evidence("feedback_gaps", text, soft), *(_vote(t) for t in themes)]
    forms = _evidence("feedback_boilerplate", text)
    weights = _weights(cues)
    best = max(weights, key=lambda rule: weights[rule], default="")
    if not best or (forms and weights[best] < _BOILERPLATE + 0.5 * _weights(forms)["boilerplate"]):
        return _formal(forms)
    words = tuple(sorted((cue for rule, cue in cues if rule == best), key=lambda cue: cue.start))
    share = weights[best] / sum(weights.values())
    confidence = round(share * min(1.0, weights[best] / 6), 2)
    firmest = max(words, key=lambda cue: (cue.weight, -cue.start))
    return AnswerReading(_GAPS[best], confidence, words, themes, False, quote(text, firmest.start, soft))


def _weights(cues: list[tuple[str, Evidence]]) -> dict[str, float]:
    """Return the weight of each gap; of cues that overlap only the firmest counts."""
    weights: dict[str, float] = defaultdict(float)
    counted: list[tuple[str, Evidence]] = []
    for rule, cue in sorted(cues, key=lambda pair: -pair[1].weight):
        if not any(rule == r and cue.start < c.end and c.start < cue.end for r, c in counted):
            counted.append((rule, cue))
            weights[rule] += cue.weight
    return weights


def _vote(theme: AnswerTheme) -> tuple[str, Evidence]:
    return _theme_gaps()[theme.name], replace(theme.words[0], weight=_THEME)


def _formal(forms: list[tuple[str, Evidence]]) -> AnswerReading:
    if not forms:
        return AnswerReading(Gap.UNSORTED, 0.0)
    words = tuple(cue for _, cue in forms)
    return AnswerReading(Gap.NOTHING_USABLE, round(min(1.0, 0.6 + 0.2 * len(words)), 2), words, boilerplate=True)


def _evidence(file: str, text: str, soft: tuple[Span, ...] = ()) -> list[tuple[str, Evidence]]:
    """Return the first place of each phrase outside `soft`, with its rule, in the order of the text."""
    found: dict[str, tuple[str, Evidence]] = {}
    for phrase, match in hits(file, text):
        if not _inside(match.start(), soft):
            weight = float(phrase.tags[0]) if phrase.tags else 1.0
            cue = Evidence(text[match.start() : match.end()], phrase.id, weight, *match.span())
            found.setdefault(phrase.id, (phrase.rule.id, cue))
    return sorted(found.values(), key=lambda pair: pair[1].start)


def _inside(at: int, spans: tuple[Span, ...]) -> bool:
    return any(a <= at < b for a, b in spans)


@cache
def _theme_table() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(content.read("phrases/feedback_themes.toml"))["theme"])


@cache
def theme_patterns() -> dict[str, re.Pattern[str]]:
    """Return the packaged themes, each with what it listens for."""
    return {t["name"]: re.compile(t["pattern"], re.IGNORECASE) for t in _theme_table()}


@cache
def _theme_gaps() -> dict[str, str]:
    return {t["name"]: f"gap.{t['gap']}" for t in _theme_table()}


def _themes(text: str, soft: tuple[Span, ...]) -> tuple[AnswerTheme, ...]:
    plain = spoken(text)
    found = []
    for name, pattern in theme_patterns().items():
        words = tuple(
            Evidence(text[m.start() : m.end()], f"theme.{name}", 1.0, *m.span())
            for m in pattern.finditer(plain)
            if not _inside(m.start(), soft)
        )
        if words:
            found.append(AnswerTheme(name, words))
    return tuple(found)


def argues(text: str) -> tuple[Finding, ...]:
    """Return the words of one's own notes that argue with an answer; a hint to let it lie, never more."""
    text = text[:_MAX_TEXT]
    found = [
        Finding("argues", Severity.WARN, p.message, text[m.start() : m.end()], *m.span(), p.instead)
        for p, m in hits("feedback_arguing", text)
    ]
    return tuple(sorted(found, key=lambda f: f.start))
