"""The agenda lines of the user's own reminders: they stay until they are done or let go, however late."""

from collections.abc import Iterator

from rejection_tui.domain.agenda.index import AgendaIndex
from rejection_tui.domain.agenda.item import REMINDER, AgendaItem, AgendaKind
from rejection_tui.domain.reminder import Reminder
from rejection_tui.domain.text import clean_line, fold


def reminder_items(index: AgendaIndex) -> Iterator[AgendaItem]:
    """Yield every open reminder, also one on what is archived or closed: the user wanted to be reminded."""
    for reminder in index.records.reminders.values():
        if reminder.open:
            yield _item(index, reminder)


def _item(index: AgendaIndex, reminder: Reminder) -> AgendaItem:
    rejection = index.records.rejections.get(reminder.rejection)
    contact = index.records.contacts.get(reminder.contact)
    about = rejection.company if rejection else contact.name if contact else ""
    what = clean_line(reminder.what) or "Something to remember"
    is_named = not about.strip() or fold(about) in fold(what)
    return index.item(
        AgendaKind.REMINDER,
        what if is_named else f"{what}, {about}",
        reminder.day,
        rejection=reminder.rejection,
        contact=reminder.contact,
        ref=reminder.uid,
        key=REMINDER,
        why="You wanted to be reminded.",
    )
