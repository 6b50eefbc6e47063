"""Responses are taken apart however a server writes them; odd ones give nothing and raise nothing."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.mail.imap.fetching import moment
from rejection_tui.mail.imap.folders import readable
from rejection_tui.mail.imap.responses import fetched, number, ranges, values, words
from tests.strategies import some


def test_a_fetch_is_read_in_any_order_and_shape() -> None:
    data = [
        (b"1 (UID 5 FLAGS (\\Seen) BODY[] {3}", b"a)("),
        b")",
        (b"2 (BODY[] {1}", b'"'),
        b" UID 6)",
        b'3 (UID 7 RFC822.SIZE 44 INTERNALDATE " 7-Nov-2026 10:12:00 +0100" X-GM-LABELS ("\\\\Sent" "M\\"x"))',
        b"4 (FLAGS (\\Recent))",
        None,
        b"",
    ]
    five, six, seven, other = fetched(data)
    assert (five[b"BODY[]"], six[b"BODY[]"], number(six[b"UID"])) == (b"a)(", b'"', 6)
    assert words(five[b"FLAGS"]) == {"\\seen"} and words(seven[b"X-GM-LABELS"]) == {"\\sent", 'm"x'}
    assert number(seven[b"RFC822.SIZE"]) == 44 and b"UID" not in other
    assert values([(b'(\\HasNoChildren) "/" {3}', b'a"b'), b""]) == [[b"\\HasNoChildren"], b"/", b'a"b']


@some(80)
@given(st.lists(st.one_of(st.binary(max_size=30), st.tuples(st.binary(max_size=20), st.binary(max_size=9)), st.none())))
def test_nothing_a_server_says_raises(data: list[object]) -> None:
    for item in fetched(data):
        for value in item.values():
            number(value), words(value)
    values([b"(" * 500 + b")" * 900, *data])


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        (b"Entw&APw-rfe", "Entwürfe"),
        (b"A&-B", "A&B"),
        (b"&ZeVnLIqe-/&U,BTFw-", "日本語/台北"),
        ("Entwürfe".encode(), "Entwürfe"),
        (b"R&D", "R&D"),
        (b"R&D-x", "R&D-x"),
        (b"x&!!!-y", "x&!!!-y"),
        (b"\xff\xfe", "\ufffd\ufffd"),
        (b"", ""),
    ],
)
def test_names_of_folders(wire: bytes, name: str) -> None:
    assert readable(wire) == name


def test_moments_and_ranges() -> None:
    assert moment(b" 7-Nov-2026 10:12:00 +0100") == datetime(2026, 11, 7, 10, 12, tzinfo=timezone(timedelta(hours=1)))
    assert moment(b"17-nov-2026 10:12:60 -0000") == datetime(2026, 11, 17, 10, 12, 59, tzinfo=UTC)
    for odd in (b"", b"17-Foo-2026 10:12:00 +0000", b"99-Nov-2026 10:12:00 +0000", b"17-Nov-2026 10:12:00 +9900"):
        assert moment(odd) is None
    assert ranges([1, 2, 3, 7, 9, 10]) == "1:3,7,9:10" and ranges([]) == ""
    assert number(b"9" * 30) == 0 and number(b"-1") == 0 and number([b"1"]) == 0
