"""Merging two copies of one file by record and field gives the same result in any order."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.correction import Correction, CorrectionField
from rejection_tui.domain.errors import Damaged, NotFound
from rejection_tui.domain.record import replace
from rejection_tui.storage import Store, backups, conflict_copies
from rejection_tui.storage.field_times import AT, BASE, REVIVED, fields, revival_time, stamp, stamp_of
from rejection_tui.storage.file_format import Key
from rejection_tui.storage.merge import NEVER_DROPPED, State, merge
from tests.strategies import some
from tests.world.clock import NOW
from tests.world.records import contact, feedback, filled, minutes, rejection, touch


def test_a_correction_is_named_by_what_was_right(tmp_path: Path) -> None:
    mine = filled(tmp_path / "mine.json")
    one = Correction("x1", NOW, CorrectionField.COMPANY, "a@b.example", "d", "Team", "Northwind")
    filled(tmp_path / "other.json", one)
    report = mine.merge(tmp_path / "other.json", minutes(1))
    assert [c.sentence for c in report.changes] == ["added in corrections: company Northwind"]
    assert mine.records.corrections == {"x1": one}


# Properties over small states: few keys, stamps and values, so that everything meets everything.

many = some(100)
stamps = st.integers(0, 4).map(lambda n: stamp(minutes(n)))
docs = st.builds(
    lambda base, own, values, back: {"uid": "x", **values, AT: {BASE: base, **own}} | ({REVIVED: back} if back else {}),
    stamps,
    st.dictionaries(st.sampled_from("ab"), stamps, max_size=2),
    st.fixed_dictionaries({"a": st.integers(0, 2)}, optional={"b": st.sampled_from(["", "é", [1], None])}),
    st.one_of(st.just(""), stamps),
)
keys = st.tuples(st.sampled_from(["rejections", "touches"]), st.sampled_from(["x", "y"]))


@st.composite
def states(draw: Callable[..., object]) -> State:
    records = draw(st.dictionaries(keys, docs, max_size=3))
    deleted = draw(st.dictionaries(keys, stamps, max_size=3))
    return merge(State(records, deleted), State({}, {}))  # type: ignore[arg-type]


def meaning(state: State) -> object:
    """Return what a state says, whichever way its stamps are written down."""
    records: dict[Key, object] = {}
    for key, doc in state.records.items():
        records[key] = (revival_time(doc), {f: (stamp_of(doc, f), json.dumps(v)) for f, v in fields(doc).items()})
    return records, dict(state.deleted)


def test_a_tie_is_broken_by_the_value_not_by_the_side() -> None:
    one, two = ({("rejections", "x"): {"uid": "x", "a": n, AT: {BASE: stamp(NOW)}}} for n in (1, 2))
    there, back = merge(State(one, {}), State(two, {})), merge(State(two, {}), State(one, {}))
    assert there == back and there.records["rejections", "x"]["a"] == 2


@many
@given(states(), states())
def test_commutative(a: State, b: State) -> None:
    assert meaning(merge(a, b)) == meaning(merge(b, a))


@many
@given(states(), states(), states())
def test_associative(a: State, b: State, c: State) -> None:
    assert meaning(merge(merge(a, b), c)) == meaning(merge(a, merge(b, c)))


@many
@given(states(), states())
def test_idempotent(a: State, b: State) -> None:
    both = merge(a, b)
    assert meaning(merge(a, a)) == meaning(a)
    assert merge(both, b) == both and merge(both, a) == both


@given(states(), states())
def test_answers_and_touches_are_never_dropped(a: State, b: State) -> None:
    kept = {key for key in a.records.keys() | b.records.keys() if key[0] in NEVER_DROPPED}
    assert kept <= merge(a, b).records.keys()


@many
@given(states(), states())
def test_newest_wins_by_field(a: State, b: State) -> None:
    for key, doc in merge(a, b).records.items():
        both = [s.records[key] for s in (a, b) if key in s.records]
        both = [d for d in both if revival_time(d) == revival_time(doc)]
        for field in fields(doc):
            assert stamp_of(doc, field) == max(stamp_of(d, field) for d in both if field in d)


# The store.


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Store, Store]:
    """Two copies of one file, as two machines have them."""
    one = filled(tmp_path / "one" / "rejtui.json", rejection(), contact(), touch(), feedback())
    (tmp_path / "two").mkdir()
    shutil.copy(one.path, tmp_path / "two" / "rejtui.json")
    return one, Store(tmp_path / "two" / "rejtui.json")


def test_both_edits_survive_and_meet(pair: tuple[Store, Store]) -> None:
    one, two = pair
    with one.transaction("Notes", minutes(1)) as transaction:
        transaction.put(rejection(notes="from one", company="One"), rejection("r2"))
    with two.transaction("Tags", minutes(2)) as transaction:
        transaction.put(rejection(tags=("two",), company="Two"), contact("c2"))
    said = one.merge(two.path, minutes(3), dry_run=True)
    assert one.records.rejections["r1"].company == "One"
    assert said.count("changed") == 1 and said.count("added") == 1 and said.sentence == "1 added, 1 changed."
    assert "Jane Hart" in said.changes[0].sentence and said.changes[1].fields == ("company", "tags")
    assert one.merge(two.path, minutes(3)) == said
    merged = one.records.rejections["r1"]
    assert (merged.notes, merged.tags, merged.company) == ("from one", ("two",), "Two")
    two.merge(one.path, minutes(4))
    assert two.records == one.records == Store(one.path).records
    raw = one.path.read_bytes()
    assert not one.merge(two.path, minutes(5)) and one.path.read_bytes() == raw


def test_a_merge_is_backed_up_and_is_one_transaction(pair: tuple[Store, Store]) -> None:
    one, two = pair
    with two.transaction("Add", minutes(2)) as transaction:
        transaction.put(rejection("r2"), contact("c2"))
        transaction.delete(contact())
    before = one.records
    one.merge(two.path, minutes(3))
    assert [b.reason for b in backups(one.path)][:1] == ["merge"] and "c1" not in one.records.contacts
    after = one.records
    assert one.undo(minutes(4)).startswith("Merge rejtui.json") and one.records == before
    one.redo(minutes(5))
    assert one.records == after
    one.undo(minutes(6))
    assert one.merge(two.path, minutes(7)).count("added") == 2  # taking a merge back deletes nothing elsewhere
    assert "c1" in one.records.contacts  # but keeping the contact was a decision


def test_deletions_stay_deleted_and_are_told(pair: tuple[Store, Store]) -> None:
    one, two = pair
    with one.transaction("Delete", minutes(1)) as transaction:
        transaction.delete(contact(), rejection())
    with two.transaction("Edit later", minutes(2)) as transaction:
        transaction.put(contact(name="J. Hart"))
    said = one.merge(two.path, minutes(3))
    assert not said.changes and "c1" not in one.records.contacts
    assert any("Stays deleted" in note and "J. Hart" in note for note in said.notes)
    assert two.merge(one.path, minutes(4)).count("deleted") == 2
    assert two.records == one.records
    two.undo(minutes(5))
    one.merge(two.path, minutes(6))
    assert (
        one.records == two.records and one.records.contacts["c1"].name == "J. Hart"
    )  # added again after the deletion, so it is kept


def test_deleted_answers_and_touches_come_back(pair: tuple[Store, Store]) -> None:
    one, two = pair
    with one.transaction("Delete", minutes(1)) as transaction:
        transaction.delete(feedback(), touch())
    said = one.merge(two.path, minutes(2))
    assert set(one.records.touches) == {"t1"} and set(one.records.feedback) == {"f1"}
    assert sum("Kept although deleted" in note for note in said.notes) == 2
    two.merge(one.path, minutes(3))
    assert one.records == two.records


def test_a_copy_that_cannot_be_read_changes_nothing(pair: tuple[Store, Store]) -> None:
    one, two = pair
    raw = one.path.read_bytes()
    two.path.write_bytes(b"{")
    with pytest.raises(Damaged, match="nothing was changed"):
        one.merge(two.path, minutes(1))
    with pytest.raises(NotFound):
        one.merge(two.path.with_name("none.json"), minutes(1))
    assert one.path.read_bytes() == raw


def test_hand_edited_records_without_stamps_lose_to_stamped_ones(pair: tuple[Store, Store]) -> None:
    one, two = pair
    raw = json.loads(two.path.read_bytes())
    raw["rejections"]["1"] |= {"company": "By hand", "_at": "nonsense"}
    two.path.write_text(json.dumps(raw), encoding="utf-8")
    one.merge(two.path, minutes(1))
    assert one.records.rejections["r1"].company == "Northwind"


@given(st.data())
def test_machines_that_merge_each_other_end_equal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("three")
    stores = [Store(folder / f"{n}" / "rejtui.json") for n in range(3)]
    moves = st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(["put", "delete", "undo", "merge"]), st.integers(0, 3)),
        max_size=14,
    )
    for when, (who, what, which) in enumerate(data.draw(moves)):
        store, now, uid = stores[who], minutes(when), f"r{which}"
        if what == "put":
            with store.transaction("Put", now) as transaction:
                old = transaction.records.rejections.get(uid, rejection(uid))
                transaction.put(replace(old, notes=f"{who}{when}"), touch(f"t{who}{when}"))
        elif what == "delete":
            with store.transaction("Delete", now) as transaction:
                transaction.delete(rejection(uid))
        elif what == "undo" and any(not e.undone for e in store.history()):
            store.undo(now)
        elif what == "merge" and stores[which % 3].path.exists() and which % 3 != who:
            store.merge(stores[which % 3].path, now)
    there = [store for store in stores if store.path.exists()]
    for store in there * 2:
        for other in there:
            if other is not store:
                store.merge(other.path, minutes(99))
    assert all(store.records == there[0].records for store in there)
    touches = {uid for store in there for uid in store.records.touches}
    assert all(set(store.records.touches) == touches for store in there)


def test_conflict_copies_are_found_by_name(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    filled(path)
    theirs = [
        "rejtui.sync-conflict-20261124-101112-ABCDEFG.json",
        "rejtui (Ada's conflicted copy 2026-11-24).json",
        "rejtui (conflicted copy 2026-11-24 101112).json",
        "rejtui_conflict-20261124-101112.json",
        "rejtui (Ada's conflicting copy).json",
        "rejtui (conflicting copy 1).json",
        "rejtui (Case Conflict).json",
        "rejtui (Konfliktkopie von Adas Rechner 2026-11-24).json",
        "rejtui (Copie en conflit de Ada 2026-11-24).json",
        "rejtui (copia en conflicto de Ada (casa) 2026-11-24).json",
        "rejtui (copia in conflitto di Ada).json",
        "rejtui (конфликтующая копия Ада 2026-11-24).json",
        "rejtui (Ada'nın çakışan kopyası 2026-11-24).json",
        "rejtui (Ada 的冲突副本 2026-11-24).json",
        "rejtui (Ada の競合コピー 2026-11-24).json",
        "rejtui (1).json",
        "rejtui 2.json",
    ]
    for name in (*theirs, "rejtui-old.json", "other.sync-conflict-20261124-101112-ABCDEFG.json", "rejtui (alt).json"):
        shutil.copy(path, tmp_path / name)
    (tmp_path / "rejtui.sync-conflict-20261124-101113-ABCDEFG.json").mkdir()
    assert {p.name for p in conflict_copies(path)} == set(theirs)
    assert conflict_copies(tmp_path / "nowhere" / "x.json") == ()
    assert not Store(path).merge(tmp_path / theirs[0], NOW)
