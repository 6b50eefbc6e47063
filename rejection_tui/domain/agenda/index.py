"""What the agenda reads: every case still open with its actions and answers looked up once, and the shape of a line."""

from dataclasses import dataclass
from datetime import date, datetime

from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind, late
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.reply_advice import Advice, should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action
from rejection_tui.domain.text import clean_line


@dataclass(frozen=True, slots=True)
class Case:
    """One rejection with what belongs to it, looked up once."""

    rejection: Rejection
    actions: dict[str, Action]
    extra: tuple[Action, ...]  # the actions of step 3 that grew from a gap
    answers: tuple[Feedback, ...]
    person: str  # who to write to; empty when nobody is known
    advice: Advice

    @property
    def who(self) -> str:
        """The person and the company, or the company alone."""
        company = clean_line(self.rejection.company, 60)
        return f"{self.person}, {company}" if self.person else company


@dataclass(frozen=True, slots=True)
class AgendaIndex:
    """What the agenda reads: the book, the moment, the rules and every case still open."""

    records: Records
    now: datetime
    rules: Rules
    cases: tuple[Case, ...]

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    def quiet(self, *actions: Action | None) -> bool:
        """True when one of the actions is snoozed."""
        return any(a is not None and a.snoozed_until is not None and a.snoozed_until > self.now for a in actions)

    def item(self, kind: AgendaKind, title: str, due: date, **more: str) -> AgendaItem:
        """Return an item of `kind` with its weight and lateness filled in."""
        return AgendaItem(
            kind,
            clean_line(title, 160),
            due,
            late(due, self.today),
            weight=kind.spec.weight,
            **more,
        )


def index(records: Records, now: datetime, rules: Rules) -> AgendaIndex:
    """Return the build_index of the agenda: archived, closed and withdrawn rejections are left out here."""
    cases = tuple(_case(records, r) for r in records.rejections.values() if is_live(r))
    return AgendaIndex(records, now, rules, cases)


def is_live(rejection: Rejection) -> bool:
    """True for a rejection the agenda speaks of."""
    closed = rejection.archived or rejection.outcome is Outcome.CLOSED
    return not closed and rejection.kind is not RejectionKind.WITHDREW


def _case(records: Records, r: Rejection) -> Case:
    contact, actions = records.contacts.get(r.contact), records.actions_of(r.uid)
    return Case(
        r,
        {a.key: a for a in actions if not a.ref},
        tuple(a for a in actions if a.ref),
        records.feedback_of(r.uid),
        clean_line(contact.name if contact else r.recruiter_name, 60),
        should_reply(r, records.letters.get(r.letter)).advice,
    )
