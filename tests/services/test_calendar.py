"""The calendar export: what an earlier one told and is due no more is cancelled, each data file for itself."""

from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from rejection_tui.config import state_folder
from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import AgendaItem, AgendaKind
from rejection_tui.domain.rejection import Rejection, RejectionKind
from rejection_tui.services import checklist, exports, history, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.services.transactions import refused
from tests.world.clock import NOW, Clock


def _reply(context: AppContext, rejection: Rejection) -> str:
    action = context.records.action(rejection.uid, ActionKey.REPLY_SEND)
    assert action is not None
    return action.uid


def _events(context: AppContext, name: str = "out.ics") -> dict[str, icalendar.Event]:
    path = exports.write(context, "ics", context.path.parent / name, overwrite=True)
    return {str(e["UID"]): e for e in icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_what_is_done_since_the_last_export_is_cancelled(context: AppContext, acme: Rejection, clock: Clock) -> None:
    first = _events(context)
    reply = f"{_reply(context, acme)}@rejtui"
    assert str(first[reply]["STATUS"]) == "CONFIRMED" and first[reply].walk("VALARM")
    clock.moment += timedelta(minutes=5)
    checklist.tick(context, reply.removesuffix("@rejtui"))
    second = _events(context)
    assert set(first) <= set(second)
    gone = second[reply]
    assert str(gone["STATUS"]) == "CANCELLED" and not gone.walk("VALARM")
    assert (gone["SUMMARY"], gone["DTSTART"]) == (first[reply]["SUMMARY"], first[reply]["DTSTART"])
    assert gone.decoded("SEQUENCE") > first[reply].decoded("SEQUENCE")
    assert str(_events(context)[reply]["STATUS"]) == "CANCELLED"  # whoever missed one file is told by the next
    history.undo(context)
    assert str(_events(context)[reply]["STATUS"]) == "CONFIRMED"
    checklist.tick(context, reply.removesuffix("@rejtui"))
    _events(context)
    clock.moment += timedelta(days=120)
    assert reply not in _events(context)


def test_what_was_never_exported_is_not_cancelled(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    reply = _reply(context, acme)
    exports.render(context, "ics")  # only looked at
    refused(context, lambda: exports.write(context, "ics", tmp_path / "none" / "x"), "was not written")
    checklist.tick(context, reply)
    assert f"{reply}@rejtui" not in _events(context)


def test_another_file_has_a_calendar_of_its_own(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    assert _events(context)
    other = AppContext(Store(tmp_path / "other" / "x.json"), clock=lambda: NOW)
    assert not icalendar.Calendar.from_ical(exports.render(other, "ics")).walk("VEVENT")


@pytest.mark.parametrize("junk", ["", "[]", '{"a": 1, "b": ["x", "y"], "c": ["2026-11-24"]}', "\x00", "[" * 50_000])
def test_a_damaged_memory_of_the_calendar_is_nothing(context: AppContext, acme: Rejection, junk: str) -> None:
    before = _events(context)
    (memory,) = state_folder().glob("calendar-*.json")
    assert memory.stat().st_mode & 0o777 == 0o600
    memory.write_text(junk)
    assert set(_events(context)) == set(before)


def test_two_things_due_about_the_same_are_two_entries(
    context: AppContext, acme: Rejection, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = (
        AgendaItem(AgendaKind.NUDGE, "Nudge", NOW.date(), action="a1"),
        AgendaItem(AgendaKind.SILENCE, "Stop waiting", NOW.date(), action="a1"),
    )
    monkeypatch.setattr("rejection_tui.services.agenda.agenda", lambda *_: both)
    assert set(_events(context)) == {"a1@rejtui", "a1-silence@rejtui"}


def test_every_entry_has_a_uid_of_its_own(context: AppContext, acme: Rejection) -> None:
    for company in ("Northwind", "Globex"):
        entry = letters.Entry(company, "Analyst", NOW - timedelta(days=40), kind=RejectionKind.NO_ANSWER)
        rejections.add(context, entry)
    found = _events(context)
    (unanswered,) = [uid for uid, event in found.items() if "2 applications" in str(event["SUMMARY"])]
    assert unanswered == "silence.unanswered@rejtui" and "@rejtui" not in found
