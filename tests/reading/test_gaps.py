"""The gaps an answer names: which, in whose words, about what, and what to do; never the user's own question."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejection_tui.domain.answer import AnswerKind, AnswerReading
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.letter import Letter
from rejection_tui.mail import without_quoted
from rejection_tui.reading import gap_model
from rejection_tui.reading.answers import read
from rejection_tui.reading.own_words import own_words
from tests.drafting.measure import ANSWERS, labelled

#: At least so many answers that nothing was learned from have their gap among those found, or rightly none.
FLOOR = 0.76
UNSEEN = Path(__file__).with_name("answers_unseen.jsonl")
EMPTY = (Gap.NOTHING_USABLE, Gap.UNSORTED)


def letter(body: str, quoted: str = "", subject: str = "Re: Feedback") -> Letter:
    return Letter("", body, subject, quoted=quoted)


def unseen() -> Iterator[dict[str, Any]]:
    for file in ANSWERS:
        yield from labelled(file, "answer")


def gaps(reading: AnswerReading) -> list[Gap]:
    return [one.gap for one in reading.gaps]


def test_gaps_of_answers_nothing_was_learned_from() -> None:
    wrong, count = [], 0
    for item in unseen():
        found = gaps(read(letter(item["text"])))
        count += 1
        if not (item["gap"] in found or (item["gap"] in EMPTY and not found)):
            wrong.append(f"{item['gap']}, found {list(map(str, found))}: {item['text'][:80]}")
    assert count == 148
    assert 1 - len(wrong) / count >= FLOOR, "\n".join(wrong)


def test_every_quote_stands_in_the_answer_word_for_word() -> None:
    texts = [json.loads(line)["text"] for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    for text in [*texts, *(item["text"] for item in unseen())]:
        reading = read(letter(text))
        for gap in reading.gaps:
            assert gap.quote == " ".join(text[gap.start : gap.end].split())
            assert gap.quote and gap.theme and gap.action.endswith(".") and 0 <= gap.sure <= 1
        assert [gap.start for gap in reading.gaps] == sorted(gap.start for gap in reading.gaps)
        assert not reading.gaps or reading.kind in (AnswerKind.FEEDBACK, AnswerKind.CALL)


def test_two_gaps_are_two() -> None:
    reading = read(
        letter(
            "Hi Ola,\n\nThe panel liked you. We could not tell from your CV how many people you had managed.\n\n"
            "And you do not have a forklift licence yet.\n\nBest, Jo"
        )
    )
    assert gaps(reading) == [Gap.EXPERIENCE, Gap.SKILL]
    assert "how many people" in reading.gaps[0].quote and "liked" not in reading.gaps[0].quote
    assert "licence" in reading.gaps[1].quote


def test_what_is_not_about_the_user_has_its_own_step() -> None:
    reading = read(letter("Hi Ola, they filled it internally in the end, a colleague from another team was promoted."))
    assert gaps(reading) == [Gap.NOT_YOU]
    assert reading.gaps[0].action.startswith("Nothing to change")


ASKED = "Was my presentation too vague? I have no experience with SAP and my German is weak."
OWN = "We could not tell from your CV how many people you had managed."
QUOTES = {
    "below": f"{OWN}\n\nOn Mon, 3 Nov 2025 at 09:12, Ola Reed wrote:\n> {ASKED}",
    "above": f"> {ASKED}\n\n{OWN}",
    "between": f"> Was my presentation too vague?\n{OWN}\n> I have no experience with SAP and my German is weak.\nJo",
    "outlook": f"{OWN}\n\nFrom: Ola Reed\nSent: Monday\nTo: Jo Hart\nSubject: Feedback\n\n{ASKED}",
    "german outlook": f"{OWN}\n\nVon: Ola Reed\nGesendet: Montag\nAn: Jo Hart\nBetreff: Feedback\n\n{ASKED}",
    "in quotation marks": f'You asked: "{ASKED}"\n\n{OWN}',
    "repeated": f"{ASKED}\n\n{OWN}",
}


@pytest.mark.parametrize("body", QUOTES.values(), ids=QUOTES)
def test_the_users_own_question_is_never_read(body: str) -> None:
    reading = read(letter(without_quoted(body)), ASKED)
    assert gaps(reading) == [Gap.EXPERIENCE]
    assert reading.gaps[0].quote.startswith("We could not tell")


def test_what_the_letter_quotes_is_not_read_again() -> None:
    body = f"I have no experience with SAP and my German is weak.\n\n{OWN}"
    assert gaps(read(letter(body, ASKED))) == [Gap.EXPERIENCE]


@given(st.text(max_size=400), st.text(max_size=80))
@settings(max_examples=40)
def test_any_text_can_be_read(body: str, asked: str) -> None:
    for own in (own_words(body, asked), without_quoted(body)):
        assert len(own) == len(body) and own.count("\n") == body.count("\n")
    for gap in read(letter(body, asked)).gaps:
        assert 0 <= gap.start < gap.end <= len(body)


@pytest.mark.parametrize(
    "body",
    ["you lacked SAP. " * 65_000, "> no SAP\n" * 115_000, '"I asked ' * 115_000, "a" * 1_000_000, ",;: " * 250_000],
)
def test_hostile_text_takes_no_time(body: str) -> None:
    read(letter("You lacked SAP."))
    start = process_time()
    read(letter(without_quoted(body)))
    assert process_time() - start < 5


def test_without_a_model_there_are_no_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rejection_tui.reading.answers.gap_model", lambda: None)
    assert not read(letter(OWN)).gaps


def test_a_damaged_model_is_refused() -> None:
    with pytest.raises(ValueError, match="packed"):
        gap_model.unpack(b"damaged")
