"""The input of the agenda: every open rejection with its actions and answers, looked up once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda.item import AgendaItem, AgendaKind, late
from rejection_tui.domain.contact import Contact
from rejection_tui.domain.feedback import Feedback
from rejection_tui.domain.records import Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.reply_advice import Advice, ReplyAdvice, should_reply
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, ActionState, moot_among
from rejection_tui.domain.text import clean_line

#: A window this many days past its end is no longer due, so that importing old mail does not ask for many late replies.
FORGET_AFTER: Final = 30
#: Keys as plain texts: looked up once, since all actions of a file are asked for them.
_ASKED: Final = frozenset({ActionKey.FEEDBACK_ASK.value, ActionKey.FEEDBACK_NUDGE.value})
_TOUCH: Final = ActionKey.CULTIVATE_TOUCH.value


@dataclass(frozen=True)
class Case:
    """One rejection with its records."""

    records: Records
    rejection: Rejection
    actions: dict[str, Action]
    extra: tuple[Action, ...]  # the actions of step 3 added because of a gap
    answers: tuple[Feedback, ...]
    over: str  # as `over_because`
    states: dict[str, ActionState]  # the state of each of these actions by its key

    @classmethod
    def of(cls, records: Records, r: Rejection) -> "Case":
        """Return the case of a rejection."""
        actions = records.actions_of(r.uid)
        by_key = {a.key: a for a in actions if not a.ref}
        states = {key: a.state for key, a in by_key.items()}
        extra = tuple([a for a in actions if a.ref])
        return cls(records, r, by_key, extra, records.feedback_of(r.uid), over_because(r), states)

    @cached_property
    def people(self) -> tuple[Contact, ...]:
        """The saved contacts behind it."""
        known = (self.records.contacts.get(uid) for uid in self.records.people_of(self.rejection))
        return tuple(contact for contact in known if contact is not None)

    @cached_property
    def left_alone(self) -> bool:
        """True when whoever its messages would reach asked to be left alone."""
        return self.records.left_alone.reader_of(self.rejection) is not None

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
        return self.rejection.outcome.came_back

    @property
    def advice(self) -> Advice:
        """Whether a reply makes sense."""
        return self.reply.advice

    @cached_property
    def who(self) -> str:
        """The person and the company, or the company alone."""
        company = clean_line(self.rejection.company, 60)
        return f"{self.person}, {company}" if self.person else company


@dataclass(frozen=True)
class AgendaIndex:
    """The input of the agenda: the records, the present moment, the rules and every open case."""

    records: Records
    now: datetime
    rules: Rules
    cases: tuple[Case, ...]

    @cached_property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    @cached_property
    def waiting_bullets(self) -> Mapping[str, list[Bullet]]:
        """The unfinished bullets that are not snoozed, the oldest first, by the uid of their rejection ("": none)."""
        groups: dict[str, list[Bullet]] = {}
        for bullet in sorted(self.records.bullets.values(), key=lambda b: (b.created, b.order, b.uid)):
            if self.is_waiting(bullet):
                known = bullet.rejection if bullet.rejection in self.records.rejections else ""
                groups.setdefault(known, []).append(bullet)
        return groups

    def is_waiting(self, bullet: Bullet) -> bool:
        """Return whether a bullet is unfinished and not snoozed."""
        snoozed = bullet.snoozed_until is not None and bullet.snoozed_until > self.today
        return bullet.state is not BulletState.DONE and not snoozed

    @cached_property
    def queued_questions(self) -> tuple[Question, ...]:
        """The questions to practise that are not done."""
        return tuple(q for q in self.records.questions.values() if q.waiting)

    def item(self, kind: AgendaKind, title: str, due: date, **more: Any) -> AgendaItem:
        """Return an item of `kind` with its weight and lateness filled in."""
        fields: dict[str, Any] = {"weight": kind.spec.weight, **more}
        return AgendaItem(kind, clean_line(title, 160), due, late(due, self.today), **fields)


def build_index(records: Records, now: datetime, rules: Rules) -> AgendaIndex:
    """Return the index of the agenda: archived, closed and withdrawn rejections are left out here.

    So are those for which nothing can be due any more, which are most of a file of many years.
    """
    may_ask = {*_with_work(records), *_with_actions(records, now, rules)}
    cases = tuple(
        Case.of(records, r)
        for r in records.rejections.values()
        if (r.uid in may_ask or r.revisit) and not over_because(r)
    )
    return AgendaIndex(records, now, rules, cases)


def _with_work(records: Records) -> Iterator[str]:
    """Yield the rejections with an answer or with bullets."""
    yield from (answer.rejection for answer in records.feedback.values())
    yield from (bullet.rejection for bullet in records.bullets.values())


def _with_actions(records: Records, now: datetime, rules: Rules) -> Iterator[str]:
    """Yield the rejections with an action that may put something on the agenda."""
    # One day of margin on each side, so that no time zone conversion is needed.
    since = now.astimezone(UTC) - timedelta(days=FORGET_AFTER + 2) if now.year > 1 else now
    # An answer is waited for twice the working days of a nudge, each of which is less than three days long.
    asked_since = since - timedelta(days=3 * rules.nudge_working_days) if now.year > 1 else now
    for action in records.actions.values():
        key, state, due, snoozed = action.key, action.state, action.due, action.snoozed_until
        if action.ref:
            yield action.rejection
        elif state is ActionState.DONE:
            if key in _ASKED and (action.at is None or action.at >= asked_since):
                yield action.rejection
        elif state is ActionState.TODO:
            was_snoozed = snoozed is not None and snoozed >= since
            # Keeping in touch with people who are saved is a line of theirs.
            is_near = due is not None and due >= since and (key != _TOUCH or _is_alone(records, action))
            if was_snoozed or is_near:
                yield action.rejection


def _is_alone(records: Records, action: Action) -> bool:
    rejection = records.rejections.get(action.rejection)
    return rejection is not None and not records.people_of(rejection)


def over_because(rejection: Rejection) -> str:
    """Return why nothing is to be done any more, in a word or two: archived, closed, withdrawn; "" while it is live."""
    if rejection.kind is RejectionKind.WITHDREW:
        return "you withdrew"
    return "archived" if rejection.archived else "closed" if rejection.outcome is Outcome.CLOSED else ""
