"""The actions of step 3: which one a gap calls for, and which ones finished work completes."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.feedback import Feedback, Gap, Learning, NamedGap
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, new_action
from rejection_tui.domain.text import clean_line

#: Days until something to learn is due; the user may change the date.
LEARN_DAYS: Final = 28


def next_records(
    feedback: Feedback,
    named: NamedGap,
    rejection: Rejection,
    now: datetime,
    rules: Rules,
    question_types: tuple[str, ...] = (),
) -> tuple[Record, ...]:
    """Return the new records for one gap of an answer: a learning item with its action, or an action alone.

    Empty for what is no gap. The `ref` of the action is the learning item, else the answer. Uids are derived from the
    gap, so that two machines make the same records.
    """
    key = _KEYS.get(named.gap)
    if key is None:
        return ()
    day, title = due_day(named, now, rules), title_of(named, question_types)
    if key is not ActionKey.REFINE_LEARN:
        return (_action(feedback, named, rejection, key, title, day, now),)
    item = Learning(
        derived_uid(named.uid, "learning"),
        title,
        now,
        feedback.uid,
        rejection.uid,
        day,
        gap=noted(feedback, named),
    )
    return item, _action(feedback, named, rejection, key, title, day, now, item.uid)


#: The action that each gap calls for.
_KEYS: Final = {
    Gap.SKILL: ActionKey.REFINE_LEARN,
    Gap.EXPERIENCE: ActionKey.REFINE_BULLET,
    Gap.TECHNIQUE: ActionKey.REFINE_PRACTICE,
    Gap.NOT_YOU: ActionKey.REFINE_NOT_YOU,
}


def due_day(named: NamedGap, now: datetime, rules: Rules) -> date:
    """Return by when something is to be done about a gap: the day the user chose, else the usual time from now."""
    usual = LEARN_DAYS if named.gap is Gap.SKILL else rules.refine_days
    return named.day or local_day(now, now) + timedelta(days=usual)


def title_of(named: NamedGap, question_types: tuple[str, ...] = ()) -> str:
    """Return what is to be done about a gap: the user's plan, else what its kind calls for, with its theme."""
    if plan := clean_line(named.plan, 80):
        return plan
    theme = clean_line(named.theme, 60)
    if named.gap is Gap.SKILL and theme:
        return f"Learn more about {theme}"
    if named.gap is Gap.TECHNIQUE and question_types:
        return f"Practise {', '.join(question_types)} questions"
    key = _KEYS.get(named.gap)
    title = key.spec.title if key else ""
    return f"{title}: {theme}" if title and theme else title


def noted(feedback: Feedback, named: NamedGap) -> str:
    """Return the uid that work for a gap notes: "" for that of earlier versions, which had one gap an answer."""
    return "" if named.uid == feedback.uid else named.uid


def _action(
    feedback: Feedback,
    named: NamedGap,
    rejection: Rejection,
    key: ActionKey,
    title: str,
    day: date,
    now: datetime,
    ref: str = "",
) -> Action:
    due = datetime.combine(day, time(18), now.tzinfo)
    made = new_action(key, rejection.uid, now, about=named.uid, title=title, due=due, ref=ref or feedback.uid)
    return replace(made, gap=noted(feedback, named))


def work_of(records: Records, feedback: Feedback, named: NamedGap) -> tuple[Action | Learning | Bullet | Question, ...]:
    """Return all that was planned, queued or done because of one gap of an answer, actions first."""
    learnings = [
        one
        for one in records.learnings.values()
        if one.feedback == feedback.uid and _is_for(feedback, named, one.gap, Gap.SKILL)
    ]
    refs = {feedback.uid, *(one.uid for one in learnings)}
    actions = [
        a
        for a in records.actions_of(feedback.rejection)
        if a.ref in refs and a.key in _KEYS.values() and (a.gap or feedback.uid) == named.uid
    ]
    tables: dict[Gap, Mapping[str, Bullet] | Mapping[str, Question]] = {
        Gap.EXPERIENCE: records.bullets,
        Gap.TECHNIQUE: records.questions,
    }
    lines = tables.get(named.gap, {}).values()
    mine = [one for one in lines if one.feedback == feedback.uid and _is_for(feedback, named, one.gap, named.gap)]
    return (*actions, *learnings, *mine)


def _is_for(feedback: Feedback, named: NamedGap, gap: str, kind: Gap) -> bool:
    """Return whether work for a `kind` of gap is for this one; what names none is for the first of its kind.

    Where no gap is of that kind any more, what was planned for one stays with the first of the answer.
    """
    if gap:
        return gap == named.uid
    return named == next((one for one in feedback.named if one.gap is kind), feedback.named[0])


def completed_actions(records: Records, record: Record) -> tuple[Action, ...]:
    """Return the open actions of step 3 that a finished record completes.

    A bullet or a question completes its action when no other one for the same answer is unfinished.
    """
    match record:
        case Bullet(state=BulletState.DONE):
            waiting = [b for b in records.bullets.values() if b.state is not BulletState.DONE and b.uid != record.uid]
            return _completed(records, record, ActionKey.REFINE_BULLET, waiting)
        case Question(done=datetime()):
            others = [q for q in records.questions.values() if q.waiting and q.uid != record.uid]
            return _completed(records, record, ActionKey.REFINE_PRACTICE, others)
        case Learning(done=datetime()):
            mine = (a for a in records.actions.values() if a.key == ActionKey.REFINE_LEARN and a.ref == record.uid)
            return tuple(a for a in mine if a.open)
    return ()


def answered_actions(records: Records, record: Bullet | Question | Learning) -> tuple[Action, ...]:
    """Return the actions of step 3, open or not, that this record is work for."""
    match record:
        case Learning():
            return tuple(a for a in records.actions.values() if a.key == ActionKey.REFINE_LEARN and a.ref == record.uid)
        case Bullet():
            key = ActionKey.REFINE_BULLET
        case _:
            key = ActionKey.REFINE_PRACTICE
    return tuple(a for a in records.actions.values() if a.key == key and _answers(record, a))


def _completed(
    records: Records, done: Bullet | Question, key: ActionKey, waiting: list[Bullet] | list[Question]
) -> tuple[Action, ...]:
    mine = (a for a in records.actions.values() if a.key == key and a.open and _answers(done, a))
    return tuple(a for a in mine if not any(_answers(other, a) for other in waiting))


def _answers(work: Bullet | Question, action: Action) -> bool:
    """True when the work was queued for the answer of this action, or without an answer for its rejection."""
    if work.feedback:
        return work.feedback == action.ref and (not work.gap or work.gap == action.gap)
    return bool(work.rejection) and work.rejection == action.rejection
