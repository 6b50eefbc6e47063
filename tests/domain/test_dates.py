"""Day arithmetic: months that end properly, working days, local days, clocks that change."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.dates import (
    add_days,
    add_months,
    add_working_days,
    after,
    local_day,
    shift_day,
)
from rejection_tui.domain.errors import UsageError
from tests import strategies

ROME = ZoneInfo("Europe/Rome")
days = strategies.days


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_end_properly(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(days, st.integers(-240, 240))
def test_a_month_later_is_that_month_and_never_a_later_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).month != later.month


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(day: date, one: int, more: int) -> None:
    assert add_months(day, one) <= add_months(day, one + more)


@pytest.mark.parametrize("months", [12 * 8000, -12 * 3000])
def test_outside_the_calendar_is_a_sentence(months: int) -> None:
    with pytest.raises(UsageError, match="calendar"):
        add_months(date(2026, 11, 24), months)


def test_other_arithmetic_outside_the_calendar_is_a_sentence_too() -> None:
    last = datetime(9999, 12, 31, 12, tzinfo=UTC)
    with pytest.raises(UsageError, match="calendar"):
        after(last, 48, last)
    with pytest.raises(UsageError, match="calendar"):
        add_days(date.max, 1)
    with pytest.raises(UsageError, match="calendar"):
        add_working_days(date.max, 1)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 24), 10, date(2026, 12, 8)),  # Tuesday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday
        (date(2026, 11, 29), 1, date(2026, 11, 30)),  # Sunday
        (date(2026, 11, 28), 10, date(2026, 12, 11)),
        (date(2026, 11, 28), 0, date(2026, 11, 28)),
    ],
)
def test_working_days(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count) == end


@given(days, st.integers(1, 300))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    end = add_working_days(day, count)
    between = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert end.weekday() < 5
    assert sum(d.weekday() < 5 for d in between) == count


def test_working_days_backwards_are_refused() -> None:
    with pytest.raises(UsageError):
        add_working_days(date(2026, 11, 24), -1)


def test_the_local_day_is_that_of_now() -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert local_day(late, datetime(2026, 11, 25, tzinfo=timezone(timedelta(hours=9)))) == date(2026, 11, 25)
    assert local_day(late, datetime(2026, 11, 25, tzinfo=timezone(timedelta(hours=-5)))) == date(2026, 11, 24)
    assert local_day(datetime.min.replace(tzinfo=UTC), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-5))))


@given(strategies.moments, strategies.moments, st.integers(0, 400))
def test_shifting_moves_the_local_day_and_keeps_the_clock(moment: datetime, now: datetime, count: int) -> None:
    moved = shift_day(moment, now, lambda d: add_days(d, count))
    assert local_day(moved, now) == add_days(local_day(moment, now), count)
    assert moved.utcoffset() == now.utcoffset()
    assert moved.time() == moment.astimezone(now.tzinfo).time()


@pytest.mark.parametrize("hour", [0, 2, 23])
def test_wall_time_stays_when_the_clocks_change(hour: int) -> None:
    before = datetime(2026, 10, 20, hour, 30, tzinfo=ROME)
    moved = shift_day(before, before, lambda d: add_days(d, 10))
    assert (moved.date(), moved.hour, moved.minute) == (date(2026, 10, 30), hour, 30)
    assert moved.utcoffset() == timedelta(hours=1)


def test_an_hour_that_does_not_exist_moves_to_the_next() -> None:
    before = datetime(2027, 3, 27, 2, 30, tzinfo=ROME)
    moved = shift_day(before, before, lambda d: add_days(d, 1))
    assert moved.isoformat() == "2027-03-28T03:30:00+02:00"


def test_hours_are_real_hours_across_the_change() -> None:
    no = datetime(2026, 10, 24, 15, 0, tzinfo=ROME)
    assert after(no, 48, no).isoformat() == "2026-10-26T14:00:00+01:00"
