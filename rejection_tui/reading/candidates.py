"""Names that may be the value of a field, pooled over the whole letter, with what speaks for and against each."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rejection_tui.domain.text import fold
from rejection_tui.reading.lexicon import word_marks
from rejection_tui.reading.spans import Span
from rejection_tui.reading.view import View

_MAX_CANDIDATES = 60
Features = dict[str, float]


@dataclass(slots=True)
class Candidate:
    """One value: its best written form, where it was found first, and the strength (0..1) of each source."""

    value: str
    key: str
    words: str
    sources: dict[str, float] = field(default_factory=dict)
    full: str = ""
    features: Features = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The source that says most for it."""
        return max(self.sources, key=lambda name: (self.sources[name], name))


_key = lru_cache(maxsize=8000)(fold)


class Pool:
    """Candidates of one field by their folded value."""

    def __init__(self) -> None:
        self.by_key: dict[str, Candidate] = {}

    def add(self, value: str, source: str, words: str, strength: float = 1.0, full: str = "") -> None:
        """Add a value; a repeated one gains the source and keeps the form of the strongest source."""
        key = _key(value)
        if len(key) < 1 or len(value) > 120 or not any(c.isalpha() for c in key):
            return
        known = self.by_key.get(key)
        if known is None:
            if len(self.by_key) < _MAX_CANDIDATES or source.startswith("crf"):
                self.by_key[key] = Candidate(value, key, words[:200], {source: strength}, full)
            return
        if known.value.isupper() or (strength > max(known.sources.values()) and not value.isupper()):
            known.value, known.words = value, words[:200]
        known.full = max(known.full, full, key=len)
        before = known.sources.get(source, 0.0)
        # the model's chances of several places add up, as places of their own
        known.sources[source] = 1 - (1 - before) * (1 - strength) if source.startswith("crf") else max(strength, before)

    def candidates(self) -> list[Candidate]:
        """Return the candidates in the order they were found."""
        return list(self.by_key.values())


def best_by_key(spans: list[Span], label: str, view: View) -> dict[str, float]:
    """Return the highest marginal of each folded text the CRF marks with a label."""
    parts = {part.name: part for part in view.parts}
    found: dict[str, float] = {}
    for span in spans:
        if span.label == label:
            key = _key(parts[span.part].surface(span.first, span.stop))
            found[key] = max(span.marginal, found.get(key, 0.0))
    return found


def overlap(key: str, others: Mapping[str, float]) -> tuple[float, float, float]:
    """Return the marginals of the likeliest other name that is the same, holds this one, or is held by it."""
    same = others.get(key, 0.0)
    inside = outside = 0.0
    for other, marginal in others.items():
        if other != key and marginal > 0.05:
            if f" {key} " in f" {other} ":
                inside = max(inside, marginal)
            elif f" {other} " in f" {key} ":
                outside = max(outside, marginal)
    return same, inside, outside


def joined(chances: Iterable[float]) -> float:
    """Return the probability that at least one of several independent things is true."""
    against = 1.0
    for chance in chances:
        against *= 1 - chance
    return 1 - against


def chance_features(prefix: str, marginal: float) -> Features:
    """Return features of a probability, so that a linear model can weigh it in steps."""
    if marginal <= 0:
        return {f"{prefix}=none": 1.0}
    clipped = min(0.995, max(0.01, marginal))
    return {
        f"{prefix}": marginal,
        f"{prefix}.logit": (math.log(clipped / (1 - clipped)) + 4.6) / 5,
        f"{prefix}>.8": float(marginal > 0.8),
        f"{prefix}>.4": float(marginal > 0.4),
        f"{prefix}>.1": float(marginal > 0.1),
    }


def word_features(candidate: Candidate) -> Features:
    """Return features of the value's own words: their number, capitals and kinds."""
    words = candidate.value.split()
    found: Features = {f"words={min(len(words), 7)}": 1.0}
    large = sum(word[:1].isupper() for word in words)
    found["large=all" if large == len(words) else "large=none" if not large else "large=some"] = 1.0
    found["first large"] = float(candidate.value[:1].isupper())
    if any(c.isdigit() for c in candidate.value):
        found["digit"] = 1.0
    if len(candidate.key) < 4:
        found["very short"] = 1.0
    keys = candidate.key.split()
    for word in keys:
        for mark in word_marks(word):
            found[f"has {mark}"] = 1.0
    for mark in word_marks(keys[0]):
        found[f"first {mark}"] = 1.0
    for mark in word_marks(keys[-1]):
        found[f"last {mark}"] = 1.0
    if all(word_marks(word) for word in keys):
        found["all marked"] = 1.0
    return found


def family_features(pool: list[Candidate], main: str) -> None:
    """Add to each candidate how it stands to the others: parts and wholes of it, and its rank by a main feature."""
    ranked = sorted(pool, key=lambda c: -c.features.get(main, 0.0))
    for rank, candidate in enumerate(ranked):
        candidate.features[f"rank={min(rank, 3)}"] = 1.0
        key = f" {candidate.key} "
        whole = part = 0.0
        for other in pool:
            if other is candidate:
                continue
            if key in f" {other.key} ":
                whole = max(whole, other.features.get(main, 0.0) + 0.05)
            elif f" {other.key} " in key:
                part = max(part, other.features.get(main, 0.0) + 0.05)
        candidate.features["in longer"] = whole
        candidate.features["has shorter"] = part
        candidate.features["longer is likelier"] = float(whole > candidate.features.get(main, 0.0))
