"""The people of a letter: who signed it, with title and function apart, and whom it greets."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rejection_tui.content import read
from rejection_tui.domain.text import clean_line, fold
from rejection_tui.reading import senders
from rejection_tui.reading.candidates import (
    Candidate,
    Features,
    Pool,
    chance_features,
    family_features,
    overlap,
    word_features,
)
from rejection_tui.reading.lexicon import word_marks
from rejection_tui.reading.spans import Span
from rejection_tui.reading.view import View


@dataclass(frozen=True, slots=True)
class _Rules:
    before: re.Pattern[str]
    after: re.Pattern[str]
    possessive: re.Pattern[str]
    never: re.Pattern[str]
    honorific: re.Pattern[str]
    greeting: re.Pattern[str]
    nobody: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(read("phrases/extract_people.toml"))
    names = ("title_before", "title_after", "possessive", "never", "honorific", "greeting", "nobody")
    return _Rules(*(re.compile(table[name], re.I | re.M) for name in names))


_NAME_WORD = re.compile(r"(?:[^\W\d_][\w'’.-]*)$")
_PARTICLES = frozenset(
    {
        "de", "da", "do", "dos", "das", "di", "del", "della", "van", "von", "der", "den", "la", "le", "el", "al",
        "bin", "ben", "ter", "ten", "zu", "y", "e", "du", "af", "st",
    }
)  # fmt: skip
_TITLE_WORDS = re.compile(r"(?i)\b(?:prof|dr|dott|ing|ph\.?d|mag|sgt|lic|arq|dra|uzm|doç|mba|rn|msc)\b")


@lru_cache(maxsize=4000)
def person(text: str) -> str:
    """Return `text` as a person's name without titles and pronouns, "" when it does not look like one."""
    name = name_in(text)
    return "" if _rules().never.search(name) else name


@lru_cache(maxsize=4000)
def name_in(text: str) -> str:
    """Return `text` without titles and pronouns when it has the shape of a person's name, else ""."""
    rules = _rules()
    name = rules.possessive.sub("", clean_line(text, 120).strip(" ,;:|-–—*_\"'"))
    for _ in range(2):
        name = rules.after.sub("", rules.before.sub("", name)).strip(" ,")
    tokens = name.split()
    if not 1 <= len(tokens) <= 5 or any(c in name for c in "@/:!?&+0123456789<>()[]"):
        return ""
    big = [token for token in tokens if token.lower() not in _PARTICLES]
    if not big or not all(_NAME_WORD.match(token) and token[0].isupper() for token in big):
        return ""
    if (len(big[0]) == 1 and len(tokens) == 1) or (name.isupper() and len(name) <= 3):
        return ""
    return " ".join(t.capitalize() if t.isupper() and len(t) > 3 and "." not in t else t for t in tokens)


def title_of(text: str, name: str) -> str:
    """Return the academic title beside a name in a text ("Dr." in "Dr. Anna Roth"), "" when it has none."""
    place = text.find(name) if name else -1
    if place < 0:
        return ""
    around = f"{text[max(0, place - 24) : place]} {text[place + len(name) : place + len(name) + 12]}"
    return " ".join(word.strip(",") for word in around.split() if _TITLE_WORDS.fullmatch(word.strip(" .,()")))


_AFTER_NAME = re.compile(r"\s*(?:[,|•·/(–—-]|\s-\s)\s*(?P<rest>[^|•·()\d@]{3,60})")


def function_of(view: View, name: str, company: str) -> str:
    """Return what the signer is ("Head of People"), from the name's line or the one below it; "" when not stated."""
    lines = [line for _depth, line in view.signature()]
    for index, line in enumerate(lines):
        if not name or name.split()[0] not in line:
            continue
        below = lines[index + 1] if index + 1 < len(lines) else ""
        after = _AFTER_NAME.search(line, line.find(name.split()[-1]) + len(name.split()[-1]))
        for text in (after["rest"] if after else "", re.split(r"\s*[,|•·(@]\s*|\s+[-–—]\s+|\s+at\s+", below)[0]):
            marks = {mark for word in fold(text).split() for mark in word_marks(word)}
            joined = fold(text).replace(" ", "")
            employer = (bool(company) and fold(company) in fold(text)) or any(label in joined for label in view.labels)
            if 3 <= len(text) <= 60 and marks & {"work", "level", "team"} and not employer:
                return " ".join(text.split()).strip(" .,;")
        return ""
    return ""


def is_honorific(word: str) -> bool:
    """Return whether a word is a form of address or a title."""
    return bool(_rules().honorific.fullmatch(word.strip()))


def greeted_name(view: View) -> str:
    """Return the name the letter greets, with its honorific; "" when it greets nobody by name."""
    for match in list(_rules().greeting.finditer(view.body.text[:1500]))[:2]:
        text = match["name"].strip(" .,")
        if _rules().nobody.search(text) or senders.sender_rules().team.fullmatch(fold(text)):
            continue
        if person(_rules().honorific.sub("", text).strip(" .,")):
            return text
    return ""


_SENDER_CHUNKS = re.compile(r"\s+(?:@|at|from|via|bei|chez|von|de|di|da|of|vom|[-–|])\s+|\s*[,|(/]\s*")
_LINE_CHUNKS = re.compile(
    r"\s*[|•·,/]\s+|\s+[-–—]\s+|\s+(?:&|and|und|et|y|e|en|ve|\+)\s+(?:the|das|l['’]|el|o|il|het)\s+|\s+@\s+|,\s*|\s+\(|"
    r"\s+(?:from|von|vom|de|at|bei)\s+(?=[A-ZÀ-Þ])|[!.]\s+"
)


def pool_of(view: View, spans: list[Span], others: Mapping[str, Mapping[str, float]]) -> list[Candidate]:
    """Return the names that may be the signer's, each with its features.

    `others` are the marginals of what the CRF sees in the letter, by label and folded text.
    """
    pool = Pool()
    for source, text, words, strength in _found(view, spans):
        if name := name_in(text):
            pool.add(name, source, words, strength, text)
    found = pool.candidates()
    _complete(found)
    greeted = f" {fold(greeted_name(view))} "
    initials = {line.strip(" .,-–").lower() for _depth, line in view.signature() if len(line) <= 4}
    for candidate in found:
        candidate.features = _features(candidate, view, others)
        candidate.features["greeted"] = float(f" {candidate.key} " in greeted)
        short = "".join(word[0] for word in candidate.key.split())
        candidate.features["signed by initial"] = float(candidate.key[:1] in initials or short in initials)
    family_features(found, "crf")
    return found


def _found(view: View, spans: list[Span]) -> Iterator[tuple[str, str, str, float]]:
    """Yield (source, text, words around it, strength) of every name that may be the signer's."""
    parts = {part.name: part for part in view.parts}
    for span in spans:
        if span.label == "RECRUITER":
            part = parts[span.part]
            line = part.line_text(part.line_of[span.first])
            yield f"crf.{span.part}", part.surface(span.first, span.stop), line, span.marginal
    shown = view.sender.text
    if shown:
        yield "sender", shown, view.letter.sender_name, 0.4
        for chunk in _SENDER_CHUNKS.split(shown)[:3]:
            yield "sender part", chunk, shown, 0.3
    for depth, line in view.signature():
        if depth <= 5:
            for index, chunk in enumerate(_LINE_CHUNKS.split(line)[:3]):
                yield ("sign" if index == 0 else "sign part"), chunk, line, 0.3
    last = view.body.text.strip()[-60:]
    if match := re.search(r"(?:^|[\s.!,])(?:x{1,4}\s+)?([^\W\d_][\w'’-]{1,20}(?:\s[^\W\d_][\w'’-]{1,20})?)\W*$", last):
        yield "last words", match[1], last, 0.2


def _complete(found: list[Candidate]) -> None:
    """Let a short name speak for the full name that holds it ("Jo" for the sender "Jo Reed")."""
    for longer in found:
        for shorter in found:
            words, part = longer.key.split(), shorter.key.split()
            if len(part) >= len(words):
                continue
            initial = len(words) == 2 and part[-1] == words[1] and part[0][:1] == words[0][:1]
            if set(part) <= set(words) or (initial and len(part[0]) == 1):
                for source, strength in shorter.sources.items():
                    name = f"short {source}"
                    longer.sources[name] = max(strength, longer.sources.get(name, 0.0))


def _features(candidate: Candidate, view: View, others: Mapping[str, Mapping[str, float]]) -> Features:
    key, found = candidate.key, word_features(candidate)
    own = max((v for s, v in candidate.sources.items() if s.startswith("crf.")), default=0.0)
    short = max((v for s, v in candidate.sources.items() if s.startswith("short crf.")), default=0.0)
    found |= chance_features("crf", own)
    found["short crf"] = short
    for source, strength in candidate.sources.items():
        found[f"from {source}"] = strength if "crf" in source else 1.0
    for label, marginals in others.items():
        same, inside, outside = overlap(key, marginals)
        found[f"as {label}"] = same if label != "RECRUITER" else 0.0
        found[f"in {label}"], found[f"has {label}"] = inside, outside
    words = [word for word in key.split() if len(word) > 2]
    held = sum(word in view.local or (len(word) > 4 and word[:4] in view.local) for word in words)
    found["in address"] = held / max(1, len(words))
    found["address of another"] = float(not held and bool(view.local) and not _function(view))
    found["address of a function"] = float(_function(view))
    depth = min((d for d, line in view.folded_signature if f" {key} " in f" {line} "), default=0)
    found[f"depth={min(depth, 4)}"] = 1.0
    for label in view.labels:
        if key.replace(" ", "") == label:
            found["is domain"] = 1.0
        elif any(len(word) > 3 and word in label for word in words):
            found["in domain"] = 1.0
    found["times"] = min(3, view.folded_body.count(f" {key} ")) / 3
    to = view.folded_reader
    found["is reader"] = float(bool(to) and (key == to or key == to.partition(" ")[0]))
    found["board"] = float(senders.is_board(candidate.value))
    found["unlike a name"] = float(not person(candidate.value))
    return found


def _function(view: View) -> bool:
    return senders.function_address(view.letter.sender_email)


def empty_features(view: View, found: list[Candidate], marginals: Mapping[str, float]) -> Features:
    """Return what speaks for naming nobody."""
    signature = " ".join(line for _depth, line in view.folded_signature)
    return {
        "": 1.0,
        "empty|crf": 1 - max(marginals.values(), default=0.0),
        "empty|ats": float(bool(senders.ats(view.letter))),
        "empty|board": float(senders.board(view.letter)),
        "empty|function": float(_function(view)),
        "empty|team signs": float(bool(senders.sender_rules().team.search(signature))),
        "empty|no signature": float(not signature),
        "empty|no sender": float(not view.sender.text),
    }


def with_honorific(name: str, text: str) -> str:
    """Return a surname alone as it is written with its form of address ("Mrs Odom"); a longer name as it is."""
    if " " in name:
        return name
    match = re.search(rf"(\S+)\s+{re.escape(name)}\b", text)
    return f"{match[1]} {name}" if match and is_honorific(match[1]) else name


def reader_pool(view: View, spans: list[Span]) -> list[Candidate]:
    """Return the names that may be whom the letter greets, with their form of address."""
    pool = Pool()
    if greeted := greeted_name(view):
        pool.add(greeted, "greeting", greeted, 0.5)
    for span in spans:
        if span.label == "READER":
            part = {part.name: part for part in view.parts}[span.part]
            first = span.first
            begin = part.lines[part.line_of[span.first]].first
            while first > begin and is_honorific(part.words[first - 1]):
                first -= 1
            line = part.line_text(part.line_of[span.first])
            pool.add(part.surface(first, span.stop), f"crf.{span.part}", line, span.marginal)
    if to := person(view.letter.to_name):
        pool.add(to, "to", view.letter.to_name, 0.4)
    found = pool.candidates()
    for candidate in found:
        crf = max((v for s, v in candidate.sources.items() if s.startswith("crf")), default=0.0)
        candidate.features = word_features(candidate) | chance_features("crf", crf)
        candidate.features |= {f"from {s}": v if s.startswith("crf") else 1.0 for s, v in candidate.sources.items()}
        candidate.features["nobody"] = float(bool(_rules().nobody.search(candidate.value)))
        candidate.features["unlike a name"] = float(not person(candidate.value))
        candidate.features["is sender"] = float(f" {candidate.key} " in view.folded_sender)
    family_features(found, "crf")
    return found
