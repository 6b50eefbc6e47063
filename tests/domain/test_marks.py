"""Marks: one cell each, different for each state, and the same as those of the meanings where a state means one."""

from collections.abc import Mapping
from enum import Enum

import pytest
from rich.cells import cell_len

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.contact import Warmth
from rejection_tui.domain.marks import ACTION_MARKS, CONTACT_MARKS, CONTACT_MEANINGS, STEP_MARKS
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.purpose import ACTION_PURPOSES, STEP_PURPOSES
from rejection_tui.domain.steps import SHORT_TITLES, STEP_TITLES, ActionState, StepState


@pytest.mark.parametrize(
    ("marks", "states"), [(STEP_MARKS, StepState), (ACTION_MARKS, ActionState), (CONTACT_MARKS, Warmth)]
)
def test_every_state_has_a_mark_of_its_own(marks: Mapping[Enum, str], states: type[Enum]) -> None:
    assert set(marks) == set(states)
    assert len(set(marks.values())) == len(states)
    assert all(cell_len(mark) == 1 for mark in marks.values())


def test_a_contact_is_marked_as_what_its_state_means() -> None:
    """Amber and red differ in mark and meaning, not in colour alone."""
    assert CONTACT_MEANINGS[Warmth.DUE] is Meaning.SOON and CONTACT_MEANINGS[Warmth.OVERDUE] is Meaning.DUE
    assert all(CONTACT_MARKS[state] == meaning.mark for state, meaning in CONTACT_MEANINGS.items())


def test_every_step_and_action_says_what_it_is_good_for() -> None:
    assert set(STEP_PURPOSES) == {*STEP_TITLES, *SHORT_TITLES}
    assert set(ACTION_PURPOSES) == set(ActionKey)
    assert all(words.endswith((".", "?")) for words in (*STEP_PURPOSES.values(), *ACTION_PURPOSES.values()))
