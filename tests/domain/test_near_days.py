"""Days that were mistyped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.day_words import read_day
from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.near_days import near_day, read_typed_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("in 2 weks", "in 2 weeks"),
        ("in 2weks", "in 2 weeks"),
        ("tommorow", "tomorrow"),
        ("firday", "friday"),
        ("next mnth", "next month"),
        ("3 Decmber", "3 december"),
        ("Octobr 3", "october 3"),
    ],
)
def test_a_mistyped_day_is_found(text: str, meant: str) -> None:
    assert near_day(text, TODAY, ahead=True) == meant
    with pytest.raises(UsageError, match=f"Did you mean “{meant}”"):
        read_typed_day(text, TODAY, ahead=True)


@pytest.mark.parametrize(
    "text", ["", "pointless", "no such person there", "31.02.2026", "x" * 10_000, "they never answer"]
)
def test_what_is_no_day_is_near_to_none(text: str) -> None:
    assert near_day(text, TODAY, ahead=True) == ""
    with pytest.raises(UsageError, match=r"Try tomorrow|Type a day, such as tomorrow"):
        read_typed_day(text, TODAY, ahead=True)


@given(st.text(max_size=60))
def test_what_is_proposed_is_a_day(text: str) -> None:
    if near := near_day(text, TODAY):
        read_day(near, TODAY)
