"""The figures on our own labelled letters, with floors under them, through the forms mail really comes in."""

from collections import Counter

import pytest

from data.corpus import compose
from rejection_tui.domain.letter import Reading
from rejection_tui.mail import RawMessage, parse
from rejection_tui.reading import read_letter
from tests.reading.measure import Figures, judge, measure
from tests.world import letters


@pytest.fixture(scope="module")
def readings() -> list[tuple[dict[str, object], Reading]]:
    return [(row, read_letter(parse(RawMessage(letters.compose(row), str(row["id"]))))) for row in letters.rows()]


def test_the_collection_is_wide_enough() -> None:
    rows = letters.rows()
    assert len(rows) >= 60 and len({row["id"] for row in rows}) == len(rows)
    assert {row["lang"] for row in rows} == {"en", "de", "fr", "es", "pt", "it", "nl", "tr"}
    assert {row["form"] for row in rows} == {"plain", "html", "qp", "base64", "latin1", "alternative", "forwarded"}


def test_verdicts_on_our_letters(readings: list[tuple[dict[str, object], Reading]]) -> None:
    called = {str(row["id"]) for row, reading in readings if reading.verdict == "rejection"}
    wanted = {str(row["id"]) for row, _ in readings if row["label"] == "rejection"}
    assert called - wanted == set()
    assert len(called & wanted) / len(wanted) >= 0.95


def test_kinds_on_our_letters(readings: list[tuple[dict[str, object], Reading]]) -> None:
    wrong = [(row["id"], reading.kind) for row, reading in readings if reading.kind != row["label"]]
    assert len(wrong) <= 4, wrong


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("company", 0.9, 0.05), ("role", 0.9, 0.07), ("recruiter_name", 0.93, 0.04)]
)
def test_guesses_on_our_letters(
    readings: list[tuple[dict[str, object], Reading]], name: str, right: float, wrong: float
) -> None:
    outcomes = Counter(
        judge(getattr(reading, name).value, row[name]) for row, reading in readings if row["label"] == "rejection"
    )
    total = sum(outcomes.values())
    assert outcomes["right"] / total >= right and outcomes["wrong"] / total <= wrong, outcomes


@pytest.mark.parametrize(
    ("name", "precision", "recall", "company", "role"),
    [("varied", 0.98, 0.8, 0.9, 0.85), ("heldout", 0.9, 0.64, 0.8, 0.72)],
)
def test_letters_in_nobodys_formulas(name: str, precision: float, recall: float, company: float, role: float) -> None:
    figures = measure(letters.rows(name))
    assert figures.precision >= precision and figures.recall >= recall
    assert figures.share("company", "right") >= company and figures.share("company", "wrong") <= 0.07
    assert figures.share("role", "right") >= role and figures.share("role", "wrong") <= 0.18
    assert figures.share("recruiter_name", "right") >= 0.95 and figures.share("recruiter_email", "right") >= 0.95


def test_no_letter_is_in_two_files() -> None:
    ids = [row["id"] for name in ("letters", "varied", "heldout") for row in letters.rows(name)]
    assert len(set(ids)) == len(ids)


def test_a_guess_shows_where_it_came_from(readings: list[tuple[dict[str, object], Reading]]) -> None:
    for _, reading in readings:
        for guess in (reading.company, reading.role, reading.recruiter_name, reading.recruiter_email):
            assert not guess or (guess.source and guess.words and 0 < guess.confidence <= 1)


def test_measuring_counts_as_it_says() -> None:
    figures = Figures(hit=8, false=2, missed=2)
    assert (figures.precision, figures.recall) == (0.8, 0.8) and round(figures.f1, 3) == 0.8
    assert [
        judge("Bell Ltd", "Bell"),
        judge("", "Bell"),
        judge("Ring", "Bell"),
        judge("", "-"),
        judge("Bell", None),
    ] == [
        "right",
        "empty",
        "wrong",
        "right",
        "wrong",
    ]
    row = {
        "id": "x",
        "label": "rejection",
        "subject": None,
        "from": None,
        "body": "We hired someone else for the post.",
        "company": "-",
    }
    assert b"hired" in compose(row) or b"base64" in compose(row)
    assert measure([row]).hit == 1
