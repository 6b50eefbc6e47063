"""Applications without an answer: said to be asked about, let go, or left for later, one or several at once."""

from collections.abc import Iterable
from datetime import date, datetime, time

from rejection_tui.domain import steps
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.errors import Refused
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.silence import is_unanswered, to_ask
from rejection_tui.domain.steps import Action, ActionState
from rejection_tui.services import checklist, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Transaction

#: What is said once an application was let go.
LET_GO_WORDS = "Let go; if they write after all, it opens again. u takes it back."


def get(records: Records, uid: str) -> Rejection:
    """Return the application without an answer of that uid; raise `NotFound`, or `Refused` for an answered one."""
    found = rejections.get(records, uid)
    if not is_unanswered(found):
        raise Refused(f"{found.company} has answered: {found.kind.label}. Nothing was changed.")
    return found


def let_go(context: AppContext, uids: Iterable[str]) -> tuple[Rejection, ...]:
    """Let go of applications without an answer in one change: their outcome is closed, and nothing is due any more.

    Raise `Refused` when one was answered, or all were let go before.
    """
    return _tick(context, uids, ActionKey.SILENCE_LET_GO, "Let {} go", "let go")


def record_asked(context: AppContext, uids: Iterable[str]) -> tuple[Rejection, ...]:
    """Record in one change that the polite question was asked, by email or otherwise; raise `Refused` as `let_go`."""
    return _tick(context, uids, ActionKey.SILENCE_ASK, "Asked {} once", "asked about")


def _tick(context: AppContext, uids: Iterable[str], key: ActionKey, label: str, done: str) -> tuple[Rejection, ...]:
    chosen = [get(context.records, uid) for uid in dict.fromkeys(uids)]
    open_ones = [one for one in chosen if not _is_done(context.records, one.uid, key)]
    if not open_ones:
        raise Refused(f"Nothing was changed: {'it was' if len(chosen) == 1 else 'all were'} {done} before.")
    name = open_ones[0].company if len(open_ones) == 1 else f"{len(open_ones)} applications"
    now = context.now()
    with context.store.transaction(label.format(name), now) as transaction:
        for one in open_ones:
            action = transaction.records.action(one.uid, key) or steps.new_action(key, one.uid, now)
            transaction.put(action)
            checklist.tick_within(context, transaction, action, now)
        return tuple(get(transaction.records, one.uid) for one in open_ones)


def _is_done(records: Records, uid: str, key: ActionKey) -> bool:
    action = records.action(uid, key)
    return action is not None and action.state is ActionState.DONE


def snooze_questions(transaction: Transaction, until: date, now: datetime) -> None:
    """Hide the questions that are due until the start of a day, inside a transaction under way."""
    moment = datetime.combine(until, time(0), now.tzinfo)
    transaction.put(*(steps.snooze(action, moment, now) for action in _questions(transaction, now)))


def skip_questions(context: AppContext, transaction: Transaction, reason: str, now: datetime) -> None:
    """Skip the questions that are due for a reason, inside a transaction under way; letting go is proposed next."""
    for action in _questions(transaction, now):
        transaction.put(steps.skip(action, reason, now))
        checklist.reschedule(context, transaction, action.rejection, now)


def _questions(transaction: Transaction, now: datetime) -> tuple[Action, ...]:
    return to_ask(transaction.records, now)
