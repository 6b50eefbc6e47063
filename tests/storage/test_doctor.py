"""Doctor explains and changes nothing; `fix` repairs after a backup, reports each repair, and loses nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.correction import Correction, CorrectionField
from rejection_tui.domain.errors import Damaged, NotFound, StorageError
from rejection_tui.domain.record import replace
from rejection_tui.domain.records import REFERENCES, Reference
from rejection_tui.domain.rejection import Event
from rejection_tui.domain.steps import Action
from rejection_tui.storage import Store, backup, backups, check, conflict_copies, file, fix
from tests.storage.test_bad_files import BAD
from tests.world.clock import NOW
from tests.world.records import contact, feedback, filled, letter, minutes, rejection, touch

Raw = dict[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "rejtui.json"
    filled(path, rejection(letter="l1", contact="c1"), letter(), contact(), touch(), feedback())
    return path


def _edit(path: Path, change: Callable[[Raw], object]) -> bytes:
    raw = json.loads(path.read_bytes())
    change(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path.read_bytes()


def test_a_healthy_file(path: Path) -> None:
    found = check(path, minutes(1))
    assert found.findings == () and found.healthy and not found.fixable
    raw = path.read_bytes()
    assert fix(path, minutes(1)) == () and path.read_bytes() == raw and backups(path) == ()


def test_corrections_are_counted_with_what_they_do(path: Path) -> None:
    one = Correction("x1", NOW, CorrectionField.ROLE, "a@b.example", "d", "Analyst", "Data Analyst")
    for count, words in ((1, "1 correction of yours is kept"), (2, "2 corrections of yours are kept")):
        with Store(path).transaction("Correct", minutes(count)) as transaction:
            transaction.put(replace(one, uid=f"x{count}"))
        found = check(path, minutes(9))
        assert found.healthy and len(found.findings) == 1
        assert words in found.findings[0].sentence and "rejtui forget" in found.findings[0].sentence
    assert fix(path, minutes(9)) == ()


def test_no_file(tmp_path: Path) -> None:
    found = check(tmp_path / "none.json", NOW)
    assert found.healthy and "no file" in found.findings[0].sentence
    with pytest.raises(NotFound):
        fix(tmp_path / "none.json", NOW)


BROKEN: dict[str, tuple[Callable[[Raw], object], str, str]] = {
    "unreadable": (lambda raw: raw["rejections"]["1"].pop("company"), "“company” is missing", "Set aside"),
    "unknown word": (lambda raw: raw["feedback"]["1"].update(gap="vibes"), "“gap” is 'vibes'", "Set aside"),
    "naive date": (
        lambda raw: raw["touches"]["1"].update(at="2026-11-01T10:00:00"),
        "no time zone",
        "as local time",
    ),
    "empty document": (lambda raw: raw["contacts"].update({"9": {}}), "empty document", "Set aside an empty"),
    "same uid": (
        lambda raw: raw["contacts"].update({"7": raw["contacts"]["1"] | {"name": "Newer"}}),
        "Two documents have the identity",
        "older one of Newer",
    ),
}
WARNED: dict[str, tuple[Callable[[Raw], object], str, str]] = {
    "link to nobody": (
        lambda raw: raw["rejections"]["1"].update(contact="nobody"),
        "names a contact that is not there",
        "Cleared the contact of Northwind, Data Engineer",
    ),
    "future stamps": (
        lambda raw: raw["contacts"]["1"].update(_at={"": "2031-01-01T00:00:00.000000+00:00"}),
        "in the future",
        "back to today",
    ),
    "history": (lambda raw: raw["history"].update({"5": {"label": 3}}), "undo history", "Set aside 1 history"),
}


@pytest.mark.parametrize("name", [*BROKEN, *WARNED])
def test_found_explained_and_repaired(path: Path, name: str) -> None:
    change, said, done = (BROKEN | WARNED)[name]
    bad = _edit(path, change)
    found = check(path, minutes(1))
    assert path.read_bytes() == bad and backups(path) == ()
    assert not found.healthy and found.fixable
    assert any(said in f.sentence and f.fixable for f in found.findings), found.findings
    if name in BROKEN:
        assert found.findings[0].level == "broken"
        with pytest.raises(Damaged):
            _ = Store(path).records
    sentences = fix(path, minutes(1))
    assert any(done in sentence for sentence in sentences), sentences
    assert backups(path)[0].path.read_bytes() == bad
    assert check(path, minutes(2)).healthy and fix(path, minutes(2)) == ()
    records = Store(path).records
    assert (
        sum(map(len, (records.rejections, records.letters, records.contacts, records.touches, records.feedback))) >= 4
    )


def test_what_is_set_aside_is_kept(path: Path) -> None:
    _edit(path, lambda raw: raw["feedback"]["1"].update(received="soon"))
    fix(path, minutes(1))
    kept = json.loads(path.read_bytes())["quarantine"]["1"]
    assert kept["table"] == "feedback" and kept["doc"]["verbatim"] == feedback().verbatim and "received" in kept["why"]
    assert "kept apart" in check(path, minutes(2)).findings[0].sentence


def test_records_that_lost_their_owner(path: Path) -> None:
    store = Store(path)
    with store.transaction("Orphans", minutes(1)) as transaction:
        transaction.put(Event("e1", "nobody", NOW, "note"), Action("a1", "nobody", "reply.send", 1, "Send it", NOW))
        transaction.put(feedback("f2", "nobody"), touch("t2", "nobody"))
    assert sum("is not there" in f.sentence for f in check(path, minutes(2)).findings) == 4
    fix(path, minutes(3))
    records = Store(path).records
    assert not records.events and not records.actions
    assert records.feedback["f2"].rejection == "" and records.touches["t2"].contact == ""  # never set aside


def test_a_link_is_named_in_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast(dict[Any, Any], REFERENCES), ("rejections", "recruiter_name"), Reference("contacts"))
    _edit(path, lambda raw: raw["rejections"]["1"].update(recruiter_name="nobody"))
    (finding,) = check(path, minutes(2)).findings
    assert "names a recruiter name that is not there" in finding.sentence
    assert any(done.startswith("Cleared the recruiter name of") for done in fix(path, minutes(3)))


def test_a_letter_filed_twice_and_odd_dates_are_told(path: Path) -> None:
    store = Store(path)
    with store.transaction("Twice", minutes(1)) as transaction:
        transaction.put(letter("l2", digest="same"), letter("l3", digest="same"))
    said = [f.sentence for f in check(path, minutes(2)).findings]
    assert any("filed twice" in s for s in said)
    _edit(path, lambda raw: raw["contacts"]["1"].update(created="2031-01-01T00:00:00+00:00"))
    _edit(path, lambda raw: raw["rejections"]["1"].update(received="1970-01-01T00:00:00+00:00"))
    said = [f.sentence for f in check(path, minutes(2)).findings]
    assert any("1 Jan 2031" in s for s in said) and any("1 Jan 1970" in s for s in said)


def test_neighbours(path: Path) -> None:
    backup(path, NOW)
    path.chmod(0o644)
    path.with_name("rejtui.backups").chmod(0o755)
    path.with_name(".rejtui.json.x1.tmp").write_bytes(b"")
    copy = path.with_name("rejtui.sync-conflict-20261124-101112-ABCDEFG.json")
    copy.write_bytes(path.read_bytes())
    filled(copy, contact(uid="c2"))
    said = " ".join(f.sentence for f in check(path, minutes(1)).findings)
    assert "rejtui.json can be read by others" in said and "rejtui.backups can be read" in said
    assert "1 unfinished temporary file" in said and copy.name in said and "rejtui merge" in said
    done = fix(path, minutes(1))
    assert set(done) == {"Made rejtui.json private.", "Made rejtui.backups private.", "Removed 1 temporary file."}
    assert file.stale_files(path) == () and [f.level for f in check(path, minutes(2)).findings] == ["warning"]


@pytest.mark.parametrize("name", ["rejtui (1).json", "rejtui 2.json"])
def test_a_file_of_others_with_such_a_name_is_left_alone(path: Path, name: str) -> None:
    other = path.with_name(name)
    for content in (b'{"name": "my-app", "version": 2}', b"[1, 2]", b"{", b"not even JSON"):
        other.write_bytes(content)
        other.chmod(0o644)
        assert check(path, minutes(1)).findings == () and fix(path, minutes(1)) == ()
        assert other.stat().st_mode & 0o777 == 0o644


def test_a_copy_is_told_while_it_brings_something(path: Path) -> None:
    copy = path.with_name("rejtui (1).json")
    copy.write_bytes(path.read_bytes())
    copy.chmod(0o600)
    assert check(path, minutes(1)).findings == ()
    filled(copy, contact(uid="c2"))
    assert [copy.name in f.sentence for f in check(path, minutes(1)).findings] == [True]
    Store(path).merge(copy, minutes(2))
    assert check(path, minutes(3)).findings == ()


def test_a_copy_of_a_sync_program_that_cannot_be_read_is_told(path: Path) -> None:
    copy = path.with_name("rejtui.sync-conflict-20261124-101112-ABCDEFG.json")
    copy.write_bytes(b"{")
    copy.chmod(0o600)
    assert "cannot be read" in check(path, minutes(1)).findings[0].sentence


RESCUED = {
    "trailing": "Cut off 8 characters",
    "NULs at the end": "",  # cut into the data itself: not to be rescued
    "BOM": "byte-order mark",
    "Latin-1": "Latin-1",
    "NaN": "",
    "table is a list": "Numbered the 0 documents",
    "document is a list": "Set aside 1 thing",
    "id is no number": "Numbered",
    "id is another digit": "Numbered",
    "same uid twice": "Set aside the older one",
    "missing field": "Set aside",
    "wrong type": "Set aside",
    "unknown word": "Set aside",
    "no date": "Set aside",
    "no zone": "local time",
    "no meta": "version",
}


@pytest.mark.parametrize("name", [*BAD, "no meta"])
def test_every_bad_file_is_explained_and_repaired_or_left(path: Path, name: str) -> None:
    filled(path.with_name("x.json"), rejection(kind="withdrew", archived=True))
    if name == "no meta":
        bad = _edit(path, lambda raw: raw.pop("meta"))
    else:
        bad = BAD[name][0](path.with_name("x.json").read_bytes())
    path.write_bytes(bad)
    found = check(path, minutes(1))
    assert path.read_bytes() == bad and found.findings[0].level == "broken"
    assert len(found.findings[0].sentence) > 20
    try:
        done = fix(path, minutes(1))
    except Damaged as error:
        assert not found.fixable and path.read_bytes() == bad and "left as it is" in error.sentence
        assert not RESCUED.get(name) or name == "NaN"
        return
    assert found.fixable and any(RESCUED[name] in sentence for sentence in done), done
    assert Store(path).records is not None and check(path, minutes(2)).healthy
    assert backups(path)[0].path.read_bytes() == bad


def test_nuls_after_the_end_are_cut_off(path: Path) -> None:
    records = Store(path).records
    path.write_bytes(path.read_bytes() + b"\0" * 4096)
    assert any("Cut off" in sentence for sentence in fix(path, minutes(1)))
    assert Store(path).records == records


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda c: st.lists(c, max_size=3) | st.dictionaries(st.text(max_size=4), c, max_size=3),
    max_leaves=6,
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["rejections", "letters", "contacts", "touches", "feedback", "history", "deleted", "meta", "x"]
            ),
            st.sampled_from(["1", "2", "z"]),
            st.sampled_from(
                ["uid", "company", "name", "received", "created", "at", "contact", "_at", "changes", "schema"]
            ),
            json_values,
            st.booleans(),
        ),
        max_size=5,
    )
)
def test_whatever_is_edited_by_hand_is_explained_and_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[str, str, str, object, bool]]
) -> None:
    path = tmp_path_factory.mktemp("hand") / "rejtui.json"
    filled(path, rejection(contact="c1"), letter(), contact(), touch(), feedback())

    def change(raw: Raw) -> None:
        for table, number, field, value, whole in edits:
            rows = raw.setdefault(table, {})
            if isinstance(rows, dict):
                row = rows.setdefault(number, {})
                if whole or not isinstance(row, dict):
                    rows[number] = value
                else:
                    row[field] = value

    bad = _edit(path, change)
    found = check(path, minutes(1))
    try:
        before = Store(path).records
    except Damaged:
        before = None
        assert not found.healthy
    assert path.read_bytes() == bad
    try:
        fix(path, minutes(1))
    except Damaged:
        assert not found.fixable and path.read_bytes() == bad
        return
    after = Store(path)
    assert before is None or before.feedback.keys() == after.records.feedback.keys()
    with after.transaction("Works", minutes(2)) as transaction:
        transaction.put(contact("works"))
    assert after.undo(minutes(3)) == "Works"
    assert not [f for f in check(path, minutes(4)).findings if f.level == "broken"]


def test_a_ring_of_links_is_a_sentence(tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.symlink_to(two)
    two.symlink_to(one)
    assert [finding.level for finding in check(one, NOW).findings] == ["broken"]
    assert backups(one) == () == conflict_copies(one)
    for transaction in (lambda: fix(one, NOW), lambda: backup(one, NOW), lambda: Store(one).records):
        with pytest.raises(StorageError):
            transaction()
