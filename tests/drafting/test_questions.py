"""The bank of questions, and which of them the themes of an answer and the role lead to."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.forms import FORMS
from rejection_tui.drafting import bank, for_themes, types_for
from rejection_tui.drafting.answers import theme_patterns
from rejection_tui.drafting.question_leads import trades_of
from rejection_tui.drafting.questions import TYPES

TRADES = {
    "software", "data", "finance", "sales", "care", "nursing", "teaching", "crafts", "driving", "warehouse", "retail",
    "hospitality", "construction", "social work", "early years", "public service", "research", "design", "law",
    "first job", "office",
}  # fmt: skip


def test_the_bank_is_large_and_sound() -> None:
    questions = bank()
    assert len(questions) >= 160
    assert len({q.id for q in questions}) == len({q.text for q in questions}) == len(questions)
    for question in questions:
        assert question.text[-1] in ".?" and question.hint.endswith(".") and question.themes
        assert 2 <= len(question.hint.split()) <= 40, question.id
        assert set(question.themes) <= set(theme_patterns()), question.id
        assert set(question.trades) <= TRADES and (question.trades or ("",))[0] == question.trade


def test_every_type_has_six_questions_and_a_form_of_its_own() -> None:
    assert set(TYPES) == set(FORMS)
    counted = Counter(q.type for q in bank())
    assert {name for name in TYPES if counted[name] < 6} == set()


def test_every_trade_has_questions() -> None:
    counted = Counter(trade for q in bank() for trade in q.trades)
    assert counted.keys() == TRADES and min(counted.values()) >= 3


def test_every_theme_an_answer_can_name_has_questions() -> None:
    for theme in theme_patterns():
        found = for_themes([theme])
        assert found and all(theme in q.themes for q in found)
        assert types_for([theme])
    assert for_themes([]) == () and for_themes(["no such theme"]) == () and types_for(["no such theme"]) == ()


@pytest.mark.parametrize(
    ("theme", "type_"),
    [
        ("case and design", "case study"),
        ("case study", "case study"),
        ("the case round", "case study"),
        ("presenting", "presentation"),
        ("panel presentation", "presentation"),
        ("technical test", "technical"),
        ("SQL", "technical"),
        ("more Airflow", "technical"),
        ("why us", "motivation"),
        ("motivation", "motivation"),
        ("salary expectations", "salary"),
        ("Gehalt", "salary"),
        ("weaknesses", "strengths and weaknesses"),
        ("CV clarity", "career break"),
        ("employment gap", "career break"),
        ("values interview", "values"),
        ("Safeguarding", "safeguarding"),
        ("assessment centre", "group exercise"),
        ("video interview", "one-way video"),
        ("research statement", "research statement"),
        ("portfolio review", "portfolio"),
        ("examples", "behavioural"),
        ("STAR", "behavioural"),
    ],
)
def test_a_theme_leads_to_the_type_that_was_named(theme: str, type_: str) -> None:
    assert types_for([theme]) == (type_,)
    assert {q.type for q in for_themes([theme])} == {type_}


def test_themes_take_turns() -> None:
    found = for_themes(["case study", "presenting"])
    assert [q.type for q in found] == ["case study", "presentation"] * 4
    assert types_for(["presenting", "case study", "presenting"]) == ("presentation", "case study")


@pytest.mark.parametrize(
    ("role", "trades"),
    [
        ("Staff Nurse, Band 5, Ward 7", ("nursing",)),
        ("Care Home Chef", ("hospitality",)),
        ("Pflegefachkraft (m/w/d)", ("nursing",)),
        ("Healthcare Assistant", ("care",)),
        ("Teacher of Mathematics", ("teaching",)),
        ("Nursery Nurse", ("early years",)),
        ("Erzieherin", ("early years",)),
        ("Apprentice Electrician", ("crafts", "first job")),
        ("Kfz-Mechatroniker", ("crafts",)),
        ("Plumber", ("crafts",)),
        ("HGV Driver (nights)", ("driving",)),
        ("Forklift Driver", ("warehouse",)),
        ("Retail Sales Assistant", ("retail",)),
        ("Head of Sales", ("sales",)),
        ("Bricklayer", ("construction",)),
        ("Social Worker - Children", ("social work",)),
        ("Police Constable", ("public service",)),
        ("Financial Analyst", ("finance",)),
        ("Lectureship in Modern History", ("research",)),
        ("UX Designer", ("design",)),
        ("Solutions Architect", ("software",)),
        ("Trainee Solicitor", ("law", "first job")),
        ("Infirmière de nuit", ("nursing",)),
        ("Data Engineer", ("data",)),
        ("Softwareentwickler", ("software",)),
        ("Customer Care Agent", ()),
        ("Data Protection Officer", ()),
        ("Project Manager", ()),
        ("", ()),
    ],
)
def test_a_role_names_its_trade(role: str, trades: tuple[str, ...]) -> None:
    assert trades_of(role) == trades
    for theme in (*theme_patterns(), "technical test", "case study"):
        found = for_themes([theme], role=role)
        mine = [bool(trades) and bool(set(q.trades) & set(trades)) for q in found]
        assert not trades or mine == sorted(mine, reverse=True), theme
        assert not trades or all(of_it or not q.trades for of_it, q in zip(mine, found, strict=True)), theme


def test_a_role_of_no_known_trade_is_asked_what_is_for_everyone() -> None:
    assert {q.trade for q in for_themes(["technical test"], role="Project Manager")} == {""}
    assert "data" in {q.trade for q in for_themes(["SQL"], role="Project Manager")}


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_words_lead_somewhere_or_nowhere(theme: str, role: str) -> None:
    assert len(for_themes([theme], role=role)) <= 8
