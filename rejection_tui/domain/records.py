"""All records of one moment, immutable, with the look-ups that rules and panes need."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any, Final

from rejection_tui.domain.checkpoint import Checkpoint
from rejection_tui.domain.contact import Contact, Touch, Win
from rejection_tui.domain.correction import Correction, Memory, memory_of
from rejection_tui.domain.correspondence import Correspondence
from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.draft import Draft
from rejection_tui.domain.feedback import Feedback, Learning
from rejection_tui.domain.interview import Interview
from rejection_tui.domain.left_alone import LeftAlone
from rejection_tui.domain.letter import Letter, LetterHead
from rejection_tui.domain.participant import Part, Participant, participant_uid
from rejection_tui.domain.record import Stored, Uid
from rejection_tui.domain.refine import Bullet, Question, Rehearsal
from rejection_tui.domain.rejection import Event, Rejection
from rejection_tui.domain.reminder import Reminder
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
    | Correction
    | Checkpoint
    | Correspondence
    | Participant
    | Reminder
    | Interview
    | CoverLetter
    | CoverVersion
)


#: The records of one group: a tuple once sorted, a list before.
Group = list[Any] | tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that holds the uid of another record, or nothing.

    Without either flag the record stays when the named one is deleted, and the field is cleared.
    """

    table: str  # the table of the named record
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
    ("touches", "win"): Reference("wins"),
    ("drafts", "rejection"): Reference("rejections", deleted_with=True),
    ("drafts", "contact"): Reference("contacts"),
    ("drafts", "feedback"): Reference("feedback"),
    ("drafts", "win"): Reference("wins"),
    ("bullets", "rejection"): Reference("rejections"),
    ("bullets", "feedback"): Reference("feedback"),
    ("questions", "rejection"): Reference("rejections"),
    ("questions", "feedback"): Reference("feedback"),
    ("rehearsals", "question"): Reference("questions", deleted_with=True, meaningless_alone=True),
    ("correspondence", "rejection"): Reference("rejections", deleted_with=True),
    ("participants", "rejection"): Reference("rejections", deleted_with=True, meaningless_alone=True),
    ("participants", "contact"): Reference("contacts", deleted_with=True, meaningless_alone=True),
    ("reminders", "rejection"): Reference("rejections", deleted_with=True),
    ("reminders", "contact"): Reference("contacts", deleted_with=True),
    ("interviews", "rejection"): Reference("rejections", deleted_with=True),
    ("cover_letters", "rejection"): Reference("rejections"),
    ("cover_letters", "feedback"): Reference("feedback"),
    ("cover_versions", "cover"): Reference("cover_letters", deleted_with=True, meaningless_alone=True),
    ("cover_versions", "feedback"): Reference("feedback"),
}


class Profile(Stored, frozen=True, gc=False):
    """The user: the name under a letter, confirmed once. One record, uid "me".

    `addresses` are the user's own mail addresses in lower case, named or learned from the mailboxes that were read.
    """

    uid: Uid = "me"
    name: str = ""
    email: str = ""
    confirmed: bool = False
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Records:
    """All records by uid. Never changed in place; storage returns a new one after every transaction."""

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
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    checkpoints: Mapping[str, Checkpoint] = field(default_factory=dict)
    correspondence: Mapping[str, Correspondence] = field(default_factory=dict)
    participants: Mapping[str, Participant] = field(default_factory=dict)
    reminders: Mapping[str, Reminder] = field(default_factory=dict)
    interviews: Mapping[str, Interview] = field(default_factory=dict)
    cover_letters: Mapping[str, CoverLetter] = field(default_factory=dict)
    cover_versions: Mapping[str, CoverVersion] = field(default_factory=dict)

    @property
    def me(self) -> Profile:
        """The user's own name and address; empty until known."""
        return self.profiles.get("me", Profile())

    @cached_property
    def memory(self) -> Memory:
        """What is remembered of the user's corrections, for the letters read next."""
        return memory_of(self.corrections.values())

    @cached_property
    def left_alone(self) -> LeftAlone:
        """The contacts who asked to be left alone."""
        return LeftAlone.among(self.contacts.values())

    @cached_property
    def letter_heads(self) -> Mapping[str, LetterHead]:
        """The heads of all letters by uid, without reading letters from the file."""
        found: Mapping[str, LetterHead] | None = getattr(self.letters, "heads", None)
        if found is None:
            found = {uid: LetterHead(uid, x.digest, x.sender_email) for uid, x in self.letters.items()}
        return found

    @cached_property
    def digests(self) -> frozenset[str]:
        """The digests of all letters, to avoid filing one twice."""
        return frozenset(letter.digest for letter in self.letter_heads.values())

    @cached_property
    def digests_kept(self) -> frozenset[str]:
        """The digests of the mails kept with an application, and of those the user said belong to none."""
        return frozenset(mail.digest for mail in self.correspondence.values() if mail.digest)

    def changed(self, touched: Mapping[str, tuple[Mapping[str, Any], Iterable[str]]]) -> "Records":
        """Return these records with some tables replaced: name -> (new table, uids that differ in it).

        Look-ups made before are reused, and updated for the uids that differ.
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
    def _actions(self) -> dict[str, Group]:
        return _GROUPINGS["actions"].of(self.actions)

    @cached_property
    def _drafts(self) -> dict[str, Group]:
        return _GROUPINGS["drafts"].of(self.drafts)

    @cached_property
    def _feedback(self) -> dict[str, Group]:
        return _GROUPINGS["feedback"].of(self.feedback)

    @cached_property
    def _touches(self) -> dict[str, Group]:
        return _GROUPINGS["touches"].of(self.touches)

    @cached_property
    def _rehearsals(self) -> dict[str, Group]:
        return _GROUPINGS["rehearsals"].of(self.rehearsals)

    @cached_property
    def _events(self) -> dict[str, Group]:
        return _GROUPINGS["events"].of(self.events)

    @cached_property
    def _correspondence(self) -> dict[str, Group]:
        return _GROUPINGS["correspondence"].of(self.correspondence)

    @cached_property
    def _participants(self) -> dict[str, Group]:
        return _GROUPINGS["participants"].of(self.participants)

    @cached_property
    def _reminders(self) -> dict[str, Group]:
        return _GROUPINGS["reminders"].of(self.reminders)

    @cached_property
    def _bullets(self) -> dict[str, Group]:
        return _GROUPINGS["bullets"].of(self.bullets)

    @cached_property
    def _questions(self) -> dict[str, Group]:
        return _GROUPINGS["questions"].of(self.questions)

    @cached_property
    def _interviews(self) -> dict[str, Group]:
        return _GROUPINGS["interviews"].of(self.interviews)

    @cached_property
    def _cover_versions(self) -> dict[str, Group]:
        return _GROUPINGS["cover_versions"].of(self.cover_versions)

    def actions_of(self, rejection: str) -> tuple[Action, ...]:
        """Return the actions of one rejection in the order of the method."""
        return _GROUPINGS["actions"].get(self._actions, rejection)

    def action(self, rejection: str, key: str) -> Action | None:
        """Return the action of a rejection with this key (an `ActionKey`, or another stored key), if any."""
        return next((a for a in self.actions_of(rejection) if a.key == key), None)

    def drafts_of(self, rejection: str) -> tuple[Draft, ...]:
        """Return the drafts of one rejection, newest first."""
        return _GROUPINGS["drafts"].get(self._drafts, rejection)

    def feedback_of(self, rejection: str) -> tuple[Feedback, ...]:
        """Return the answers to one rejection, oldest first."""
        return _GROUPINGS["feedback"].get(self._feedback, rejection)

    def rejections_with(self, contact: str) -> tuple[Rejection, ...]:
        """Return the rejections this contact has a part in, in the order of their table; none for an empty uid."""
        if not contact:
            return ()
        parts = {p.rejection for p in self.participants.values() if p.contact == contact}
        return tuple(r for r in self.rejections.values() if r.contact == contact or r.uid in parts)

    def people_of(self, rejection: Rejection) -> tuple[str, ...]:
        """Return the uids of the contacts of a rejection, the one it names itself first; empty when none is known."""
        others = (p.contact for p in _GROUPINGS["participants"].get(self._participants, rejection.uid))
        return tuple(dict.fromkeys(uid for uid in (rejection.contact, *others) if uid))

    def part_of(self, rejection: str, contact: str) -> Part:
        """Return the part a contact had in a rejection; the recruiter's when nothing else is noted."""
        noted = self.participants.get(participant_uid(rejection, contact))
        return noted.part if noted else Part.RECRUITER

    def recipient_of(self, draft: Draft) -> str:
        """Return the uid of the contact a draft is for: its own, else that of its rejection; empty for none."""
        rejection = self.rejections.get(draft.rejection)
        return draft.contact or (rejection.contact if rejection else "")

    def touched(self, *contacts: str) -> datetime | None:
        """Return when the last touch with any of these contacts was, None when there was none."""
        return max((t.at for contact in contacts for t in self.touches_of(contact)), default=None)

    def touches_of(self, contact: str) -> tuple[Touch, ...]:
        """Return the touches of one contact, oldest first."""
        return _GROUPINGS["touches"].get(self._touches, contact)

    def rehearsals_of(self, question: str) -> tuple[Rehearsal, ...]:
        """Return the rehearsals of one question, oldest first."""
        return _GROUPINGS["rehearsals"].get(self._rehearsals, question)

    def events_of(self, rejection: str) -> tuple[Event, ...]:
        """Return the dated events of one rejection, oldest first."""
        return _GROUPINGS["events"].get(self._events, rejection)

    def correspondence_of(self, rejection: str) -> tuple[Correspondence, ...]:
        """Return the mails kept with one rejection, oldest first."""
        return _GROUPINGS["correspondence"].get(self._correspondence, rejection)

    def participants_of(self, rejection: str) -> tuple[Participant, ...]:
        """Return the noted parts of people in one rejection, oldest first."""
        return _GROUPINGS["participants"].get(self._participants, rejection)

    def reminders_of(self, rejection: str) -> tuple[Reminder, ...]:
        """Return the reminders on one rejection, by day."""
        return _GROUPINGS["reminders"].get(self._reminders, rejection)

    def interviews_of(self, rejection: str) -> tuple[Interview, ...]:
        """Return the interviews noted for one rejection, oldest first."""
        return _GROUPINGS["interviews"].get(self._interviews, rejection)

    def bullets_of(self, rejection: str) -> tuple[Bullet, ...]:
        """Return the bullets to rewrite because of one rejection, oldest first; for "" those of none."""
        return _GROUPINGS["bullets"].get(self._bullets, rejection)

    def questions_of(self, rejection: str) -> tuple[Question, ...]:
        """Return the questions to practise because of one rejection, oldest first; for "" those of none."""
        return _GROUPINGS["questions"].get(self._questions, rejection)

    def versions_of(self, cover: str) -> tuple[CoverVersion, ...]:
        """Return the versions of one cover letter, oldest first."""
        return _GROUPINGS["cover_versions"].get(self._cover_versions, cover)

    def inbox(self, archived: bool = False) -> tuple[Rejection, ...]:
        """Return the rejections shown in the inbox, newest rejection first."""
        mine = (r for r in self.rejections.values() if archived or not r.archived)
        return tuple(sorted(mine, key=lambda r: (r.received, r.uid), reverse=True))

    def __iter__(self) -> Iterator[Mapping[str, object]]:
        raise TypeError("Records are looked up by table; they cannot be iterated as a whole.")


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Groups the records of a table by the record they belong to; a group is sorted on first access."""

    by: Callable[[Any], str]
    order: Callable[[Any], Any]
    newest: bool = False

    def of(self, table: Mapping[str, Any]) -> dict[str, Group]:
        """Return the groups of a whole table."""
        groups: dict[str, Group] = {}
        for key, record in zip(map(self.by, table.values()), table.values(), strict=True):
            group = groups.get(key)
            if group is None:
                groups[key] = [record]
            else:
                group.append(record)  # type: ignore[union-attr]  # every group is still a list
        return groups

    def get(self, groups: dict[str, Group], key: str) -> tuple[Any, ...]:
        """Return one group, sorted."""
        found = groups.get(key, ())
        if isinstance(found, list):
            found = groups[key] = tuple(sorted(found, key=self.order, reverse=self.newest))
        return found

    def renewed(
        self, groups: Mapping[str, Group], old: Mapping[str, Any], new: Mapping[str, Any], uids: Iterable[str]
    ) -> dict[str, Group]:
        """Return the groups of `new`, which differs from `old` in `uids` alone; `groups` are those of `old`."""
        differ = set(uids)
        moved = [new[uid] for uid in differ if uid in new]
        left = [old[uid] for uid in differ if uid in old]
        result = dict(groups)
        for key in {self.by(record) for record in (*moved, *left)}:
            result[key] = [record for record in groups.get(key, ()) if record.uid not in differ]
        for record in moved:
            result[self.by(record)].append(record)  # type: ignore[union-attr]  # a list, made above
        return result


_GROUPINGS: Final = {
    "actions": _Grouping(attrgetter("rejection"), attrgetter("step", "order", "created", "uid")),
    "drafts": _Grouping(attrgetter("rejection"), attrgetter("created", "uid"), newest=True),
    "feedback": _Grouping(attrgetter("rejection"), attrgetter("received", "uid")),
    "touches": _Grouping(attrgetter("contact"), attrgetter("at", "uid")),
    "rehearsals": _Grouping(attrgetter("question"), attrgetter("at", "uid")),
    "events": _Grouping(attrgetter("rejection"), attrgetter("at", "uid")),
    "correspondence": _Grouping(attrgetter("rejection"), attrgetter("at", "uid")),
    "participants": _Grouping(attrgetter("rejection"), attrgetter("created", "uid")),
    "reminders": _Grouping(attrgetter("rejection"), attrgetter("day", "created", "uid")),
    "bullets": _Grouping(attrgetter("rejection"), attrgetter("created", "order", "uid")),
    "questions": _Grouping(attrgetter("rejection"), attrgetter("created", "uid")),
    "interviews": _Grouping(attrgetter("rejection"), attrgetter("day", "created", "uid")),
    "cover_versions": _Grouping(attrgetter("cover"), attrgetter("order", "created", "uid")),
}
