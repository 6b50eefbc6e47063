"""Every record goes into the file and comes out as it was, whatever text it carries."""

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from rejection_tui.domain.facts import Fact, FactType
from rejection_tui.domain.text import clean
from rejection_tui.storage import TABLES, Store, decode, encode
from rejection_tui.storage.documents import Unreadable
from tests.strategies import any_record, raw_texts
from tests.world.clock import NOW
from tests.world.records import rejection

anything = st.sampled_from(sorted(TABLES)).flatmap(lambda table: st.tuples(st.just(table), any_record(TABLES[table])))


@given(anything)
def test_round_trip(found: tuple[str, Any]) -> None:
    table, record = found
    doc = encode(record)
    assert decode(table, orjson.loads(orjson.dumps(doc))) == record
    assert encode(decode(table, doc)) == doc


@given(raw_texts, st.lists(raw_texts, max_size=3))
def test_any_text_can_be_saved_and_is_clean(text: str, more: list[str]) -> None:
    from rejection_tui.domain.letter import Letter

    doc = encode(Letter("l1", text, subject=text, notes=tuple(more)))
    orjson.dumps(doc)
    assert doc["body"] == clean(text) and doc["notes"] == [clean(m) for m in more]


@given(raw_texts)
def test_text_of_a_record_inside_a_record_is_clean(text: str) -> None:
    doc = encode(rejection(facts=(Fact(FactType.ASKS, text, text), Fact(FactType.REAPPLY))))
    said = {name: clean(text) for name in ("value", "quote") if clean(text)}
    assert doc["facts"] == [{"type": "asks"} | said, {"type": "reapply"}]
    raw = json.loads(json.dumps(doc)) | {"facts": [{"type": "asks", "quote": text}]}
    assert decode("rejections", raw).facts == (Fact(FactType.ASKS, "", clean(text)),)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "facts", [{}, ["x"], [{"value": "x"}], [{"type": "song"}], [{"type": "asks", "quote": 1}], [None]]
)
def test_a_wrong_record_inside_a_record_is_named(facts: object) -> None:
    with pytest.raises(Unreadable, match=r"“facts” (holds something|is not a list)"):
        decode("rejections", encode(rejection()) | {"facts": facts})


@given(st.lists(anything, min_size=1, max_size=5))
def test_plain_tinydb_reads_equal_documents(tmp_path_factory: pytest.TempPathFactory, found: list[Any]) -> None:
    path = tmp_path_factory.mktemp("plain") / "rejtui.json"
    store = Store(path)
    with store.transaction("All", NOW) as transaction:
        transaction.put(*(record for _, record in found))
    plain = TinyDB(path, encoding="utf-8")
    for table, record in found:
        docs = [doc for doc in plain.table(table).all() if doc["uid"] == record.uid]
        assert len(docs) == 1
        assert decode(table, docs[0]) == getattr(store.records, table)[record.uid]
    plain.close()
    assert Store(path).records == store.records


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda c: st.lists(c, max_size=2)))
def test_any_value_by_hand_is_read_or_refused_by_name(value: object) -> None:
    for name in ("uid", "company", "received", "applied", "stage", "tags", "archived"):
        doc = json.loads(json.dumps(encode(rejection()) | {name: value}))
        try:
            decode("rejections", doc)
        except Unreadable as error:
            assert error.table == "rejections" and error.field == name and name in str(error)
