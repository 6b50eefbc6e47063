"""The life of one rejection on one screen, and the card of one company."""

from rejection_tui.domain import company
from rejection_tui.domain import timeline as story
from rejection_tui.domain.company import CompanyCard
from rejection_tui.domain.timeline import TimelineEntry
from rejection_tui.services.context import AppContext


def timeline(context: AppContext, rejection_uid: str) -> tuple[TimelineEntry, ...]:
    """Return what happened, from the application to today."""
    return tuple(story.timeline(context.records, rejection_uid, context.now()))


def company_card(context: AppContext, name: str) -> CompanyCard:
    """Return what is known of a company: the last no, what changed since, when to apply again."""
    return company.company_card(context.records, name, context.now(), context.rules)
