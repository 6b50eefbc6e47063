"""Columns of text: as wide as their words need, and a word broken only where no column can hold it."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rejection_tui.export.text_columns import column_widths, with_breaks

CELLS = st.lists(st.text("ab -/\u00a0\n漢é", max_size=30), min_size=1, max_size=4)


def test_each_column_holds_its_words_and_the_rest_goes_where_lines_are_long() -> None:
    assert column_widths([["No."], ["Datenanalystin (m/w/d)"], ["a b c d e f"]], 30) == [3, 19, 8]
    assert column_widths([["ab"], ["cd"]], 30) == [2, 2]
    assert column_widths([["1 Oct"], ["1\u00a0Oct"]], 8) == [3, 5]
    assert column_widths([["No."], ["x" * 50], ["y" * 40]], 43) == [3, 20, 20]


@given(st.lists(CELLS, min_size=1, max_size=6), st.integers(20, 80))
def test_the_columns_fit_the_page(columns: list[list[str]], room: int) -> None:
    widths = column_widths(columns, room)
    assert sum(widths) <= room and all(width >= 1 for width in widths)
    least = [max(cell_len(word) for cell in one for word in cell.replace("\n", " ").split(" ")) for one in columns]
    if sum(max(one, 1) for one in least) <= room:
        assert all(width >= one for width, one in zip(widths, least, strict=True))


def test_a_word_too_long_has_a_hyphen_where_it_has_no_joint() -> None:
    assert with_breaks("Senior Datenanalystin", 8) == "Senior Datenan-\nalystin"
    assert with_breaks("Entwickler/Entwicklerin", 15) == "Entwickler/\nEntwicklerin"
    assert with_breaks("a\nDatenanalystin", 14) == "a\nDatenanalystin"
    assert with_breaks("数据分析数据分析", 8) == "数据分析数据分析"


@given(st.text("ab -/\n", max_size=60), st.integers(2, 20))
def test_breaks_lose_nothing_and_leave_no_word_too_long(text: str, width: int) -> None:
    found = with_breaks(text, width)
    assert all(len(word) <= width for line in found.split("\n") for word in line.split(" "))
    plain = str.maketrans("", "", "-\n")
    assert found.translate(plain) == text.translate(plain)
