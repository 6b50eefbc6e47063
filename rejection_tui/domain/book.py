"""The book: one frozen view of everything filed, with the look-ups the rules and the panes need."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Profile:
    """The user: the name under a letter, confirmed once. One record, uid "me"."""

    uid: str = "me"
    name: str = ""
    email: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Book:
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

    def actions_of(self, rejection: str) -> tuple[Action, ...]:
        """Return the actions of one rejection in the order of the method."""
        mine = (a for a in self.actions.values() if a.rejection == rejection)
        return tuple(sorted(mine, key=lambda a: (a.step, a.order, a.created, a.uid)))

    def action(self, rejection: str, key: str) -> Action | None:
        """Return one action of a rejection by its key, such as `reply.send`."""
        return next((a for a in self.actions.values() if a.rejection == rejection and a.key == key), None)

    def drafts_of(self, rejection: str) -> tuple[Draft, ...]:
        """Return the drafts of one rejection, newest first."""
        mine = (d for d in self.drafts.values() if d.rejection == rejection)
        return tuple(sorted(mine, key=lambda d: (d.created, d.uid), reverse=True))

    def feedback_of(self, rejection: str) -> tuple[Feedback, ...]:
        """Return the answers to one rejection, oldest first."""
        mine = (f for f in self.feedback.values() if f.rejection == rejection)
        return tuple(sorted(mine, key=lambda f: (f.received, f.uid)))

    def touches_of(self, contact: str) -> tuple[Touch, ...]:
        """Return the touches of one contact, oldest first."""
        return tuple(sorted((t for t in self.touches.values() if t.contact == contact), key=lambda t: (t.at, t.uid)))

    def rehearsals_of(self, question: str) -> tuple[Rehearsal, ...]:
        """Return the rehearsals of one question, oldest first."""
        return tuple(
            sorted((r for r in self.rehearsals.values() if r.question == question), key=lambda r: (r.at, r.uid))
        )

    def events_of(self, rejection: str) -> tuple[Event, ...]:
        """Return the dated events of one rejection, oldest first."""
        return tuple(sorted((e for e in self.events.values() if e.rejection == rejection), key=lambda e: (e.at, e.uid)))

    def inbox(self, archived: bool = False) -> tuple[Rejection, ...]:
        """Return the rejections shown in the inbox, newest no first."""
        mine = (r for r in self.rejections.values() if archived or not r.archived)
        return tuple(sorted(mine, key=lambda r: (r.received, r.uid), reverse=True))

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        raise TypeError("A Book is looked up by table, not walked.")
