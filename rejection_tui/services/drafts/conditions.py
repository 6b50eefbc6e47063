"""What may be said of a rejection: the conditions that hold, each with the words or the record it stands on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rejection_tui.domain.draft import Ground, Source
from rejection_tui.domain.facts import SURE, Fact, FactType, Via, sentence
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.domain.text import fold

Conditions = dict[str, tuple[Ground, ...]]

#: How they had met, as a draft speaks of it.
_MET: Final[Mapping[str, str]] = {
    "phone": "met.talk",
    "video": "met.talk",
    "coffee": "met.talk",
    "interview": "met.interview",
    "panel": "met.interview",
    "task": "met.task",
    "presentation": "met.task",
    "test": "met.test",
    "assessment_day": "met.test",
    "trial": "met.trial",
    "visit": "met.visit",
}
#: The conditions of a fact that has one for itself, whatever its value.
_PLAIN: Final[Mapping[FactType, str]] = {
    FactType.PRAISE: "praise",
    FactType.SECOND: "second",
    FactType.REAPPLY: "reapply",
    FactType.OTHER_ROLE: "other_role",
    FactType.ON_FILE: "on_file",
    FactType.FEEDBACK_REFUSED: "feedback.refused",
}
#: How sure a fact must be to be spoken of: the worse a wrong one would read, the surer. A meeting that was none undoes
#: the rest; "I will gladly apply again" is harmless.
_LEAST: Final[Mapping[FactType, float]] = {
    FactType.REASON: 0.75,
    FactType.PRAISE: 0.8,
    FactType.SECOND: 0.8,
    FactType.REAPPLY: 0.75,
    FactType.ON_FILE: 0.7,
    FactType.CLOSED: 0.85,
    FactType.ASKS: 0.8,
    FactType.FEEDBACK_OFFERED: 0.8,
    FactType.FEEDBACK_REFUSED: 0.7,
    FactType.MET: 0.88,
}
_TOLD: Final = ("skill", "experience", "technique", "not_you")
_CLOSED: Final = ("frozen", "cancelled", "filled", "filled_internal")
_OFFERED: Final = ("given", "call", "mail", "link")
_ASKS: Final = {"come_back": "asks.come_back", "call": "asks.call", "job": "asks.job"}
#: What they ask that waits for no words of the reader: a survey is filled in, a badge sent back.
_NO_ANSWER: Final = ("survey", "send", "none")
_GAPS: Final[Mapping[Gap, str]] = {
    Gap.SKILL: "gap.skill",
    Gap.EXPERIENCE: "gap.experience",
    Gap.TECHNIQUE: "gap.technique",
    Gap.NOTHING_USABLE: "gap.nothing",
}


def of_letter(facts: Iterable[Fact]) -> Conditions:
    """Return the conditions that facts of a letter fulfil; only what is sure is spoken of."""
    found: dict[str, dict[Ground, None]] = {}
    for fact in spoken_of(facts):
        for name in _names(fact):
            found.setdefault(name, {})[ground_of(fact)] = None
    return {name: tuple(grounds) for name, grounds in found.items()}


def spoken_of(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts that are sure enough to be spoken of."""
    return tuple(fact for fact in facts if fact.sure >= _LEAST.get(fact.type, SURE))


def ground_of(fact: Fact) -> Ground:
    """Return a fact as what a sentence stands on."""
    return Ground(Source.LETTER, sentence(fact), fact.quote)


def _names(fact: Fact) -> Iterator[str]:
    kind, value = fact.type, fact.value
    if kind in _PLAIN:
        yield _PLAIN[kind]
    elif kind is FactType.MET and value in _MET:
        yield from (_MET[value], "met.any")
    elif kind is FactType.REASON and value in _TOLD:
        yield from (f"reason.{value}", "reason.told")
    elif kind is FactType.FEEDBACK_OFFERED and value in _OFFERED:
        yield f"feedback.{value}"
    elif kind is FactType.CLOSED and value in _CLOSED:
        yield from (f"closed.{value}", "closed.any")
    elif kind is FactType.ASKS and (fact.about or value) not in _NO_ANSWER:
        yield _ASKS.get(fact.about, "asks.other")


def of_rejection(rejection: Rejection, sure_of_stage: bool) -> Conditions:
    """Return the conditions that the record of a rejection fulfils: what its letter says, and what the user filed.

    The stage counts where the user named it (`sure_of_stage`) or the letter speaks of a meeting.
    """
    found = of_letter(rejection.facts)
    stage = Ground(Source.FILE, f"the stage you reached: {rejection.stage.label}")
    met = "met.any" in found
    if rejection.stage is Stage.APPLICATION and not met:
        found["stage.application"] = (stage,)
    elif sure_of_stage or (met and rejection.stage is not Stage.APPLICATION and _was_there(found, rejection.stage)):
        found[f"stage.{rejection.stage}"] = (stage,)
        if rejection.stage in (Stage.INTERVIEW, Stage.FINAL) and sure_of_stage and not met:
            found |= {"met.interview": (stage,), "met.any": (stage,)}
    if rejection.kind is RejectionKind.ROLE_CLOSED and "closed.any" not in found:
        found["closed.any"] = (Ground(Source.FILE, "you filed it as closed or frozen"),)
    if _through_agency(rejection):
        found["agency"] = (Ground(Source.LETTER, "it comes through an agency", rejection.agency),)
    return found


def _through_agency(rejection: Rejection) -> bool:
    """Return whether it is as good as certain that an agency wrote, for a client."""
    said = [fact.sure for fact in rejection.facts if fact.type is FactType.VIA and fact.value == Via.AGENCY]
    named = bool(rejection.agency) and fold(rejection.agency) != fold(rejection.company)
    home = fold(rejection.recruiter_email.partition("@")[2]).replace(" ", "")
    if home and fold(rejection.company).replace(" ", "")[:12] in home:
        return False  # the address is the employer's own
    return rejection.via is Via.AGENCY and named and (not rejection.letter or max(said, default=0.0) >= SURE)


def _was_there(found: Conditions, stage: Stage) -> bool:
    """Return whether what the letter says of meetings fits a stage: an interview for the later ones."""
    needed = ("met.talk", "met.test") if stage is Stage.SCREENING else ("met.interview",)
    return any(name in found for name in needed)


def of_answer(feedback: Feedback | None) -> Conditions:
    """Return the conditions that the user's reading of an answer fulfils."""
    if feedback is None or feedback.gap not in _GAPS:
        return {}
    found: Conditions = {_GAPS[feedback.gap]: (Ground(Source.USER, f"you sorted the answer: {feedback.gap.label}"),)}
    if feedback.plan:
        found["plan"] = (Ground(Source.USER, "your plan"),)
    return found
