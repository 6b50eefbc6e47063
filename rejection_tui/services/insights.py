"""What the answers show, always with the number behind it."""

from rejection_tui.domain import insights as rules
from rejection_tui.domain.insights import Insights
from rejection_tui.services.context import AppContext


def insights(context: AppContext) -> Insights:
    """Return the figures of the insights screen."""
    return rules.insights(context.records, context.now(), context.rules)


def suggestion(context: AppContext) -> str:
    """Return one calm sentence: what to work on next, and why."""
    return rules.suggestion(context.records, context.now(), context.rules)
