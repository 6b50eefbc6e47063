"""One transaction is one write; nobody sees half of it, and no returned object can change the file."""

import json
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from rejection_tui.domain.errors import StorageError
from rejection_tui.domain.record import replace
from rejection_tui.domain.rejection import Stage
from rejection_tui.storage import TABLES, Store
from tests.world.clock import NOW
from tests.world.records import contact, filled, letter, minutes, rejection, touch


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rejtui.json"


def test_reading_makes_nothing(path: Path) -> None:
    store = Store(path)
    assert not store.records.rejections and store.history() == () and not store.refresh()
    assert not path.parent.exists()


def test_a_transaction_is_there_after_a_restart(path: Path) -> None:
    store = filled(path, rejection(), contact(tags=("data",)))
    assert Store(path).records == store.records
    assert store.records.contacts["c1"].tags == ("data",)


def test_a_transaction_sees_its_own_changes_and_nobody_else_does(path: Path) -> None:
    store = filled(path)
    with store.transaction("Edit", NOW) as transaction:
        before = transaction.records
        transaction.put(rejection(company="Globex"), contact())
        assert transaction.records.rejections["r1"].company == "Globex" and "c1" in transaction.records.contacts
        transaction.delete(contact())
        assert "c1" not in transaction.records.contacts
        assert before.rejections["r1"].company == "Northwind"
        assert store.records.rejections["r1"].company == "Northwind"
        assert Store(path).records.rejections["r1"].company == "Northwind"
    assert store.records.rejections["r1"].company == "Globex" and not store.records.contacts


def test_an_exception_inside_leaves_everything(path: Path) -> None:
    store = filled(path)
    raw, records = path.read_bytes(), store.records
    with pytest.raises(ZeroDivisionError), store.transaction("Edit", NOW) as transaction:
        transaction.put(rejection(company="Globex"))
        raise ZeroDivisionError
    assert path.read_bytes() == raw and store.records is records
    with store.transaction("Another", NOW) as transaction:
        transaction.put(contact())
    assert Store(path).records.rejections["r1"].company == "Northwind"


def test_no_change_writes_nothing(path: Path) -> None:
    store = filled(path)
    found = path.stat()
    with store.transaction("Same again", minutes(1)) as transaction:
        transaction.put(rejection())
        transaction.delete(contact())
    assert path.stat() == found and len(store.history()) == 1


def test_one_transaction_is_one_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(path)
    writes = []
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda *a: writes.append(Path(a[1])) or real(*a))
    with store.transaction("Many", NOW) as transaction:
        transaction.put(*(rejection(f"x{i}") for i in range(50)), contact(), touch())
    assert writes.count(path) == 1


def test_transactions_do_not_nest(path: Path) -> None:
    store = filled(path)
    with store.transaction("Outer", NOW) as transaction:
        transaction.put(contact())
        with pytest.raises(RuntimeError), store.transaction("Inner", NOW):
            pass
        assert not store.refresh()
    assert "c1" in Store(path).records.contacts


def test_the_records_are_frozen(path: Path) -> None:
    store = filled(path, rejection(tags=("a",)))
    raw = path.read_bytes()
    with pytest.raises(TypeError):
        store.records.rejections["r1"] = rejection(company="Evil")  # type: ignore[index]
    with pytest.raises(AttributeError):
        store.records.rejections["r1"].company = "Evil"
    with store.transaction("Other", NOW) as transaction, pytest.raises(TypeError):
        transaction.records.rejections["r2"] = rejection("r2")  # type: ignore[index]
    assert path.read_bytes() == raw


def test_an_outside_edit_is_seen_and_both_changes_survive(path: Path) -> None:
    store = filled(path)
    raw = json.loads(path.read_bytes())
    raw["rejections"]["1"]["notes"] = "typed in an editor"
    raw["rejections"]["1"]["my_own"] = {"kept": [1, None]}
    raw["my_table"] = {"1": {"x": 1}}
    path.write_text(json.dumps(raw), encoding="utf-8")
    with store.transaction("Edit", minutes(1)) as transaction:
        assert transaction.records.rejections["r1"].notes == "typed in an editor"
        transaction.put(replace(transaction.records.rejections["r1"], role="Analyst"))
    again = json.loads(path.read_bytes())
    assert again["rejections"]["1"]["notes"] == "typed in an editor" and again["rejections"]["1"]["role"] == "Analyst"
    assert again["rejections"]["1"]["my_own"] == {"kept": [1, None]} and again["my_table"] == {"1": {"x": 1}}


def test_refresh_tells_of_others(path: Path) -> None:
    one, two = filled(path), Store(path)
    assert not two.records.contacts and not two.refresh()
    with one.transaction("Add", NOW) as transaction:
        transaction.put(contact())
    assert not one.refresh() and two.refresh() and not two.refresh()
    assert two.records == one.records


def test_a_document_id_used_again_is_another_record(path: Path) -> None:
    store = filled(path, contact("old"))
    with store.transaction("Delete", NOW) as transaction:
        transaction.delete(contact("old"))
    again = Store(path)
    with again.transaction("Add", NOW) as transaction:
        transaction.put(contact("new"))
    assert "old" not in again.records.contacts and set(again.records.contacts) == {"new"}


def test_missing_fields_take_their_defaults(path: Path) -> None:
    filled(path, rejection(notes="n", tags=("t",), stage="final", archived=True))
    raw = json.loads(path.read_bytes())
    for name in ("notes", "tags", "stage", "archived", "revisit"):
        raw["rejections"]["1"].pop(name, None)
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert Store(path).records.rejections["r1"] == rejection(stage=Stage.APPLICATION)


def test_the_gate_cleans_on_the_way_in_and_on_the_way_out(path: Path) -> None:
    hostile = "a\x1b]52;c;ZXZpbA==\x07b\u202ec\ud800\x00d"
    store = filled(path, letter(subject=hostile, notes=(hostile,)))
    assert store.records.letters["l1"].subject == "abc\ufffdd" and store.records.letters["l1"].notes == ("abc\ufffdd",)
    raw = json.loads(path.read_bytes())
    assert raw["letters"]["1"]["subject"] == "abc\ufffdd"
    raw["letters"]["1"]["body"] = hostile
    path.write_text(json.dumps(raw), encoding="ascii")
    again = Store(path)
    assert again.records.letters["l1"].body == "abc\ufffdd"
    with again.transaction("Label \x1b[31m\u202e", NOW) as transaction:
        transaction.put(contact())
    assert again.history()[0].label == "Label" and Store(path).records == again.records


@pytest.mark.parametrize(
    "record",
    [
        replace(rejection(), received=datetime(2026, 1, 1)),
        replace(letter(), references=("ok", 3)),
        replace(rejection(), archived="yes"),
        replace(rejection(), applied=NOW),
        replace(rejection(), stage="nowhere"),
        replace(rejection(), uid=""),
    ],
)
def test_what_the_file_must_not_hold_is_refused(path: Path, record: object) -> None:
    store = filled(path)
    raw = path.read_bytes()
    with pytest.raises(StorageError, match="Not saved"), store.transaction("Bad", NOW) as transaction:
        transaction.put(contact(), record)  # type: ignore[arg-type]
    assert path.read_bytes() == raw and not store.records.contacts


def test_offsets_are_kept(path: Path) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-9, minutes=-30)))
    store = filled(path, replace(rejection(), received=late))
    assert "2026-03-01T23:30:00-09:30" in path.read_text(encoding="utf-8")
    assert store.records.rejections["r1"].received.utcoffset() == timedelta(hours=-9, minutes=-30)


def test_a_naive_now_is_a_mistake_of_the_caller(path: Path) -> None:
    with pytest.raises(ValueError, match="zone"), Store(path).transaction("Add", datetime(2026, 1, 1)):
        pass
    assert not path.parent.exists()


def test_every_table_has_its_records() -> None:
    assert set(TABLES) >= {"rejections", "letters", "events", "actions", "feedback", "contacts", "touches", "profiles"}


def test_threads_take_turns(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    store = filled(path, rejection(notes="0"))

    def count(number: int) -> None:
        with store.transaction(f"Change {number}", minutes(number)) as transaction:
            transaction.put(
                replace(
                    transaction.records.rejections["r1"], notes=str(int(transaction.records.rejections["r1"].notes) + 1)
                )
            )
            transaction.put(contact(f"c{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(80)))
    assert store.records.rejections["r1"].notes == "80" and len(Store(path).records.contacts) == 80


def test_the_records_can_be_read_during_a_transaction_of_another_thread(path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    store = filled(path)
    with ThreadPoolExecutor(1) as pool, store.transaction("Long", NOW) as transaction:
        transaction.put(contact())
        assert not pool.submit(lambda: store.records.contacts).result(timeout=5)


def test_reading_again_keeps_what_has_not_changed(path: Path) -> None:
    one, two = filled(path, rejection(), letter()), Store(path)
    kept = two.records.letters["l1"]
    with one.transaction("Edit", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    assert two.refresh() and two.records.letters["l1"] is kept and two.records.rejections["r1"].company == "Globex"
    assert two.records == Store(path).records


def test_an_edit_by_plain_tinydb_between_two_changes(path: Path) -> None:
    from tinydb import TinyDB, where

    store = filled(path)
    with TinyDB(path, encoding="utf-8") as plain:
        plain.table("rejections").update({"notes": "Zürich – “plain”"}, where("uid") == "r1")
    with store.transaction("Edit", minutes(1)) as transaction:
        transaction.put(replace(transaction.records.rejections["r1"], role="Analyst"))
    records = Store(path).records
    assert (records.rejections["r1"].notes, records.rejections["r1"].role) == ("Zürich – “plain”", "Analyst")


def test_plain_tinydb_opens_it_in_the_c_locale(path: Path) -> None:
    import os
    import subprocess
    import sys

    filled(path, rejection(company="Zürich Käse 漢字 😀"))
    code = "import sys; from tinydb import TinyDB; print(ascii(TinyDB(sys.argv[1]).table('rejections').all()[0]))"
    env = os.environ | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code, str(path)], env=env, capture_output=True, text=True, check=True)
    assert ascii("Zürich Käse 漢字 😀") in done.stdout


def test_caching_middleware_is_nowhere() -> None:
    import rejection_tui

    root = Path(rejection_tui.__file__).parent
    assert not [p for p in root.rglob("*.py") if "CachingMiddleware" in p.read_text(encoding="utf-8")]
