"""What a message is composed from: the conditions that hold, the fields that are known, and what each stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from rejection_tui.domain.draft import DraftKind, Ground, Source
from rejection_tui.domain.language import Form, Language

_FILED: Final = Ground(Source.FILE, "your file")
_NOTHING: Final[Mapping[str, tuple[Ground, ...]]] = MappingProxyType({})
_NO_FIELDS: Final[Mapping[str, "Known"]] = MappingProxyType({})

#: Conditions under which a clause may be said, by group; `data` of a language may use no others.
CONDITIONS: Final = frozenset(
    [
        "stage.application",
        "stage.screening",
        "stage.interview",
        "stage.final",
        "met.any",
        "met.talk",
        "met.interview",
        "met.task",
        "met.test",
        "met.trial",
        "met.visit",
        "reason.told",
        "reason.skill",
        "reason.experience",
        "reason.technique",
        "reason.not_you",
        "topic",
        "feedback.given",
        "feedback.call",
        "feedback.mail",
        "feedback.link",
        "feedback.refused",
        "asks.come_back",
        "asks.call",
        "asks.job",
        "asks.other",
        "second",
        "praise",
        "people",
        "closed.frozen",
        "closed.cancelled",
        "closed.filled",
        "closed.filled_internal",
        "closed.any",
        "reapply",
        "reapply.date",
        "other_role",
        "on_file",
        "agency",
        "before",
        "late",
        "short",
        "on_hold",
        "running",
        "running.date",
        "help",
        "apology",
        "connect",
        "long",
        "time.named",
        "win.certificate",
        "win.project",
        "win.article",
        "win.figure",
        "gap.skill",
        "gap.experience",
        "gap.technique",
        "gap.not_you",
        "gap.nothing",
        "plan",
        "changed",
        "answer.yes",
        "answer.no",
        "answer.time",
        "refused_before",
    ]
)
#: The fields a wording may name in braces.
FIELDS: Final = frozenset(
    [
        "company",
        "role",
        "post",
        "de_role",
        "people",
        "agency",
        "topic",
        "reapply_date",
        "next_date",
        "applied_date",
        "other_role",
        "month",
        "before_month",
        "win",
        "win_link",
        "plan",
        "changed",
        "me",
    ]
)
#: Conditions that hold for the whole message; the others are facts, each of them taken up once.
_LASTING: Final = (
    *("stage.", "answer.", "win.", "closed.", "time."),
    *("late", "short", "long", "on_hold", "running", "agency", "topic", "people", "refused", "before"),
)


def is_fact(condition: str) -> bool:
    """Return whether a condition is something that is taken up once in a message."""
    return not condition.startswith(_LASTING) and condition != "met.any"


@dataclass(frozen=True, slots=True)
class Known:
    """The words of a field, and what they stand on."""

    words: str
    ground: Ground = _FILED


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a draft may speak of; what is not here is not said.

    `greeting` and `me` are written as they are, `greeting` without the mark behind it. `said`: the skeletons
    (`wording.skeleton`) of sentences that are not to be said again. `by_user`: the conditions that the user named.
    """

    kind: DraftKind
    language: Language = Language.EN_GB
    form: Form = Form.FORMAL
    greeting: str = ""
    me: str = ""
    conditions: Mapping[str, tuple[Ground, ...]] = field(default_factory=lambda: _NOTHING)
    fields: Mapping[str, Known] = field(default_factory=lambda: _NO_FIELDS)
    their_subject: str = ""
    said: frozenset[str] = frozenset()
    by_user: frozenset[str] = frozenset()

    def holds(self, conditions: tuple[str, ...]) -> bool:
        """Return whether all of `conditions` hold; "!x" holds when x does not."""
        return all(
            (name[1:] not in self.conditions) if name.startswith("!") else name in self.conditions
            for name in conditions
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names that change from one message to the next, masked when sentences are compared."""
        return tuple(self.fields[name].words for name in ("company", "role", "agency") if name in self.fields)
