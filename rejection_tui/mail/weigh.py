"""How the cues of a letter add up: families speak together, soft words never decide, other reasons count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rejection_tui.domain.letter import LetterKind, Verdict
from rejection_tui.mail.context import Context
from rejection_tui.mail.hits import Hit

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


def tally(hits: Iterable[Hit], about: Context, length: int, met: bool, signs: int = 0) -> Tally:
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


def _strength(heard: Iterable[Hit], kind: str) -> float:
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
    score = max(score, told(sum_))
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


def told(sum_: Tally) -> float:
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
