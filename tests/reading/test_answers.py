"""Sorting what comes back: the kinds on answers nothing was learned from, headers, quotes, and hostile text."""

import json
from collections import Counter
from pathlib import Path

import pytest

from rejection_tui.domain.answer import AnswerKind, AnswerSort
from rejection_tui.domain.letter import Letter
from rejection_tui.reading import answer_model
from rejection_tui.reading.answers import sort_of

#: At least so many of the unseen kinds are right.
FLOOR = 0.9
UNSEEN = Path(__file__).with_name("answers_unseen.jsonl")


def _letter(body: str, subject: str = "Re: Feedback", automatic: bool = False, quoted: str = "") -> Letter:
    return Letter(uid="0" * 32, body=body, subject=subject, automatic=automatic, quoted=quoted)


def test_answers_of_a_writer_nothing_was_learned_from() -> None:
    rows = [json.loads(line) for line in UNSEEN.read_text(encoding="utf-8").splitlines()]
    taken = [(AnswerKind(row["kind"]), sort_of(_letter(row["text"], row["subject"]))) for row in rows]
    wrong = Counter((kind, sort.kind) for kind, sort in taken if kind is not sort.kind)
    right = 1 - wrong.total() / len(rows)
    assert right >= FLOOR, f"{right:.3f} right; taken for another: {wrong}"


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("Automatische Antwort: Frage", "Ich bin bis Montag nicht im Büro.", AnswerKind.AUTOREPLY),
        ("Out of office: Re: Feedback", "I am away until 4 June.", AnswerKind.AUTOREPLY),
        ("Réponse automatique : retour", "Je suis en congé jusqu'au 3 mai.", AnswerKind.AUTOREPLY),
        ("Respuesta automática: consulta", "Estoy de vacaciones hasta el lunes.", AnswerKind.AUTOREPLY),
        ("Risposta automatica: domanda", "Sono in ferie fino al 25 agosto.", AnswerKind.AUTOREPLY),
        ("Automatisch antwoord: vraag", "Ik ben afwezig tot 3 mei.", AnswerKind.AUTOREPLY),
        ("Resposta automática: dúvida", "Estou de férias até dia 9.", AnswerKind.AUTOREPLY),
        ("Otomatik yanıt: soru", "12 Mayıs'a kadar izindeyim.", AnswerKind.AUTOREPLY),
        ("Re: Feedback", "Let me ask the panel and I'll come back to you by Friday.", AnswerKind.PROMISE),
        ("Re: Feedback", "It is our policy not to give feedback.", AnswerKind.REFUSAL),
        ("Re: Feedback", "Happy to talk it through. Can I ring you tomorrow at 4?", AnswerKind.CALL),
        ("Re: Feedback", "Your examples lacked detail and you had no experience with SAP.", AnswerKind.FEEDBACK),
    ],
)
def test_plain_answers(subject: str, body: str, kind: AnswerKind) -> None:
    assert sort_of(_letter(body, subject)).kind is kind


def test_the_sentence_that_says_it_is_named() -> None:
    sort = sort_of(
        _letter("Hi Ana,\n\nThanks for asking. I'll ask the panel and get back to you on Friday.\n\nBest, Jo")
    )
    assert sort.kind is AnswerKind.PROMISE
    assert sort.words == "I'll ask the panel and get back to you on Friday."


def test_quoted_lines_do_not_count() -> None:
    quoted = "> Was my presentation too vague? Did I lack experience with SAP?\n"
    assert sort_of(_letter(quoted + "I'll ask them and let you know tomorrow.")).kind is AnswerKind.PROMISE


def test_headers_of_a_machine_count() -> None:
    body = "Thank you for your message. We will get back to you."
    taken = [sort_of(_letter(body, "Your message", automatic)) for automatic in (False, True)]
    assert taken[1].kind is AnswerKind.AUTOREPLY
    assert taken[0].kind is not AnswerKind.AUTOREPLY or taken[1].confidence > taken[0].confidence


@pytest.mark.parametrize("body", ["", "\n\n", ">", "x" * 50_000, "a. " * 20_000, "\u0000\u200b", "?" * 9_000])
def test_any_text_is_sorted(body: str) -> None:
    sort = sort_of(_letter(body, body[:300]))
    assert isinstance(sort, AnswerSort) and 0 <= sort.confidence <= 1 and len(sort.words) <= 161


def test_without_a_model_it_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rejection_tui.reading.answers.answer_model", lambda: None)
    assert sort_of(_letter("We do not give feedback.")) == AnswerSort(AnswerKind.OTHER)


def test_a_damaged_model_is_refused() -> None:
    with pytest.raises(ValueError, match="packed"):
        answer_model.unpack(b"damaged")
