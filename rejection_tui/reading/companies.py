"""The names that may be the employer of a letter, each with what speaks for and against it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rejection_tui.content import read
from rejection_tui.domain.text import fold
from rejection_tui.reading import cuts, domains, senders
from rejection_tui.reading.candidates import (
    Candidate,
    Features,
    Pool,
    best_by_key,
    chance_features,
    family_features,
    joined,
    overlap,
    word_features,
)
from rejection_tui.reading.cuts import Cutter
from rejection_tui.reading.lexicon import has_mark
from rejection_tui.reading.people import person
from rejection_tui.reading.runs import Run, runs
from rejection_tui.reading.spans import Span
from rejection_tui.reading.view import View

_CHUNKS = re.compile(r"\s*[,|•·()–—]\s*|\s+[-/@+]\s+|:\s+|[.!?]\s+|\s{3,}")
_LINKS = re.compile(
    r"\s+(?:@|at|from|via|pour|für(?: die)?|bei(?: der)?|on behalf of|powered by|by|chez|through|von(?: der)?|de la|de|"
    r"da|do|di|del|della|of|vom|van|bij|presso|im|for|with|and the|y el|und das)\s+"
)
_ARTICLE = re.compile(
    r"(?i)^(?:the|die|das|der|dem|den|het|la|le|les|il|el|os|as|ihr|dein|your|our|notre|votre)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    legal: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = tomllib.loads(read("phrases/extract_companies.toml"))
    return _Rules(re.compile(rf"(?:,?\s+|^){table['legal']['forms']}(?=$|[\s,.;])"))


@lru_cache(maxsize=4000)
def plain_name(name: str) -> str:
    """Return a company's name without its legal form and an article in front."""
    short = _rules().legal.sub(" ", name).strip(" ,.;&+-")
    return re.sub(r"^(?:the|die|das|der)\s+", "", " ".join(short.split()), flags=re.I).strip()


@lru_cache(maxsize=4000)
def trimmed(text: str) -> str:
    """Return a name without marks, genitive and small words at its ends."""
    text = " ".join(text.split()).strip(" ,;:|-–—@/&•·\"'“”„«»*_<>[]")
    text = re.sub(r"['’]s$", "", text)
    text = re.sub(r"\s+(?:of|and|the|de|la|del|und|et|y|e|di|van|in|for|for the|at)$", "", text)
    if text.endswith(".") and not re.search(r"(?:\b\w{1,4}|\.\w+)\.$", text):
        text = text[:-1]
    return text if text.count("(") == text.count(")") else text.strip("()")


def pool_of(
    view: View,
    spans: list[Span],
    names: "Beside",
    known: Mapping[str, float] | None = None,
    cutter: Cutter | None = None,
) -> list[Candidate]:
    """Return the names that may be the employer, each with its features.

    `known` (words) and `cutter` stand in for the shipped ones.
    """
    pool, in_text = Pool(), runs(view.body)
    written = [("body", run.text, run.line, 0.1) for run in in_text]
    for source, text, words, strength in (*_found(view, spans, known, cutter), *written):
        surface = trimmed(text)
        name = plain_name(surface) or surface
        if name and not senders.is_board(name):
            pool.add(name, source, words, strength, surface if surface != name else "")
    found = pool.candidates()
    own = own_words(view)
    around = _around(in_text)
    known = domains.known_words() if known is None else known
    for candidate in found:
        candidate.features = _features(candidate, view, names)
        candidate.features |= around.get(candidate.key, {})
        strange = sum(word not in known for word in candidate.key.split())
        candidate.features[f"strange={min(strange, 2)}"] = 1.0
        if candidate.key in around:
            candidate.features[f"run, strange={min(strange, 2)}"] = 1.0
        if all(source.startswith("label") for source in candidate.sources):
            candidate.features["label only"] = 1.0
            candidate.features |= domains.split_features(re.split(r"[\s-]", candidate.value), own, known)
    family_features(found, "crf")
    return found


def _around(in_text: list[Run]) -> dict[str, Features]:
    """Return for each name in running text what the words around it are, by its folded form."""
    found: dict[str, Features] = {}
    for run in in_text:
        features = found.setdefault(fold(plain_name(trimmed(run.text))), {})
        earlier, before = run.before
        features |= {f"before={before}": 1.0, f"before={earlier} {before}": 1.0, f"earlier={earlier}": 1.0}
        features |= {f"after={run.after}": 1.0}
    return found


def own_words(view: View) -> dict[str, str]:
    """Return the words of the letter that are written large, by their folded form."""
    return {
        folded: word
        for part in view.parts
        for word, folded in zip(part.words, part.folded, strict=True)
        if word[:1].isupper() and len(folded) > 3
    }


@dataclass(frozen=True, slots=True)
class Beside:
    """The marginals of what else the CRF sees in the letter, by folded text."""

    company: Mapping[str, float]
    role: Mapping[str, float]
    recruiter: Mapping[str, float]
    reader: Mapping[str, float]

    @classmethod
    def of(cls, view: View, spans: list[Span]) -> "Beside":
        """Return the marginals of all labels."""
        return cls(*(best_by_key(spans, label, view) for label in ("COMPANY", "ROLE", "RECRUITER", "READER")))

    @property
    def by_label(self) -> Mapping[str, Mapping[str, float]]:
        """All of them, by the label of the CRF."""
        return {"COMPANY": self.company, "READER": self.reader, "ROLE": self.role, "RECRUITER": self.recruiter}


def _found(
    view: View, spans: list[Span], known: Mapping[str, float] | None, cutter: Cutter | None
) -> Iterator[tuple[str, str, str, float]]:
    """Yield (source, text, words around it, strength) of every name that may be the employer's."""
    parts = {part.name: part for part in view.parts}
    for span in spans:
        if span.label == "COMPANY":
            part = parts[span.part]
            line = part.line_text(part.line_of[span.first])
            yield f"crf.{span.part}", part.surface(span.first, span.stop), line, span.marginal
    yield from _from_sender(view)
    yield from _from_lines(view)
    yield from _from_subject(view)
    yield from _from_domain(view, known, cutter)


def _from_sender(view: View) -> Iterator[tuple[str, str, str, float]]:
    shown = view.sender.text
    if not shown:
        return
    yield "sender", senders.without_team(shown), shown, 0.5
    for part in _CHUNKS.split(shown):
        rest = senders.without_team(part)
        yield "sender part", rest, shown, 0.4
        for link in list(_LINKS.finditer(part))[:3]:
            yield "sender after link", senders.without_team(part[link.end() :]), shown, 0.4
            yield "sender before link", senders.without_team(part[: link.start()]), shown, 0.3


def _from_lines(view: View) -> Iterator[tuple[str, str, str, float]]:
    """Yield the pieces of the lines above the greeting, of the signature and of the lines below it."""
    for index, line in enumerate(view.body.lines):
        if line.zone not in {"head", "sign", "foot"} or line.stop - line.first > 24:
            continue
        text = view.body.line_text(index)
        for chunk in _CHUNKS.split(text)[:6]:
            rest = _ARTICLE.sub("", senders.without_team(chunk))
            if rest[:1].isupper() or rest[:1].isdigit():
                yield line.zone, rest, text, 0.3
                link = _LINKS.search(chunk)
                if link:
                    yield f"{line.zone} after link", senders.without_team(chunk[link.end() :]), text, 0.2


def _from_subject(view: View) -> Iterator[tuple[str, str, str, float]]:
    shown = view.subject.text
    for piece in _CHUNKS.split(shown)[:8]:
        rest = senders.without_team(piece)
        if rest[:1].isupper() or rest[:1].isdigit():
            yield "subject", rest, shown, 0.2
        links = list(_LINKS.finditer(piece))
        for link in links[-2:]:
            if piece[link.end() : link.end() + 1].isupper():
                yield "subject after link", _ARTICLE.sub("", piece[link.end() :]), shown, 0.3


def _from_domain(
    view: View, known: Mapping[str, float] | None, cutter: Cutter | None
) -> Iterator[tuple[str, str, str, float]]:
    """Yield words that are a label of the address when written together, and the label itself."""
    for part in view.parts:
        for first, stop in view.compact[part.name]:
            yield "domain words", part.surface(first, stop), part.line_text(part.line_of[first]), 0.6
    yield from _from_labels(view, known, cutter)


def _from_labels(
    view: View, known: Mapping[str, float] | None, cutter: Cutter | None
) -> Iterator[tuple[str, str, str, float]]:
    """Yield the names a label of the address may be: cut into words, at its hyphens, or as it is."""
    labels = [label for label in senders.owner_labels(view.letter)[:2] if len(label) > 2 and not label.isdigit()]
    if not labels:
        return
    address = view.letter.sender_email
    own = own_words(view)
    for label in labels:
        yield "label", "-".join(word.capitalize() for word in re.split(r"[-_.]", label)), address, 0.2
        yield "label words", " ".join(domains.words_of(label, own, known)), address, 0.3
        if cut := domains.kind_cut(label):
            yield "label kind", " ".join(cut), address, 0.25
        if "-" in label:
            yield "label first", label.partition("-")[0].capitalize(), address, 0.2
        for chance, words in _cuts(label, cutter):
            yield "label cut", " ".join(_written(word, own) for word in words), address, chance


_MAX_PIECES = 4  # of a label with hyphens


def _cuts(label: str, cutter: Cutter | None) -> list[tuple[float, list[str]]]:
    """Return the likeliest ways to cut a label, piece by piece where it has hyphens."""
    cutter = cutter or cuts.shipped()
    found: list[tuple[float, list[str]]] = [(1.0, [])]
    for piece in re.split(r"[-_.]", label)[:_MAX_PIECES]:
        ways = cutter.cuts(piece)
        found = [(chance * more, [*words, *added]) for chance, words in found for more, added in ways]
        found = sorted(found, key=lambda entry: -entry[0])[:5]
    return [(chance, words) for chance, words in found if words]


_VOWEL = re.compile("[aeiouy]")


def _written(word: str, own: Mapping[str, str]) -> str:
    """Return a word of an address as it is written in a name: a small one small, a legal form or initials large."""
    if word in domains.SMALL:
        return word
    initials = len(word) <= 3 and not _VOWEL.search(word)
    return own.get(word) or (word.upper() if initials or word in _FORMS else word.capitalize())


_FORMS = frozenset({"ag", "bv", "nv", "kg", "ltd", "llc", "llp", "plc", "gmbh", "inc", "sarl", "srl", "lda"})


def label_agreement(key: str, value: str, label: str) -> str:
    """Return how a label of an address agrees with a name, one of `_LEVELS`; "" when it does not."""
    compact = key.replace(" ", "")
    if len(label) < 2 or len(compact) < 2:
        return ""
    if label == compact:
        return "same"
    if len(compact) > 2 and label.startswith(compact):
        return "start"
    if len(label) > 3 and compact.startswith(label):
        return "begins"
    if len(label) > 4 and label in compact:
        return "within"
    large = "".join(word[0] for word in value.split() if word[0].isupper()).lower()
    if len(large) >= 3 and (label == large or label.startswith(large)):
        return "initials"
    words = [word for word in key.split() if len(word) > 3]
    hits = sum(word in label for word in words)
    if hits:
        return "words" if hits >= 2 or words[0] in label else "part"
    return "stem" if any(word[:5] == label[:5] for word in words) else ""


_LEVELS = ("same", "start", "begins", "within", "words", "initials", "part", "stem")


@lru_cache(maxsize=4000)
def agreement(candidate_key: str, value: str, labels: tuple[str, ...]) -> str:
    """Return the best agreement of the labels of an address with a name."""
    found = {label_agreement(candidate_key, value, label) for label in labels}
    return next((level for level in _LEVELS if level in found), "")


def _features(candidate: Candidate, view: View, names: Beside) -> Features:
    key, found = candidate.key, word_features(candidate)
    crf = joined(v for s, v in candidate.sources.items() if s.startswith("crf."))
    found |= chance_features("crf", crf)
    for source, strength in candidate.sources.items():
        found[f"from {source}"] = strength if source.startswith("crf") else 1.0
    found |= chance_features("cut", candidate.sources.get("label cut", 0.0))
    found["sources"] = len([s for s in candidate.sources if not s.startswith("crf")]) / 4
    level = agreement(key, candidate.value, view.labels)
    if level:
        found[f"domain {level}"] = 1.0
        found["domain any"] = 1.0
    elif view.labels:
        found["domain other"] = 1.0
    times = view.folded_body.count(f" {key} ")
    found[f"times={min(times, 3)}"] = 1.0
    for name, text in (("subject", view.folded_subject), ("sender", view.folded_sender)):
        if f" {key} " in text:
            found[f"in {name}"] = 1.0
    if view.folded_sender.strip() == key:
        found["is sender"] = 1.0
        found["is sender, person" if person(candidate.value) else "is sender, no person"] = 1.0
    found |= _beside_features(candidate, names)
    found |= _letter_features(candidate, view, level)
    return found


def _beside_features(candidate: Candidate, names: Beside) -> Features:
    found: Features = {}
    for name in ("role", "recruiter", "reader"):
        same, inside, outside = overlap(candidate.key, getattr(names, name))
        found[f"as {name}"], found[f"in {name}"], found[f"has {name}"] = same, inside, outside
    if person(candidate.value):
        found["like a person"] = 1.0
    if candidate.full:
        found["with legal form"] = 1.0
    return found


def _letter_features(candidate: Candidate, view: View, level: str) -> Features:
    found: Features = {}
    words = [word for word in candidate.key.split() if len(word) > 2]
    if words and any(word in view.local for word in words):
        found["in local part"] = 1.0
    for source in ("sender", "head", "subject", "sign"):
        if source in candidate.sources:
            found[f"{source}|{view.system}"] = 1.0
    if view.names_a_client:
        sent = level or f" {candidate.key} " in view.folded_sender
        found["client|sender's" if sent else "client|another's"] = 1.0
        if has_mark(candidate.key, "agency"):
            found["client|agency word"] = 1.0
    if view.of_agency:
        sent = level or f" {candidate.key} " in view.folded_sender
        found["agency|sender's" if sent else "agency|another's"] = 1.0
    return found


def empty_features(view: View, found: list[Candidate], names: Beside) -> Features:
    """Return what speaks for leaving the employer empty."""
    level = {agreement(c.key, c.value, view.labels) for c in found if not any(s.startswith("label") for s in c.sources)}
    return {
        "": 1.0,
        f"empty|{view.system}": 1.0,
        "empty|no sender": float(not view.sender.text),
        "empty|no labels": float(not view.labels),
        "empty|no agreement": float(not level - {""}),
        "empty|crf": 1 - max(names.company.values(), default=0.0),
        "empty|agency": float(view.of_agency),
        "empty|client": float(view.names_a_client),
    }
