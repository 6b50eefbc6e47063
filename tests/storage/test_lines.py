"""The layout of the file: a document a line, blocks that are copied, foreign layouts, and letters read on access."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from rejection_tui.domain.errors import Damaged, StorageError
from rejection_tui.domain.record import replace
from rejection_tui.domain.text import clean, may_need_cleaning
from rejection_tui.storage import TABLES, Store, block_reader, block_writer, decode, encode, lines
from rejection_tui.storage.file_source import FileSource, ModifiedInPlace, Source
from rejection_tui.storage.lazy_letters import MAX_CACHED, LazyLetters
from rejection_tui.storage.lines import Layout, UnknownLayout, is_shallow, needs_no_cleaning, pieces
from rejection_tui.storage.snapshot import read_snapshot
from tests.strategies import any_record, raw_texts
from tests.world.clock import NOW
from tests.world.records import contact, filled, letter, minutes, rejection

anything = st.sampled_from(sorted(TABLES)).flatmap(lambda table: st.tuples(st.just(table), any_record(TABLES[table])))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rejtui.json"


@given(st.lists(anything, max_size=6, unique_by=lambda found: found[1].uid))
def test_every_record_comes_back_whatever_the_layout(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[str, Any]]
) -> None:
    path = tmp_path_factory.mktemp("layout") / "rejtui.json"
    store = filled(path, rejection("0"), *(record for _, record in found))
    raw = path.read_bytes()
    for data in (raw, json.dumps(json.loads(raw)).encode(), json.dumps(json.loads(raw), indent=2).encode()):
        records = read_snapshot(Source(data)).records
        assert records == store.records
        assert all(type(getattr(records, table)[record.uid]) is TABLES[table] for table, record in found)


def test_a_document_a_line_and_a_tab_where_a_block_begins(path: Path) -> None:
    filled(path, *(letter(f"l{i}", "x" * 10_000) for i in range(8)))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"letters":{' and lines[-1] == "\t}}"
    docs = [json.loads("{" + line.rstrip(",") + "}") for line in lines if line.lstrip("\t").startswith('"')]
    assert [doc["uid"] for one in docs for doc in one.values() if "body" in doc] == [f"l{i}" for i in range(8)]
    assert len(Store(path)._open_file.snapshot.layout.tables["letters"]) == 3


def test_a_small_change_copies_what_has_not_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(path, *(letter(f"l{i}", "x" * 10_000) for i in range(300)), rejection(), contact())
    written, copied = [0], [0]
    write, copy = os.write, FileSource.copy
    monkeypatch.setattr(os, "write", lambda fd, data: written.append(len(data)) or write(fd, data))

    def counted(self: FileSource, out: int, start: int, size: int) -> None:
        copied.append(size)
        copy(self, out, start, size)

    monkeypatch.setattr(FileSource, "copy", counted)
    with store.transaction("Edit", minutes(48 * 60)) as transaction:
        transaction.put(replace(transaction.records.rejections["r1"], notes="n"))
    monkeypatch.undo()
    assert sum(copied) > 3_000_000 > 200_000 > sum(written)
    assert Store(path).records == store.records


def test_copying_falls_back_to_reading_and_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    store = filled(path, *(letter(f"l{i}", "ü" * 10_000) for i in range(20)), rejection())

    def refuses(*args: object) -> int:
        raise OSError(errno.EXDEV, "no")

    monkeypatch.setattr(os, "copy_file_range", refuses)
    with store.transaction("Edit", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    assert Store(path).records == store.records and len(store.records.letters) == 20


@given(st.lists(st.tuples(st.sampled_from(["put", "big", "delete"]), st.integers(0, 40)), min_size=1, max_size=30))
def test_any_changes_leave_a_file_in_our_layout(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("changes") / "rejtui.json"
    store = filled(path, *(contact(f"c{i}", notes="n" * 3000) for i in range(30)))
    for number, (what, index) in enumerate(steps):
        with store.transaction("Step", minutes(number)) as transaction:
            if what == "delete":
                transaction.delete(contact(f"c{index}"))
            else:
                transaction.put(contact(f"c{index}", notes="m" * (40_000 if what == "big" else number)))
    assert list(pieces(FileSource.of(path)))
    assert Store(path).records == store.records
    with TinyDB(path, encoding="utf-8") as plain:
        assert {doc["uid"]: decode("contacts", doc) for doc in plain.table("contacts").all()} == store.records.contacts
        assert plain.table("contacts").insert({"uid": "new"}) > len(store.records.contacts) - 1


@given(raw_texts)
def test_bytes_held_harmless_hold_nothing_the_gate_takes_away(text: str) -> None:
    import orjson

    try:
        data = orjson.dumps({"text": text})
    except TypeError:  # a lone surrogate cannot be written so
        data = json.dumps({"text": text}).encode()
    if needs_no_cleaning(data):
        assert clean(text) == text
    escaped = json.dumps({"text": text}).encode()
    if needs_no_cleaning(escaped):
        assert clean(text) == text


@given(raw_texts.filter(lambda text: clean(text) != text and "\ud800" not in text))
def test_only_text_that_changes_is_doubtful(text: str) -> None:
    printable = "".join(c for c in text if c > "\x1f" and c != "\x7f")
    assert may_need_cleaning(printable) or clean(printable) == printable


@pytest.mark.parametrize("way", ["escaped", "raw"])
@pytest.mark.parametrize("bad", ["\u202e", "\x9b", "\u200b", "\x7f", "e" + "\u0301" * 40, "\U000e0041"])
def test_hostile_text_in_a_file_is_cleaned_when_read(path: Path, bad: str, way: str) -> None:
    filled(path, letter(body="good"), rejection(notes="good"), rejection("r2", notes="ünï"))
    text = f"a{bad}b"
    new = json.dumps(text)[1:-1] if way == "escaped" else text
    path.write_bytes(path.read_bytes().replace(b"good", new.encode()))
    records = Store(path).records
    assert records.letters["l1"].body == clean(text) != text and records.rejections["r1"].notes == clean(text)
    assert records.rejections["r2"].notes == "ünï"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_each_wrong_type_is_named_on_opening(path: Path, table: str) -> None:
    made = _one(table)
    store = filled(path, made)
    raw = json.loads(path.read_bytes())
    for name in TABLES[table].__struct_fields__:
        broken = json.loads(json.dumps(raw))
        broken[table]["1"] = encode(made) | {name: {"no": "value of any field"}}
        path.write_bytes(block_writer.dump(broken))
        with pytest.raises(Damaged, match=f"“{name}”") as caught:
            _ = Store(path).records
        assert table in caught.value.sentence
    path.write_bytes(json.dumps(raw).encode())
    assert Store(path).records == store.records


def _one(table: str) -> Any:
    kind = TABLES[table]
    given: dict[str, Any] = {"uid": "me" if table == "profiles" else "x1"}
    words: dict[Any, Any] = {"rating": "smooth", "kind": "reply", "step": 1, "field": "company", "sort": "answer"}
    words["day"] = NOW.date()
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in given:
            is_moment = field.name in ("received", "created", "at")
            given[field.name] = NOW if is_moment else words.get(field.name, "text")
    return kind(**given)


def test_unknown_fields_and_tables_outlive_many_changes(path: Path) -> None:
    filled(path, rejection(), letter(), contact())
    raw = json.loads(path.read_bytes())
    raw["letters"]["1"]["mine"] = {"deep": [1, {"x": None}]}
    raw["rejections"]["1"]["mine"] = [1.5, "ü"]
    raw["own"] = {"7": {"anything": True}}
    path.write_text(json.dumps(raw, indent=1), encoding="utf-8")
    store = Store(path)
    for number in range(3):
        with store.transaction("Edit", minutes(number)) as transaction:
            transaction.put(
                replace(transaction.records.letters["l1"], subject=str(number)), rejection(company=str(number))
            )
    again = json.loads(path.read_bytes())
    assert again["letters"]["1"]["mine"] == {"deep": [1, {"x": None}]} and again["letters"]["1"]["subject"] == "2"
    assert again["rejections"]["1"]["mine"] == [1.5, "ü"] and again["own"] == {"7": {"anything": True}}


def test_moments_written_by_hand_in_other_ways_are_read(path: Path) -> None:
    filled(path, rejection(days=0))
    path.write_bytes(path.read_bytes().replace(b"2026-11-24T10:00:00+00:00", b"20261124T1100+0100"))
    assert Store(path).records.rejections["r1"].received == NOW


def test_a_letter_is_read_when_wanted_and_few_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, *(letter(f"l{i}", f"body {i}", digest=f"d{i}") for i in range(MAX_CACHED + 50)))
    store = Store(path)
    letters = store.records.letters
    assert isinstance(letters, LazyLetters) and len(letters) == MAX_CACHED + 50
    assert store.records.digests == {f"d{i}" for i in range(MAX_CACHED + 50)} and not letters._cache
    assert [letters[f"l{i}"].body for i in range(MAX_CACHED + 50)] == [f"body {i}" for i in range(MAX_CACHED + 50)]
    assert len(letters._cache) == MAX_CACHED and letters["l3"].body == "body 3" and letters.get("none") is None
    assert "l3" in letters and "none" not in letters


def test_letters_of_earlier_records_stay_as_they_were(path: Path) -> None:
    store = filled(path, *(letter(f"l{i}", f"first {i}") for i in range(5)))
    earlier = Store(path)
    before = earlier.records
    with store.transaction("Edit", minutes(1)) as transaction:
        transaction.put(letter("l1", "second"))
        assert transaction.records.letters["l1"].body == "second"
        transaction.delete(letter("l2"))
        assert "l2" not in transaction.records.letters
    assert before.letters["l1"].body == "first 1" and before.letters["l2"].body == "first 2"
    assert earlier.refresh() and earlier.records.letters["l1"].body == "second" and "l2" not in earlier.records.letters
    assert before.letters["l3"].body == "first 3"


def test_a_letter_of_a_file_written_into_is_not_made_up(path: Path) -> None:
    filled(path, letter("l1", "first"), letter("l2", "second"))
    records = Store(path).records
    with path.open("r+b") as stream:
        stream.write(b" " * 2000)
    with pytest.raises(ModifiedInPlace) as caught:
        _ = records.letters["l1"]
    assert isinstance(caught.value, StorageError)
    assert records.letters.get("l1") is None  # for display; an export raises instead of leaving out a letter
    with pytest.raises(ModifiedInPlace):
        list(records.letters.values())


def test_a_letter_is_found_after_another_program_wrote_the_file_in_place(path: Path) -> None:
    filled(path, letter("l1", "first"), letter("l2", "second"), rejection())
    records = Store(path).records
    with TinyDB(path, encoding="utf-8") as plain:
        plain.table("rejections").update({"notes": "n" * 500})
        plain.table("letters").remove(doc_ids=[2])
    assert records.letters["l1"].body == "first"
    with pytest.raises(ModifiedInPlace):
        _ = records.letters["l2"]


def test_reading_again_decodes_only_what_differs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = filled(path, *(contact(f"c{i}", notes="n" * 900) for i in range(400)))
    two = Store(path)
    kept = two.records.contacts
    with one.transaction("Edit", minutes(1)) as transaction:
        transaction.put(replace(transaction.records.contacts["c7"], notes="new"))
    decoded: list[int] = []
    real = block_reader._block
    monkeypatch.setattr(block_reader, "_block", lambda piece: decoded.append(len(piece.data)) or real(piece))
    assert two.refresh() and two.records == one.records and len(decoded) == 1
    assert two.records.contacts["c399"] is kept["c399"] and two.records.contacts["c7"] is not kept["c7"]


def test_records_share_what_a_transaction_did_not_change(path: Path) -> None:
    store = filled(path, rejection(), contact(), letter())
    before = store.records
    with store.transaction("Edit", minutes(1)) as transaction:
        transaction.put(rejection(company="Globex"))
    assert store.records.contacts is before.contacts and store.records.letters["l1"] is before.letters["l1"]
    assert before.rejections["r1"].company == "Northwind"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}\n", b"{",
        b'{"a":{', b'{"a":{\n\t}}', b'{"a":{\n\t"1":{}\n\t"2":{}\n\t}}\n', b'{"a":{\n\t"1":{},\n\t}}\n',
        b'{"a":{\n\t"1":{}\n\t}}\nx', b'},"a":{\n\t"1":{}\n\t}}\n', b'{"a":{\n\t"1":{}\n\t{"b":{\n\t"1":{}\n\t}}\n',
        b'{"a":{\n\t"2":{},\n\t"1":{}\n\t}}\n', b'{"a":{\n\t"x":{}\n\t}}\n', b'{"a":{\n\t"1":[]\n\t}}\n',
        b'{"a":{\n\t"1":{}},"b":{"1":{}\n\t}}\n', b'{"a":{\n\t"1":{}\n\t},"a":{\n\t"1":{}\n\t}}\n',
        b'{"a":{\n\t"1":{"x":"\xff"}\n\t}}\n', b'{"\xff":{\n\t"1":{}\n\t}}\n', b'{"a":{\n\t"":{}\n\t}}\n',
    ],
)  # fmt: skip
def test_what_is_not_our_layout_is_looked_at_closer(data: bytes) -> None:
    with pytest.raises(UnknownLayout):
        block_reader.BlockReader(Source(data))


def test_brackets_in_letters_are_no_nesting(path: Path) -> None:
    store = filled(path, letter(body="[" * 500 + "{" * 500), rejection())
    assert not is_shallow(b"[" * 500, 1)
    assert Store(path).records == store.records and isinstance(
        Store(path)._open_file.snapshot.layout.source, FileSource
    )


def test_a_layout_finds_records_by_scan_and_by_index(path: Path) -> None:
    store = filled(path, *(contact(f"c{i}") for i in range(300)))
    layout = store._open_file.snapshot.layout
    found = [layout.raw("contacts", f"c{i}") for i in range(300)]
    assert [json.loads(raw or b"")["uid"] for raw in found] == [f"c{i}" for i in range(300)]
    assert layout.raw("contacts", "none") is None and Layout().raw("contacts", "c1") is None


def test_what_is_held_once_says_what_it_said(path: Path) -> None:
    from datetime import timedelta, timezone

    from rejection_tui.domain.steps import Action

    berlin = timezone(timedelta(hours=1))
    made = [
        Action(f"a{i}", f"r{i // 3}", "reply.draft", 1, "Draft", NOW if i % 2 else NOW.astimezone(berlin))
        for i in range(12)
    ]
    filled(path, *made)
    store = Store(path)
    store.wait_briefly()
    records = store.records
    assert list(records.actions.values()) == made
    for one in made:
        assert records.actions[one.uid].created.utcoffset() == one.created.utcoffset()
    assert records.actions["a0"].rejection is records.actions["a1"].rejection is records.actions["a2"].rejection
    assert len({id(action.title) for action in records.actions.values()}) == 1
    with store.transaction("Same", minutes(1)) as transaction:
        transaction.put(*transaction.records.actions.values())
    assert len(store.history()) == 1


LOOKALIKES = ['},"12":{"uid":"x"}', '}},"meta":{"1":{', '}, "7": {', '","2":{"', "{", '"},"3":{"a":"', "é},ü"]


@given(
    st.lists(st.lists(st.sampled_from(LOOKALIKES), max_size=6).map("".join), max_size=12),
    st.integers(1, 400),
    st.booleans(),
)
def test_a_file_of_another_program_is_read_in_pieces(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], size: int, blanks: bool
) -> None:
    path = tmp_path_factory.mktemp("plain") / "rejtui.json"
    letters = [letter(f"l{i}", body, digest=f"d{i}") for i, body in enumerate(bodies)]
    store = filled(path, rejection(), contact(), *letters)
    found = json.loads(path.read_bytes())
    path.write_bytes(json.dumps(found).encode() if blanks else orjson.dumps(found))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "PLAIN_BYTES", size)
        plain = Store(path)
        assert plain.records == store.records
        assert isinstance(plain._open_file.snapshot.layout.source, FileSource)  # not made anew in memory
    with plain.transaction("Edit", minutes(1)) as transaction:
        transaction.put(contact("c1", "Ada"))
    again = Store(path)
    assert again.records == plain.records and again.records.contacts["c1"].name == "Ada"
    assert isinstance(again._open_file.snapshot.layout.source, FileSource)
    with TinyDB(path, encoding="utf-8") as tiny:
        assert {doc["uid"]: doc.get("body", "") for doc in tiny.table("letters")} == {x.uid: x.body for x in letters}


@pytest.mark.parametrize(
    "data",
    [
        b'{"letters":{"1":{"uid":"a"}},"letters":{}}',
        b'{"contacts":{"1":{}} ,"meta":{}}',
        b'{"a":[]}',
        b"{}",
        b"",
        b'{"a"',
    ],
)
def test_what_is_not_quite_such_a_file_is_looked_at_closer(data: bytes) -> None:
    with pytest.raises(UnknownLayout):
        list(lines.plain_pieces(Source(data)))
