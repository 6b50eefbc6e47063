"""Exports and imports: every format, private files that replace nothing, and a lossless round trip."""

from pathlib import Path

import icalendar
import pytest

from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import contacts, exports, journal
from rejection_tui.services.context import AppContext
from rejection_tui.storage import Store
from tests.services.transactions import one_transaction, refused
from tests.world.clock import NOW


@pytest.mark.parametrize("kind", exports.FORMATS)
def test_every_format_is_written_once(context: AppContext, acme: Rejection, tmp_path: Path, kind: str) -> None:
    path = exports.write(context, kind, tmp_path / f"out.{kind}")
    assert path.stat().st_mode & 0o777 == 0o600 and (path.read_bytes() or kind == "vcf")
    before = path.read_bytes()
    refused(context, lambda: exports.write(context, kind, path), "exists already")
    refused(context, lambda: exports.write(context, kind, tmp_path), "exists already")
    refused(context, lambda: exports.write(context, kind, tmp_path / "none" / "x"), "was not written")
    assert path.read_bytes() == before
    exports.write(context, kind, path, overwrite=True)


def test_the_calendar_keeps_its_uids(context: AppContext, acme: Rejection) -> None:
    def uids() -> set[str]:
        return {
            str(e["UID"]) for e in icalendar.Calendar.from_ical(exports.render(context, "ics")).walk() if "UID" in e
        }

    first = uids()
    assert first and uids() == first
    refused(context, lambda: exports.render(context, "ics", share_safe=True), "names people")
    refused(context, lambda: exports.render(context, "xml"), "choose one of")


def test_the_calendar_knows_when_to_write_to_a_person_again(context: AppContext) -> None:
    jane = contacts.add(context, "Jane Hart")
    contacts.touch(context, jane.uid, "phone", "a talk")
    (event,) = icalendar.Calendar.from_ical(exports.render(context, "ics")).walk("VEVENT")
    assert str(event["UID"]).startswith(jane.uid)
    assert event.decoded("DTSTART") == contacts.cadence(context, jane.uid).due_from


def test_share_safe_names_nobody(context: AppContext, acme: Rejection) -> None:
    journal.add(context, acme.uid, "More hands-on Airflow would have helped.")
    for kind in ("csv", "md", "json"):
        text = exports.render(context, kind, share_safe=True).decode()
        assert "Acme" not in text and "Priya" not in text and "priya@" not in text
    assert "Airflow" in exports.render(context, "md", share_safe=True).decode()


def test_json_comes_back_in_one_transaction(context: AppContext, acme: Rejection, tmp_path: Path) -> None:
    file = exports.write(context, "json", tmp_path / "all.json")
    other = AppContext(Store(tmp_path / "other" / "x.json"), clock=lambda: NOW)
    assert one_transaction(other, lambda: exports.import_json(other, file)) > 0
    assert other.records == context.records
    assert exports.import_json(other, file) == 0
    for bad in (b"", b"{", b'{"rejtui": 99}'):
        file.write_bytes(bad)
        refused(other, lambda: exports.import_json(other, file))
    refused(other, lambda: exports.import_json(other, tmp_path), "Nothing was imported")


@pytest.mark.parametrize(
    ("env", "separator"),
    [
        ({"LANG": "de_DE.UTF-8"}, ";"),
        ({"LANG": "de_CH.UTF-8"}, ","),
        ({"LANG": "en_US.UTF-8"}, ","),
        ({"LANG": "en_ZA.UTF-8"}, ";"),
        ({"LANG": "fr_FR", "LC_NUMERIC": "en_GB.UTF-8"}, ","),
        ({"LC_ALL": "C", "LANG": "de_DE"}, ","),
        ({}, ","),
    ],
)
def test_excel_expects_what_its_language_writes(env: dict[str, str], separator: str) -> None:
    assert exports.excel_separator(env) == separator


def test_tables_for_excel_and_for_programs(
    context: AppContext, acme: Rejection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    journal.add(context, acme.uid, "More hands-on Airflow would have helped.")
    for kind, head in (("csv", "date applied"), ("contacts", "name"), ("answers", "date")):
        assert exports.render(context, kind, excel=True).startswith(f'\ufeff"{head}";'.encode())
    assert exports.render(context, "csv").startswith(b'"date applied",')
    assert exports.render(context, "answers", separator="\t").startswith(b'"date"\t"company"\t')
    assert b"More hands-on Airflow" in exports.render(context, "answers")
    contacts.add(context, "Jane Hart")
    assert b'"Jane Hart"' in exports.render(context, "contacts")
    assert {exports.suffix(one) for one in exports.TABLES} == {"csv"} and exports.suffix("md") == "md"
