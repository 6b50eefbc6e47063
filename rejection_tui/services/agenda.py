"""The agenda: everything due by day, and today's three things at most."""

from datetime import date

from rejection_tui.domain import agenda as rules
from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.errors import Refused
from rejection_tui.services import checklist, contacts
from rejection_tui.services.desk import Desk

TODAY_RULE = rules.TODAY_RULE


def agenda(desk: Desk) -> tuple[AgendaItem, ...]:
    """Return everything due or coming, overdue first."""
    return tuple(rules.agenda(desk.book, desk.now(), desk.rules))


def today(desk: Desk) -> tuple[AgendaItem, ...]:
    """Return at most three things for today."""
    return tuple(rules.today(desk.book, desk.now(), desk.rules))


def due(desk: Desk) -> tuple[AgendaItem, ...]:
    """Return what is due today or overdue."""
    day = desk.now().date()
    return tuple(item for item in agenda(desk) if item.due <= day)


def snooze(desk: Desk, item: AgendaItem, until: date) -> None:
    """Keep an item quiet until `until`."""
    if item.action:
        checklist.snooze(desk, item.action, until)
    elif item.contact:
        contacts.snooze(desk, item.contact, until)
    else:
        raise Refused("This one has no date of its own to move; open it to change it.")


def dismiss(desk: Desk, item: AgendaItem, reason: str) -> None:
    """Take an item off the agenda for a reason."""
    if item.action:
        checklist.skip(desk, item.action, reason)
    elif item.contact:
        contacts.archive(desk, [item.contact])
    else:
        raise Refused("This one goes away when it is done; open it to finish it.")
