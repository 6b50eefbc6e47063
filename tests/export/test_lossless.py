"""The JSON export: out and in without loss, and refusals that name what is wrong."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.codec import from_plain, record_tables, to_plain
from rejection_tui.domain.errors import Damaged, RejtuiError
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Rejection
from rejection_tui.export import from_json, to_json
from tests.strategies import any_record, any_records, some
from tests.world.clock import NOW
from tests.world.full_records import records


@some(30, 600)
@given(any_records())
def test_any_records_come_back_equal(any_records: Records) -> None:
    assert from_json(to_json(any_records, NOW)) == any_records


@pytest.mark.parametrize("kind", record_tables().values(), ids=lambda kind: kind.__name__)
def test_every_record_survives_plain(kind: type[Any]) -> None:
    @some(10, 200)
    @given(any_record(kind))
    def check(record: object) -> None:
        data = json.loads(json.dumps(to_plain(record)))
        back = from_plain(kind, data)
        assert back == record
        assert to_plain(back) == data  # offsets and enumerations too, not only equality

    check()


def test_the_documented_shape() -> None:
    shape = json.loads(to_json(records(), NOW))
    assert shape["rejtui"] == 1
    assert shape["exported"] == "2026-11-24T10:00:00+00:00"
    assert shape["tables"]["rejections"]["r1"]["stage"] == "final"
    assert set(shape["tables"]) == set(record_tables())


def test_fields_left_out_take_their_defaults() -> None:
    row = {"uid": "r", "company": "X", "role": "Y", "received": "2026-01-01T00:00:00Z", "created": "2026-01-01T00:00Z"}
    assert from_plain(Rejection, row) == Rejection("r", "X", "Y", *(datetime(2026, 1, 1, tzinfo=UTC),) * 2)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("received", "2026-01-01T00:00:00", "rejection.received"),
        ("received", "yesterday", "rejection.received"),
        ("received", 7, "rejection.received"),
        ("stage", "lunch", "rejection.stage should be one of application"),
        ("applied", "2026-13-01", "rejection.applied"),
        ("archived", "yes", "rejection.archived"),
        ("archived", 1, "rejection.archived"),
        ("tags", "data", "rejection.tags should hold a list"),
        ("tags", ["a", None], "rejection.tags[1]"),
        ("company", None, "rejection.company should hold text and holds nothing"),
        ("colour", "red", "rejection.colour is not known"),
        ("facts", [{"type": "asks"}, {"type": "song"}], "rejection.facts[1] should hold"),
        ("facts", [{"type": "asks", "tune": 1}], "rejection.facts[0].tune is not known"),
    ],
)
def test_what_does_not_fit_is_named(field: str, value: object, said: str) -> None:
    row = to_plain(records().rejections["r1"])
    assert isinstance(row, dict)
    with pytest.raises(Damaged, match="nothing was taken over") as caught:
        from_plain(Rejection, row | {field: value})
    assert said in caught.value.sentence


def test_a_missing_field_is_named() -> None:
    with pytest.raises(Damaged, match=r"rejection\.uid is missing"):
        from_plain(Rejection, {})


def test_a_moment_without_zone_is_not_written() -> None:
    with pytest.raises(Damaged, match="time zone"):
        to_plain(datetime(2026, 1, 1))


def test_escapes_in_a_file_edited_by_hand_are_cleaned() -> None:
    data = to_json(records(), NOW).replace(b"Build a small", b"Build \\u001b]52;c;eA==\\u0007\\ud800a small")
    assert from_json(data).feedback["f1"].plan == "Build \ufffda small Kafka project"


def test_a_lone_surrogate_is_written_and_read() -> None:
    odd = Records(rejections={"r": Rejection("r", "a\ud800", "", NOW, NOW)})
    assert from_json(to_json(odd, NOW)).rejections["r"].company == "a\ufffd"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"{", b"\xff\xfe", b"null", b'{"rejtui": 2, "tables": {}}', b'{"rejtui": 1}',
        b'{"rejtui": true, "tables": {}}', b'{"rejtui": 1, "tables": {"rejections": []}}',
        b'{"rejtui": 1, "tables": {"spells": {}}}', b'{"rejtui": 1, "tables": {"wins": {"a": 1}}}',
        b"[" * 100_000, b'{"rejtui": ' + b"9" * 10_000 + b"}",
        b'{"rejtui": 1, "tables": {"profiles": {"me": {"uid": "you"}}}}',
    ],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_export_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Damaged) as caught:
        from_json(data)
    assert caught.value.sentence.endswith("nothing was taken over.")


@some(80)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_crash(data: bytes) -> None:
    with pytest.raises(RejtuiError):
        from_json(data)
