"""The actions of step 3: which one a gap calls for, and which ones finished work completes."""

from datetime import date, datetime, time, timedelta
from typing import Final

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.feedback import Feedback, Gap, Learning
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.records import Record, Records
from rejection_tui.domain.refine import Bullet, BulletState, Question
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action, new_action
from rejection_tui.domain.text import clean_line

#: Days until something to learn is due; the user may change the date.
LEARN_DAYS: Final = 28


def next_records(
    feedback: Feedback, rejection: Rejection, now: datetime, rules: Rules, question_types: tuple[str, ...] = ()
) -> tuple[Record, ...]:
    """Return the new records for the gap of an answer: a learning item with its action, or an action alone.

    Empty for an answer without a gap or with nothing usable. The `ref` of the action is the learning item, else the
    answer. Uids are derived from the answer, so that two machines make the same records.
    """
    soon = local_day(now, now) + timedelta(days=rules.refine_days)
    match feedback.gap:
        case Gap.SKILL:
            day = local_day(now, now) + timedelta(days=LEARN_DAYS)
            item = Learning(
                derived_uid(feedback.uid, "learning"), _subject(feedback), now, feedback.uid, rejection.uid, day
            )
            return item, _action(feedback, rejection, ActionKey.REFINE_LEARN, item.title, day, now, item.uid)
        case Gap.EXPERIENCE:
            return (_action(feedback, rejection, ActionKey.REFINE_BULLET, "", soon, now),)
        case Gap.TECHNIQUE:
            return (_action(feedback, rejection, ActionKey.REFINE_PRACTICE, _practise(question_types), soon, now),)
    return ()


def _subject(feedback: Feedback) -> str:
    if plan := clean_line(feedback.plan, 80):
        return plan
    if feedback.themes:
        return f"Learn more about {clean_line(', '.join(feedback.themes), 60)}"
    return ActionKey.REFINE_LEARN.spec.title


def _practise(types: tuple[str, ...]) -> str:
    return f"Practise {', '.join(types)} questions" if types else ""


def _action(
    feedback: Feedback, rejection: Rejection, key: ActionKey, title: str, day: date, now: datetime, ref: str = ""
) -> Action:
    due = datetime.combine(day, time(18), now.tzinfo)
    return new_action(key, rejection.uid, now, about=feedback.uid, title=title, due=due, ref=ref or feedback.uid)


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
        return work.feedback == action.ref
    return bool(work.rejection) and work.rejection == action.rejection
