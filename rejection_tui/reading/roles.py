"""Finds the role a letter is about. Phrases in subject and body and words they share vote for names."""

import itertools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rejection_tui.content import read
from rejection_tui.domain.letter import Guess, Letter
from rejection_tui.domain.text import fold
from rejection_tui.reading.context import work_words
from rejection_tui.reading.cues import compiled
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.languages import is_small_word
from rejection_tui.reading.people import signature

MIN_SUPPORT = 0.62
_SUBJECT_SEPARATOR = re.compile(
    r"\s+[-–—|·•]\s+|\s*[|:•]\s*|\s+/\s+|\s+(?:@|at|bei|chez|bij|presso)\s+|\s*[\[\]«»\"]\s*"
)
_PIECE_SEPARATOR = re.compile(r",\s+|\s*[()]\s*")
_TITLE = re.compile(
    r"(?<![.!?:]\s)(?<!^)\b[A-ZÀ-Þ][\w/&’'-]+(?:\s(?:of|and|for|&|de|in)\s[A-ZÀ-Þ][\w/&’'-]+|\s[A-ZÀ-Þ][\w/&’'-]+){1,5}(?:\s[IV]{1,3}\b)?"
)
_LEGAL_FORM = r"(?:llp|ltd|llc|inc|gmbh|ag|plc|limited|s\.?a\.?|b\.?v\.?|asbl)"
#: Forms of languages that capitalise the words of a role, so that the first lower-case word ends it.
_CAPITALISED_FORMS = {"position of", "applying for", "someone for", "Stelle als", "als …"}


@dataclass(frozen=True, slots=True)
class _Rules:
    forms: tuple[tuple[str, float, re.Pattern[str]], ...]
    marks: re.Pattern[str]
    lead: re.Pattern[str]
    tail: re.Pattern[str]
    never: re.Pattern[str]
    inside: re.Pattern[str]
    link: re.Pattern[str]
    event: re.Pattern[str]


@dataclass(slots=True)
class _Vote:
    surface: str
    source: str
    words: str
    weight: float


@cache
def _rules() -> _Rules:
    data: dict[str, Any] = tomllib.loads(read("phrases/extract_roles.toml"))
    forms = tuple((f["name"], float(f["weight"]), compiled(f["pattern"], data["words"])) for f in data["form"])
    strip = {key: re.compile(pattern) for key, pattern in data["strip"].items()}
    return _Rules(forms, **strip)


def role(letter: Letter, company: str, my_name: str) -> Guess:
    """Return the role the letter is about; empty when it is doubtful."""
    subject, body = letter.subject, letter.body[:8000]
    votes: dict[str, _Vote] = {}
    sources = (_from_forms(subject, True), _from_forms(body, False), _from_subject(subject, body), _from_titles(letter))
    for candidate in (vote for source in sources for vote in source):
        surface = tidy(_without_company(candidate.surface, company))
        key = fold(surface)
        if not _plausible(surface, key, company, my_name):
            continue
        weight = candidate.weight + _support(key, surface, candidate.source, subject, body)
        known = votes.get(key)
        if known is None:
            votes[key] = _Vote(surface, candidate.source, candidate.words, weight)
        else:
            known.weight = max(known.weight, weight) + (0.1 if known.source != candidate.source else 0.0)
    best = _best(list(votes.values()), subject, body)
    if best is None or best.weight < MIN_SUPPORT:
        return Guess()
    surface = _continued(_extended(best.surface, subject, body, company), body, company)
    return Guess(surface, best.source, best.words[:200], round(min(0.98, best.weight), 2))


def names_work(guess: Guess) -> bool:
    """Return whether a guessed role holds the name of an occupation."""
    return work_words(fold_text(guess.value))


#: The word before a requisition number, left over once the number is removed.
_DANGLING = re.compile(r"(?i)[\s,(\[]+(?:ref|req|reference|requisition|job id)\.?$")


def tidy(text: str) -> str:
    """Return a role's name without gender marks, requisition numbers and surrounding words."""
    rules = _rules()
    text = rules.marks.sub(" ", text)
    for _ in range(2):
        text = rules.tail.sub("", rules.lead.sub("", text.strip()))
        text = re.sub(r"\s{2,}", " ", text).strip(" ,;:.|–—-*_\"'“”„«»/")
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    text = _DANGLING.sub("", " ".join(text.split()))
    return text.strip(" ,-–")


def _without_company(text: str, company: str) -> str:
    if company and len(company) > 2:
        text = re.sub(
            rf"(?i)(?:\s(?:at|with|-|–|@|bei|chez)\s)?\b{re.escape(company)}\b(?:,?\s{_LEGAL_FORM}\b)?", " ", text
        )
    return text


def _from_forms(text: str, in_subject: bool) -> Iterator[_Vote]:
    folded = fold_text(text)
    for name, weight, pattern in _rules().forms:
        for count, match in enumerate(pattern.finditer(folded)):
            if count >= 6:
                break
            start, end = match.span("role")
            found = text[start:end]
            if name in _CAPITALISED_FORMS and found[:1].isupper():
                found = _large_words(found) if work_words(fold_text(_large_words(found))) else found
            yield _Vote(found, name, text[match.start() : match.end()].strip(), weight + 0.08 * in_subject)


def _large_words(text: str) -> str:
    """Cut a capitalised name at its first lower-case word that links nothing ("Nurse here last week" gives "Nurse")."""
    kept: list[str] = []
    for word in text.split():
        if word.islower() and word[0].isalpha() and not _rules().link.match(word):
            break
        kept.append(word)
    while (
        kept
        and _rules().link.match(kept[-1])
        and kept[-1].islower()
        and len(kept[-1]) > 1
        and kept[-1] not in {"ii", "iii"}
    ):
        kept.pop()
    return " ".join(kept)


def _from_subject(subject: str, body: str) -> Iterator[_Vote]:
    """Yield the pieces of a subject line as candidates; their support decides whether one is the role."""
    pieces = [piece for piece in _SUBJECT_SEPARATOR.split(subject) if piece and piece.strip()]
    for first, second in itertools.pairwise(pieces):
        joined = subject[subject.find(first) : subject.find(second) + len(second)]
        if any(f" {fold(tidy(joined))} " in f" {fold(line)} " for line in body.split("\n")):
            yield _Vote(joined, "subject", subject, 0.34)
    for piece in pieces:
        if piece and piece.strip():
            yield _Vote(piece, "subject", subject, 0.32)
            for smaller in _PIECE_SEPARATOR.split(piece):
                if smaller != piece and smaller.strip():
                    yield _Vote(smaller, "subject", subject, 0.24)
    if len(pieces) == 1 and _is_bare_title(tidy(subject)):
        yield _Vote(subject, "subject", subject, 0.5 if _rules().event.search(fold_text(subject)) else 0.62)
    if len(subject) < 70 and len(pieces) == 1:
        yield _Vote(subject, "subject", subject, 0.24)


def _is_bare_title(surface: str) -> bool:
    """Return whether a subject is only a few content words, as when a small employer writes just the job."""
    words = fold_text(surface).split()
    return 1 <= len(words) <= 4 and not any(is_small_word(word.strip(".,!?:")) for word in words)


def _from_titles(letter: Letter) -> Iterator[_Vote]:
    """Yield capitalised words above the signature that name an occupation: the last resort."""
    below = signature(letter.body).lines
    for line in letter.body[:6000].split("\n"):
        if line.strip() in below:
            continue
        for match in list(_TITLE.finditer(line))[:4]:
            if work_words(fold_text(match.group())):
                yield _Vote(match.group(), "words of work", line[:200], 0.36)


def _support(key: str, surface: str, source: str, subject: str, body: str) -> float:
    """Return what to add for a candidate: it is in subject and body, or it holds a word of an occupation."""
    both = f" {key} " in f" {fold(subject)} " and f" {key} " in f" {fold(body)} "
    support = 0.38 if both else 0.0
    working = work_words(fold_text(surface))
    support += (0.32 if source == "subject" else 0.22) if working else 0.0
    if source != "subject" and not (working or both) and surface[:1].islower():
        support -= 0.15
    support += 0.06 if any(word[:1].isupper() for word in surface.split()) and source != "subject" else 0.0
    words = len(key.split())
    short = words == 1 and not working and len(key) < 5 and not surface.isupper()
    return support - 0.08 * max(0, words - 7) - 0.1 * short


def _plausible(surface: str, key: str, company: str, my_name: str) -> bool:
    rules = _rules()
    if not 2 <= len(surface) <= 90 or not key or rules.never.match(surface) or rules.inside.search(surface):
        return False
    if (company and (key == fold(company) or f" {key} " in f" {fold(company)} ")) or (my_name and key in fold(my_name)):
        return False
    return not re.search(r"[@<>{}\[\]]|https?:|^\d{1,2} ", surface)


def _best(votes: list[_Vote], subject: str, body: str) -> _Vote | None:
    """Return the strongest candidate; a longer one containing it wins when nearly as strong and as often found."""
    if not votes:
        return None
    best = max(votes, key=lambda vote: vote.weight)
    for vote in sorted(votes, key=lambda vote: len(vote.surface)):
        longer = f" {fold(best.surface)} " in f" {fold(vote.surface)} " and len(vote.surface) > len(best.surface)
        attested = _in_subject_and_body(vote.surface, subject, body) or not _in_subject_and_body(
            best.surface, subject, body
        )
        completes = _completes(vote, best)
        in_subject = vote.source == "subject" and vote.weight >= 0.6
        near = vote.weight >= best.weight - (0.4 if completes else 0.2) and (attested or in_subject or completes)
        if (
            longer
            and (near or (in_subject and work_words(fold_text(vote.surface))))
            and len(vote.surface.split()) <= 10
        ):
            best = vote
    return best


def _completes(longer: _Vote, shorter: _Vote) -> bool:
    """Return whether `longer` completes a one-word name ("picker supervisor" for "supervisor")."""
    words, whole = fold(shorter.surface).split(), fold(longer.surface).split()
    return len(words) == 1 and len(whole) <= 4 and words[0] in whole and work_words(fold_text(longer.surface))


def _in_subject_and_body(surface: str, subject: str, body: str) -> bool:
    key = f" {fold(surface)} "
    return key in f" {fold(subject)} " and key in f" {fold(body)} "


def _extended(surface: str, subject: str, body: str, company: str) -> str:
    """Return the longest name around `surface` found in two places ("Nurse - Nights (Ward 4)" for "Nurse")."""
    whole = f"{subject}\n{body}"
    folded, key = fold_text(whole), fold_text(surface)
    places = [match.start() for match in re.finditer(re.escape(key), folded)][:4]
    best = surface
    for index, first in enumerate(places):
        for second in places[index + 1 :]:
            best = max(best, _common(whole, folded, first, second, len(key)), key=len)
    best = tidy(_without_company(best, company))
    plausible = (
        len(best) <= len(surface) + 45
        and not _rules().inside.search(best)
        and f" {fold(surface)} " in f" {fold(best)} "
    )
    return best if plausible else surface


def _continued(surface: str, body: str, company: str) -> str:
    """Return a role with its speciality after a comma or dash ("Engineer, Product role")."""
    match = re.search(
        rf"{re.escape(surface)}(?P<more>(?:,| -| –|:)\s[A-ZÀ-Þ][\w/&-]*(?:\s(?:of\s)?[A-ZÀ-Þ(][\w/&)-]*){{0,4}})"
        r"(?=\s(?:position|role|post|opening|vacancy|with|at|has|and)\b|\.\s|\.?$|\.?\n)",
        body,
    )
    more = match["more"] if match else ""
    return surface if not more or (company and fold(company) in fold(more)) else tidy(surface + more)


def _common(whole: str, folded: str, first: int, second: int, length: int) -> str:
    """Return the whole words that follow both places alike, at most to the end of the line or sentence."""
    end = length
    while (
        second + end < len(folded)
        and folded[first + end] == folded[second + end]
        and folded[first + end] not in "\n.;:!?|"
    ):
        end += 1

    def inside(place: int) -> bool:
        return place + end < len(folded) and folded[place + end].isalnum() and folded[place + end - 1].isalnum()

    while end > length and (inside(first) or inside(second)):
        end -= 1
    found = whole[first : first + end]
    return (
        found
        if re.match(r"\s*(?:[-–,(/&]|(?:of|for|in|de|und|and)\s|[A-ZÀ-Þ])", found[length:])
        else whole[first : first + length]
    )
