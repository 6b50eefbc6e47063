"""Judges a whole draft: what is known of its sentences and of its facts, put together into one score.

A sentence alone may sound sharp and be meant well; what counts is the sharpest one, how many there are, and what the
rules found.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.draft import DraftKind
from rejection_tui.drafting.pieces import Piece
from rejection_tui.drafting.sentence_scores import ANY, ANY_CLAIM, FAULTS, DraftModel

#: For each claim what must have happened: one of these.
SUPPORT: Final[Mapping[str, frozenset[str]]] = {
    "claim_talk": frozenset(
        ["talk", "phone", "video", "coffee", "interview", "panel", "assessment_day", "trial", "visit", "presentation"]
    ),
    "claim_interview": frozenset(["interview", "panel", "video", "assessment_day", "presentation", "trial", "coffee"]),
    "claim_task": frozenset(["task", "test", "presentation", "assessment_day", "trial"]),
    "claim_trial": frozenset(["trial", "assessment_day"]),
    "claim_visit": frozenset(["visit", "trial", "assessment_day"]),
}
#: The claims that can be compared with what is known.
CHECKED_CLAIMS: Final = (*SUPPORT, "claim_feedback", ANY_CLAIM)
#: The acts a kind of message needs; of each group one.
NEEDS: Final[Mapping[DraftKind, tuple[tuple[str, ...], ...]]] = {
    DraftKind.REPLY: (("thanks",), ("accepts",), ("door",)),
    DraftKind.LATE: (("thanks",), ("accepts",), ("door",)),
    DraftKind.REPLY_AND_FEEDBACK: (("thanks",), ("accepts",), ("door",)),
    DraftKind.FEEDBACK: (("thanks", "accepts"),),
    DraftKind.THANKS: (("thanks",),),
}
#: What is known of a text, in the order of the learned weights.
INPUTS: Final = (
    "sharpest sentence",
    "second sentence",
    "sharpest label",
    "sum",
    "untrue",
    "missing",
    "missing twice",
    "another form",
    "another language",
    "questions",
    "refused",
    "strange name",
    "foreign",
    "placeholder",
    "English",
)
#: The log-odds below which nothing differs any more.
UNLIKELY: Final = -4.0
_HIGH: Final = 4.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and its scores."""

    piece: Piece
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the checks know of the case; None: unknown, then nothing is said of it."""

    met: frozenset[str] | None = None
    feedback_given: bool | None = None
    feedback_refused: bool | None = None


def unsupported(claim: str, facts: Facts) -> bool:
    """Return whether nothing that is known supports a claim."""
    if claim == "claim_feedback":
        return facts.feedback_given is False
    if claim == ANY_CLAIM:
        return facts.met is not None and not facts.met
    return facts.met is not None and not facts.met & SUPPORT[claim]


def untrue(scores: Mapping[str, float], facts: Facts) -> float:
    """Return how surely a sentence claims what has not happened, as log-odds."""
    return max((scores[c] for c in CHECKED_CLAIMS if unsupported(c, facts)), default=UNLIKELY)


def present(group: Sequence[str], sentences: Sequence[Judged]) -> float:
    """Return how surely one of the sentences does one of these acts, as log-odds."""
    return max((judged.scores[act] for judged in sentences for act in group), default=UNLIKELY)


def inputs(kind: DraftKind, sentences: Sequence[Judged], facts: Facts, rules: Mapping[str, float]) -> tuple[float, ...]:
    """Return the inputs of the judge; `rules` holds what exact rules counted, by the names of `INPUTS`."""
    faults = sorted((judged.scores[ANY] for judged in sentences), reverse=True)
    sharp = [_held(score) for score in (*faults, UNLIKELY, UNLIKELY)[:2]]
    label = _held(max((max(j.scores[f] for f in FAULTS) for j in sentences), default=UNLIKELY))
    lies = _held(max((untrue(judged.scores, facts) for judged in sentences), default=UNLIKELY))
    gaps = sorted((-_held(present(group, sentences)) for group in NEEDS.get(kind, ())), reverse=True)
    missing = [*gaps, UNLIKELY, UNLIKELY][:2]
    learned = (*sharp, label, sum(max(0.0, score + 2) for score in faults), lies, *missing)
    return (*learned, *(rules.get(name, 0.0) for name in INPUTS[len(learned) :]))


def _held(score: float) -> float:
    return min(_HIGH, max(UNLIKELY, score))


def verdict(model: DraftModel, known: Sequence[float]) -> float:
    """Return the log-odds that a text should be changed."""
    return sum(weight * value for weight, value in zip(model.judge, known, strict=False)) + model.judge[-1]
