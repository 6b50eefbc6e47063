"""The notes on an answer that argue, and the questions its themes lead to."""

import pytest

from rejection_tui.drafting import argues, bank, for_themes, types_for
from rejection_tui.drafting.answers import theme_patterns


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


def test_the_bank_is_large_and_sound() -> None:
    questions = bank()
    assert len(questions) >= 60
    assert len({q.id for q in questions}) == len({q.text for q in questions}) == len(questions)
    assert {q.type for q in questions} == {"behavioural", "technical", "case study"}
    for question in questions:
        assert question.text[-1] in ".?" and question.hint.endswith(".") and question.themes
        assert set(question.themes) <= set(theme_patterns())


def test_every_theme_an_answer_can_name_has_questions() -> None:
    for theme in theme_patterns():
        found = for_themes([theme])
        assert found and all(theme in q.themes for q in found)
        assert types_for([theme])
    assert for_themes([]) == () and for_themes(["no such theme"]) == ()


def test_questions_of_another_trade_stand_last() -> None:
    found = for_themes(["thinking aloud"], limit=50, trade="software")
    foreign = [bool(q.trade) and q.trade != "software" for q in found]
    assert foreign == sorted(foreign)
