"""What a letter says: typed facts, each with the words of the letter it stands on."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

from rejection_tui.domain.record import Stored
from rejection_tui.domain.text import fold


class Via(StrEnum):
    """How a letter came: from the company, an agency, a job board, or a tracking system's address."""

    DIRECT = "direct"
    AGENCY = "agency"
    PLATFORM = "platform"
    ATS = "ats"


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
    RUNNING = "running"
    HELP = "help"
    APOLOGY = "apology"
    CONNECT = "connect"
    PAPERS = "papers"
    VIA = "via"
    TONE = "tone"
    SIGNOFF = "signoff"
    READER = "reader"


class About(StrEnum):
    """What a question or request of theirs (`FactType.ASKS`) asks for."""

    COME_BACK = "come_back"  # may we keep you in mind, come back to you, contact you later
    CALL = "call"  # a call, a chat, a meeting, or a time for one
    JOB = "job"  # would you take this other job, shift or post
    SEND = "send"  # return, send, collect, sign or claim something
    SURVEY = "survey"
    TELL = "tell"  # anything else to tell, confirm, decide or do
    NONE = "none"  # nothing that waits for this reader: politeness, how a portal works, do not reply


class Fact(Stored, frozen=True, gc=False):
    """One thing a letter says; `quote` stands in the letter, or is empty where nothing can be quoted.

    `value` is a word of the list of its type, or a short text. `sure`: the share (0..1) of such facts that were right
    on letters never learned from; a draft speaks only of what is sure. `about`: what a question of theirs asks for,
    one of `About`; "" for other types.
    """

    type: FactType
    value: str = ""
    quote: str = ""
    sure: float = 0.0
    about: str = ""


class Said(Stored, frozen=True, gc=False):
    """That a letter says something at all, such as "reason.told" or "met.interview", with words that say it.

    `share` (0..1): of letters judged like this one, never learned from, so many said it. `by_user`: the user's own
    word, which counts before every reading; then the share is 1 or 0.
    """

    condition: str
    share: float = 0.0
    quote: str = ""
    by_user: bool = False


def values(facts: Iterable[Fact], kind: FactType) -> tuple[str, ...]:
    """Return the values of the facts of one type, in the letter's order, without repeats."""
    return tuple(dict.fromkeys(fact.value for fact in facts if fact.type is kind))


def says(facts: Iterable[Fact], kind: FactType) -> bool:
    """Return whether the letter says anything of this type."""
    return any(fact.type is kind for fact in facts)


def value(facts: Iterable[Fact], kind: FactType) -> str:
    """Return the value of the first fact of one type, "" when there is none."""
    return next((fact.value for fact in facts if fact.type is kind), "")


#: The share of right facts from which a draft may speak of one.
SURE: Final = 0.9


def sure_of(facts: Iterable[Fact], kind: FactType | None = None, least: float = SURE) -> tuple[Fact, ...]:
    """Return the facts (of one type) of which at least the share `least` was right on letters never learned from."""
    return tuple(fact for fact in facts if fact.sure >= least and (kind is None or fact.type is kind))


_MONTH: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_MOST_WORDS: Final = 6  # of a value that may repeat the quote
#: Facts that say how to answer and to whom, and not what was decided: shown apart, as the head of an answer.
ABOUT_THE_ANSWER: Final = frozenset({FactType.VIA, FactType.TONE, FactType.SIGNOFF, FactType.READER})


#: What is kind or of use in a letter, the most useful first.
OF_USE: Final = (
    FactType.ASKS,
    FactType.FEEDBACK_OFFERED,
    FactType.PRAISE,
    FactType.SECOND,
    FactType.REAPPLY,
    FactType.OTHER_ROLE,
    FactType.HELP,
    FactType.CONNECT,
    FactType.ON_FILE,
    FactType.RUNNING,
)


def of_use(fact: Fact) -> bool:
    """Return whether a fact is kind or of use; a question that waits for nothing is politeness."""
    return fact.type in OF_USE and not (fact.type is FactType.ASKS and fact.about == About.NONE)


def of_use_first(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts with those that are kind or of use in front, else in the letter's order."""
    return tuple(sorted(facts, key=lambda fact: OF_USE.index(fact.type) if of_use(fact) else len(OF_USE)))


#: The value of a reason when they give none of their own.
_NO_REASON: Final = "none"
#: The values of a reason of their own.
REASONS: Final = ("skill", "experience", "technique", "not_you")


def told(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return what the letter says beyond how it is answered, in the letter's order; of readings that exclude each
    other, the surest."""
    found = [fact for fact in facts if fact.type not in ABOUT_THE_ANSWER]
    reasons = [fact for fact in found if fact.type is FactType.REASON]
    unlikely = {id(fact) for fact in reasons if any(_excludes(other, fact) for other in reasons)}
    return tuple(fact for fact in found if id(fact) not in unlikely)


def _excludes(one: Fact, other: Fact) -> bool:
    """Return whether a reason makes a less sure one untrue: that they give none, and one that they give."""
    opposed = (one.value == _NO_REASON) != (other.value == _NO_REASON)
    return opposed and (one.sure, one.value != _NO_REASON) > (other.sure, other.value != _NO_REASON)


def sentence(fact: Fact) -> str:
    """Return a fact in plain words, as one sentence about "they" and "you".

    A short value of no list is told as it is; a long one that only repeats the quote is left to the quote.
    """
    value = fact.value.strip().rstrip(".…").strip()
    repeats = len(value.split()) > _MOST_WORDS and fold(value) in fold(fact.quote)
    return SENTENCES[fact.type]("" if repeats else value)


def month_words(value: str) -> str:
    """Return "2026-09" as "September 2026" and "2026-09-01" as "1 September 2026"; other text as it is."""
    from rejection_tui.domain.region import MONTHS

    found = _MONTH.fullmatch(value)
    if found is None or not 1 <= int(found[2]) <= 12:
        return value
    month = f"{MONTHS[int(found[2]) - 1]} {found[1]}"
    return f"{int(found[3])} {month}" if found[3] else month


def _listed(words: Mapping[str, str], other: str, unsaid: str) -> Callable[[str], str]:
    """Return the sentence of a value: from `words`, else `other` with the value in it, or `unsaid` without one."""
    return lambda value: words.get(value) or (other.format(month_words(value)) if value else unsaid)


#: How the facts of each type are told.
SENTENCES: Final[Mapping[FactType, Callable[[str], str]]] = {
    FactType.REASON: _listed(
        {
            "skill": "They missed a skill, a qualification or enough experience.",
            "experience": "They did not see experience that you have.",
            "technique": "It was about how the interview, the test or the application went.",
            "not_you": "The reason lies with them, not with you.",
            "none": "They give no reason of their own, only standard wording.",
        },
        "Their reason: {}.",
        "They give a reason.",
    ),
    FactType.PRAISE: _listed({}, "They praise: {}.", "They praise something about you."),
    FactType.FEEDBACK_OFFERED: _listed(
        {
            "call": "They offer feedback by phone.",
            "mail": "They offer feedback by mail.",
            "link": "They offer feedback behind a link.",
            "given": "The letter itself gives feedback.",
        },
        "They offer feedback: {}.",
        "They offer feedback.",
    ),
    FactType.FEEDBACK_REFUSED: _listed({}, "No individual feedback: {}.", "They give no individual feedback."),
    FactType.ASKS: _listed({"survey": "They ask you to fill in a survey."}, "They ask: {}.", "They ask you something."),
    FactType.REAPPLY: _listed({}, "Apply again from {}.", "They invite you to apply again."),
    FactType.OTHER_ROLE: _listed({}, "They point to another job: {}.", "They point to another job."),
    FactType.ON_FILE: _listed({}, "They keep your documents until {}.", "They keep your documents."),
    FactType.MET: _listed(
        {
            "phone": "You spoke on the phone.",
            "video": "You met by video.",
            "interview": "You had an interview.",
            "panel": "You met a panel.",
            "test": "You took a test.",
            "task": "You did a task for them.",
            "trial": "You worked a trial day.",
            "assessment_day": "You took part in an assessment day.",
            "presentation": "You gave a presentation.",
            "visit": "You visited them.",
            "coffee": "You met informally.",
        },
        "You met: {}.",
        "You had met.",
    ),
    FactType.PERSON: _listed({}, "They mention {}.", "They mention someone."),
    FactType.SECOND: _listed({}, "You were close: {}.", "You were next in line."),
    FactType.CLOSED: _listed(
        {
            "filled_internal": "The job went to someone inside.",
            "filled": "The job is filled.",
            "frozen": "The job is frozen.",
            "cancelled": "The job was cancelled.",
        },
        "The job is gone: {}.",
        "The job is gone.",
    ),
    FactType.RUNNING: _listed(
        {}, "It is not decided yet; they name {}.", "It is not decided yet: you are still in the running."
    ),
    FactType.HELP: _listed({}, "They help, or offer to: {}.", "They help, or offer to."),
    FactType.APOLOGY: _listed({}, "They apologise: {}.", "They apologise."),
    FactType.CONNECT: _listed({}, "They would like to stay in touch: {}.", "They would like to stay in touch."),
    FactType.PAPERS: _listed({}, "They return or delete your documents: {}.", "They return or delete your documents."),
    FactType.VIA: _listed(
        {
            Via.DIRECT: "It comes from the company itself.",
            Via.AGENCY: "It comes through an agency.",
            Via.PLATFORM: "It comes through a job board.",
            Via.ATS: "It comes from the address of an application system.",
        },
        "It comes through {}.",
        "It comes from the company itself.",
    ),
    FactType.TONE: _listed(
        {"formal": "They write formally.", "first_name": "They use first names."},
        "They address you as {}.",
        "They do not use your name.",
    ),
    FactType.SIGNOFF: _listed({}, "A reply begins: {}.", "Nobody signed it."),
    FactType.READER: _listed({}, "It is addressed to {}.", "It is addressed to nobody by name."),
}
