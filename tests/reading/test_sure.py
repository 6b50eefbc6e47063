"""How sure a fact is, what a question asks for, and which values are what their type is of."""

from datetime import UTC, datetime

import pytest

from data import corpus
from rejection_tui.domain.facts import SURE, About, Fact, FactType, sure_of
from rejection_tui.domain.letter import Letter
from rejection_tui.reading.asks import ABOUTS, ask_model
from rejection_tui.reading.fact_sure import DOUBTFUL, PLAUSIBLE, Scale, Sureness, sureness
from rejection_tui.reading.fact_values import names_job, names_person, short_value
from rejection_tui.reading.facts import read_facts


def letter(body: str) -> Letter:
    """Return a letter of the 20th of October 2025."""
    return Letter("u", body, received=datetime(2025, 10, 20, tzinfo=UTC))


def test_only_what_is_sure_is_spoken_of() -> None:
    sure, unsure = Fact(FactType.MET, "phone", sure=SURE), Fact(FactType.MET, "panel", sure=0.5)
    facts = (sure, unsure, Fact(FactType.ASKS, "x", sure=1.0))
    assert sure_of(facts, FactType.MET) == (sure,)
    assert sure_of(facts, FactType.MET, 0.5) == (sure, unsure)


def test_a_table_rises_with_the_score() -> None:
    scale = Scale((1.0, 0.0), {"": 0.0, "met.phone": 2.0}, {"": ((0.0, 1.0), (0.1, 0.5, 0.9))})
    assert [scale.of("met", (score, 0.0)) for score in (-1.0, 0.5, 1.0)] == [0.1, 0.5, 0.9]
    assert scale.of("met.phone", (-1.0, 0.0)) == 0.9


def test_the_shipped_tables_rise_and_promise_no_more_than_all() -> None:
    for scale in sureness().scales.values():
        for scores, shares in scale.steps.values():
            assert len(shares) == len(scores) + 1
            assert list(scores) == sorted(scores) and list(shares) == sorted(shares)
            assert shares[0] > 0 and shares[-1] < 1


@pytest.mark.parametrize(
    ("fact", "plausible", "doubted"),
    [
        (Fact(FactType.PERSON, "March"), 0.0, True),
        (Fact(FactType.PERSON, "Jo Reed"), 1.0, False),
        (Fact(FactType.ASKS, "bring it in", about="none"), 1.0, True),
        (Fact(FactType.ASKS, "May I ring?", about="call"), 1.0, False),
    ],
)
def test_what_is_not_of_its_type_is_doubted(fact: Fact, plausible: float, doubted: bool) -> None:
    always = Scale((0.0,) * 3, {"": 0.0}, {"": ((), (0.97,))})
    numbers = [0.0, 0.0, 0.0]
    numbers[PLAUSIBLE] = plausible
    found = Sureness({fact.type.value: always}, {}).of(fact.type.value, numbers, fact)
    assert found == (DOUBTFUL if doubted else 0.97)


def test_a_type_without_a_table_is_never_sure() -> None:
    assert Sureness({}, {}).of("met.phone", (0.0, 1.0, 0.0, 0.0), Fact(FactType.MET, "phone")) == 0
    assert Sureness({}, {}).by_rule(FactType.TONE) == 0


PLAIN = """Dear Ms Reed,

Thank you for attending the interview on Thursday. Unfortunately the position has been filled.

We will keep your CV on file for twelve months.

Kind regards,
Ines Calloway"""


def test_a_plain_letter_is_read_with_more_confidence_than_a_strange_one() -> None:
    plain = {fact.type: fact.sure for fact in read_facts(letter(PLAIN), "en")}
    assert plain[FactType.ON_FILE] >= 0.85
    assert plain[FactType.MET] >= 0.8
    strange = read_facts(letter("Hi Sam,\n\nno luck. If you've got a cat, bring it in.\n\nJo"), "en")
    assert not [fact for fact in strange if fact.sure >= SURE and fact.type is FactType.ASKS]


def test_every_fact_says_how_sure_it_is() -> None:
    for fact in read_facts(letter(PLAIN), "en"):
        assert 0 < fact.sure < 1, fact
        assert bool(fact.about) is (fact.type is FactType.ASKS), fact


@pytest.mark.parametrize(
    ("language", "question", "about"),
    [
        ("en", "May we keep your CV on file for our next vacancies?", About.COME_BACK),
        ("en", "Please send us your travel receipts.", About.SEND),
        ("en", "Would you have time for a call on Tuesday?", About.CALL),
        ("en", "Please do not reply to this email.", About.NONE),
        ("de", "Dürfen wir Ihre Unterlagen behalten?", About.COME_BACK),
        ("de", "Bitte schicken Sie uns Ihre Fahrkarten.", About.SEND),
        ("fr", "Seriez-vous disponible mardi pour un appel ?", About.CALL),
        ("es", "¿Te interesaría otra vacante en Sevilla?", About.JOB),
        ("it", "La preghiamo di restituire il badge all'ingresso.", About.SEND),
        ("nl", "Gelieve niet op deze e-mail te antwoorden.", About.NONE),
        ("pt", "Podemos guardar o seu currículo?", About.COME_BACK),
        ("tr", "Lütfen bu e-postaya yanıt vermeyiniz.", About.NONE),
    ],
)
def test_what_clear_questions_ask_for(language: str, question: str, about: About) -> None:
    shares = ask_model().shares(question, language)
    assert max(shares, key=lambda one: shares[one]) is about
    assert sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize("question", ["", "?" * 50_000, "a " * 50_000, "\ud7ff🙂" * 9_000])
def test_strange_questions_have_shares(question: str) -> None:
    assert set(ask_model().shares(question, "en")) == set(ABOUTS)


@pytest.mark.parametrize(
    ("value", "language", "person"),
    [
        ("Graham Teo, interviewer", "en", True),
        ("Frau Dr. Peschke", "de", True),
        ("Mr. Danziger", "en", True),
        ("April Jones", "en", True),
        ("March", "en", False),
        ("May", "en", False),
        ("Frau", "de", False),
        ("Fällt er durch", "de", False),
        ("one of us", "en", False),
        ("", "en", False),
    ],
)
def test_which_values_name_a_person(value: str, language: str, person: bool) -> None:
    assert names_person(value, language) is person


@pytest.mark.parametrize(
    ("value", "job"),
    [
        ("Compliance Analyst", True),
        ("Pflegehelferin", True),
        ("sous chef", True),
        ("look at our page in winter", False),
        ("a very long sentence in which one manager and another manager meet", False),
        ("", False),
    ],
)
def test_which_values_name_a_job(value: str, job: bool) -> None:
    assert names_job(value) is job


@pytest.mark.parametrize(
    ("quote", "job"),
    [
        ("You may want to consider our Supply Chain Apprenticeship too", "Supply Chain Apprenticeship"),
        ("The Assistant Manager at the Lookout leaves in May", "Assistant Manager"),
        ("a Ponza una struttura cerca un sous chef dal 15 giugno", "sous chef"),
    ],
)
def test_a_job_is_taken_out_of_its_sentence(quote: str, job: str) -> None:
    assert short_value(FactType.OTHER_ROLE, quote, "en") == job


def test_labels_of_questions_stand_in_their_letters() -> None:
    by_id = {row["id"] for rows in corpus.letters().values() for row in rows}
    known = {about.value for about in About}
    assert all(row["about"] in known and row["id"] in by_id for row in corpus.asks())
    assert all(row["about"] in known - {"survey"} for row in corpus.single_asks())
    missing = [row for row in corpus.reviewed() if row["id"] not in by_id]
    assert not missing
