"""The iCalendar file: read back whole by two libraries, and as khal, Google and Apple want it; hostile text too."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.addresses import web_link
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.export import CalendarItem, to_ics
from tests.strategies import HOSTILE, raw_texts, some
from tests.world.clock import NOW

ITEM = CalendarItem(
    "a1", "Reply to Tamsin, Quillfeather", date(2026, 11, 25), "Under 120 words; thank them.\nThen tick it.", 540,
    "https://quillfeather.example/jobs",
)  # fmt: skip


def _read(data: bytes) -> list[vobject.base.Component]:
    return list(vobject.readOne(data.decode()).vevent_list)


def _told_by_icalendar(data: bytes) -> list[CalendarItem]:
    """Return what the file says, as icalendar reads it."""
    told = []
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        assert event.decoded("DTEND") == event.decoded("DTSTART") + timedelta(days=1)
        alarms = [alarm.decoded("TRIGGER") // timedelta(minutes=1) for alarm in event.walk("VALARM")]
        told.append(
            CalendarItem(
                str(event["UID"]).removesuffix("@rejtui"), str(event["SUMMARY"]), event.decoded("DTSTART"),
                str(event.get("DESCRIPTION", "")), next(iter(alarms), None), str(event.get("URL", "")),
                event["STATUS"] == "CANCELLED",
            )
        )  # fmt: skip
    return told


def _told_by_vobject(data: bytes) -> list[CalendarItem]:
    """Return what the file says, as vobject reads it."""
    told = []
    for event in getattr(vobject.readOne(data.decode()), "vevent_list", []):
        assert event.dtend.value == event.dtstart.value + timedelta(days=1)
        alarms = [alarm.trigger.value // timedelta(minutes=1) for alarm in event.contents.get("valarm", [])]
        note, url = (next((line.value for line in event.contents.get(name, [])), "") for name in ("description", "url"))
        told.append(
            CalendarItem(
                event.uid.value.removesuffix("@rejtui"), event.summary.value, event.dtstart.value, note,
                next(iter(alarms), None), url, event.status.value == "CANCELLED",
            )
        )  # fmt: skip
    return told


def _as_written(item: CalendarItem) -> CalendarItem:
    """Return an item as a calendar gets it: cleaned, and silent once it is cancelled."""
    title = clean_line(item.title, 200) or "Something is due"
    alarm = None if item.cancelled else item.alarm_minutes
    return CalendarItem(
        item.uid, title, item.due, clean(item.note).strip(), alarm, web_link(item.url), item.cancelled
    )  # fmt: skip


_LINKS = st.sampled_from(["", "https://quillfeather.example/jobs?id=7", "javascript:x", "https://ö.example/;,\\n"])
_ITEMS = st.builds(
    CalendarItem, st.uuids().map(lambda uid: uid.hex), raw_texts, st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    raw_texts, st.none() | st.integers(0, 1439), _LINKS, st.booleans(),
)  # fmt: skip


@some(60, 1000)
@given(st.lists(_ITEMS, max_size=4))
def test_two_libraries_read_back_all_that_was_written(items: list[CalendarItem]) -> None:
    data = to_ics(items, NOW)
    wanted = sorted(map(_as_written, items), key=lambda item: item.uid)
    assert sorted(_told_by_icalendar(data), key=lambda item: item.uid) == wanted
    assert sorted(_told_by_vobject(data), key=lambda item: item.uid) == wanted


@some(40, 1000)
@given(st.lists(_ITEMS, min_size=1, max_size=4))
def test_the_rules_of_khal_google_and_apple(items: list[CalendarItem]) -> None:
    data = to_ics(items, NOW)
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", line.decode())  # and no character is cut in two
    unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert [line for line in unfolded if line.startswith("METHOD")] == ["METHOD:PUBLISH"]
    assert unfolded[0] == "BEGIN:VCALENDAR" and {"VERSION:2.0", "CALSCALE:GREGORIAN"} <= set(unfolded[:6])
    for name, value in (("UID", r"[0-9a-f]{32}@rejtui"), ("DTSTAMP", r"\d{8}T\d{6}Z"), ("SEQUENCE", r"\d{1,9}")):
        lines = [line for line in unfolded if line.startswith(f"{name}:")]
        assert len(lines) == len(items) and all(re.fullmatch(f"{name}:{value}", line) for line in lines)
    for name in ("DTSTART", "DTEND"):  # whole days: no zone, and the end is the day after
        assert sum(bool(re.fullmatch(rf"{name};VALUE=DATE:\d{{8}}", line)) for line in unfolded) == len(items)
    alarms = sum(item.alarm_minutes is not None and not item.cancelled for item in items)
    assert unfolded.count("BEGIN:VALARM") == unfolded.count("ACTION:DISPLAY") == alarms
    assert sum(line.startswith("TRIGGER:P") for line in unfolded) == alarms


def test_the_sequence_fits_where_calendars_keep_it_for_a_lifetime() -> None:
    (event,) = _read(to_ics([ITEM], datetime(2100, 1, 1, tzinfo=UTC)))
    assert int(event.sequence.value) < 2**31


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
