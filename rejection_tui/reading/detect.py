"""Judges a letter: which cues it holds, what it is about, its kind and verdict, and how sure they are."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rejection_tui.content import read
from rejection_tui.domain.letter import Evidence, Letter, LetterKind, Verdict
from rejection_tui.domain.rejection import Stage
from rejection_tui.reading.context import Context, context
from rejection_tui.reading.cues import Cue, available, compiled, cue_set
from rejection_tui.reading.folded import fold_text, sentences, with_capitals
from rejection_tui.reading.languages import languages
from rejection_tui.reading.stages import stage

_MAX_HITS_PER_CUE = 4  # further matches of a cue add nothing
_POSITIVE_KINDS = frozenset(
    kind.value for kind in (LetterKind.INTERVIEW, LetterKind.ASSESSMENT, LetterKind.OFFER, LetterKind.CONFIRMATION)
)
_CONDITION = re.compile(r"\b(?:if|unless|whether|falls|sofern|wenn)\b|n't mean\b|\bnot mean\b")
#: After a rejection cue: the rejection holds only for a time, or only for some of many.
_LIMITED_AFTER = re.compile(
    r"(?:(?!\b(?:keep|kept|hold|held|retain|store|delete)\w*)[^\n]){0,60}?\b(?:until|till)\b|"
    r"[^\n]{0,30}?\b(?:everyone|everybody|tout le monde|tous les|toutes les|chacune?|a todos|a todas|todo el mundo|"
    r"tutti i|iedereen|allen bewerb\w*|herkes\w*)\b"
)
#: Before a cue of a positive kind: a negation close by, or thanks, which are for something past and not planned.
_NEGATED_BEFORE = re.compile(
    r"(?:\bnot|n't|\bunable|\bcannot|\bnicht|\bkein\w*|\bpas|\bno|\bnao|\bnon|\bniet|\bgeen|\bne|\bnever)\b[^\n]{0,24}$|"
    r"\b(?:thank|dank|merci|remerci|gracias|agradec|obrigad|grazie|ringrazi|bedankt|tesekkur)\w*[^\n]*$"
)


@dataclass(frozen=True, slots=True)
class CueHit:
    """A match of a cue, at `start` to `end` of subject + newline + body.

    `masked`: a condition or negation in the same sentence makes it count for nothing.
    """

    cue: Cue
    start: int
    end: int
    masked: bool = False


def find_cues(folded: str, letter_languages: Iterable[str], cased: str = "") -> list[CueHit]:
    """Return the cues of these languages that match in a folded text, in the order of their places.

    `cased` is the same text with its capitals; without it cues that need capitals cannot match.
    """
    hits: list[CueHit] = []
    for language in letter_languages:
        if language not in available():
            continue
        rules = cue_set(language)
        for cue in rules.cues:
            for count, match in enumerate(cue.pattern.finditer(cased if cue.cased else folded)):
                if count >= _MAX_HITS_PER_CUE:
                    break
                masked = not cue.free and _is_masked(folded, match, cue, rules.mask)
                hits.append(CueHit(cue, match.start(), match.end(), masked))
    return sorted(hits, key=lambda hit: (hit.start, -hit.cue.weight))


def _is_masked(folded: str, match: re.Match[str], cue: Cue, mask: re.Pattern[str]) -> bool:
    begin = folded.rfind("\n", 0, match.start()) + 1
    if mask.search(folded, begin, match.start() + 1) or _CONDITION.search(folded, match.start(), match.end()):
        return True
    if cue.kind == LetterKind.REJECTION.value and cue.family != "soft" and _LIMITED_AFTER.match(folded, match.end()):
        return True
    return cue.kind in _POSITIVE_KINDS and bool(_NEGATED_BEFORE.search(folded[begin : match.start()]))


_OUTCOME_SIGNS = frozenset({"other", "decision", "lack"})
_MAX_SENTENCE = 160  # characters of a sentence that are shown as evidence


@cache
def sign_patterns(language: str) -> dict[str, re.Pattern[str]]:
    """Return the compiled pattern of each kind of sign of one language; empty for a language without any."""
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/detect_signs.toml"))
    return {name: compiled(pattern, {}) for name, pattern in table.get(language, {}).items()}


def count_sign_kinds(folded: str, language: str) -> int:
    """Return how many kinds of signs of a rejection a folded text holds.

    0 when it asks a question, sets conditions, or has fewer than two signs of an outcome; one fewer when it mentions
    nothing the reader did.
    """
    signs = sign_patterns(language)
    if not signs or "?" in folded or cue_set(language).mask.search(folded):
        return 0
    found = {name for name, pattern in signs.items() if pattern.search(folded)}
    return len(found) - ("past" not in found) if len(found & _OUTCOME_SIGNS) >= 2 else 0


def sentence_with_most_signs(text: str, folded: str, language: str, weight: float) -> Evidence:
    """Return the sentence that holds the most kinds of signs, as evidence of `weight`."""
    best, most, start = (0, 0), -1, 0
    for sentence in folded.split("\n"):
        count = sum(bool(pattern.search(sentence)) for pattern in sign_patterns(language).values())
        if count > most:
            best, most = (start, min(start + len(sentence), start + _MAX_SENTENCE)), count
        start += len(sentence) + 1
    return Evidence(text[best[0] : best[1]], f"{language}.signs", weight, best[0], best[1])


SURE = 0.58  # from this score on a letter is called a rejection
ASK = 0.36  # from this score on the user is asked
_SOFT_CAP = 0.36  # the most that thanks, wishes and regrets can add up to
_MET_SUPPORT = (
    0.36  # how strongly a letter after a meeting that plans, offers and postpones nothing suggests a rejection
)
_PROGRESS_KINDS = (LetterKind.INTERVIEW, LetterKind.ASSESSMENT, LetterKind.OFFER)
_EXPLAINING_KINDS = (
    *_PROGRESS_KINDS,
    LetterKind.CONFIRMATION,
    LetterKind.ON_HOLD,
    LetterKind.WITHDRAWAL,
    LetterKind.ALERT,
)
_REJECTION_SIGNS = 4  # this many kinds of signs make a rejection; with one fewer the user is asked
_REGRET_CUES = frozenset(
    {"sorry-word", "soft", "regret", "regret-outcome", "hard-choice", "wish-luck", "keep-file", "try-again"}
)
_WEAK_FAMILIES = frozenset({"closed", "soft", "regret", "hint"})


@dataclass(frozen=True, slots=True)
class CueTotals:
    """How strongly (0..1) the cues suggest each kind of letter, and the circumstances that change that."""

    strength: Mapping[LetterKind, float]
    about: Context
    length: int  # characters of the body
    met: bool  # the letter mentions a meeting, test or call that took place
    weak: bool  # only closings, regrets and hints suggest a rejection
    hinted: bool  # only hints and soft words suggest one
    sorry: bool  # it regrets or consoles, which a mail that only confirms receipt does not
    signs: int = 0  # kinds of signs of a rejection, see `count_sign_kinds`

    @property
    def progress(self) -> float:
        """How strongly (0..1) the letter suggests that the application goes on."""
        return max(self.strength[kind] for kind in _PROGRESS_KINDS)


def total_cues(hits: Iterable[CueHit], about: Context, length: int, met: bool, signs: int = 0) -> CueTotals:
    """Return the totals of the cues that are not masked."""
    unmasked = [hit for hit in hits if not hit.masked]
    families = {hit.cue.family for hit in unmasked if hit.cue.kind == LetterKind.REJECTION.value}
    return CueTotals(
        strength={kind: _strength(unmasked, kind.value) for kind in LetterKind},
        about=about,
        length=length,
        met=met,
        weak=families <= _WEAK_FAMILIES,
        hinted=families <= {"soft", "hint"},
        sorry=any(hit.cue.id.partition(".")[2] in _REGRET_CUES for hit in unmasked),
        signs=signs,
    )


def _strength(unmasked: Iterable[CueHit], kind: str) -> float:
    """Return the strength (0..1) of one kind: of each family the strongest cue counts; soft cues add up to a limit."""
    loudest: dict[str, float] = {}
    soft: dict[str, float] = {}
    for hit in unmasked:
        if hit.cue.kind == kind:
            table, key = (soft, hit.cue.id) if hit.cue.family == "soft" else (loudest, hit.cue.family)
            table[key] = max(table.get(key, 0.0), hit.cue.weight)
    against = 1.0
    for weight in loudest.values():
        against *= 1 - weight
    support = min(_SOFT_CAP, sum(soft.values()))
    return 1 - against * (1 - support) if loudest else support


def conclude(totals: CueTotals) -> tuple[LetterKind, Verdict, float]:
    """Return the kind of letter, the verdict and the confidence (0..1)."""
    strength, about, score = totals.strength, totals.about, rejection_score(totals)
    if strength[LetterKind.WITHDRAWAL] >= 0.85 and not about.foreign:
        return LetterKind.WITHDRAWAL, Verdict.OTHER, strength[LetterKind.WITHDRAWAL]
    if _is_on_hold(totals, score):
        return LetterKind.ON_HOLD, Verdict.ON_HOLD, strength[LetterKind.ON_HOLD]
    score = max(score, sign_score(totals))
    if score >= SURE:
        return LetterKind.REJECTION, Verdict.REJECTION, score
    if score >= ASK and about.job >= 1:
        return LetterKind.REJECTION, Verdict.UNSURE, score
    return _other_kind(totals), Verdict.OTHER, 1 - score


def rejection_score(totals: CueTotals) -> float:
    """Return how strongly (0..1) the letter reads as a rejection, all circumstances weighed."""
    strength, about = totals.strength, totals.about
    score = strength[LetterKind.REJECTION]
    if about.foreign or strength[LetterKind.OTHER] >= 0.6:  # another matter, or somebody else's application
        return score * 0.2
    explained = any(strength[kind] >= 0.4 for kind in _EXPLAINING_KINDS)
    if totals.met and score < 0.9 and about.job >= 3 and totals.length < 3000 and not explained:
        score = 1 - (1 - score) * (1 - _MET_SUPPORT)
    score *= _job_factor(totals, score)
    if totals.length > 6000 or (totals.length > 2000 and strength[LetterKind.REJECTION] < 0.75):
        score *= 0.7
    score *= _rival_factor(totals, score)
    trusted = not totals.hinted or (totals.sorry and about.job >= 3 and totals.length < 2500)
    return score if trusted else min(score, SURE - 0.03)


def sign_score(totals: CueTotals) -> float:
    """Return the score the signs give a short letter about a job that plans, promises and confirms nothing, else 0."""
    quiet = all(totals.strength[kind] < 0.5 for kind in _EXPLAINING_KINDS) and totals.strength[LetterKind.OTHER] < 0.6
    if not quiet or totals.about.foreign or totals.about.job < 2 or totals.length > 2000:
        return 0.0
    if totals.signs >= _REJECTION_SIGNS:
        return SURE + 0.02 * (totals.signs - _REJECTION_SIGNS)
    return ASK + 0.06 if totals.signs == _REJECTION_SIGNS - 1 else 0.0


def _job_factor(totals: CueTotals, score: float) -> float:
    """Return the factor for few words about a job: only a strong, short rejection keeps most of its score."""
    if totals.about.job < 1:
        return 0.76 if totals.length < 400 and score >= 0.85 else 0.45
    if totals.about.job < 2:
        return 0.8 if totals.length < 1500 else 0.5
    return 1.0


def _rival_factor(totals: CueTotals, score: float) -> float:
    """Return the factor by which signs of progress, of a job alert or of a receipt lower the score."""
    factor, strength = 1.0, totals.strength
    if totals.progress >= 0.7:
        factor *= 0.9 if score >= 0.84 else 0.6
    if strength[LetterKind.ALERT] >= 0.9 or (strength[LetterKind.ALERT] >= 0.8 and totals.weak):
        factor *= 0.4
    if strength[LetterKind.CONFIRMATION] >= 0.75:
        factor *= 0.6 if not totals.sorry else (0.75 if score * factor < 0.8 else 1.0)
    return factor


def _is_on_hold(totals: CueTotals, score: float) -> bool:
    about, strength = totals.about, totals.strength
    strong_pause = strength[LetterKind.ON_HOLD] >= 0.8 and score < 0.86
    if not strong_pause or about.job < 1 or about.foreign:
        return False
    return totals.progress < 0.8 and strength[LetterKind.CONFIRMATION] < 0.95


def _other_kind(totals: CueTotals) -> LetterKind:
    if totals.about.foreign or totals.about.job < 1:
        return LetterKind.OTHER
    order = (*reversed(_PROGRESS_KINDS), LetterKind.CONFIRMATION, LetterKind.ALERT)
    best = max(order, key=lambda kind: totals.strength[kind])
    return best if totals.strength[best] >= 0.5 else LetterKind.OTHER


_MAX_CHARACTERS = 30_000  # of a letter; the rest is not read
_MAX_EVIDENCE = 12  # pieces kept


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its evidence; `about` names the other matter when the letter is not about a job."""

    verdict: Verdict
    kind: LetterKind
    confidence: float
    evidence: tuple[Evidence, ...]
    language: str
    about: str = ""
    role_closed: bool = False


def detect(letter: Letter) -> Judgement:
    """Return what `letter` is, how sure that is (0..1), and the words that decided it."""
    text = words_of(letter)[:_MAX_CHARACTERS]
    folded = sentences(text)
    letter_languages = languages(folded)
    hits = find_cues(folded, letter_languages, with_capitals(text, folded))
    mailbox = fold_text(f"{letter.sender_name} {letter.sender_email.replace('.', ' ').replace('@', ' ')}")
    about = context(fold_text(letter.subject), folded, mailbox)
    met = stage(text, folded)[0] is not Stage.APPLICATION
    totals = total_cues(hits, about, len(letter.body), met, count_sign_kinds(folded, letter_languages[0]))
    kind, verdict, confidence = conclude(totals)
    shown = _evidence(text, hits, kind, verdict)
    if kind is LetterKind.REJECTION and sign_score(totals) >= confidence:
        shown = (sentence_with_most_signs(text, folded, letter_languages[0], round(confidence, 2)), *shown)[
            :_MAX_EVIDENCE
        ]
    return Judgement(
        verdict=verdict,
        kind=kind,
        confidence=round(confidence, 3),
        evidence=shown,
        language=letter_languages[0],
        about=about.about if about.foreign else "",
        role_closed=verdict is Verdict.REJECTION and _role_closed(hits),
    )


def words_of(letter: Letter) -> str:
    """Return the text that all positions index into: subject, newline, body."""
    return f"{letter.subject}\n{letter.body}"


def _role_closed(hits: list[CueHit]) -> bool:
    """Return whether the role was cancelled, frozen or filled internally and nobody else was preferred."""
    families = {hit.cue.family for hit in hits if hit.cue.kind == LetterKind.REJECTION.value and not hit.masked}
    return "closed" in families and families.isdisjoint({"others", "no_match"})


def _evidence(text: str, hits: list[CueHit], kind: LetterKind, verdict: Verdict) -> tuple[Evidence, ...]:
    """Return the matches as evidence, strongest first and not overlapping; a masked cue has weight 0."""
    sides = {kind.value}
    if verdict in {Verdict.UNSURE, Verdict.REJECTION} or kind is LetterKind.OTHER:
        sides |= {LetterKind.REJECTION.value, LetterKind.OTHER.value}
    taken: list[tuple[int, int]] = []
    result: list[Evidence] = []
    for hit in sorted(hits, key=lambda hit: (hit.masked, -hit.cue.weight, hit.start)):
        if hit.cue.kind not in sides or any(start < hit.end and hit.start < end for start, end in taken):
            continue
        taken.append((hit.start, hit.end))
        weight = 0.0 if hit.masked else hit.cue.weight
        result.append(Evidence(text[hit.start : hit.end], hit.cue.id, weight, hit.start, hit.end))
    return tuple(result[:_MAX_EVIDENCE])
