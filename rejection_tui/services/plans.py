"""The actions a rejection starts with as its letter makes them, and how they follow what the user says of it."""

from collections.abc import Iterable
from datetime import date, datetime

from rejection_tui.domain import letter_actions, steps
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.ids import derived_uid
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Outcome, Rejection, RejectionKind
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action
from rejection_tui.storage import Transaction


def plan(rejection: Rejection, now: datetime, rules: Rules) -> tuple[Action, ...]:
    """Return the plan of a rejection without what its letter made moot, and with what it asks and offers."""
    planned = steps.plan(rejection, now, rules)
    if rejection.kind is RejectionKind.NO_ANSWER:
        return planned  # nothing in a confirmation is to be replied to
    asks = letter_actions.acted_on(rejection, FactType.ASKS)
    named = _days_named(asks, local_day(rejection.received, now)) if planned and asks else {}
    return letter_actions.follow(rejection, planned, now, rules, named)


def plan_again(transaction: Transaction, old: Rejection, new: Rejection, now: datetime, rules: Rules) -> None:
    """Change the actions in which the plans of `old` and `new` differ; what the user did or skipped since stays."""
    filed = transaction.records.events.get(derived_uid(old.uid, "filed"))
    outcome = Outcome.ON_HOLD if filed is not None and filed.value == Outcome.ON_HOLD else Outcome.OPEN
    before, after = (
        {action.uid: action for action in plan(replace(one, outcome=outcome), now, rules)} for one in (old, new)
    )
    kept = transaction.records.actions
    for uid, action in after.items():
        mine, was = kept.get(uid), before.get(uid)
        if mine is None and was is None:
            transaction.put(action)
        elif mine and was and _as_planned(mine) == _as_planned(was) != _as_planned(action):
            transaction.put(
                replace(
                    mine, state=action.state, title=action.title, reason=action.reason, at=action.at, due=action.due
                )
            )
    gone = (kept[uid] for uid in before if uid not in after and uid in kept)
    transaction.delete(*(action for action in gone if action.open))


def replan(transaction: Transaction, rejection: Rejection, now: datetime, rules: Rules) -> None:
    """Give a rejection of another kind the actions of that kind; what was done, or has a cause of its own, stays."""
    wanted = plan(rejection, now, rules)
    keys, kept = {action.key for action in wanted}, transaction.records.actions
    mine = transaction.records.actions_of(rejection.uid)
    transaction.delete(*(a for a in mine if a.open and not a.ref and a.key not in keys))
    transaction.put(*(action for action in wanted if action.uid not in kept))


def _as_planned(action: Action) -> tuple[str, str, str]:
    return action.state, action.title, action.reason


def _days_named(facts: Iterable[Fact], day: date) -> dict[str, date]:
    """Return the day each quote names, for those that name one; `day` is that of the letter."""
    from rejection_tui.reading.days_named import day_named  # its words take a moment to load

    return {fact.quote: found for fact in facts if (found := day_named(fact.quote, day))}
