"""The user's own zone: named, by a file, or by a rule; summer and winter, the hour that is skipped or comes twice."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rejection_tui.domain.dates import in_zone_of, shift_day
from rejection_tui.services.local_zone import SystemZone, _zone, local_zone

RULE = "CET-1CEST,M3.5.0,M10.5.0/3"


@pytest.fixture(params=["Europe/Berlin", ":Europe/Berlin", RULE, "/usr/share/zoneinfo/Europe/Berlin"])
def berlin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param.startswith("/") and not Path(request.param).exists():
        pytest.skip("no zone files here")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    _zone.cache_clear()
    yield request.param
    monkeypatch.undo()
    time.tzset()
    _zone.cache_clear()


def test_winter_and_summer(berlin: str) -> None:
    zone = local_zone()
    assert isinstance(zone, SystemZone) == (berlin == RULE)
    winter, summer = datetime(2026, 1, 15, 12, tzinfo=zone), datetime(2026, 7, 15, 12, tzinfo=zone)
    assert winter.utcoffset() == timedelta(hours=1) and summer.utcoffset() == timedelta(hours=2)
    assert datetime(2026, 7, 15, 10, tzinfo=UTC).astimezone(zone) == summer
    assert (winter.tzname(), summer.tzname()) == ("CET", "CEST")


def test_a_day_shifted_over_the_change_keeps_its_wall_time(berlin: str) -> None:
    now = datetime(2026, 3, 28, 23, 30, tzinfo=local_zone())
    moved = shift_day(now, now, lambda d: d + timedelta(days=2))
    assert (moved.hour, moved.minute) == (23, 30) and moved.utcoffset() == timedelta(hours=2)
    skipped = shift_day(now.replace(hour=2), now, lambda d: d + timedelta(days=1))
    assert (skipped.hour, skipped.minute) == (3, 30)


def test_the_hour_that_comes_twice(berlin: str) -> None:
    zone = local_zone()
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC).astimezone(zone) for hour in (0, 1))
    assert (first.hour, first.fold, second.hour, second.fold) == (2, 0, 2, 1)
    assert second.astimezone(UTC) - first.astimezone(UTC) == timedelta(hours=1)


def test_the_ends_of_the_calendar(berlin: str) -> None:
    now = datetime(2026, 7, 1, tzinfo=local_zone())
    for moment in (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)):
        assert in_zone_of(moment, now).year in (1, 9999)


def test_a_name_nobody_knows_is_what_the_system_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Land")
    time.tzset()
    try:
        assert datetime.now(_zone("Nowhere/Land")).utcoffset() == timedelta(seconds=time.localtime().tm_gmtoff)
    finally:
        monkeypatch.undo()
        time.tzset()
        _zone.cache_clear()
