"""Whom a note of an interview names."""

import pytest

from rejection_tui.domain.interview import people_named
from tests.world.records import contact

PEOPLE = (
    contact("jane", "Jane Hart"),
    contact("tom", "Tom Berg"),
    contact("other tom", "Tom Hall"),
    contact("ada", "Dr. Ada Maria Love"),
    contact("zoe", "Zoë"),
    contact("wang", "王 小明"),
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", []),
        ("Jane", ["jane"]),
        ("jane hart, TOM BERG", ["jane", "tom"]),
        ("Jane from HR and Zoe", ["jane", "zoe"]),
        ("Tom", []),
        ("Jane Miller", []),
        ("Janet", []),
        ("Ada Maria Love (CTO)", ["ada"]),
        ("Ada & 王小明, 王 小明", ["ada", "wang"]),
        (",;/&()", []),
    ],
)
def test_people_are_named_by_the_whole_name_or_the_only_first_one(text: str, named: list[str]) -> None:
    assert [one.uid for one in people_named(text, PEOPLE)] == named
