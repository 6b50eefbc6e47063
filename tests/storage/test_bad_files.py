"""A damaged file is never overwritten; the message says what is wrong, which backups exist and which command to run."""

import json
from pathlib import Path

import pytest

from rejection_tui.domain.errors import Damaged
from rejection_tui.storage import Store, backup
from tests.world.clock import NOW
from tests.world.records import contact, filled, minutes, rejection


def _good(path: Path) -> bytes:
    filled(path, rejection(kind="withdrew", archived=True))
    return path.read_bytes()


def _with(raw: bytes, table: str, doc_id: str, doc: object) -> bytes:
    found = json.loads(raw)
    found.setdefault(table, {})[doc_id] = doc
    return json.dumps(found).encode()


def _schema(raw: bytes, number: object) -> bytes:
    found = json.loads(raw)
    found["meta"]["1"]["schema"] = number
    return json.dumps(found).encode()


BAD = {
    "empty": (lambda raw: b"", "is empty"),
    "blank": (lambda raw: b" \n", "is empty"),
    "null": (lambda raw: b"null", "null"),
    "no tables": (lambda raw: b"{}", "no version"),
    "truncated": (lambda raw: raw[: len(raw) // 2], "breaks off|is not JSON"),
    "cut in a character": (lambda raw: raw[:-10] + "é".encode()[:1], "not UTF-8"),
    "not JSON": (lambda raw: b"hello, world", "is not JSON"),
    "trailing": (lambda raw: raw + b'{"x": 1}', "is not JSON"),
    "NULs at the end": (lambda raw: raw[:-20] + b"\0" * 20, "NUL"),
    "all NULs": (lambda raw: b"\0" * len(raw), "NUL"),
    "BOM": (lambda raw: b"\xef\xbb\xbf" + raw, "byte-order mark"),
    "Latin-1": (lambda raw: raw.replace(b"Northwind", "Zürich".encode("latin-1")), "not UTF-8"),
    "UTF-16": (lambda raw: raw.decode().encode("utf-16"), "NUL|not UTF-8"),
    "a list": (lambda raw: b"[1, 2]", "a list"),
    "a text": (lambda raw: b'"rejtui"', "a text"),
    "a number": (lambda raw: b"7", "a number"),
    "deep": (lambda raw: b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "deep objects": (lambda raw: b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
    "deep in a record": (
        lambda raw: raw.replace(b'"archived":true', b'"x":' + b"[" * 400 + b"]" * 400 + b',"archived":true'),
        "nested too deeply",
    ),
    "NaN": (lambda raw: raw.replace(b'"archived":true', b'"archived":NaN'), "is not JSON"),
    "table is a list": (lambda raw: raw.replace(b'"meta":{', b'"other":[],"meta":{'), "table “other”"),
    "document is a list": (lambda raw: _with(raw, "rejections", "5", []), "document 5"),
    "id is no number": (lambda raw: _with(raw, "rejections", "abc", {}), "not a number"),
    "id is another digit": (lambda raw: _with(raw, "rejections", "²", {}), "not a number"),
    "newer": (lambda raw: _schema(raw, 99), "newer rejtui .version 99"),
    "no schema": (lambda raw: _schema(raw, None), "no version"),
    "schema is text": (lambda raw: _schema(raw, "2"), "no version"),
    "schema is zero": (lambda raw: _schema(raw, 0), "no version"),
    "plain TinyDB": (lambda raw: b'{"_default": {"1": {"x": 1}}}', "no version"),
    "missing field": (lambda raw: raw.replace(b'"company":', b'"firm":'), "rejections r1.*“company” is missing"),
    "wrong type": (lambda raw: raw.replace(b'"Northwind"', b"17"), "rejections r1.*“company” is not text"),
    "unknown word": (lambda raw: raw.replace(b'"withdrew"', b'"sulked"'), "rejections r1.*“kind” is 'sulked'"),
    "no date": (lambda raw: raw.replace(b'"received":"2026', b'"received":"soon'), "rejections r1.*“received”"),
    "no zone": (lambda raw: raw.replace(b"+00:00", b""), "rejections r1.*time zone"),
    "same uid twice": (
        lambda raw: _with(raw, "rejections", "2", json.loads(raw)["rejections"]["1"]),
        "rejections r1.*two documents",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_and_left_byte_identical(tmp_path: Path, name: str) -> None:
    path = tmp_path / "rejtui.json"
    spoil, words = BAD[name]
    _good(path)
    backup(path, minutes(1))
    bad = spoil(path.read_bytes())
    path.write_bytes(bad)
    store = Store(path)
    with pytest.raises(Damaged, match=words) as caught:
        _ = store.records
    for transaction in (
        lambda: store.undo(minutes(2)),
        lambda: store.redo(minutes(2)),
        store.history,
        lambda: _add(store),
    ):
        with pytest.raises(Damaged):
            transaction()
    assert path.read_bytes() == bad
    sentence = caught.value.sentence
    assert str(path) in sentence and "left as it is" in sentence
    assert "1 backup exists" in sentence and "with 1 rejection" in sentence and "rejtui restore" in sentence


def _add(store: Store) -> None:
    with store.transaction("Add", minutes(2)) as transaction:
        transaction.put(contact())


def test_without_backups_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    path.write_bytes(b"")
    with pytest.raises(Damaged, match=r"no backup yet.*rejtui doctor"):
        _ = Store(path).records


def test_damage_while_open_keeps_the_records_and_refuses_the_transaction(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    store = filled(path)
    path.write_bytes(b"")
    with pytest.raises(Damaged):
        store.refresh()
    assert "r1" in store.records.rejections
    with pytest.raises(Damaged):
        _add(store)
    assert path.read_bytes() == b""


def test_absent_is_new_but_backups_are_named(tmp_path: Path) -> None:
    path = tmp_path / "rejtui.json"
    filled(path)
    backup(path, NOW)
    path.unlink()
    store = Store(path)
    assert not store.records.rejections
    assert any("rejtui restore" in notice for notice in store.notices)


def test_a_folder_or_a_pipe_is_not_opened(tmp_path: Path) -> None:
    import os

    from rejection_tui.domain.errors import StorageError

    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("folder.json", "pipe.json"):
        with pytest.raises(StorageError):
            _ = Store(tmp_path / name).records
        with pytest.raises(StorageError):
            _add(Store(tmp_path / name))
