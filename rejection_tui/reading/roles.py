"""The names that may be the role a letter is about, each with what speaks for and against it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rejection_tui.content import read
from rejection_tui.reading.candidates import (
    Candidate,
    Features,
    Pool,
    chance_features,
    family_features,
    joined,
    overlap,
    word_features,
)
from rejection_tui.reading.companies import Beside
from rejection_tui.reading.languages import is_small_word
from rejection_tui.reading.lexicon import word_marks
from rejection_tui.reading.spans import Span
from rejection_tui.reading.view import Part, View

_SEPARATOR = re.compile(
    r"\s+[-–—|·•]\s+|\s*[|:•]\s*|\s+/\s+|\s+(?:@|at|with|bei|chez|bij|presso|to|in|en|em)\s+|\s*[\[\]«»\"“”„]\s*|,\s+|\s*[()]\s*"
)
_SMALL = re.compile(r"\s+(?:for|as|of|als|für|de|d'|di|da|para|per|voor|van|pour|como|come|the|zur|zum)\s+|d['’]")
_IN_QUOTES = re.compile(r"[\"“„«]\s?([^\"“”„«»\n]{3,60}?)\s?[\"”“»]")
_LINKS = frozenset(
    {
        "of", "de", "d'", "di", "da", "do", "del", "della", "du", "des", "für", "in", "the", "la", "le", "en",
        "van", "voor", "&", "and", "und", "y", "e", "et",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Rules:
    marks: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def _rules() -> _Rules:
    strip = tomllib.loads(read("phrases/extract_roles.toml"))["strip"]
    return _Rules(*(re.compile(strip[name]) for name in ("marks", "lead", "tail")))


#: The word before a requisition number, left over once the number is removed.
_DANGLING = re.compile(r"(?i)[\s,(\[]+(?:ref|req|reference|requisition|job id)\.?$")


@lru_cache(maxsize=4000)
def tidy(text: str) -> str:
    """Return a role's name without gender marks, requisition numbers and surrounding words."""
    rules = _rules()
    text = rules.marks.sub(" ", text[:200])
    for _ in range(2):
        text = rules.tail.sub("", rules.lead.sub("", text.strip()))
        text = re.sub(r"\s{2,}", " ", text).strip(" ,;:.|–—-*_\"'“”„«»/")
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    text = _DANGLING.sub("", " ".join(text.split()))
    return text.strip(" ,-–")


def pool_of(view: View, spans: list[Span], names: Beside) -> list[Candidate]:
    """Return the names that may be the role, each with its features."""
    pool = Pool()
    for source, text, words, strength in _found(view, spans):
        value = tidy(text)
        if len(value) > 1 and not re.search(r"[@<>{}]|https?:", value):
            pool.add(value, source, words, strength)
    found = pool.candidates()
    for candidate in found:
        candidate.features = _features(candidate, view, names)
    family_features(found, "crf")
    return found


def _found(view: View, spans: list[Span]) -> Iterator[tuple[str, str, str, float]]:
    """Yield (source, text, words around it, strength) of every name that may be the role's."""
    parts = {part.name: part for part in view.parts}
    for span in spans:
        if span.label == "ROLE":
            part = parts[span.part]
            text, line = part.surface(span.first, span.stop), part.line_text(part.line_of[span.first])
            yield f"crf.{span.part}", text, line, span.marginal
            if span.marginal > 0.15:
                for cut in (", ", " - ", " – ", " ("):
                    if cut in text:
                        yield "cut", text.partition(cut)[0], line, 0.2
    shown = view.subject.text
    yield "subject whole", shown, shown, 0.1
    for piece in _SEPARATOR.split(shown)[:12]:
        if piece and piece.strip():
            yield "subject piece", piece, shown, 0.2
            for smaller in _SMALL.split(piece)[1:3]:
                yield "subject after small", smaller, shown, 0.2
            words = piece.split()
            for first in range(1, min(4, len(words))):
                yield "subject end", " ".join(words[first:]), shown, 0.1
            if len(words) > 1:
                yield "subject begin", " ".join(words[:-1]), shown, 0.1
    yield from _around_work(view.subject)
    yield from _around_work(view.body)
    for match in list(_IN_QUOTES.finditer(view.body.text[:3000]))[:4]:
        yield "quoted", match[1], match.group(), 0.2


def _around_work(part: Part) -> Iterator[tuple[str, str, str, float]]:
    """Yield the words that name an occupation, with the words they are linked to."""
    left = 8
    for i, folded in enumerate(part.folded):
        if "work" not in word_marks(folded) or left <= 0:
            continue
        left -= 1
        line = part.lines[part.line_of[i]]
        text = part.line_text(part.line_of[i])
        yield f"work {part.name}", part.words[i], text, 0.1
        if i > line.first and part.words[i - 1].isalnum():
            yield f"work {part.name}", part.surface(i - 1, i + 1), text, 0.1
        if i + 1 < line.stop and part.words[i + 1].isalnum():
            linked = part.words[i + 1].lower() in _LINKS
            stop = min(line.stop, i + (3 if linked else 2))
            yield f"work {part.name}", part.surface(i, stop), text, 0.1


def _features(candidate: Candidate, view: View, names: Beside) -> Features:
    key, found = candidate.key, word_features(candidate)
    by_part = {source: strength for source, strength in candidate.sources.items() if source.startswith("crf.")}
    found |= chance_features("crf", joined(by_part.values()))
    for source, strength in candidate.sources.items():
        found[f"from {source}"] = strength if source.startswith("crf") else 1.0
    in_subject, in_body = f" {key} " in view.folded_subject, f" {key} " in view.folded_body
    found["in subject and body"] = float(in_subject and in_body)
    found["in subject only"] = float(in_subject and not in_body)
    found["in body only"] = float(in_body and not in_subject)
    found["twice in body"] = float(view.folded_body.count(f" {key} ") > 1)
    for name in ("company", "recruiter", "reader"):
        same, inside, outside = overlap(key, getattr(names, name))
        found[f"as {name}"], found[f"in {name}"], found[f"has {name}"] = same, inside, outside
    same, inside, outside = overlap(key, names.role)
    found["in role"], found["has role"] = inside, outside
    keys = key.split()
    small = sum(is_small_word(word) for word in keys)
    found["small words"] = small / len(keys)
    found["ends small"] = float(is_small_word(keys[-1]))
    found["begins small"] = float(is_small_word(keys[0]))
    found["in signature"] = float(any(key in line for _depth, line in view.folded_signature))
    found["in sender"] = float(f" {key} " in view.folded_sender)
    return found


def empty_features(view: View, found: list[Candidate], names: Beside) -> Features:
    """Return what speaks for leaving the role empty."""
    return {
        "": 1.0,
        "empty|crf": 1 - max(names.role.values(), default=0.0),
        "empty|no subject": float(not view.subject.text),
        "empty|short": float(len(view.body.words) < 60),
        "empty|nothing": float(not found),
    }
