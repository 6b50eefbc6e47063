"""Floors of the shipped model on letters it has learned from, so that a broken file or feature is seen at once.

They say nothing of how good the reading is: that is measured on writers left out of the training (`data/train.py`).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from data import corpus, measure
from data.measure import Figures, judge
from rejection_tui.domain.letter import Reading, Verdict
from rejection_tui.mail import RawMessage, parse
from rejection_tui.reading import read_letter
from tests.world import letters


@pytest.fixture(scope="module")
def readings() -> list[tuple[dict[str, Any], Reading]]:
    return [(row, read_letter(parse(RawMessage(letters.compose(row), str(row["id"]))))) for row in letters.rows()]


def test_the_collection_is_wide_enough() -> None:
    rows = letters.rows()
    assert len(rows) >= 60 and len({row["id"] for row in rows}) == len(rows)
    assert {row["lang"] for row in rows} == {"en", "de", "fr", "es", "pt", "it", "nl", "tr"}
    assert {row["form"] for row in rows} == {"plain", "html", "qp", "base64", "latin1", "alternative", "forwarded"}


def test_verdicts_and_kinds_in_every_form_of_mail(readings: list[tuple[dict[str, Any], Reading]]) -> None:
    wanted = [reading.verdict for row, reading in readings if row["label"] == "rejection"]
    others = [reading.verdict for row, reading in readings if row["label"] != "rejection"]
    assert wanted.count(Verdict.REJECTION) / len(wanted) >= 0.9 and others.count(Verdict.REJECTION) <= 1
    wrong = [(row["id"], reading.kind) for row, reading in readings if reading.kind != row["label"]]
    assert len(wrong) <= 6, wrong


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure.measure(corpus.letters()["varied-b"])


def test_the_verdict_keeps_its_floor(figures: Figures) -> None:
    assert figures.precision >= 0.9 and figures.recall >= 0.8 and figures.found_or_asked >= 0.9


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("company", 0.65, 0.15),
        ("role", 0.6, 0.2),
        ("recruiter_name", 0.75, 0.15),
        ("recruiter_email", 0.8, 0.12),
        ("stage", 0.7, 0.3),
        ("no_reply", 0.9, 0.1),
    ],
)
def test_the_fields_keep_their_floors(figures: Figures, name: str, right: float, wrong: float) -> None:
    assert figures.share(name, "right") >= right and figures.share(name, "wrong") <= wrong, figures.fields[name]


def test_a_guess_shows_where_it_came_from(readings: list[tuple[dict[str, Any], Reading]]) -> None:
    for _, reading in readings:
        for guess in (reading.company, reading.role, reading.recruiter_name, reading.recruiter_email):
            assert not guess or (guess.source and guess.words and 0 < guess.confidence <= 1)


# The measure itself


def test_shares_are_of_what_they_say() -> None:
    figures = Figures(hit=8, false=2, missed=2, asked_of_wanted=1)
    assert (figures.precision, figures.recall, figures.found_or_asked) == (0.8, 0.8, 0.9)
    assert round(figures.f1, 3) == 0.8
    assert Figures().f1 == Figures().share("company", "right") == 0


@pytest.mark.parametrize(
    ("guess", "gold", "outcome"),
    [
        ("Bell Ltd", "Bell", "right"),
        ("Bell", "Bell Ltd || Ring", "right"),
        ("", "Bell", "empty"),
        ("Ring", "Bell", "wrong"),
        ("", "-", "right"),
        ("", None, "right"),
        ("Bell", None, "wrong"),
        ("Nurse (m/w/d)", "Nurse", "right"),
    ],
)
def test_a_guess_is_right_wrong_or_empty(guess: str, gold: str | None, outcome: str) -> None:
    assert judge(guess, gold) == outcome


def test_measuring_prints_a_table_and_the_misses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    no = {
        "id": "x",
        "label": "rejection",
        "subject": "Your application for Nurse",
        "from": None,
        "body": "Dear Sam,\n\nthank you for your application. Unfortunately we have chosen another candidate for the "
        "post.\n\nKind regards\nAnn Bell",
        "company": "-",
        "recruiter_name": "Somebody Else",
        "stage": "application",
        "no_reply": False,
        "facts": [{"type": "closed", "value": "filled", "quote": "we have chosen another candidate"}],
    }
    other = {"id": "y", "label": "newsletter", "subject": "Sale", "from": "s@shop.example", "body": "Shoes are cheap."}
    path = tmp_path / "some.jsonl"
    path.write_text(f"{json.dumps(no)}\n\n{json.dumps(other)}\n", encoding="utf-8")
    measure.main([str(path), "--misses"])
    printed = capsys.readouterr().out
    assert "some: 2 letters" in printed and "sure P 1.000 R 1.000" in printed and "false alarms 0 of 1" in printed
    assert "recruiter_name" in printed and "gold 'Somebody Else'" in printed
    assert "facts: mean F1" in printed and "closed" in printed
