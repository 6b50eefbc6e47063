"""From Letter to verdict: which cues spoke, what the letter is about, and how sure that makes the program."""

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

_PER_CUE = 4  # times one cue is heard in a letter
_CHEERFUL = frozenset(
    kind.value for kind in (LetterKind.INTERVIEW, LetterKind.ASSESSMENT, LetterKind.OFFER, LetterKind.CONFIRMATION)
)
_INNER_IF = re.compile(r"\b(?:if|unless|whether|falls|sofern|wenn)\b|n't mean\b|\bnot mean\b")
#: Behind a no: it holds only for a while, or only for some of many.
_FOLLOWED = re.compile(
    r"(?:(?!\b(?:keep|kept|hold|held|retain|store|delete)\w*)[^\n]){0,60}?\b(?:until|till)\b|"
    r"[^\n]{0,30}?\b(?:everyone|everybody|tout le monde|tous les|toutes les|chacune?|a todos|a todas|todo el mundo|"
    r"tutti i|iedereen|allen bewerb\w*|herkes\w*)\b"
)
#: Before a cheerful cue: a negation close by, or thanks (for what is past, not planned).
_NEGATED = re.compile(
    r"(?:\bnot|n't|\bunable|\bcannot|\bnicht|\bkein\w*|\bpas|\bno|\bnao|\bnon|\bniet|\bgeen|\bne|\bnever)\b[^\n]{0,24}$|"
    r"\b(?:thank|dank|merci|remerci|gracias|agradec|obrigad|grazie|ringrazi|bedankt|tesekkur)\w*[^\n]*$"
)


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue that spoke, where it stands in subject + newline + body, and whether its sentence silences it."""

    cue: Cue
    start: int
    end: int
    masked: bool = False


def find(folded: str, spoken: Iterable[str], cased: str = "") -> list[CueHit]:
    """Return the cues of the spoken languages that match in a folded text, in the order they stand.

    `cased` is the same text with its capitals; without it the cues that mind them are silent.
    """
    hits: list[CueHit] = []
    for language in spoken:
        if language not in available():
            continue
        rules = cue_set(language)
        for cue in rules.cues:
            for count, match in enumerate(cue.pattern.finditer(cased if cue.cased else folded)):
                if count >= _PER_CUE:
                    break
                silent = not cue.free and _masked(folded, match, cue, rules.mask)
                hits.append(CueHit(cue, match.start(), match.end(), silent))
    return sorted(hits, key=lambda hit: (hit.start, -hit.cue.weight))


def _masked(folded: str, match: re.Match[str], cue: Cue, mask: re.Pattern[str]) -> bool:
    begin = folded.rfind("\n", 0, match.start()) + 1
    if mask.search(folded, begin, match.start() + 1) or _INNER_IF.search(folded, match.start(), match.end()):
        return True
    if cue.kind == LetterKind.REJECTION.value and cue.family != "soft" and _FOLLOWED.match(folded, match.end()):
        return True
    return cue.kind in _CHEERFUL and bool(_NEGATED.search(folded[begin : match.start()]))


_OUTCOME = frozenset({"other", "decision", "lack"})
_SENTENCE_SHOWN = 160  # characters of a sentence shown as evidence


@cache
def kinds(language: str) -> dict[str, re.Pattern[str]]:
    """Return the kinds of signs of one language, compiled; empty for a language without any."""
    table: dict[str, dict[str, str]] = tomllib.loads(read("phrases/detect_signs.toml"))
    return {name: compiled(pattern, {}) for name, pattern in table.get(language, {}).items()}


def heard(folded: str, language: str) -> int:
    """Return how many kinds of signs a folded text holds.

    0 when it asks, sets conditions, or tells of no outcome; one fewer when it speaks of nothing the reader did.
    """
    signs = kinds(language)
    if not signs or "?" in folded or cue_set(language).mask.search(folded):
        return 0
    said = {name for name, pattern in signs.items() if pattern.search(folded)}
    return len(said) - ("past" not in said) if len(said & _OUTCOME) >= 2 else 0


def telling(text: str, folded: str, language: str, weight: float) -> Evidence:
    """Return the sentence that holds most kinds of signs, as evidence of `weight`."""
    best, most, start = (0, 0), -1, 0
    for sentence in folded.split("\n"):
        count = sum(bool(pattern.search(sentence)) for pattern in kinds(language).values())
        if count > most:
            best, most = (start, min(start + len(sentence), start + _SENTENCE_SHOWN)), count
        start += len(sentence) + 1
    return Evidence(text[best[0] : best[1]], f"{language}.signs", weight, best[0], best[1])


SURE = 0.58  # from here on a letter is what it seems
ASK = 0.36  # from here on the user is asked
_SOFT_CAP = 0.36  # all that thanks, wishes and regrets can say together
_SILENT = 0.36  # what it says when a letter after a meeting plans, offers and postpones nothing
_PROGRESS = (LetterKind.INTERVIEW, LetterKind.ASSESSMENT, LetterKind.OFFER)
_EXPLAINING = (
    *_PROGRESS,
    LetterKind.CONFIRMATION,
    LetterKind.ON_HOLD,
    LetterKind.WITHDRAWAL,
    LetterKind.ALERT,
)
_TOLD = 4  # kinds of signs from here on tell a no, one fewer is worth a question
_REGRETS = frozenset(
    {"sorry-word", "soft", "regret", "regret-outcome", "hard-choice", "wish-luck", "keep-file", "try-again"}
)
_WEAK = frozenset({"closed", "soft", "regret", "hint"})


@dataclass(frozen=True, slots=True)
class Tally:
    """What speaks for each kind of letter, and the circumstances that make it louder or quieter."""

    strength: Mapping[LetterKind, float]
    about: Context
    length: int  # characters of the body
    met: bool  # the letter speaks of a meeting, test or call that has been
    weak: bool  # only closings, regrets and hints speak for a no
    hinted: bool  # only hints and soft words do
    sorry: bool  # it regrets or consoles: a mail that only confirms receipt does neither
    signs: int = 0  # kinds of signs beside the formulas

    @property
    def progress(self) -> float:
        """How strongly something speaks for going on."""
        return max(self.strength[kind] for kind in _PROGRESS)


def tally(hits: Iterable[CueHit], about: Context, length: int, met: bool, signs: int = 0) -> Tally:
    """Return the sum of what was heard."""
    heard = [hit for hit in hits if not hit.masked]
    families = {hit.cue.family for hit in heard if hit.cue.kind == LetterKind.REJECTION.value}
    return Tally(
        strength={kind: _strength(heard, kind.value) for kind in LetterKind},
        about=about,
        length=length,
        met=met,
        weak=families <= _WEAK,
        hinted=families <= {"soft", "hint"},
        sorry=any(hit.cue.id.partition(".")[2] in _REGRETS for hit in heard),
        signs=signs,
    )


def _strength(heard: Iterable[CueHit], kind: str) -> float:
    """Families add up, cues of one family do not; soft cues are capped."""
    loudest: dict[str, float] = {}
    soft: dict[str, float] = {}
    for hit in heard:
        if hit.cue.kind == kind:
            table, key = (soft, hit.cue.id) if hit.cue.family == "soft" else (loudest, hit.cue.family)
            table[key] = max(table.get(key, 0.0), hit.cue.weight)
    against = 1.0
    for weight in loudest.values():
        against *= 1 - weight
    support = min(_SOFT_CAP, sum(soft.values()))
    return 1 - against * (1 - support) if loudest else support


def conclude(sum_: Tally) -> tuple[LetterKind, Verdict, float]:
    """Return kind, verdict and confidence."""
    strength, about, score = sum_.strength, sum_.about, no_score(sum_)
    if strength[LetterKind.WITHDRAWAL] >= 0.85 and not about.foreign:
        return LetterKind.WITHDRAWAL, Verdict.OTHER, strength[LetterKind.WITHDRAWAL]
    if _waits(sum_, score):
        return LetterKind.ON_HOLD, Verdict.ON_HOLD, strength[LetterKind.ON_HOLD]
    score = max(score, tally_words(sum_))
    if score >= SURE:
        return LetterKind.REJECTION, Verdict.REJECTION, score
    if score >= ASK and about.job >= 1:
        return LetterKind.REJECTION, Verdict.UNSURE, score
    return _other_kind(sum_), Verdict.OTHER, 1 - score


def no_score(sum_: Tally) -> float:
    """Return how strongly the letter says no (0..1), all circumstances weighed."""
    strength, about = sum_.strength, sum_.about
    score = strength[LetterKind.REJECTION]
    if about.foreign or strength[LetterKind.OTHER] >= 0.6:  # another matter, or somebody else's case
        return score * 0.2
    explained = any(strength[kind] >= 0.4 for kind in _EXPLAINING)
    if sum_.met and score < 0.9 and about.job >= 3 and sum_.length < 3000 and not explained:
        score = 1 - (1 - score) * (1 - _SILENT)
    score *= _job_factor(sum_, score)
    if sum_.length > 6000 or (sum_.length > 2000 and strength[LetterKind.REJECTION] < 0.75):
        score *= 0.7
    score *= _rival_factor(sum_, score)
    trusted = not sum_.hinted or (sum_.sorry and about.job >= 3 and sum_.length < 2500)
    return score if trusted else min(score, SURE - 0.03)


def tally_words(sum_: Tally) -> float:
    """Return what the signs say of a short letter about a job that plans, promises, confirms and asks nothing."""
    quiet = all(sum_.strength[kind] < 0.5 for kind in _EXPLAINING) and sum_.strength[LetterKind.OTHER] < 0.6
    if not quiet or sum_.about.foreign or sum_.about.job < 2 or sum_.length > 2000:
        return 0.0
    if sum_.signs >= _TOLD:
        return SURE + 0.02 * (sum_.signs - _TOLD)
    return ASK + 0.06 if sum_.signs == _TOLD - 1 else 0.0


def _job_factor(sum_: Tally, score: float) -> float:
    """Where little speaks of a job, a no must be loud and the letter short."""
    if sum_.about.job < 1:
        return 0.76 if sum_.length < 400 and score >= 0.85 else 0.45
    if sum_.about.job < 2:
        return 0.8 if sum_.length < 1500 else 0.5
    return 1.0


def _rival_factor(sum_: Tally, score: float) -> float:
    """What progress, an alert's form or a receipt take from a no."""
    factor, strength = 1.0, sum_.strength
    if sum_.progress >= 0.7:
        factor *= 0.9 if score >= 0.84 else 0.6
    if strength[LetterKind.ALERT] >= 0.9 or (strength[LetterKind.ALERT] >= 0.8 and sum_.weak):
        factor *= 0.4
    if strength[LetterKind.CONFIRMATION] >= 0.75:
        factor *= 0.6 if not sum_.sorry else (0.75 if score * factor < 0.8 else 1.0)
    return factor


def _waits(sum_: Tally, score: float) -> bool:
    about, strength = sum_.about, sum_.strength
    loud = strength[LetterKind.ON_HOLD] >= 0.8 and score < 0.86
    if not loud or about.job < 1 or about.foreign:
        return False
    return sum_.progress < 0.8 and strength[LetterKind.CONFIRMATION] < 0.95


def _other_kind(sum_: Tally) -> LetterKind:
    if sum_.about.foreign or sum_.about.job < 1:
        return LetterKind.OTHER
    order = (*reversed(_PROGRESS), LetterKind.CONFIRMATION, LetterKind.ALERT)
    best = max(order, key=lambda kind: sum_.strength[kind])
    return best if sum_.strength[best] >= 0.5 else LetterKind.OTHER


_READ = 30_000  # characters of a letter that are looked at
_SHOWN = 12  # pieces of evidence kept


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with its grounds; `about` names the other matter when the letter is not about a job."""

    verdict: Verdict
    kind: LetterKind
    confidence: float
    evidence: tuple[Evidence, ...]
    language: str
    about: str = ""
    role_closed: bool = False


def detect(letter: Letter) -> Judgement:
    """Return what `letter` is, how sure that is (0..1), and the words that say so."""
    text = words_of(letter)[:_READ]
    folded = sentences(text)
    spoken = languages(folded)
    hits = find(folded, spoken, with_capitals(text, folded))
    mailbox = fold_text(f"{letter.sender_name} {letter.sender_email.replace('.', ' ').replace('@', ' ')}")
    about = context(fold_text(letter.subject), folded, mailbox)
    met = stage(text, folded)[0] is not Stage.APPLICATION
    sum_ = tally(hits, about, len(letter.body), met, heard(folded, spoken[0]))
    kind, verdict, confidence = conclude(sum_)
    shown = _evidence(text, hits, kind, verdict)
    if kind is LetterKind.REJECTION and tally_words(sum_) >= confidence:
        shown = (telling(text, folded, spoken[0], round(confidence, 2)), *shown)[:_SHOWN]
    return Judgement(
        verdict=verdict,
        kind=kind,
        confidence=round(confidence, 3),
        evidence=shown,
        language=spoken[0],
        about=about.about if about.foreign else "",
        role_closed=verdict is Verdict.REJECTION and _role_closed(hits),
    )


def words_of(letter: Letter) -> str:
    """Return the text every position points into: subject, newline, body."""
    return f"{letter.subject}\n{letter.body}"


def _role_closed(hits: list[CueHit]) -> bool:
    """Whether the role went away (cancelled, frozen, filled inside) and nobody was preferred."""
    said = {hit.cue.family for hit in hits if hit.cue.kind == LetterKind.REJECTION.value and not hit.masked}
    return "closed" in said and said.isdisjoint({"others", "no_match"})


def _evidence(text: str, hits: list[CueHit], kind: LetterKind, verdict: Verdict) -> tuple[Evidence, ...]:
    """The words that spoke, loudest first and not overlapping; a silenced cue is shown with weight 0."""
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
    return tuple(result[:_SHOWN])
