"""The four steps: ticking, skipping and snoozing actions, and the status line of a rejection."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from rejection_tui.domain import steps
from rejection_tui.domain.actions import ActionKey, action_spec
from rejection_tui.domain.contact import months
from rejection_tui.domain.errors import NotFound, Refused
from rejection_tui.domain.outcome import change
from rejection_tui.domain.people import ASKED_TO_STOP, need_a_reader
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.steps import FOUND_NOBODY, Action, ActionState
from rejection_tui.domain.text import clean_line
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Transaction

#: The text of the event that puts the outcome on hold after a reply; unticking the reply undoes that event.
HOLD_REASON = "a gracious reply was sent"
#: The text of the event that closes an application nobody has answered; unticking undoes that event as well.
LET_GO_REASON = "no answer came"
#: The outcome that ticking an action sets, and the text of its event.
_SETS: Final = {
    ActionKey.REPLY_SEND.value: (Outcome.ON_HOLD, HOLD_REASON),
    ActionKey.SILENCE_LET_GO.value: (Outcome.CLOSED, LET_GO_REASON),
}
#: The outcomes that it replaces.
_REPLACED: Final = {Outcome.ON_HOLD: (Outcome.OPEN,), Outcome.CLOSED: (Outcome.OPEN, Outcome.ON_HOLD)}

#: The actions of step 2 that their silence does not end.
_WAIT_FOR_NOTHING: Final = frozenset({ActionKey.FEEDBACK_ASK, ActionKey.FEEDBACK_CALL, ActionKey.FEEDBACK_NOTE})


def get(records: Records, uid: str) -> Action:
    """Return the action of that uid; raise `NotFound` when it is gone."""
    action = records.actions.get(uid)
    if action is None:
        raise NotFound("That action is not in the file any more.")
    return action


def tick(context: AppContext, action_uid: str) -> Action:
    """Tick one action; what it implies is ticked with it, and the due dates that follow from it are set."""
    return tick_many(context, [action_uid])[0]


def tick_many(context: AppContext, action_uids: Iterable[str]) -> tuple[Action, ...]:
    """Tick several actions in one transaction.

    Raise `Refused` when saving a person is among them and nobody is saved.
    """
    chosen = list(dict.fromkeys(action_uids))
    with context.store.transaction(_label("Tick", context.records, chosen), context.now()) as transaction:
        wanted = [get(transaction.records, uid) for uid in chosen]
        if (alone := needs_person(transaction.records, chosen)) is not None:
            raise Refused(
                f"Nobody is saved for {alone.company} yet. Save the person first, or skip it with the reason "
                f"“{FOUND_NOBODY}”. Nothing was ticked."
            )
        for action in wanted:
            if action.uid in transaction.records.actions:  # ticking an answer deletes the nudge
                tick_within(context, transaction, transaction.records.actions[action.uid], context.now())
        result = tuple(transaction.records.actions[uid] for uid in chosen if uid in transaction.records.actions)
    return result


def needs_person(records: Records, action_uids: Iterable[str]) -> Rejection | None:
    """Return the rejection whose person has to be saved before these actions can be ticked, None when none has."""
    for action in (records.actions.get(uid) for uid in action_uids):
        if action is not None and action.open and action.key == ActionKey.CULTIVATE_CONTACT:
            rejection = records.rejections.get(action.rejection)
            if rejection is not None and not records.people_of(rejection):
                return rejection
    return None


def tick_within(context: AppContext, transaction: Transaction, action: Action, now: datetime) -> None:
    """Tick `action` inside a transaction under way, with all that follows from it."""
    transaction.put(steps.tick(action, now))
    spec = action_spec(action.key)
    implied = transaction.records.action(action.rejection, spec.implies) if spec and spec.implies else None
    if implied is not None and implied.state is not ActionState.DONE:
        transaction.put(steps.tick(implied, now))
    if (
        action.key == ActionKey.FEEDBACK_ASK
        and transaction.records.action(action.rejection, ActionKey.FEEDBACK_NUDGE) is None
    ):
        transaction.put(steps.new_action(ActionKey.FEEDBACK_NUDGE, action.rejection, now))
    if action.key in (ActionKey.FEEDBACK_ANSWER, ActionKey.FEEDBACK_THANK):
        drop_nudge(transaction, action.rejection)
    if action.key in _SETS:
        _set_outcome(transaction, action, now)
    _set_learning_done(transaction, action, now)
    reschedule(context, transaction, action.rejection, now)


def drop_nudge(transaction: Transaction, rejection: str) -> None:
    """Remove an open nudge: an answer came, or nothing was asked."""
    nudge = transaction.records.action(rejection, ActionKey.FEEDBACK_NUDGE)
    if nudge is not None and nudge.open:
        transaction.delete(nudge)


def _set_outcome(transaction: Transaction, action: Action, now: datetime) -> None:
    outcome, reason = _SETS[action.key]
    rejection = transaction.records.rejections.get(action.rejection)
    if rejection is not None and rejection.outcome in _REPLACED[outcome]:
        transaction.put(*change(rejection, outcome, now, reason))


def _undo_outcome(transaction: Transaction, action: Action) -> None:
    """Undo the change of outcome that ticking an action made, unless the outcome was changed since."""
    outcome, reason = _SETS[action.key]
    rejection = transaction.records.rejections.get(action.rejection)
    outcomes = [e for e in transaction.records.events_of(action.rejection) if e.what == "outcome"]
    if rejection is not None and outcomes and rejection.outcome is outcome and outcomes[-1].text == reason:
        before = outcomes[-2].value if len(outcomes) > 1 else Outcome.OPEN
        transaction.put(replace(rejection, outcome=Outcome(before) if before in set(Outcome) else Outcome.OPEN))
        transaction.delete(outcomes[-1])


def _set_learning_done(transaction: Transaction, action: Action, when: datetime | None) -> None:
    """Mark the learning item of an action as done at `when`, or as open (None)."""
    item = transaction.records.learnings.get(action.ref)
    if item is not None and (item.done is None) is (when is not None):
        transaction.put(replace(item, done=when))


def reschedule(context: AppContext, transaction: Transaction, rejection_uid: str, now: datetime) -> None:
    """Recompute the due dates of a rejection's actions; no nudge stays open where nothing was asked."""
    rejection = transaction.records.rejections.get(rejection_uid)
    if rejection is None:
        return
    ask = transaction.records.action(rejection_uid, ActionKey.FEEDBACK_ASK)
    if ask is None or ask.state is not ActionState.DONE:
        drop_nudge(transaction, rejection_uid)
    before = transaction.records.actions_of(rejection_uid)
    touched = transaction.records.touched(*transaction.records.people_of(rejection))
    amber, _ = months(transaction.records.contacts.get(rejection.contact), context.rules)
    after = steps.schedule(rejection, before, now, context.rules, touched, amber)
    transaction.put(*(new for old, new in zip(before, after, strict=True) if new != old))


def reschedule_contact(context: AppContext, transaction: Transaction, contact: str, now: datetime) -> None:
    """Recompute the due dates of all rejections with this contact."""
    for rejection in transaction.records.rejections_with(contact):
        reschedule(context, transaction, rejection.uid, now)


def follow_reader(context: AppContext, transaction: Transaction, rejection_uid: str, now: datetime) -> None:
    """Skip what would be written to a person who asked to be left alone, inside a transaction under way.

    It is opened again once the rejection is answered to somebody who may be written to, and so is what was skipped
    because nobody was found.
    """
    records = transaction.records
    rejection = records.rejections.get(rejection_uid)
    if rejection is None:
        return
    alone = records.left_alone.reader_of(rejection) is not None
    mine = [a for a in records.actions_of(rejection_uid) if a.key in need_a_reader()]
    if alone:
        transaction.put(*(steps.skip(a, ASKED_TO_STOP, now) for a in mine if a.open))
    else:
        over = (ASKED_TO_STOP, FOUND_NOBODY) if rejection.contact else (ASKED_TO_STOP,)
        transaction.put(*(steps.untick(a) for a in mine if a.state is ActionState.SKIPPED and a.reason in over))
    reschedule(context, transaction, rejection_uid, now)


def untick(context: AppContext, action_uid: str) -> Action:
    """Open an action again and return it; a nudge is removed instead where nothing was asked."""
    now = context.now()
    with context.store.transaction(_label("Untick", context.records, [action_uid]), now) as transaction:
        action = get(transaction.records, action_uid)
        untick_within(context, transaction, action, now)
        result = transaction.records.actions.get(action_uid, action)
    return result


def untick_within(context: AppContext, transaction: Transaction, action: Action, now: datetime) -> None:
    """Open `action` again inside a transaction under way, and undo what ticking it had caused."""
    transaction.put(steps.untick(action))
    if action.key in _SETS:
        _undo_outcome(transaction, action)
    _set_learning_done(transaction, action, None)
    reschedule(context, transaction, action.rejection, now)


def toggle(context: AppContext, action_uid: str) -> Action:
    """Tick an open action, open a done or skipped one."""
    return tick(context, action_uid) if get(context.records, action_uid).open else untick(context, action_uid)


def toggle_step(context: AppContext, rejection_uid: str, step: int) -> None:
    """Tick every open action of a step, or open all again when none is open."""
    actions = [a for a in context.records.actions_of(rejection_uid) if a.step == step]
    open_actions = [a.uid for a in actions if a.open]
    now = context.now()
    if not actions:
        raise Refused("There is nothing to tick in this step.")
    if open_actions:
        tick_many(context, open_actions)
        return
    with context.store.transaction(_label("Untick", context.records, [a.uid for a in actions]), now) as transaction:
        for action in actions:
            if action.uid in transaction.records.actions:
                untick_within(context, transaction, transaction.records.actions[action.uid], now)


def skip(context: AppContext, action_uid: str, reason: str) -> Action:
    """Skip one action for a reason; a skip is a state, not a failure."""
    now = context.now()
    with context.store.transaction(_label("Skip", context.records, [action_uid]), now) as transaction:
        skip_within(context, transaction, [action_uid], clean_line(reason), now)
        result = transaction.records.actions[action_uid]
    return result


def skip_within(
    context: AppContext, transaction: Transaction, action_uids: Iterable[str], reason: str, now: datetime
) -> None:
    """Skip actions of one rejection inside a transaction under way."""
    skipped = [steps.skip(get(transaction.records, uid), reason, now) for uid in action_uids]
    transaction.put(*skipped)
    for rejection in dict.fromkeys(action.rejection for action in skipped):
        reschedule(context, transaction, rejection, now)


def skip_step(context: AppContext, rejection_uid: str, step: int, reason: str) -> None:
    """Skip what is still open of a step, for a reason."""
    now = context.now()
    open_actions = [a for a in context.records.actions_of(rejection_uid) if a.step == step and a.open]
    if not open_actions:
        return
    with context.store.transaction(
        f"Skip “{_step_title(context.records, rejection_uid, step)}”, {_company(context.records, rejection_uid)}", now
    ) as transaction:
        skip_within(context, transaction, [a.uid for a in open_actions], clean_line(reason), now)


def snooze(context: AppContext, action_uid: str, until: date) -> Action:
    """Hide an action until the start of the day `until`; keeping in touch is snoozed with the people it is about."""
    with context.store.transaction(_label("Snooze", context.records, [action_uid]), context.now()) as transaction:
        snooze_within(context, transaction, action_uid, until)
        result = transaction.records.actions[action_uid]
    return result


def snooze_within(context: AppContext, transaction: Transaction, action_uid: str, until: date) -> None:
    """Snooze an action inside a transaction under way."""
    now, action = context.now(), get(transaction.records, action_uid)
    transaction.put(steps.snooze(action, datetime.combine(until, time(0), now.tzinfo), now))
    rejection = transaction.records.rejections.get(action.rejection)
    if action.key == ActionKey.CULTIVATE_TOUCH and rejection is not None:
        people = map(transaction.records.contacts.get, transaction.records.people_of(rejection))
        transaction.put(*(replace(person, snoozed_until=until) for person in people if person is not None))


def close_without_answer(transaction: Transaction, rejection: str, now: datetime) -> None:
    """Close the open actions of step 2 that wait for an answer as unanswered, inside a transaction under way."""
    for action in transaction.records.actions_of(rejection):
        if action.step == 2 and action.open and action.key not in _WAIT_FOR_NOTHING:
            transaction.put(replace(action, state=ActionState.NO_ANSWER, at=now))


def _step_title(records: Records, rejection_uid: str, step: int) -> str:
    rejection = records.rejections.get(rejection_uid)
    return steps.titles_of(rejection).get(step, "") if rejection else ""


def _company(records: Records, rejection_uid: str) -> str:
    rejection = records.rejections.get(rejection_uid)
    return rejection.company if rejection else "a rejection"


def _label(verb: str, records: Records, uids: list[str]) -> str:
    if len(uids) != 1:
        return f"{verb} {len(uids)} actions"
    action = get(records, uids[0])
    return f"{verb} “{action.title}”, {_company(records, action.rejection)}"
