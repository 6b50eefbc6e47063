"""Read an answer to a request for feedback: which gap it points at, which themes, and the words that say so."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.domain.draft import Finding, Severity
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.letter import Evidence
from rejection_tui.domain.text import clean_line
from rejection_tui.drafting.phrases import hits

_MAX_TEXT: Final = 20_000
_QUOTE: Final = 160
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:\.(?=\w|[ ][a-z])[^.!?\n]*)*[.!?]*")
#: A form of words wins over a single faint cue.
_BOILERPLATE: Final = 2.5
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
    """Return the proposed reading of an answer; `UNSORTED` when its words point nowhere."""
    text = text[:_MAX_TEXT]
    cues = _evidence("feedback_gaps", text)
    forms = _evidence("feedback_boilerplate", text)
    weights: dict[str, float] = defaultdict(float)
    for rule, cue in cues:
        weights[rule] += cue.weight
    best = max(weights, key=lambda rule: weights[rule], default="")
    if not best or (forms and weights[best] < _BOILERPLATE + 0.5 * len(forms)):
        return _formal(forms)
    words = tuple(cue for rule, cue in cues if rule == best)
    share = weights[best] / sum(weights.values())
    confidence = round(share * min(1.0, weights[best] / 6), 2)
    quote = _quote(text, max(words, key=lambda cue: (cue.weight, -cue.start)))
    return AnswerReading(_GAPS[best], confidence, words, _themes(text), False, quote)


def _formal(forms: list[tuple[str, Evidence]]) -> AnswerReading:
    if not forms:
        return AnswerReading(Gap.UNSORTED, 0.0)
    words = tuple(cue for _, cue in forms)
    return AnswerReading(Gap.NOTHING_USABLE, round(min(1.0, 0.6 + 0.2 * len(words)), 2), words, boilerplate=True)


def _evidence(file: str, text: str) -> list[tuple[str, Evidence]]:
    """Return the first place of each phrase, with its rule, in the order of the text."""
    found: dict[str, tuple[str, Evidence]] = {}
    for phrase, match in hits(file, text):
        weight = float(phrase.tags[0]) if phrase.tags else 1.0
        cue = Evidence(text[match.start() : match.end()], phrase.id, weight, *match.span())
        found.setdefault(phrase.id, (phrase.rule.id, cue))
    return sorted(found.values(), key=lambda pair: pair[1].start)


@cache
def theme_patterns() -> dict[str, re.Pattern[str]]:
    """Return the packaged themes, each with what it listens for."""
    themes = tomllib.loads(content.read("phrases/feedback_themes.toml"))["theme"]
    return {t["name"]: re.compile(t["pattern"], re.IGNORECASE) for t in themes}


def _themes(text: str) -> tuple[Theme, ...]:
    plain = text.replace("’", "'")
    found = []
    for name, pattern in theme_patterns().items():
        words = tuple(
            Evidence(text[m.start() : m.end()], f"theme.{name}", 1.0, *m.span()) for m in pattern.finditer(plain)
        )
        if words:
            found.append(Theme(name, words))
    return tuple(found)


def _quote(text: str, cue: Evidence) -> str:
    """Return the sentence of the answer that carries the cue, as it was written, shortened only at its end."""
    for match in _SENTENCE.finditer(text):
        if match.start() <= cue.start < match.end():
            return clean_line(match.group(), _QUOTE)
    return clean_line(cue.text, _QUOTE)


def argues(text: str) -> tuple[Finding, ...]:
    """Return the words of one's own notes that argue with an answer; a hint to let it lie, never more."""
    text = text[:_MAX_TEXT]
    found = [
        Finding("argues", Severity.WARN, p.message, text[m.start() : m.end()], *m.span(), p.instead)
        for p, m in hits("feedback_arguing", text)
    ]
    return tuple(sorted(found, key=lambda f: f.start))
