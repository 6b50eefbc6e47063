"""Tables: whole in a pipe, fitted to a terminal, and told in lines where that is too narrow."""

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from rejection_tui.cli import tables
from rejection_tui.cli.tables import cell_width, cut, laid_out, shared, table

HEADS = ("id", "company", "role", "date")
PROSE = {1, 2}
LONG = "Kaufmännischer Sachbearbeiter (m/w/d) für die Abteilung Versicherungsmathematik und Rückversicherung in München"
ROWS = [["d318bbc", "Quantara", LONG, "Thu 26 Nov"], ["832e94e", "Northlight", "Engineer", "Wed 25 Nov 2025"]]


@pytest.mark.parametrize("width", [60, 70, 80, 100, 120, 200])
def test_one_long_title_leaves_every_other_column_whole(width: int) -> None:
    lines = laid_out(ROWS, HEADS, PROSE, width)
    assert all(cell_len(line) <= width for line in lines)
    both = "\n".join(lines)
    assert all(words in both for words in ("d318bbc", "832e94e", "Thu 26 Nov", "Wed 25 Nov 2025", "Northlight"))


def test_a_pipe_gets_all_of_it_and_a_long_cell_moves_only_its_own_row() -> None:
    head, first, second = laid_out(ROWS, HEADS, PROSE, None)
    assert LONG in first and "…" not in first
    assert second.index("Wed") == head.index("date") < 70


def test_what_is_too_narrow_for_columns_is_told_in_lines() -> None:
    lines = laid_out(ROWS, HEADS, PROSE, 40)
    assert lines[0] == "d318bbc  Quantara"
    assert "".join(line.strip() + " " for line in lines[1:]).startswith(f"role {LONG}; date Thu 26 Nov ")


def test_the_widest_give_way_together() -> None:
    assert shared({0: 5, 1: 50, 2: 60}, 65) == {0: 5, 1: 30, 2: 30}
    assert shared({0: 5, 1: 50}, -3) == {0: 0, 1: 0}


@given(text=st.text("ab yÄß–…“○◔分析👩", max_size=20), width=st.integers(1, 20))
def test_a_cut_cell_fits_and_says_that_it_is_cut(text: str, width: int) -> None:
    done = cut(text, width)
    assert cell_width(done) == cell_len(done) <= width
    assert done == text or done.endswith("…")


def test_wide_characters_keep_the_columns_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(taken, "utf-8", write_through=True))
    table([("1", "分析", "x"), ("2", "ab", "y")], ("id", "company", "role"))
    lines = taken.getvalue().decode().splitlines()
    assert [cell_len(line) for line in lines[1:]] == [14, 14]


def test_a_list_in_a_pipe_needs_no_rich() -> None:
    code = """
import sys
from rejection_tui.cli.tables import table
table([("1", "Löwe")], ("id", "company"))
sys.exit("rich" in sys.modules)
"""
    import subprocess

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_what_is_taken_for_narrow_is_one_column_wide() -> None:
    narrow = [chr(n) for n in range(0x30000) if tables._NARROW.fullmatch(chr(n))]
    assert len(narrow) > 600 and all(cell_len(char) == 1 for char in narrow)
