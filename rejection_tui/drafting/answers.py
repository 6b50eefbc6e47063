"""Reads an answer to a request for feedback: the gap it points at, its themes, and the words that show them."""

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
from rejection_tui.drafting.phrases import hits, with_plain_marks

MAX_QUOTE: Final = 160
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\w|[ ][a-z])[^.!?\n]*)*[.!?]*")
_CONCESSION: Final = re.compile(
    r"\s*(?:although|though|while|whilst|even though|obwohl|bien que)\b[^,\n]*,", re.IGNORECASE
)
_JOINT: Final = re.compile(r"[,;:]\s+|\s+[-–—]\s+|\s+(?=(?:and|but|so|because|which|as|while)\s)", re.IGNORECASE)
#: Words with which a sentence goes on to another point about the applicant.
_NEXT_POINT: Final = re.compile(r",\s+(?:and|but|also)\s+(?=your?\b)", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"""(?:\s|(?:dear|hello|hi|hey)\s[^,\n]{1,40},
    |[-*•–—,;:]|(?:but|however|though|yet|and|so|still|honestly|frankly|to\ be\ honest|that\ said
    |overall|in\ short|also|aber|allerdings|mais|cependant)\b)+""",
    re.IGNORECASE | re.VERBOSE,
)
Span = tuple[int, int]


def softened_clauses(text: str) -> tuple[Span, ...]:
    """Return the clauses of `text` that praise or soften and name no shortfall; words in them never count as a gap."""
    marks: dict[str, list[int]] = {"praise": [], "shortfall": [], "lack": [], "turn": []}
    for phrase, match in hits("feedback_softening", text):
        marks[phrase.rule.id].append(match.start())
    return tuple(
        clause
        for sentence in _sentences(text)
        for clause, turns in _clauses(text, sentence, marks["turn"])
        if _within(marks["praise"], clause) and not _within(marks["lack" if turns else "shortfall"], clause)
    )


def quote(text: str, at: int, softened: tuple[Span, ...]) -> str:
    """Return the clause of `text` around index `at`, word for word, without the softened clauses beside it.

    It is at most `MAX_QUOTE` characters long.
    """
    start, end = next((sentence for sentence in _sentences(text) if sentence[0] <= at < sentence[1]), (at, at))
    for soft_start, soft_end in softened:
        if start <= soft_start and soft_end <= at:
            start = soft_end
        elif at < soft_start < end:
            end = soft_start
    if lead := _LEAD.match(text, start, end):
        start = min(lead.end(), at)
    shorten = _fitting_parts if end - start > MAX_QUOTE else _point_around
    start, end = shorten(text, start, end, at)
    return clean_line(text[start:end], MAX_QUOTE).rstrip(" ,;:-–—")


def _sentences(text: str) -> Iterator[Span]:
    for match in _SENTENCE.finditer(with_plain_marks(text)):
        yield match.span()


def _clauses(text: str, sentence: Span, turns: list[int]) -> Iterator[tuple[Span, bool]]:
    """Yield the clauses of a sentence, each with True when a turning word such as "but" follows it."""
    start, end = sentence
    cuts = sorted({turn for turn in turns if start < turn < end})
    if concession := _CONCESSION.match(text, start, end):
        cuts = sorted({*(cut for cut in cuts if cut >= concession.end()), concession.end()})
    for begin, stop in zip([start, *cuts], [*cuts, end], strict=True):
        yield (begin, stop), stop != end


def _within(places: list[int], span: Span) -> bool:
    return any(span[0] <= place < span[1] for place in places)


def _point_around(text: str, start: int, end: int, at: int) -> Span:
    """Return the part around `at` that makes one point about the applicant."""
    for joint in _NEXT_POINT.finditer(text, start, end):
        if joint.start() > at:
            return start, joint.start()
        start = joint.end() if joint.end() <= at else start
    return start, end


def _fitting_parts(text: str, start: int, end: int, at: int) -> Span:
    """Return the longest run of whole parts around `at` that fits into a quote, preferring the parts after it."""
    joints = [start, *(match.end() for match in _JOINT.finditer(text, start, end)), end]
    first = max(index for index, joint in enumerate(joints) if joint <= at)
    last = first + 1
    while last + 1 < len(joints) and joints[last + 1] - joints[first] <= MAX_QUOTE:
        last += 1
    while first and joints[last] - joints[first - 1] <= MAX_QUOTE:
        first -= 1
    return joints[first], joints[last]


_MAX_TEXT: Final = 20_000
#: The weight below which a single cue loses to boilerplate.
_BOILERPLATE_WEIGHT: Final = 2.5
#: The weight of a theme as a cue for its gap; firmer cues weigh more.
_THEME_WEIGHT: Final = 1.5
_GAPS: Final = {"gap.skill": Gap.SKILL, "gap.experience": Gap.EXPERIENCE, "gap.technique": Gap.TECHNIQUE}


@dataclass(frozen=True, slots=True)
class AnswerTheme:
    """One theme of an answer, with the words that name it."""

    name: str
    words: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """The proposed reading of an answer; the user decides. Evidence indexes into the text that was read.

    `boilerplate`: the answer is a standard form with nothing usable; it then has no themes. `quote` shows the gap.
    """

    gap: Gap
    confidence: float  # 0..1
    words: tuple[Evidence, ...] = ()
    themes: tuple[AnswerTheme, ...] = ()
    boilerplate: bool = False
    quote: str = ""


def read_answer(text: str) -> AnswerReading:
    """Return the proposed reading of an answer; its gap is `UNSORTED` when no words point to one."""
    text = text[:_MAX_TEXT]
    softened = softened_clauses(text)
    themes = _themes(text, softened)
    cues = [*_evidence("feedback_gaps", text, softened), *(_theme_cue(t) for t in themes)]
    forms = _evidence("feedback_boilerplate", text)
    weights = _weights(cues)
    best = max(weights, key=lambda rule: weights[rule], default="")
    if not best or (forms and weights[best] < _BOILERPLATE_WEIGHT + 0.5 * _weights(forms)["boilerplate"]):
        return _boilerplate_reading(forms)
    words = tuple(sorted((cue for rule, cue in cues if rule == best), key=lambda cue: cue.start))
    share = weights[best] / sum(weights.values())
    confidence = round(share * min(1.0, weights[best] / 6), 2)
    strongest = max(words, key=lambda cue: (cue.weight, -cue.start))
    return AnswerReading(_GAPS[best], confidence, words, themes, False, quote(text, strongest.start, softened))


def _weights(cues: list[tuple[str, Evidence]]) -> dict[str, float]:
    """Return the weight of each gap; of overlapping cues only the strongest counts."""
    weights: dict[str, float] = defaultdict(float)
    counted: list[tuple[str, Evidence]] = []
    for rule, cue in sorted(cues, key=lambda pair: -pair[1].weight):
        if not any(
            rule == other_rule and cue.start < other.end and other.start < cue.end for other_rule, other in counted
        ):
            counted.append((rule, cue))
            weights[rule] += cue.weight
    return weights


def _theme_cue(theme: AnswerTheme) -> tuple[str, Evidence]:
    return _theme_gaps()[theme.name], replace(theme.words[0], weight=_THEME_WEIGHT)


def _boilerplate_reading(forms: list[tuple[str, Evidence]]) -> AnswerReading:
    if not forms:
        return AnswerReading(Gap.UNSORTED, 0.0)
    words = tuple(cue for _, cue in forms)
    return AnswerReading(Gap.NOTHING_USABLE, round(min(1.0, 0.6 + 0.2 * len(words)), 2), words, boilerplate=True)


def _evidence(file: str, text: str, softened: tuple[Span, ...] = ()) -> list[tuple[str, Evidence]]:
    """Return the first place of each phrase outside `softened`, with its rule, in the order of the text."""
    found: dict[str, tuple[str, Evidence]] = {}
    for phrase, match in hits(file, text):
        if not _inside(match.start(), softened):
            weight = float(phrase.tags[0]) if phrase.tags else 1.0
            cue = Evidence(text[match.start() : match.end()], phrase.id, weight, *match.span())
            found.setdefault(phrase.id, (phrase.rule.id, cue))
    return sorted(found.values(), key=lambda pair: pair[1].start)


def _inside(at: int, spans: tuple[Span, ...]) -> bool:
    return any(start <= at < end for start, end in spans)


@cache
def _themes_of_file() -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(content.read("phrases/feedback_themes.toml"))["theme"])


@cache
def theme_patterns() -> dict[str, re.Pattern[str]]:
    """Return the pattern of each packaged theme by its name."""
    return {theme["name"]: re.compile(theme["pattern"], re.IGNORECASE) for theme in _themes_of_file()}


@cache
def _theme_gaps() -> dict[str, str]:
    return {theme["name"]: f"gap.{theme['gap']}" for theme in _themes_of_file()}


def _themes(text: str, softened: tuple[Span, ...]) -> tuple[AnswerTheme, ...]:
    plain = with_plain_marks(text)
    found = []
    for name, pattern in theme_patterns().items():
        words = tuple(
            Evidence(text[match.start() : match.end()], f"theme.{name}", 1.0, *match.span())
            for match in pattern.finditer(plain)
            if not _inside(match.start(), softened)
        )
        if words:
            found.append(AnswerTheme(name, words))
    return tuple(found)


def argues(text: str) -> tuple[Finding, ...]:
    """Return the words in the user's notes that argue with an answer, as warnings."""
    text = text[:_MAX_TEXT]
    found = [
        Finding(
            "argues", Severity.WARN, phrase.message, text[match.start() : match.end()], *match.span(), phrase.instead
        )
        for phrase, match in hits("feedback_arguing", text)
    ]
    return tuple(sorted(found, key=lambda finding: finding.start))
