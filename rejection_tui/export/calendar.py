"""What is due as an iCalendar file: all-day events with stable UIDs, so that a second import updates the first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from rejection_tui import __version__
from rejection_tui.domain.addresses import web_link
from rejection_tui.domain.text import clean, clean_line

if TYPE_CHECKING:
    from icalendar import Alarm, Event

#: SEQUENCE is the minutes since this moment: it only rises, and stays far below the 32 bits calendars store.
_SEQUENCE_FROM: Final = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One thing due on a day. `alarm_minutes` counts from midnight of that day (540: at 09:00), None for no alarm.

    `cancelled` removes an item that an earlier export put into the calendar.
    """

    uid: str
    title: str
    due: date
    note: str = ""
    alarm_minutes: int | None = None
    url: str = ""
    cancelled: bool = False


def to_ics(items: Iterable[CalendarItem], now: datetime) -> bytes:
    """Return a calendar (RFC 5545) with one all-day event for each item, in order of day and uid."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//rejtui//rejtui {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "rejtui")
    for item in sorted(items, key=lambda i: (i.due, i.uid)):
        calendar.add_component(_event(item, now))
    return bytes(calendar.to_ical())


def _event(item: CalendarItem, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    moment = now.astimezone(UTC).replace(microsecond=0)
    title = clean_line(item.title, 200) or "Something is due"
    event.add("uid", f"{_uid(item.uid)}@rejtui")
    event.add("summary", title)
    event.add("dtstart", item.due)
    event.add("dtend", item.due + timedelta(days=1))
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", max(int((moment - _SEQUENCE_FROM).total_seconds()) // 60, 0))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    if note := clean(item.note).strip():
        event.add("description", note)
    if link := web_link(item.url):
        event.add("url", link)
    if item.alarm_minutes is not None and not item.cancelled:
        event.add_component(_alarm(title, item.alarm_minutes))
    return event


def _alarm(title: str, minutes: int) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=minutes))
    return alarm


def _uid(uid: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in clean_line(uid))
