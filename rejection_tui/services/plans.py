"""The actions a new rejection starts with, as its letter makes them."""

from collections.abc import Iterable
from datetime import date, datetime

from rejection_tui.domain import letter_actions, steps
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.rules import Rules
from rejection_tui.domain.steps import Action


def plan(rejection: Rejection, now: datetime, rules: Rules) -> tuple[Action, ...]:
    """Return the plan of a rejection without what its letter made moot, and with what it asks and offers."""
    planned = steps.plan(rejection, now, rules)
    asks = letter_actions.acted_on(rejection, FactType.ASKS)
    named = _days_named(asks, local_day(rejection.received, now)) if planned and asks else {}
    return letter_actions.follow(rejection, planned, now, rules, named)


def _days_named(facts: Iterable[Fact], day: date) -> dict[str, date]:
    """Return the day each quote names, for those that name one; `day` is that of the letter."""
    from rejection_tui.reading.days_named import day_named  # its words take a moment to load

    return {fact.quote: found for fact in facts if (found := day_named(fact.quote, day))}
