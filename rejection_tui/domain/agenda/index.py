"""The input of the agenda: every open rejection with its actions and answers, looked up once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind, late
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.reply_advice import Advice, ReplyAdvice, should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, ActionState, moot_among
from rejection_tui.domain.text import clean_line

#: A window this many days past its end is ignored, so that importing old mail does not ask for many late replies.
FORGET_AFTER: Final = 30
_REOPENED: Final = frozenset({Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER})
#: The keys of the actions with a window that the agenda shows.
_WINDOWS: Final = frozenset(
    {
        "reply.send",
        "reply.answer",
        "reply.request",
        "feedback.call",
        "feedback.ask",
        "feedback.note",
        "cultivate.contact",
        "cultivate.linkedin",
        "cultivate.reapply",
    }
)


@dataclass(frozen=True)
class Case:
    """One rejection with its records."""

    records: Records
    rejection: Rejection
    actions: dict[str, Action]
    extra: tuple[Action, ...]  # the actions of step 3 added because of a gap
    answers: tuple[Feedback, ...]

    @cached_property
    def states(self) -> dict[str, ActionState]:
        """The state of each action by its key."""
        return {key: action.state for key, action in self.actions.items()}

    @cached_property
    def person(self) -> str:
        """Who to write to; empty when nobody is known."""
        contact = self.records.contacts.get(self.rejection.contact)
        return clean_line(contact.name if contact else self.rejection.recruiter_name, 60)

    @cached_property
    def reply(self) -> ReplyAdvice:
        """Whether a reply makes sense, and why."""
        return should_reply(self.rejection, self.records.letter_heads.get(self.rejection.letter))

    def open(self, key: str) -> Action | None:
        """Return the action of this key while it is open and still makes sense."""
        action = self.actions.get(key)
        return None if action is None or not action.open or moot_among(action, self.states) else action

    @property
    def reopened(self) -> bool:
        """True when they came back: there is no rejection to answer any more."""
        return self.rejection.outcome in _REOPENED

    @property
    def advice(self) -> Advice:
        """Whether a reply makes sense."""
        return self.reply.advice

    @cached_property
    def who(self) -> str:
        """The person and the company, or the company alone."""
        company = clean_line(self.rejection.company, 60)
        return f"{self.person}, {company}" if self.person else company


@dataclass(frozen=True, slots=True)
class AgendaIndex:
    """The input of the agenda: the records, the present moment, the rules and every open case."""

    records: Records
    now: datetime
    rules: Rules
    cases: tuple[Case, ...]

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    def closes(self, action: Action) -> date | None:
        """Return the day an action closes, None when it has none or closed more than `FORGET_AFTER` days ago."""
        if action.due is None:
            return None
        day = local_day(action.due, self.now)
        return None if (self.today - day).days > FORGET_AFTER else day

    def any_snoozed(self, *actions: Action | None) -> bool:
        """True when one of the actions is snoozed."""
        return any(a is not None and a.snoozed_until is not None and a.snoozed_until > self.now for a in actions)

    def item(self, kind: AgendaKind, title: str, due: date, **more: Any) -> AgendaItem:
        """Return an item of `kind` with its weight and lateness filled in."""
        return AgendaItem(
            kind,
            clean_line(title, 160),
            due,
            late(due, self.today),
            weight=kind.spec.weight,
            **more,
        )


def build_index(records: Records, now: datetime, rules: Rules) -> AgendaIndex:
    """Return the index of the agenda: archived, closed and withdrawn rejections are left out here.

    So are those for which nothing can be due any more, which are most of a file of many years.
    """
    may_ask = {*_with_work(records), *_with_actions(records, now)}
    cases = tuple(
        _case(records, r) for r in records.rejections.values() if (r.uid in may_ask or r.revisit) and is_live(r)
    )
    return AgendaIndex(records, now, rules, cases)


def _with_work(records: Records) -> Iterator[str]:
    """Yield the rejections with an answer or with bullets."""
    yield from (answer.rejection for answer in records.feedback.values())
    yield from (bullet.rejection for bullet in records.bullets.values())


def _with_actions(records: Records, now: datetime) -> Iterator[str]:
    """Yield the rejections with an action that may put something on the agenda."""
    # One day of margin on each side, so that no time zone conversion is needed.
    since = now.astimezone(UTC) - timedelta(days=FORGET_AFTER + 2) if now.year > 1 else now
    for action in records.actions.values():
        grows = bool(action.ref) or (action.key == "feedback.ask" and action.state is ActionState.DONE)
        if grows or (action.key in _WINDOWS and action.due is not None and action.open and action.due >= since):
            yield action.rejection


def is_live(rejection: Rejection) -> bool:
    """True unless the rejection is archived, closed or withdrawn."""
    closed = rejection.archived or rejection.outcome is Outcome.CLOSED
    return not closed and rejection.kind is not RejectionKind.WITHDREW


def _case(records: Records, r: Rejection) -> Case:
    actions = records.actions_of(r.uid)
    return Case(
        records,
        r,
        {a.key: a for a in actions if not a.ref},
        tuple(a for a in actions if a.ref),
        records.feedback_of(r.uid),
    )
