"""The parts of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.names import family_first, parts_of, same_name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jane Hart", ("Hart", "Jane", "", "", "")),
        ("Jane", ("Jane", "", "", "", "")),
        ("Prof. Dr. Jane Hart", ("Hart", "Jane", "", "Prof. Dr.", "")),
        ("Jane Hart, PhD, MBA", ("Hart", "Jane", "", "", "PhD, MBA")),
        ("Sanne van der Berg", ("van der Berg", "Sanne", "", "", "")),
        ("Ludwig von Beck", ("von Beck", "Ludwig", "", "", "")),
        ("山田 太郎", ("山田", "太郎", "", "", "")),
        ("김 민준", ("김", "민준", "", "", "")),
        ("Dr.", ("Dr.", "", "", "", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_parts(name: str, parts: tuple[str, ...]) -> None:
    assert parts_of(name) == parts


def test_a_changed_name_is_another() -> None:
    parts = ("García López", "Ana", "", "", "MBA")
    assert same_name(parts, "Ana García López") and same_name(parts, "Ana García López, MBA")
    assert not same_name(parts, "Ana García Ruiz") and not same_name((), "Ana")
    assert same_name(("山田", "太郎", "", "", ""), "山田太郎") and family_first("山田 太郎") and not family_first("Ana")


@given(st.text(max_size=60))
def test_any_text_has_parts(name: str) -> None:
    assert len(parts_of(name)) == 5
