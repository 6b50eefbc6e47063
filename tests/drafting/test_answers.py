"""The notes on an answer that argue, and the questions its themes lead to."""

import pytest

from rejection_tui.drafting import argues


@pytest.mark.parametrize(
    ("notes", "hot"),
    [
        ("That's just not true, I mentioned it twice!", True),
        ("They never even looked at my portfolio.", True),
        ("What a waste of time, they had already decided", True),
        ("But I did explain the design!", True),
        ("Fair point. Ask Tom to listen to my answers on Sunday.", False),
        ("I was wrong about the length of the answers.", False),
        ("Book the Airflow course", False),
        ("", False),
    ],
)
def test_notes_that_argue_get_a_hint(notes: str, hot: bool) -> None:
    found = argues(notes)
    assert bool(found) is hot
    assert all(notes[f.start : f.end] == f.words for f in found)
