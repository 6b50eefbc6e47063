"""What may be said of a rejection: the conditions that hold, each with the words or the record it stands on."""

from collections.abc import Iterable, Mapping
from typing import Final

from rejection_tui.domain.draft import Ground, Source
from rejection_tui.domain.facts import SURE, About, Fact, FactType, Said, Via
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.rejection import Rejection, RejectionKind, Stage
from rejection_tui.domain.text import fold
from rejection_tui.services.drafts.own_plan import own_plan

Conditions = dict[str, tuple[Ground, ...]]

#: How sure it must be that a letter says something before a draft takes it up: the worse a wrong one would read, the
#: surer. Thanks for a meeting that was none undo the rest; "I will gladly apply again" is harmless.
LEAST: Final[Mapping[str, float]] = {
    "reason.told": 0.8,
    "reason.skill": 0.85,
    "reason.experience": 0.9,
    "reason.technique": 0.92,
    "reason.not_you": 0.9,
    "feedback.given": 0.9,
    "feedback.call": 0.9,
    "feedback.mail": 0.99,
    "feedback.link": 0.9,
    "feedback.refused": 0.5,
    "asks.come_back": 0.7,
    "asks.call": 0.85,
    "asks.job": 0.85,
    "asks.other": 0.92,
    "reapply": 0.8,
    "other_role": 0.9,
    "on_file": 0.75,
    "second": 0.9,
    "praise": 0.88,
    "met.any": 0.8,
    "met.talk": 0.85,
    "met.interview": 0.88,
    "met.task": 0.85,
    "met.test": 0.88,
    "met.trial": 0.88,
    "met.visit": 0.95,
    "running": 0.75,
    "help": 0.92,
    "apology": 0.85,
    "connect": 0.85,
    "agency": 1.0,  # read by rule; by the user else
    "closed.any": 0.9,
    "closed.frozen": 0.8,
    "closed.cancelled": 0.9,
    "closed.filled": 0.9,
    "closed.filled_internal": 0.8,
}
#: What is sure enough with less (the share) when another condition bears it out (with its share): advice, where the
#: reason is how something went; a job on hold, where nothing is decided.
_BORNE_OUT: Final = {
    "feedback.given": (0.8, "reason.technique", 0.8),
    "closed.frozen": (0.6, "running", 0.75),
}
#: What counts in favour of the kind under which a letter was filed, which was read in it as well.
_CLOSED_AT_ALL: Final = 0.65
#: How sure a fact is whose words a draft repeats: a name, a job, a date.
REPEATED: Final[Mapping[FactType, float]] = {
    FactType.PERSON: 0.85,
    FactType.OTHER_ROLE: 0.6,
    FactType.REAPPLY: 0.75,
    FactType.REASON: 0.5,
}
#: What each condition is called where a draft says what it stands on.
TOLD: Final[Mapping[str, str]] = {
    "reason.told": "they give a reason",
    "reason.skill": "they missed a skill or experience",
    "reason.experience": "they did not see something you have",
    "reason.technique": "it was about how the interview or test went",
    "reason.not_you": "the reason lies with them",
    "feedback.given": "the letter gives feedback",
    "feedback.call": "they offer to talk",
    "feedback.mail": "they offer feedback by mail",
    "feedback.link": "they offer feedback behind a link",
    "feedback.refused": "they give no individual feedback",
    "asks.come_back": "they ask whether they may come back to you",
    "asks.call": "they propose a call",
    "asks.job": "they ask whether you would take another job",
    "asks.other": "they ask you something",
    "reapply": "they invite you to apply again",
    "other_role": "they point to another job",
    "on_file": "they keep your documents",
    "second": "you were close",
    "praise": "they say something good about you",
    "met.any": "you had met",
    "met.talk": "you had talked",
    "met.interview": "you had an interview",
    "met.task": "you did a task for them",
    "met.test": "you took a test",
    "met.trial": "you worked a trial",
    "met.visit": "you visited them",
    "running": "it is not decided yet",
    "help": "they help, or offer to",
    "apology": "they apologise",
    "connect": "they would like to stay in touch",
    "agency": "it comes through an agency",
    "closed.any": "the job is gone",
    "closed.frozen": "the job is on hold",
    "closed.cancelled": "the job was cancelled",
    "closed.filled": "the job is filled",
    "closed.filled_internal": "the job went to someone they know",
}
_GAPS: Final[Mapping[Gap, str]] = {
    Gap.SKILL: "gap.skill",
    Gap.EXPERIENCE: "gap.experience",
    Gap.TECHNIQUE: "gap.technique",
    Gap.NOTHING_USABLE: "gap.nothing",
}


def of_letter(said: Iterable[Said]) -> Conditions:
    """Return the conditions that a letter fulfils: what it says surely enough to be taken up."""
    found: Conditions = {}
    said = tuple(said)
    shares = {one.condition: one.share for one in said}
    for one in said:
        least, other, bears_out = _BORNE_OUT.get(one.condition, (1.1, "", 0.0))
        borne_out = one.share >= least and shares.get(other, 0.0) >= bears_out
        if borne_out or one.share >= LEAST.get(one.condition, 1.1):
            source = Source.LETTER if one.quote else Source.USER
            found[one.condition] = (Ground(source, TOLD[one.condition], one.quote),)
    for name in [name for name in found if name.startswith("met.")]:
        found.setdefault("met.any", found[name])
    for name in [name for name in found if name.startswith("closed.")]:
        found.setdefault("closed.any", found[name])
    for name in [name for name in found if name.startswith("reason.")]:
        found.setdefault("reason.told", found[name])
    return found


def repeated(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts whose words are sure enough to be repeated."""
    return tuple(fact for fact in facts if fact.sure >= REPEATED.get(fact.type, 1.1))


def of_rejection(rejection: Rejection, said: tuple[Said, ...], sure_of_stage: bool) -> Conditions:
    """Return the conditions that the record of a rejection fulfils: what its letter says, and what the user filed.

    The stage counts where the user named it (`sure_of_stage`) or the letter mentions a meeting.
    """
    found = of_letter(said)
    if asked := next((fact for fact in rejection.facts if _may_come_back(fact)), None):
        found.setdefault("asks.come_back", (Ground(Source.LETTER, TOLD["asks.come_back"], asked.quote),))
    stage = Ground(Source.FILE, f"the stage you reached: {rejection.stage.label}")
    met = "met.any" in found
    if rejection.stage is Stage.APPLICATION and not met:
        found["stage.application"] = (stage,)
    elif sure_of_stage or (met and rejection.stage is not Stage.APPLICATION and _was_there(found, rejection.stage)):
        found[f"stage.{rejection.stage}"] = (stage,)
        if rejection.stage in (Stage.INTERVIEW, Stage.FINAL) and sure_of_stage and not met:
            found |= {"met.interview": (stage,), "met.any": (stage,)}
    closed = next((one.share for one in said if one.condition == "closed.any"), 0.0)
    filed = rejection.kind is RejectionKind.ROLE_CLOSED and (sure_of_stage or closed >= _CLOSED_AT_ALL)
    if filed and "closed.any" not in found:
        found["closed.any"] = (Ground(Source.FILE, "you filed it as closed or frozen"),)
    if _names_a_time(found):
        found["time.named"] = found.get("feedback.call", found.get("asks.call", ()))
    if _through_agency(rejection):
        found["agency"] = (Ground(Source.LETTER, TOLD["agency"], rejection.agency),)
    denied = {one.condition for one in said if one.by_user and not one.share}
    return {name: grounds for name, grounds in found.items() if name not in denied}


def _names_a_time(found: Conditions) -> bool:
    """Return whether the words in which they offer to talk hold a figure: an hour, a date."""
    offers = (*found.get("feedback.call", ()), *found.get("asks.call", ()))
    return any(character.isdigit() for ground in offers for character in ground.quote)


def _may_come_back(fact: Fact) -> bool:
    """Return whether a fact is their question whether they may come back to the user: with its mark, or surely one."""
    asks = fact.type is FactType.ASKS and fact.about == About.COME_BACK
    return asks and fact.sure >= (0.5 if "?" in fact.quote else 0.6)


def _through_agency(rejection: Rejection) -> bool:
    """Return whether it is as good as certain that an agency wrote, for a client."""
    said = [fact.sure for fact in rejection.facts if fact.type is FactType.VIA and fact.value == Via.AGENCY]
    named = bool(rejection.agency) and fold(rejection.agency) != fold(rejection.company)
    home = fold(rejection.recruiter_email.partition("@")[2]).replace(" ", "")
    if home and fold(rejection.company).replace(" ", "")[:12] in home:
        return False  # the address is the company's own
    return rejection.via is Via.AGENCY and named and (not rejection.letter or max(said, default=0.0) >= SURE)


def _was_there(found: Conditions, stage: Stage) -> bool:
    """Return whether what the letter says of meetings fits a stage: an interview for the later ones."""
    needed = ("met.talk", "met.test") if stage is Stage.SCREENING else ("met.interview",)
    return any(name in found for name in needed)


def of_answer(feedback: Feedback | None) -> Conditions:
    """Return the conditions that the user's reading of an answer fulfils."""
    if feedback is None:
        return {}
    gap = feedback.main
    found: Conditions = {}
    if gap.gap in _GAPS:
        found[_GAPS[gap.gap]] = (Ground(Source.USER, f"you sorted the answer: {gap.gap.label}"),)
    if own_plan(feedback):
        found["plan"] = (Ground(Source.USER, "your plan"),)
    return found
