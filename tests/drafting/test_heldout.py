"""Texts written after the rules stood still.

First figures, before any rule was changed for them: drafts P .55 R .60 and P .40 R .57 (all false alarms were "no words
found that ..."; nothing blocked wrongly), bullets P 1.0 R 1.0.
The drafts are judged by a learned model since, which knows their good sentences: floors, not hopes.
"""

import pytest

from .measure import bullets, drafts


@pytest.mark.parametrize("file", ["heldout.toml", "heldout2.toml"])
def test_drafts(file: str) -> None:
    score = drafts(file)
    assert score.precision >= 0.85 and score.recall >= 0.5, score.notes


def test_bullets() -> None:
    score = bullets("heldout.toml")
    assert score.precision >= 0.95 and score.recall >= 0.95, score.notes
