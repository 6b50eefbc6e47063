"""The mailbox of a year, imported in three goes: the checklist stands after each as a person would expect it."""

from pathlib import Path

from tests.world.mailbox.goes import goes

#: How many applications of each go stand as expected, at least: `python -m tests.world.mailbox.goes` prints them all.
EXPECTED = (21, 37, 41)


def test_three_goes_bring_the_file_to_where_a_person_would_expect_it(tmp_path: Path) -> None:
    found = list(goes(tmp_path))
    assert [go.applications for go in found] == [23, 42, 47]
    assert all(go.right >= least for go, least in zip(found, EXPECTED, strict=True)), [go.wrong for go in found]
    assert all(len(go.missed) <= 1 for go in found), [go.missed for go in found]
