"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.day_words import DateOrder, read_day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.near_days import read_typed_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 24)),
        (" Yesterday ", date(2026, 11, 23)),
        ("3 days ago", date(2026, 11, 21)),
        ("a week ago", date(2026, 11, 17)),
        ("2w ago", date(2026, 11, 10)),
        ("2 months ago", date(2026, 9, 24)),
        ("2026-11-03", date(2026, 11, 3)),
        ("24.11.2026", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("11/24/2026", date(2026, 11, 24)),
        ("3/3/2026", date(2026, 3, 3)),
        ("2026/11/03", date(2026, 11, 3)),
        ("2026.11.3", date(2026, 11, 3)),
        ("2026年11月3日", date(2026, 11, 3)),
        ("2026년 11월 3일", date(2026, 11, 3)),
        ("2026. 11. 3.", date(2026, 11, 3)),
        ("3.11.26", date(2026, 11, 3)),
        ("24 Nov", date(2026, 11, 24)),
        ("25 Nov", date(2025, 11, 25)),
        ("November 3rd, 2026", date(2026, 11, 3)),
        ("Tue, 3 November 2026", date(2026, 11, 3)),
        ("3. Sept", date(2026, 9, 3)),
        ("29 Feb", date(2024, 2, 29)),
        ("friday", date(2026, 11, 20)),
        ("tue", date(2026, 11, 17)),
        ("last mon", date(2026, 11, 23)),
    ],
)
def test_past_days(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", date(2026, 11, 25)),
        ("in 3 days", date(2026, 11, 27)),
        ("3d", date(2026, 11, 27)),
        ("next week", date(2026, 12, 1)),
        ("in a month", date(2026, 12, 24)),
        ("fri", date(2026, 11, 27)),
        ("tue", date(2026, 12, 1)),
        ("2 Feb", date(2027, 2, 2)),
        ("29 feb", date(2028, 2, 29)),
        ("+2 weeks", date(2026, 12, 8)),
    ],
)
def test_days_ahead(text: str, day: date) -> None:
    assert read_day(text, TODAY, ahead=True) == day


@pytest.mark.parametrize(
    "text", ["soon", "31.2.2026", "2026-13-01", "32 Nov", "9999 years ago", "\x1b[2J", "in ma", "to March"]
)
def test_no_day_is_said_with_examples(text: str) -> None:
    with pytest.raises(UsageError, match="Try today"):
        read_day(text, TODAY)


@pytest.mark.parametrize("text", ["", "  ", ","])
def test_a_day_left_empty_is_asked_for(text: str) -> None:
    for ahead in (False, True):
        with pytest.raises(UsageError, match=r"^Type a day, such as (today|tomorrow),.+2026-11-24\.$"):
            read_typed_day(text, TODAY, ahead)


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        ("march", date(2027, 3, 1), date(2026, 3, 1)),
        ("in March", date(2027, 3, 1), date(2026, 3, 1)),
        ("from  mar.", date(2027, 3, 1), date(2026, 3, 1)),
        ("Nov", date(2027, 11, 1), date(2026, 11, 1)),
        ("dec", date(2026, 12, 1), date(2025, 12, 1)),
        ("March 2028", date(2028, 3, 1), date(2028, 3, 1)),
        ("March 2020", date(2020, 3, 1), date(2020, 3, 1)),
    ],
)
def test_a_month_is_its_first_day(text: str, ahead: date, behind: date) -> None:
    assert read_typed_day(text, TODAY, True) == ahead
    assert read_typed_day(text, TODAY) == behind


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", DateOrder.DAY_FIRST, date(2026, 4, 3)),
        ("03/04/2026", DateOrder.MONTH_FIRST, date(2026, 3, 4)),
        ("26/04/03", DateOrder.YEAR_FIRST, date(2026, 4, 3)),
        ("3/4", DateOrder.YEAR_FIRST, date(2026, 3, 4)),
        ("3-4", DateOrder.DAY_FIRST, date(2026, 4, 3)),
        ("3-4", DateOrder.MONTH_FIRST, date(2026, 3, 4)),
        ("12/31/2025", DateOrder.DAY_FIRST, date(2025, 12, 31)),  # there is no month 31
        ("03.04.2026", DateOrder.MONTH_FIRST, date(2026, 4, 3)),  # with dots the day comes first everywhere
    ],
)
def test_the_order_of_the_user_decides(text: str, order: DateOrder, day: date) -> None:
    assert read_day(text, TODAY, order=order) == day


def test_a_day_that_may_be_two_is_refused_with_both() -> None:
    with pytest.raises(UsageError) as caught:
        read_day("03/04/2026", TODAY)
    assert caught.value.sentence == "3 April or 4 March? Write 3 Apr 2026, or 2026-04-03."
    with pytest.raises(UsageError, match="3 April or 4 March"):
        read_day("3/4", TODAY)


@pytest.mark.parametrize("text", ["03/04/2026", "03/04/32"])
def test_who_writes_the_year_first_is_asked_where_it_is_last(text: str) -> None:
    with pytest.raises(UsageError, match="3 April or 4 March"):
        read_day(text, TODAY, order=DateOrder.YEAR_FIRST)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_every_written_day_reads_back(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day
    assert read_day(f"{day.day}.{day.month}.{day.year}", TODAY) == day
    assert read_day(f"{day.day} {day.strftime('%b')} {day.year}", TODAY) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    try:
        assert isinstance(read_day(text, TODAY), date)
    except UsageError as error:
        assert error.sentence.endswith(".")
