"""Dates for people, relative and absolute, and typed days read back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain import day_words, near_days
from rejection_tui.domain.errors import UsageError
from tests.world.clock import NOW


def test_words_for_days() -> None:
    assert day_words.ago_and_day(NOW - timedelta(days=2), NOW) == "2 days ago, Sun 22 Nov"
    assert day_words.day(date(2025, 1, 6), NOW) == "Mon 6 Jan 2025"
    assert day_words.ago(NOW + timedelta(weeks=3), NOW) == "in 3 weeks"


def test_a_typed_day_is_noon_and_today_is_now() -> None:
    assert near_days.typed_moment("today", NOW) == NOW
    assert near_days.typed_moment("yesterday", NOW) == datetime(2026, 11, 23, 12, tzinfo=UTC)
    with pytest.raises(UsageError, match="Try"):
        near_days.typed_moment("\x1b[2Jsomeday", NOW)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert near_days.typed_moment(day.isoformat(), NOW).date() == day
