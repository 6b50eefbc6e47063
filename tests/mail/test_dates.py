"""Date headers in every form programs write them, and what is taken when they cannot be true."""

from datetime import UTC, datetime

import pytest

from rejection_tui.mail.dates import parse_date, received_at

TEN = datetime(2026, 11, 26, 10, 12, tzinfo=UTC)
NINE = datetime(2026, 11, 26, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 26 Nov 2026 10:12:00 +0000", "26 Nov 2026 10:12:00 -0000", "26.11.2026 10:12", "26.11.26, 10:12",
        "26/11/2026 10:12:00", "11/26/2026 10:12:00 AM", "Thu, Nov 26, 2026 at 10:12 AM", "gio 26/11/26 10:12",
        "jeudi 26 novembre 2026 à 10:12", "26 de noviembre de 2026 10:12", "26 Kasım 2026 Perşembe 10:12",
        "do 26 nov. 2026 10:12", "quinta-feira, 26 de novembro de 2026 10:12", "giovedì 26 novembre 2026 10:12",
        "Donnerstag, 26. November 2026 um 10:12 Uhr", "26 november 2026 om 10:12", "2026/11/26 10:12",
        "2026-11-26 10:12:00", "2026-11-26T10:12:00Z", "20261126T101200Z", "26-11-2026 10:12", "26-Nov-2026 10:12:00",
        "Thu Nov 26 10:12:00 2026", "Thu, 26 Nov 26 10:12:00 +0000", "Thu, 26 Nov 126 10:12:00 +0000",
        "2026年11月26日 10:12", "November 26th, 2026, 10:12", "Thu, 26 Nov 2026 10:12:00",
        "1795687920", "1795687920000",
    ],
)  # fmt: skip
def test_a_date_without_an_offset_is_read(text: str) -> None:
    assert parse_date(text) == TEN


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 26 Nov 2026 10:12:00 +0100", "Do, 26. Nov. 2026 10:12:00 +0100", "jeu., 26 nov. 2026 10:12:00 +0100",
        "Per, 26 Kas 2026 12:12:00 +0300", "Thu, 26 Nov 2026 10:12:00 GMT+01:00", "Thu, 26 Nov 2026 10:12:00 +01:00",
        "Thu, 26 Nov 2026 10:12:00 CET", "Thu, 26 Nov 2026 11:12:00 MESZ", "Thu Nov 26 10:12:00 CET 2026",
        "2026-11-26T10:12:00.123+0100", "Thu, 26 Nov 2026 10:12:00 +0100 (Mitteleuropäische Zeit)",
        "Thu, 26 Nov 2026 10.12.00 +0100", "26 november 2026 om 10:12:00 CET", "Thu, 26 Nov 2026 04:12:00 EST",
    ],
)  # fmt: skip
def test_an_offset_counts(text: str) -> None:
    assert parse_date(text) is not None and parse_date(text).replace(microsecond=0) == NINE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "Tue, 19 Jan 2099 03:14:07 +0000",
        "05/11/2026 10:12",
        "99.99.2026",
    ],
)
def test_what_no_clock_says_or_two_days_may_be_meant_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_the_time_a_server_received_it_counts_where_the_date_cannot_be() -> None:
    stamp = ["from mx by mail; Thu, 26 Nov 2026 10:12:00 +0100 (CET)", "from a by b; Thu, 26 Nov 2026 10:11:00 +0100"]
    for date in ("", "Thu, 01 Jan 1970 00:00:00 +0000", "Sat, 01 Jan 2000 00:00:00 +0000", "05/11/2026 10:12"):
        assert received_at({"date": [date], "received": stamp}) == NINE
    ahead = "Tue, 15 Dec 2026 10:12:00 +0100"
    assert received_at({"date": [ahead], "received": stamp}) == NINE
    assert received_at({"date": ["Wed, 25 Nov 2026 09:12:00 +0000"], "received": stamp}) == NINE.replace(day=25)
    old = {"date": ["Thu, 02 Oct 2025 09:12:00 +0000"], "received": stamp, "resent-date": ["x"]}
    assert received_at(old) == datetime(2025, 10, 2, 9, 12, tzinfo=UTC)
    assert received_at({}) is None
