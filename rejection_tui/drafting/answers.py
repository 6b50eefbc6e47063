"""Read an answer to a request for feedback: which gap it points at, which themes, and the words that say so."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.letter import Evidence
from rejection_tui.drafting.clauses import Span, quote, softened
from rejection_tui.drafting.phrases import hits, spoken

_MAX_TEXT: Final = 20_000
#: A form of words wins over a single faint cue.
_BOILERPLATE: Final = 2.5
#: What a theme says of the gap where nothing firmer is said.
_THEME: Final = 1.5
_GAPS: Final = {"gap.skill": Gap.SKILL, "gap.experience": Gap.EXPERIENCE, "gap.technique": Gap.TECHNIQUE}


@dataclass(frozen=True, slots=True)
class Theme:
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
    themes: tuple[Theme, ...] = ()
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


def _vote(theme: Theme) -> tuple[str, Evidence]:
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


def _themes(text: str, soft: tuple[Span, ...]) -> tuple[Theme, ...]:
    plain = spoken(text)
    found = []
    for name, pattern in theme_patterns().items():
        words = tuple(
            Evidence(text[m.start() : m.end()], f"theme.{name}", 1.0, *m.span())
            for m in pattern.finditer(plain)
            if not _inside(m.start(), soft)
        )
        if words:
            found.append(Theme(name, words))
    return tuple(found)


def argues(text: str) -> tuple[Finding, ...]:
    """Return the words of one's own notes that argue with an answer; a hint to let it lie, never more."""
    text = text[:_MAX_TEXT]
    found = [
        Finding("argues", Severity.WARN, p.message, text[m.start() : m.end()], *m.span(), p.instead)
        for p, m in hits("feedback_arguing", text)
    ]
    return tuple(sorted(found, key=lambda f: f.start))
