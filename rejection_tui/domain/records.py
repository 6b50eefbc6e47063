"""The book: one frozen view of everything filed, with the look-ups the rules and the panes need."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.feedback import Feedback, Learning
from rejection_tui.domain.letter import Letter, LetterHead
from rejection_tui.domain.record import Stored, Uid
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


class Profile(Stored, frozen=True, gc=False):
    """The user: the name under a letter, confirmed once. One record, uid "me"."""

    uid: Uid = "me"
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
    def letter_heads(self) -> Mapping[str, LetterHead]:
        """What the rules ask of every letter, by uid; no letter is read from the file for it."""
        found: Mapping[str, LetterHead] | None = getattr(self.letters, "heads", None)
        if found is None:
            found = {uid: LetterHead(uid, x.digest, x.sender_email) for uid, x in self.letters.items()}
        return found

    @cached_property
    def digests(self) -> frozenset[str]:
        """The keys of every letter filed, against filing one twice."""
        return frozenset(letter.digest for letter in self.letter_heads.values())

    def changed(self, touched: Mapping[str, tuple[Mapping[str, Any], Iterable[str]]]) -> "Records":
        """Return this book with some tables replaced: by name, the new table and the uids that differ in it.

        Look-ups already made are carried over, and made anew for what differs alone.
        """
        tables: dict[str, Any] = {name: table for name, (table, _) in touched.items()}
        records = replace(self, **tables)
        for name, grouping in _GROUPINGS.items():
            made = self.__dict__.get(f"_{name}")
            if made is None:
                continue
            if name in touched:
                table, uids = touched[name]
                made = grouping.renewed(made, getattr(self, name), table, uids)
            records.__dict__[f"_{name}"] = made
        return records

    @cached_property
    def _actions(self) -> Mapping[str, tuple[Action, ...]]:
        return _GROUPINGS["actions"].of(self.actions)

    @cached_property
    def _drafts(self) -> Mapping[str, tuple[Draft, ...]]:
        return _GROUPINGS["drafts"].of(self.drafts)

    @cached_property
    def _feedback(self) -> Mapping[str, tuple[Feedback, ...]]:
        return _GROUPINGS["feedback"].of(self.feedback)

    @cached_property
    def _touches(self) -> Mapping[str, tuple[Touch, ...]]:
        return _GROUPINGS["touches"].of(self.touches)

    @cached_property
    def _rehearsals(self) -> Mapping[str, tuple[Rehearsal, ...]]:
        return _GROUPINGS["rehearsals"].of(self.rehearsals)

    @cached_property
    def _events(self) -> Mapping[str, tuple[Event, ...]]:
        return _GROUPINGS["events"].of(self.events)

    def actions_of(self, rejection: str) -> tuple[Action, ...]:
        """Return the actions of one rejection in the order of the method."""
        return self._actions.get(rejection, ())

    def action(self, rejection: str, key: str) -> Action | None:
        """Return one action of a rejection by its key, such as `reply.send`."""
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


@dataclass(frozen=True, slots=True)
class _Grouping:
    """The records of a table by the one they belong to, each group in its order."""

    by: Callable[[Any], str]
    order: Callable[[Any], Any]
    newest: bool = False

    def of(self, table: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
        """Return the groups of a whole table."""
        groups: dict[str, list[Any]] = {}
        for record in table.values():
            groups.setdefault(self.by(record), []).append(record)
        return {key: self._sorted(found) for key, found in groups.items()}

    def renewed(
        self, groups: Mapping[str, tuple[Any, ...]], old: Mapping[str, Any], new: Mapping[str, Any], uids: Iterable[str]
    ) -> dict[str, tuple[Any, ...]]:
        """Return the groups of `new`, which differs from `old` in `uids` alone; `groups` are those of `old`."""
        differ = set(uids)
        moved = [new[uid] for uid in differ if uid in new]
        keys = {self.by(record) for record in moved} | {self.by(old[uid]) for uid in differ if uid in old}
        result = dict(groups)
        for key in keys:
            left = [record for record in groups.get(key, ()) if record.uid not in differ]
            if found := [*left, *(record for record in moved if self.by(record) == key)]:
                result[key] = self._sorted(found)
            else:
                result.pop(key, None)
        return result

    def _sorted(self, records: list[Any]) -> tuple[Any, ...]:
        return tuple(sorted(records, key=self.order, reverse=self.newest))


_GROUPINGS: Final = {
    "actions": _Grouping(lambda a: a.rejection, lambda a: (a.step, a.order, a.created, a.uid)),
    "drafts": _Grouping(lambda d: d.rejection, lambda d: (d.created, d.uid), newest=True),
    "feedback": _Grouping(lambda f: f.rejection, lambda f: (f.received, f.uid)),
    "touches": _Grouping(lambda t: t.contact, lambda t: (t.at, t.uid)),
    "rehearsals": _Grouping(lambda r: r.question, lambda r: (r.at, r.uid)),
    "events": _Grouping(lambda e: e.rejection, lambda e: (e.at, e.uid)),
}
