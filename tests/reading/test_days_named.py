"""The day a sentence of theirs names, in eight languages."""

from datetime import date

import pytest

from rejection_tui.reading.days_named import day_named
from tests.strategies import HOSTILE

LETTER = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Could you let me know by 4 December?", date(2026, 12, 4)),
        ("Please tell us before December 4th.", date(2026, 12, 4)),
        ("Please reply by 4 January.", date(2027, 1, 4)),
        ("Please reply by 2026-12-10.", date(2026, 12, 10)),
        ("Bitte antworten Sie bis zum 4. Dezember.", date(2026, 12, 4)),
        ("Bitte antworten Sie bis zum 4.12.", date(2026, 12, 4)),
        ("Bitte antworten Sie bis zum 4.1., wenn möglich.", date(2027, 1, 4)),
        ("Merci de me répondre avant le 4 décembre.", date(2026, 12, 4)),
        ("Dígame algo antes del 4 de diciembre.", date(2026, 12, 4)),
        ("Mi faccia sapere entro il 4 dicembre.", date(2026, 12, 4)),
        ("Laat het ons weten vóór 4 december.", date(2026, 12, 4)),
        ("Diga-nos até 4 de dezembro.", date(2026, 12, 4)),
        ("4 Aralık tarihine kadar bize yazın.", date(2026, 12, 4)),
        ("May we come back to you in March?", date(2027, 3, 1)),
        ("May we come back to you in September 2027?", date(2027, 9, 1)),
        ("Could you tell us by Friday?", date(2026, 11, 27)),
        ("Could you tell us by next Tuesday?", date(2026, 12, 1)),
        ("Bitte antworten Sie bis Freitag.", date(2026, 11, 27)),
        ("Répondez-nous avant vendredi.", date(2026, 11, 27)),
        ("Díganos algo antes del viernes.", date(2026, 11, 27)),
        ("Ci dica entro venerdì.", date(2026, 11, 27)),
        ("Laat het weten voor vrijdag.", date(2026, 11, 27)),
        ("Diga-nos até sexta-feira.", date(2026, 11, 27)),
        ("Cuma gününe kadar yazın.", date(2026, 11, 27)),
    ],
)
def test_a_day_to_come(sentence: str, day: date) -> None:
    assert day_named(sentence, LETTER) == day


@pytest.mark.parametrize(
    "sentence",
    [
        "May we come back to you?",
        "You met us on Friday; may we come back to you?",
        "It was good to meet you on 12 October; may we call?",  # past: the next October is nearly a year away
        "Thank you again. May we come back to you?",
        "",
    ],
)
def test_no_day_to_come(sentence: str) -> None:
    assert day_named(sentence, LETTER) is None


def test_a_day_that_is_none_is_its_month() -> None:
    assert day_named("Please reply by 31 February.", LETTER) == date(2027, 2, 1)


def test_a_letter_without_a_date_names_only_whole_days() -> None:
    assert day_named("By Friday, or by 4 December.", None) is None
    assert day_named("By 4 December 2026.", None) == date(2026, 12, 4)


@pytest.mark.parametrize("text", [*HOSTILE, "by friday " * 5000, "4 december " * 5000, "9" * 10_000])
def test_anything_is_read(text: str) -> None:
    found = day_named(text, LETTER)
    assert found is None or isinstance(found, date)


def test_the_last_days_of_the_calendar() -> None:
    assert day_named("by Friday", date.max) is None
