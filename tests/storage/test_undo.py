"""Every transaction can be taken back and done again, after a restart too; what changed since is never overwritten."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.errors import Conflict, Refused, RejtuiError
from rejection_tui.domain.record import replace
from rejection_tui.storage import Store, check, history
from tests.world.clock import NOW
from tests.world.records import contact, feedback, filled, letter, minutes, rejection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rejtui.json"


def test_back_and_forth_across_restarts(path: Path) -> None:
    store = filled(path)
    versions = [store.records]
    with store.transaction("Rename", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"), contact())
    versions.append(store.records)
    with store.transaction("Delete", minutes(2)) as transaction:
        transaction.delete(rejection())
        transaction.put(feedback())
    versions.append(store.records)
    for label, records in (("Delete", versions[1]), ("Rename", versions[0])):
        again = Store(path)
        assert again.undo(minutes(3)) == label and again.records == records == Store(path).records
    for label, records in (("Rename", versions[1]), ("Delete", versions[2])):
        again = Store(path)
        assert again.redo(minutes(4)) == label and again.records == records == Store(path).records
    with pytest.raises(Refused, match="Nothing to redo"):
        Store(path).redo(minutes(5))


def test_an_act_of_several_transactions_is_one_undo(path: Path) -> None:
    store = filled(path)
    before = store.records
    with store.act():
        with store.transaction("Rename", minutes(1)) as transaction:
            transaction.put(rejection(company="Globex"), contact())
        with store.transaction("Note", minutes(2)) as transaction:
            transaction.put(rejection(company="Globex", notes="mine"), contact(name="Ann"), letter())
        with store.transaction("Tidy", minutes(3)) as transaction:
            transaction.delete(letter())
    after = store.records
    assert [entry.label for entry in store.history()] == ["Tidy", "Fill"]
    again = Store(path)
    assert again.undo(minutes(4)) == "Tidy" and again.records == before
    assert again.redo(minutes(5)) == "Tidy" and again.records == after == Store(path).records


def test_what_another_program_does_within_an_act_is_an_undo_of_its_own(path: Path) -> None:
    store, other = filled(path), Store(path)
    with store.act():
        with store.transaction("Rename", minutes(1)) as transaction:
            transaction.put(rejection(company="Globex"))
        with other.transaction("Theirs", minutes(2)) as transaction:
            transaction.put(contact())
        with store.transaction("Note", minutes(3)) as transaction:
            transaction.put(rejection(company="Globex", notes="mine"))
    assert [entry.label for entry in store.history()] == ["Note", "Theirs", "Rename", "Fill"]
    store.undo(minutes(4))
    assert store.records.rejections["r1"].company == "Globex" and "c1" in store.records.contacts


def test_an_act_that_breaks_off_keeps_what_was_done(path: Path) -> None:
    store = filled(path)
    with pytest.raises(RejtuiError), store.act():
        with store.transaction("Rename", minutes(1)) as transaction:
            transaction.put(rejection(company="Globex"))
        raise Refused("That is all.")
    with store.transaction("Note", minutes(2)) as transaction:
        transaction.put(contact())
    assert [entry.label for entry in store.history()] == ["Note", "Rename", "Fill"]


def test_nothing_to_undo(path: Path) -> None:
    with pytest.raises(Refused, match="Nothing to undo"):
        Store(path).undo(NOW)
    assert not path.exists()
    store = filled(path)
    assert store.undo(NOW) == "Fill" and not store.records.rejections
    with pytest.raises(Refused, match="Nothing to undo"):
        store.undo(NOW)


def test_a_new_transaction_ends_the_redo_branch(path: Path) -> None:
    store = filled(path)
    with store.transaction("Rename", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    store.undo(minutes(2))
    assert [entry.undone for entry in store.history()] == [True, False]
    with store.transaction("Other", minutes(3)) as transaction:
        transaction.put(contact())
    with pytest.raises(Refused):
        store.redo(minutes(4))
    assert [entry.label for entry in Store(path).history()] == ["Other", "Fill"]


def test_history_tells_who_and_when(path: Path) -> None:
    import os

    entry = filled(path).history()[0]
    assert (entry.label, entry.at, entry.changes, entry.undone) == ("Fill", NOW, 1, False)
    assert entry.by.startswith(f"{os.getpid()}@")


def _by_hand(path: Path, table: str, field: str, value: object) -> None:
    raw = json.loads(path.read_bytes())
    raw[table]["1"][field] = value
    path.write_text(json.dumps(raw), encoding="utf-8")


def test_a_later_change_of_the_same_field_is_not_trampled(path: Path) -> None:
    store = filled(path)
    with store.transaction("Rename", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    _by_hand(path, "rejections", "company", "Initech")
    raw = path.read_bytes()
    with pytest.raises(Conflict, match=r"“Rename” cannot be undone.*another program"):
        store.undo(minutes(2))
    assert path.read_bytes() == raw and not store.history()[0].undone


def test_a_later_change_of_another_field_stays(path: Path) -> None:
    store = filled(path)
    with store.transaction("Rename", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    _by_hand(path, "rejections", "notes", "mine")
    store.undo(minutes(2))
    assert (store.records.rejections["r1"].company, store.records.rejections["r1"].notes) == ("Northwind", "mine")


def test_taking_back_a_new_record_that_changed_since_is_refused(path: Path) -> None:
    store = filled(path)
    _by_hand(path, "rejections", "notes", "mine")
    with pytest.raises(Conflict):
        store.undo(minutes(2))
    assert "r1" in store.records.rejections


def test_taking_back_a_deletion_brings_back_everything(path: Path) -> None:
    store = filled(path)
    _by_hand(path, "rejections", "my_own", [1, 2])
    with store.transaction("Delete", minutes(1)) as transaction:
        transaction.delete(rejection())
    store.undo(minutes(2))
    assert next(iter(json.loads(path.read_bytes())["rejections"].values()))["my_own"] == [1, 2]


def test_capped_by_count(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_ENTRIES", 5)
    store = filled(path)
    for i in range(9):
        with store.transaction(f"Change {i}", minutes(i)) as transaction:
            transaction.put(rejection(notes=str(i)))
    assert [entry.label for entry in store.history()] == [f"Change {i}" for i in (8, 7, 6, 5, 4)]
    for _ in range(5):
        store.undo(minutes(20))
    assert store.records.rejections["r1"].notes == "3"
    with pytest.raises(Refused):
        store.undo(minutes(20))


def test_capped_by_size_but_the_last_transaction_can_always_be_undone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_BYTES", 10_000)
    store = filled(path, letter(body="x" * 4000))
    for i in range(5):
        with store.transaction(f"Change {i}", minutes(i)) as transaction:
            transaction.put(letter(body=str(i) * 4000))
    assert [entry.label for entry in store.history()] == ["Change 4"]
    with store.transaction("Huge", minutes(9)) as transaction:
        transaction.put(letter(body="y" * 50_000))
    assert [entry.label for entry in store.history()] == ["Huge"]
    store.undo(minutes(10))
    assert store.records.letters["l1"].body == "4" * 4000


def test_a_large_import_costs_the_history_little(path: Path) -> None:
    store = filled(path)
    with store.transaction("Import", minutes(1)) as transaction:
        transaction.put(*(letter(f"l{i}", "x" * 4000) for i in range(300)))
    raw = json.loads(path.read_bytes())
    share = len(json.dumps(raw["history"])) / path.stat().st_size
    assert share < 0.05
    store.undo(minutes(2))
    assert not store.records.letters
    store.redo(minutes(3))
    assert len(Store(path).records.letters) == 300
    with store.transaction("Edit", minutes(4)) as transaction:
        transaction.put(replace(transaction.records.letters["l1"], subject="s"))
    assert store.undo(minutes(5)) == "Edit" and store.undo(minutes(6)) == "Import"


def test_changes_of_a_backward_clock_are_still_newer(path: Path) -> None:
    store = filled(path)
    for i in range(3):
        with store.transaction("Back in time", minutes(-60 * i)) as transaction:
            transaction.put(rejection(notes=str(i)))
    raw = json.loads(path.read_bytes())
    stamps = raw["rejections"]["1"]["_at"]
    assert stamps["notes"] > stamps[""]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda c: (
        st.lists(c, max_size=2) | st.dictionaries(st.sampled_from(["_sum", "uid", "company", "x"]), c, max_size=3)
    ),
    max_leaves=5,
)


@given(
    st.fixed_dictionaries(
        {
            "table": st.sampled_from(["rejections", "nothing"]) | json_values,
            "uid": st.sampled_from(["r1", "r2"]) | json_values,
            "before": json_values,
            "after": json_values,
        }
    )
    | json_values,
    st.sampled_from(["2026-11-24T10:00:00+00:00", "9999-12-31T23:59:59.999999+00:00", "soon", None, 3]),
    st.booleans(),
)
def test_a_history_edited_by_hand_never_harms(
    tmp_path_factory: pytest.TempPathFactory, change: object, at: object, undone: bool
) -> None:
    path = tmp_path_factory.mktemp("hand") / "rejtui.json"
    filled(path)
    raw = json.loads(path.read_bytes())
    entry = {"uid": "e", "label": "L\x1b[31m", "at": at, "by": "x", "undone": undone, "changes": [change]}
    raw["history"]["2"] = entry
    raw["deleted"] = {"1": {"table": "rejections", "uid": "r2", "at": at}, "2": {"table": [1], "uid": {}, "at": at}}
    path.write_text(json.dumps(raw), encoding="utf-8")
    store = Store(path)
    assert all("\x1b" not in shown.label for shown in store.history())
    assert check(path, minutes(1)).path == path
    for turn in (store.undo, store.redo, store.undo):
        before = path.read_bytes()
        try:
            turn(minutes(1))
        except RejtuiError:
            assert path.read_bytes() == before
        assert Store(path).records == store.records
    with store.transaction("Works", minutes(2)) as transaction:
        transaction.put(rejection("r2"))
    assert store.undo(minutes(3)) == "Works"
