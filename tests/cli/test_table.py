"""A table in a pipe looks as it does on a terminal of that width, whichever code lays it out."""

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.cli import output

HEADS = ("id", "company", "role")
CELL = st.text("ab yÄß–…“○◐ ", max_size=12) | st.sampled_from(
    ["x" * 90, "分析", "a\tb", "e\u0301", "\u00ad", "\u200d", "👩"]
)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=4))
def test_both_ways_print_the_same(rows: list[tuple[str, str, str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        printed = []
        for forced in (False, True):
            taken = io.BytesIO()
            patch.setattr(output, "_is_terminal", lambda forced=forced: forced)
            patch.setattr(sys, "stdout", io.TextIOWrapper(taken, "utf-8", write_through=True))
            output.table(rows, HEADS)
            sys.stdout.flush()
            printed.append(taken.getvalue().decode())
    assert printed[0] == printed[1]


def test_a_list_in_a_pipe_needs_no_rich() -> None:
    assert output._plain_table([HEADS, ("1", "Acme", "Löwe")]) == ["id  company  role", "1   Acme     Löwe"]
    assert output._plain_table([HEADS, ("1", "分析", "x")]) is None
    assert output._plain_table([HEADS, ("1", "x" * 191, "x")]) is None


def test_what_is_taken_for_narrow_is_one_column_wide() -> None:
    from rich.cells import cell_len

    narrow = [chr(n) for n in range(0x30000) if output._NARROW.fullmatch(chr(n))]
    assert len(narrow) > 600 and all(cell_len(char) == 1 for char in narrow)
