"""Days, times and numbers as three regions write them, and whatever else a locale may say."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain import day_words
from rejection_tui.domain.region import DayStyle, Region, current, region_of, used

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)  # a Tuesday
TODAY = NOW.date()
FAR = date(2027, 2, 3)
LOCALES = ("", "en_GB.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "fr_FR", "sv_SE", "en_CA", "ja_JP")


@pytest.mark.parametrize(
    ("locale", "today", "other_year", "short", "past", "moment", "number", "percent"),
    [
        ("en_GB", "Tue 24 Nov", "3 Feb 2027", "10 Nov", "was due 10 Nov", "22 Nov 16:30", "12,345.5", "40%"),
        (
            "en_US",
            "Tue Nov 24",
            "Feb 3, 2027",
            "Nov 10",
            "was due Nov 10",
            "Nov 22 4:30 PM",
            "12,345.5",
            "40%",
        ),
        ("de_DE", "Tue 24.11.", "3.2.2027", "10.11.", "was due 10.11.", "22.11. 16:30", "12.345,5", "40\xa0%"),
    ],
)
def test_three_regions(
    locale: str, today: str, other_year: str, short: str, past: str, moment: str, number: str, percent: str
) -> None:
    with used(region_of(locale)):
        assert day_words.day(NOW, NOW) == today
        assert day_words.day(FAR, NOW) == f"Wed {other_year}"
        assert day_words.date_word(FAR) == other_year
        assert day_words.day_word(TODAY - timedelta(days=14), TODAY) == short
        assert day_words.by_words(TODAY - timedelta(days=14), TODAY) == past
        assert day_words.moment_word(NOW - timedelta(days=2), NOW) == moment
        assert current().number(12345.5, 1) == number
        assert current().share(40) == percent


def test_the_week_ends_on_sunday_or_saturday() -> None:
    sunday = date(2026, 11, 29)
    assert day_words.soft_words(sunday, TODAY) == "this week"
    with used(region_of("en_US")):
        assert day_words.soft_words(sunday, TODAY) == "next week"
        assert day_words.soft_words(sunday - timedelta(days=1), TODAY) == "this week"


@pytest.mark.parametrize(
    ("locale", "order", "written"),
    [
        ("", "", "3 Feb 2027"),
        ("C.UTF-8", "", "3 Feb 2027"),
        ("xx_YY@euro", "", "3 Feb 2027"),
        ("de", "", "3.2.2027"),
        ("de-CH", "", "3.2.2027"),
        ("de_DE", "dmy", "3.2.2027"),
        ("de_DE", "mdy", "Feb 3, 2027"),
        ("en_US", "dmy", "3 Feb 2027"),
        ("en_US", "nonsense", "Feb 3, 2027"),
        ("en_GB", "ymd", "2027-02-03"),
    ],
)
def test_a_locale_and_a_setting(locale: str, order: str, written: str) -> None:
    assert region_of(locale, order).day(FAR) == written


def test_noon_and_midnight_of_a_twelve_hour_clock() -> None:
    here = region_of("en_US")
    assert [here.clock(time(h, 5)) for h in (0, 11, 12, 23)] == ["12:05 AM", "11:05 AM", "12:05 PM", "11:05 PM"]


def test_a_block_leaves_the_region_as_it_was() -> None:
    with pytest.raises(KeyError), used(Region(DayStyle.ISO)):
        raise KeyError
    assert current() == Region()


@pytest.mark.parametrize("locale", LOCALES)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_every_day_reads_back_as_it_is_written(locale: str, day: date) -> None:
    assert day_words.read_day(region_of(locale).day(day), TODAY) == day


@given(st.text(max_size=20), st.text(max_size=5))
def test_any_locale_is_some_region(locale: str, order: str) -> None:
    assert region_of(locale, order).day(FAR)


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0, "today"), (-0.01, "today"), (-16, "today"), (-17, "yesterday"), (-48, "2 days ago"), (8, "tomorrow")],
)
def test_how_long_ago_is_told_in_days(hours: float, words: str) -> None:
    assert day_words.ago(NOW + timedelta(hours=hours), NOW) == words


@pytest.mark.parametrize(
    ("days", "word"), [(-3, "21 Nov 16:30"), (-1, "yesterday 16:30"), (0, "16:30"), (1, "tomorrow 16:30")]
)
def test_a_moment_in_a_narrow_place(days: int, word: str) -> None:
    assert day_words.moment_word(NOW + timedelta(days=days), NOW) == word
