"""The form of an answer: a table by type, kept in fields of the question."""

import pytest

from rejection_tui.domain.forms import BEHAVIOURAL, FIELDS, FORMS, OTHER, form_of, notes_of
from rejection_tui.domain.refine import Question
from tests.world.clock import NOW


@pytest.mark.parametrize("type_", [*FORMS, "my own"])
def test_every_part_is_a_field_of_a_question(type_: str) -> None:
    form = form_of(type_)
    assert 3 <= len(form) <= 4 and len({part.field for part in form}) == len(form)
    assert all(part.label and part.hint and len(part.label) < 15 for part in form)
    assert {part.field for part in form} <= set(FIELDS) <= set(Question.__struct_fields__)


def test_star_is_for_behavioural_questions_alone() -> None:
    star = {"situation", "task", "action", "result"}
    assert {part.field for part in FORMS[BEHAVIOURAL]} == star
    assert not star & {part.field for name, form in FORMS.items() if name != BEHAVIOURAL for part in form}
    assert form_of(" Case  Study ") == FORMS["case study"] and form_of("panel") == OTHER


def test_notes_in_another_form_are_still_told() -> None:
    one = Question("q", "Why us?", "motivation", NOW, them="their garden", fit="plants", result="we shipped")
    assert list(notes_of(one)) == [("Them", "their garden"), ("Fit", "plants"), ("Result", "we shipped")]
