"""The iCalendar file, read back by a second library (vobject), with hostile text in every field."""

from datetime import date, timedelta

import pytest
import vobject

from rejection_tui.export import CalendarItem, to_ics
from tests.strategies import HOSTILE
from tests.world.clock import NOW

ITEM = CalendarItem(
    "a1", "Reply to Tamsin, Quillfeather", date(2026, 11, 25), "Under 120 words; thank them.\nThen tick it.", 540,
    "https://quillfeather.example/jobs",
)  # fmt: skip


def _read(data: bytes) -> list[vobject.base.Component]:
    return list(vobject.readOne(data.decode()).vevent_list)


def test_an_all_day_event_with_an_alarm() -> None:
    (event,) = _read(to_ics([ITEM], NOW))
    assert event.uid.value == "a1@rejtui"
    assert event.summary.value == "Reply to Tamsin, Quillfeather"
    assert event.dtstart.value == date(2026, 11, 25)
    assert event.dtend.value == date(2026, 11, 26)
    assert event.description.value == ITEM.note
    assert event.url.value == ITEM.url
    assert event.valarm.trigger.value == timedelta(hours=9)
    assert event.dtstamp.value == event.last_modified.value == NOW


def test_a_later_export_updates_the_same_event() -> None:
    (first,) = _read(to_ics([ITEM], NOW))
    (later,) = _read(to_ics([ITEM], NOW + timedelta(hours=3)))
    assert first.uid.value == later.uid.value
    assert int(later.sequence.value) > int(first.sequence.value)
    assert later.last_modified.value > first.last_modified.value
    assert to_ics([ITEM], NOW) == to_ics([ITEM], NOW)


def test_a_cancelled_item_says_so_and_rings_no_more() -> None:
    (event,) = _read(to_ics([CalendarItem("a1", "x", ITEM.due, alarm_minutes=5, cancelled=True)], NOW))
    assert event.status.value == "CANCELLED"
    assert "valarm" not in event.contents


def test_nothing_due_is_still_a_calendar() -> None:
    assert vobject.readOne(to_ics([], NOW).decode()).prodid.value.startswith("-//rejtui")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    data = to_ics([CalendarItem(text, text, ITEM.due, text, 5, text), ITEM], NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not any(octet < 32 for octet in data.replace(b"\r\n", b"").replace(b"\t", b""))
    assert b"\x1b" not in data and b"\n" not in data.replace(b"\r\n", b"")
    events = _read(data)
    assert len(events) == 2
    for event in events:
        assert set(event.contents) <= {
            "uid", "summary", "dtstart", "dtend", "dtstamp", "last-modified", "sequence", "transp", "status",
            "description", "url", "valarm",
        }  # fmt: skip
