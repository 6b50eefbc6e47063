"""Out and in: every format, private files that replace nothing, and a round trip without loss."""

from pathlib import Path

import icalendar
import pytest

from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import contacts, exports, journal
from rejection_tui.services.desk import Desk
from rejection_tui.storage import Store
from tests.conftest import NOW
from tests.services.acting import one_act, refused


@pytest.mark.parametrize("kind", exports.FORMATS)
def test_every_format_is_written_once(desk: Desk, acme: Rejection, tmp_path: Path, kind: str) -> None:
    path = exports.write(desk, kind, tmp_path / f"out.{kind}")
    assert path.stat().st_mode & 0o777 == 0o600 and (path.read_bytes() or kind == "vcf")
    before = path.read_bytes()
    refused(desk, lambda: exports.write(desk, kind, path), "exists already")
    refused(desk, lambda: exports.write(desk, kind, tmp_path), "exists already")
    refused(desk, lambda: exports.write(desk, kind, tmp_path / "none" / "x"), "was not written")
    assert path.read_bytes() == before
    exports.write(desk, kind, path, overwrite=True)


def test_the_calendar_keeps_its_uids(desk: Desk, acme: Rejection) -> None:
    def uids() -> set[str]:
        return {str(e["UID"]) for e in icalendar.Calendar.from_ical(exports.render(desk, "ics")).walk() if "UID" in e}

    first = uids()
    assert first and uids() == first
    refused(desk, lambda: exports.render(desk, "ics", share_safe=True), "names people")
    refused(desk, lambda: exports.render(desk, "xml"), "choose one of")


def test_the_calendar_knows_when_to_write_to_a_person_again(desk: Desk) -> None:
    jane = contacts.add(desk, "Jane Hart")
    contacts.touch(desk, jane.uid, "phone", "a talk")
    (event,) = icalendar.Calendar.from_ical(exports.render(desk, "ics")).walk("VEVENT")
    assert str(event["UID"]).startswith(jane.uid)
    assert event.decoded("DTSTART") == contacts.cadence(desk, jane.uid).due_from


def test_share_safe_names_nobody(desk: Desk, acme: Rejection) -> None:
    journal.add(desk, acme.uid, "More hands-on Airflow would have helped.")
    for kind in ("csv", "md", "json"):
        text = exports.render(desk, kind, share_safe=True).decode()
        assert "Acme" not in text and "Priya" not in text and "priya@" not in text
    assert "Airflow" in exports.render(desk, "md", share_safe=True).decode()


def test_json_comes_back_in_one_act(desk: Desk, acme: Rejection, tmp_path: Path) -> None:
    file = exports.write(desk, "json", tmp_path / "all.json")
    other = Desk(Store(tmp_path / "other" / "x.json"), clock=lambda: NOW)
    assert one_act(other, lambda: exports.read_json(other, file)) > 0
    assert other.book == desk.book
    assert exports.read_json(other, file) == 0
    for bad in (b"", b"{", b'{"rejtui": 99}'):
        file.write_bytes(bad)
        refused(other, lambda: exports.read_json(other, file))
    refused(other, lambda: exports.read_json(other, tmp_path), "Nothing was imported")
