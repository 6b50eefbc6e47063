"""What a letter says: typed facts, each with the words of the letter it stands on."""

from collections.abc import Iterable
from enum import StrEnum

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
