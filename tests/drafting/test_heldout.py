"""Texts written after the rules stood still.

First figures, before any rule was changed for them: drafts P .55 R .60 and P .40 R .57 (all false alarms were "no words
found that ..."; nothing blocked wrongly), bullets P 1.0 R 1.0, answers 3 and 4 of 12 sorted, the others left unsorted.
The drafts are judged by a learned model since, which knows their good sentences: floors, not hopes.
"""

import pytest

from rejection_tui.domain.feedback import Gap
from rejection_tui.drafting import read_answer

from .measure import answers, bullets, drafts, labelled


@pytest.mark.parametrize("file", ["heldout.toml", "heldout2.toml"])
def test_drafts(file: str) -> None:
    score = drafts(file)
    assert score.precision >= 0.85 and score.recall >= 0.5, score.notes


def test_bullets() -> None:
    score = bullets("heldout.toml")
    assert score.precision >= 0.95 and score.recall >= 0.95, score.notes


@pytest.mark.parametrize("file", ["heldout.toml", "heldout2.toml"])
def test_answers(file: str) -> None:
    right, count, *_, notes = answers(file)
    assert right / count >= 0.8, notes
    for item in labelled(file, "answer"):
        assert read_answer(item["text"]).gap in (item["gap"], Gap.UNSORTED), item
