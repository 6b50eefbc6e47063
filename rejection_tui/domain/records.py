"""The book: one frozen view of everything filed, with the look-ups the rules and the panes need."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Final, TypeVar

from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.feedback import Feedback, Learning
from rejection_tui.domain.letter import Letter
from rejection_tui.domain.refine import Bullet, Question, Rehearsal
from rejection_tui.domain.rejection import Event, Rejection
from rejection_tui.domain.steps import Action

Record = (
    Rejection
    | Letter
    | Event
    | Action
    | Feedback
    | Learning
    | Contact
    | Touch
    | Win
    | Draft
    | Bullet
    | Question
    | Rehearsal
)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that holds the uid of another record, or nothing.

    With neither flag a record outlives the one it names, and the field is cleared.
    """

    table: str  # where the named record lives
    deleted_with: bool = False  # True: whoever deletes the named record deletes this one as well
    meaningless_alone: bool = False  # True: repair sets the record aside when the named one is missing


#: Every field that names another record, by table and field. `Action.ref` is none: it may name one of several tables.
REFERENCES: Final[Mapping[tuple[str, str], Reference]] = {
    ("rejections", "letter"): Reference("letters"),
    ("rejections", "contact"): Reference("contacts"),
    ("events", "rejection"): Reference("rejections", deleted_with=True, meaningless_alone=True),
    ("actions", "rejection"): Reference("rejections", deleted_with=True, meaningless_alone=True),
    ("feedback", "rejection"): Reference("rejections"),
    ("learnings", "rejection"): Reference("rejections"),
    ("learnings", "feedback"): Reference("feedback"),
    ("touches", "rejection"): Reference("rejections"),
    ("touches", "contact"): Reference("contacts", deleted_with=True),
    ("touches", "draft"): Reference("drafts"),
    ("drafts", "rejection"): Reference("rejections", deleted_with=True),
    ("drafts", "contact"): Reference("contacts"),
    ("drafts", "feedback"): Reference("feedback"),
    ("drafts", "win"): Reference("wins"),
    ("bullets", "rejection"): Reference("rejections"),
    ("bullets", "feedback"): Reference("feedback"),
    ("questions", "rejection"): Reference("rejections"),
    ("questions", "feedback"): Reference("feedback"),
    ("rehearsals", "question"): Reference("questions", deleted_with=True, meaningless_alone=True),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """The user: the name under a letter, confirmed once. One record, uid "me"."""

    uid: str = "me"
    name: str = ""
    email: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Records:
    """All records by uid. Never changed in place; storage hands out a new one after every act."""

    rejections: Mapping[str, Rejection] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    feedback: Mapping[str, Feedback] = field(default_factory=dict)
    learnings: Mapping[str, Learning] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    touches: Mapping[str, Touch] = field(default_factory=dict)
    wins: Mapping[str, Win] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    bullets: Mapping[str, Bullet] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    rehearsals: Mapping[str, Rehearsal] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    @property
    def me(self) -> Profile:
        """The user's own name and address; empty until known."""
        return self.profiles.get("me", Profile())

    @cached_property
    def digests(self) -> frozenset[str]:
        """The keys of every letter filed, against filing one twice."""
        return frozenset(letter.digest for letter in self.letters.values())

    @cached_property
    def _actions(self) -> Mapping[str, tuple[Action, ...]]:
        return _grouped(self.actions, lambda a: a.rejection, lambda a: (a.step, a.order, a.created, a.uid))

    @cached_property
    def _drafts(self) -> Mapping[str, tuple[Draft, ...]]:
        return _grouped(self.drafts, lambda d: d.rejection, lambda d: (d.created, d.uid), newest=True)

    @cached_property
    def _feedback(self) -> Mapping[str, tuple[Feedback, ...]]:
        return _grouped(self.feedback, lambda f: f.rejection, lambda f: (f.received, f.uid))

    @cached_property
    def _touches(self) -> Mapping[str, tuple[Touch, ...]]:
        return _grouped(self.touches, lambda t: t.contact, lambda t: (t.at, t.uid))

    @cached_property
    def _rehearsals(self) -> Mapping[str, tuple[Rehearsal, ...]]:
        return _grouped(self.rehearsals, lambda r: r.question, lambda r: (r.at, r.uid))

    @cached_property
    def _events(self) -> Mapping[str, tuple[Event, ...]]:
        return _grouped(self.events, lambda e: e.rejection, lambda e: (e.at, e.uid))

    def actions_of(self, rejection: str) -> tuple[Action, ...]:
        """Return the actions of one rejection in the order of the method."""
        return self._actions.get(rejection, ())

    def action(self, rejection: str, key: str) -> Action | None:
        """Return one action of a rejection by its key: an `ActionKey`, or what a file holds."""
        return next((a for a in self.actions_of(rejection) if a.key == key), None)

    def drafts_of(self, rejection: str) -> tuple[Draft, ...]:
        """Return the drafts of one rejection, newest first."""
        return self._drafts.get(rejection, ())

    def feedback_of(self, rejection: str) -> tuple[Feedback, ...]:
        """Return the answers to one rejection, oldest first."""
        return self._feedback.get(rejection, ())

    def touched(self, contact: str) -> datetime | None:
        """Return when the last touch with a contact was, None when there was none."""
        return max((t.at for t in self.touches_of(contact)), default=None)

    def touches_of(self, contact: str) -> tuple[Touch, ...]:
        """Return the touches of one contact, oldest first."""
        return self._touches.get(contact, ())

    def rehearsals_of(self, question: str) -> tuple[Rehearsal, ...]:
        """Return the rehearsals of one question, oldest first."""
        return self._rehearsals.get(question, ())

    def events_of(self, rejection: str) -> tuple[Event, ...]:
        """Return the dated events of one rejection, oldest first."""
        return self._events.get(rejection, ())

    def inbox(self, archived: bool = False) -> tuple[Rejection, ...]:
        """Return the rejections shown in the inbox, newest no first."""
        mine = (r for r in self.rejections.values() if archived or not r.archived)
        return tuple(sorted(mine, key=lambda r: (r.received, r.uid), reverse=True))

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        raise TypeError("A Book is looked up by table, not walked.")


def _grouped(
    table: Mapping[str, T], by: Callable[[T], str], order: Callable[[T], Any], newest: bool = False
) -> Mapping[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for record in table.values():
        groups.setdefault(by(record), []).append(record)
    return {key: tuple(sorted(found, key=order, reverse=newest)) for key, found in groups.items()}
