"""The life of one rejection on one screen, and the card of one company."""

from rejection_tui.domain import company
from rejection_tui.domain import timeline as story
from rejection_tui.domain.company import CompanyCard
from rejection_tui.domain.timeline import TimelineEntry
from rejection_tui.services.desk import Desk


def timeline(desk: Desk, rejection_uid: str) -> tuple[TimelineEntry, ...]:
    """Return what happened, from the application to today."""
    return tuple(story.timeline(desk.book, rejection_uid, desk.now()))


def company_card(desk: Desk, name: str) -> CompanyCard:
    """Return what is known of a company: the last no, what changed since, when to apply again."""
    return company.company_card(desk.book, name, desk.now(), desk.rules)
