"""The labelled letters load, are what their description says, and agree with what was annotated beside them."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from data import corpus
from rejection_tui.domain.answer import AnswerKind
from rejection_tui.domain.facts import FactType
from rejection_tui.domain.sent import SentKind
from rejection_tui.reading.gap_model import GAPS
from rejection_tui.reading.said import CONDITIONS

LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl", "tr"}


def rows() -> list[corpus.Row]:
    """Return all labelled letters."""
    return [row for written in corpus.letters().values() for row in written]


def test_a_file_is_a_writer_and_an_id_stands_in_one_alone() -> None:
    assert len(corpus.letters()) >= 20 and all(corpus.letters().values())
    assert [name for name, number in Counter(row["id"] for row in rows()).items() if number > 1] == []


def test_every_letter_has_a_kind_a_language_and_words() -> None:
    assert {corpus.label(row) for row in rows()} == set(corpus.KINDS)
    assert {row["lang"] for row in rows()} >= LANGUAGES
    assert all(str(row.get("body") or "").strip() for row in rows())
    assert {row.get("stage") for row in rows()} <= {"application", "screening", "interview", "final", None, "", "-"}


@pytest.mark.parametrize(("given", "kind"), [("newsletter", "alert"), ("offer", "offer"), ("withdrawn", "withdrawal")])
def test_other_names_of_a_kind(given: str, kind: str) -> None:
    assert corpus.label({"label": given}) == kind


def test_facts_are_of_letters_that_are_there_and_of_known_types() -> None:
    ids = {row["id"] for row in rows()}
    assert corpus.facts() and set(corpus.facts()) <= ids
    told = [fact for found in corpus.facts().values() for fact in found]
    assert {fact["type"] for fact in told} <= {kind.value for kind in FactType}
    assert all({"value", "quote"} <= fact.keys() for fact in told)


def test_single_sentences_of_facts_and_judgements_name_what_there_is() -> None:
    known = {kind.value for kind in FactType}
    sentences = corpus.fact_sentences()
    assert {row["lang"] for row in sentences} >= LANGUAGES and all(row["text"].strip() for row in sentences)
    assert {name.split(".")[0] for row in sentences for name in row["facts"]} <= known
    ids = {row["id"] for row in rows()}
    assert {letter for letter, _ in corpus.reviewed_said()} <= ids
    assert {condition for _, condition in corpus.reviewed_said()} <= set(CONDITIONS)
    assert set(corpus.reviewed_said().values()) == {True, False}


def test_decisive_sentences_are_of_letters_that_are_there() -> None:
    assert corpus.decisive() and set(corpus.decisive()) <= {row["id"] for row in rows()}
    assert all(isinstance(quotes, list) for quotes in corpus.decisive().values())


def test_single_sentences_and_answers_have_what_is_learned_from_them() -> None:
    kinds = {*corpus.KINDS, "rejection_near", "filler"}
    assert {row["kind"] for row in corpus.sentences()} <= kinds
    assert {row["lang"] for row in corpus.sentences()} == LANGUAGES
    assert all(answer["text"].strip() and "gaps" in answer for answer in corpus.answers())


def test_answers_are_of_a_kind_there_is_and_hold_what_is_said_to_say_it() -> None:
    answers = [answer for found in corpus.answers_by_writer().values() for answer in found]
    assert {answer["kind"] for answer in answers} == {kind.value for kind in AnswerKind}
    assert {answer["lang"] for answer in answers} == LANGUAGES
    assert all(said in answer["text"] for answer in answers for said in answer.get("said", ()))
    assert len({answer["id"] for answer in answers}) == len(answers)


def test_gaps_are_in_the_words_of_their_answers() -> None:
    named = [(answer, gap) for found in corpus.gap_answers().values() for answer in found for gap in answer["gaps"]]
    assert {gap["gap"] for _, gap in named} == {str(gap) for gap in GAPS}
    assert all(gap["quote"] in answer["text"] for answer, gap in named)
    feedback = [answer for found in corpus.gap_answers().values() for answer in found if answer["kind"] == "feedback"]
    assert all(answer["gaps"] for answer in feedback)
    assert {gap for _, _, gap in corpus.said_gaps()} == {"", *map(str, GAPS)}
    assert {language for _, language, _ in corpus.said_gaps()} == LANGUAGES


def test_sent_mail_is_of_a_kind_there_is() -> None:
    sent = [row for path in sorted((corpus.HERE / "sent").glob("*.jsonl")) for row in corpus.rows_of(path)]
    assert {row["kind"] for row in sent} <= {kind.value for kind in SentKind}
    assert {row["lang"] for row in sent} == LANGUAGES and all(row["text"].strip() for row in sent)


def test_a_labelled_letter_becomes_a_mail_and_is_parsed() -> None:
    row = {
        "id": "x",
        "subject": "Ihre Bewerbung — Köchin",
        "from": "Jörg Äpfel <j@example.org>",
        "body": "Größe 🙂\n\nzweiter Absatz",
        "date": "2025-10-20T09:30:00+02:00",
    }
    letter = corpus.letter_of(row)
    assert (letter.subject, letter.sender_name, letter.sender_email) == (
        "Ihre Bewerbung — Köchin",
        "Jörg Äpfel",
        "j@example.org",
    )
    assert letter.body == "Größe 🙂\n\nzweiter Absatz"
    assert letter.received == datetime(2025, 10, 20, 7, 30, tzinfo=UTC)


def test_a_page_is_sent_as_one_and_a_bare_letter_has_no_head() -> None:
    assert b"text/html" in corpus.compose({"body": "<html><body><p>No</p></body></html>"})
    bare = corpus.letter_of({"body": "We chose somebody else.", "subject": None, "from": None, "date": None})
    assert (bare.subject, bare.sender_email, bare.received) == ("", "", None)
    assert bare.body == "We chose somebody else."
