"""What the answers show, always with the number behind it."""

from rejection_tui.domain import insights as rules
from rejection_tui.domain.insights import Insights
from rejection_tui.services.desk import Desk


def insights(desk: Desk) -> Insights:
    """Return the figures of the insights screen."""
    return rules.insights(desk.book, desk.now(), desk.rules)


def suggestion(desk: Desk) -> str:
    """Return one calm sentence: what to work on next, and why."""
    return rules.suggestion(desk.book, desk.now(), desk.rules)
