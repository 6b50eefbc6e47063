"""What a letter says: typed facts, each with the words of the letter it stands on."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from rejection_tui.domain.record import Stored


class FactType(StrEnum):
    """The types of facts; `data/facts/README.md` explains the values of each."""

    REASON = "reason"
    PRAISE = "praise"
    FEEDBACK_OFFERED = "feedback_offered"
    FEEDBACK_REFUSED = "feedback_refused"
    ASKS = "asks"
    REAPPLY = "reapply"
    OTHER_ROLE = "other_role"
    ON_FILE = "on_file"
    MET = "met"
    PERSON = "person"
    SECOND = "second"
    CLOSED = "closed"
    VIA = "via"
    TONE = "tone"
    SIGNOFF = "signoff"
    READER = "reader"


class Fact(Stored, frozen=True, gc=False):
    """One thing a letter says; `quote` stands in the letter, or is empty where nothing can be quoted.

    `value` is a word of the list of its type, or a short text.
    """

    type: FactType
    value: str = ""
    quote: str = ""


def values(facts: Iterable[Fact], kind: FactType) -> tuple[str, ...]:
    """Return the values of the facts of one type, in the letter's order, without repeats."""
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.type is kind))


def says(facts: Iterable[Fact], kind: FactType) -> bool:
    """Return whether the letter says anything of this type."""
    return any(fact.type is kind for fact in facts)


def value(facts: Iterable[Fact], kind: FactType) -> str:
    """Return the value of the first fact of one type, "" when there is none."""
    return next((fact.value for fact in facts if fact.type is kind), "")


_SENTENCES: Final[Mapping[str, str]] = {
    "reason.skill": "They missed a skill or experience",
    "reason.experience": "They did not see what you can do",
    "reason.technique": "It was about the interview, the test or the application itself",
    "reason.not_you": "The reason was not about you",
    "reason.none": "They give no reason of their own",
    "praise": "They praise you",
    "feedback_offered.call": "They offer feedback by phone",
    "feedback_offered.mail": "They offer feedback in writing",
    "feedback_offered.link": "They offer feedback by a link",
    "feedback_offered.given": "They give feedback",
    "feedback_refused": "They give no individual feedback",
    "asks": "They ask something of you",
    "asks.survey": "They ask you to fill in a survey",
    "reapply": "You may apply again",
    "other_role": "They point at another job",
    "on_file": "They keep your documents",
    "met.phone": "You spoke by phone",
    "met.video": "You met by video",
    "met.interview": "You had an interview",
    "met.panel": "You met a panel",
    "met.test": "You took a test",
    "met.task": "You did a task for them",
    "met.trial": "You did a trial",
    "met.assessment_day": "You took part in an assessment day",
    "met.presentation": "You gave a presentation",
    "met.visit": "You visited them",
    "met.coffee": "You met over coffee or a meal",
    "person": "They name somebody",
    "second": "You were next in line",
    "closed.filled_internal": "The job went to somebody inside",
    "closed.filled": "The job has been filled",
    "closed.frozen": "The job is on hold",
    "closed.cancelled": "The job no longer exists",
    "via.direct": "It came from the employer",
    "via.agency": "It came from an agency",
    "via.platform": "It came from a job board",
    "via.ats": "It came from an applicant tracking system",
    "tone": "They write in the form",
    "signoff": "A reply begins",
    "reader": "They call you",
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
#: How a month is joined to its sentence.
_DATED: Final[Mapping[str, str]] = {"reapply": "from", "on_file": "until"}


def sentence(fact: Fact) -> str:
    """Return a fact in plain English: "They offer feedback by phone", "You may apply again from May 2026"."""
    kind, said = fact.type.value, fact.value
    if known := _SENTENCES.get(f"{kind}.{said}"):
        return known
    plain = _SENTENCES.get(kind, kind.replace("_", " ").capitalize())
    if not said:
        return plain
    if kind in _DATED:
        return f"{plain} {_DATED[kind]} {_month(said)}"
    return f"{plain}: {'first names' if said == 'first_name' else said}"


def _month(written: str) -> str:
    """Return "September 2026" for "2026-09"; anything else as it is."""
    year, _, month = written.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month.isdigit() and 1 <= int(month) <= 12 else written
