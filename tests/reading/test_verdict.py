"""What kind of mail a letter is: plain letters in eight languages, their sentences, the user's corrections, bounds."""

import time
from datetime import UTC, datetime

import pytest

from rejection_tui.domain.correction import Correction, CorrectionField, Memory
from rejection_tui.domain.letter import Letter, LetterKind, Verdict
from rejection_tui.reading import feature_numbers, read_letter
from rejection_tui.reading.personal import shift
from rejection_tui.reading.verdict import judge, may_be_about_an_application
from rejection_tui.reading.weights import model
from rejection_tui.reading.words import take_apart, text_of

NOTHING = Memory()

NO = {
    "en": (
        "Your application as Technical Editor",
        "Dear Ms Okoye,\n\nThank you for applying for the position of Technical Editor. After careful consideration we "
        "regret to inform you that we will not be moving forward with your application, as we have chosen another "
        "candidate.\n\nWe wish you every success in your job search.\n\nKind regards\nTess Marlow",
    ),
    "de": (
        "Ihre Bewerbung als Technische Redakteurin",
        "Sehr geehrte Frau Okoye,\n\nvielen Dank für Ihre Bewerbung. Leider müssen wir Ihnen mitteilen, dass wir uns "
        "für eine andere Bewerberin entschieden haben und Ihnen keine Zusage geben können.\n\nFür Ihre weitere Suche "
        "wünschen wir Ihnen viel Erfolg.\n\nMit freundlichen Grüßen\nTess Marlow",
    ),
    "fr": (
        "Votre candidature au poste de rédactrice technique",
        "Madame,\n\nNous vous remercions de l'intérêt que vous portez à notre entreprise. Malheureusement, nous sommes "
        "au regret de vous informer que votre candidature n'a pas été retenue pour ce poste.\n\nNous vous souhaitons "
        "beaucoup de succès dans vos recherches.\n\nCordialement,\nTess Marlow",
    ),
    "es": (
        "Su candidatura al puesto de redactora técnica",
        "Estimada Sra. Okoye:\n\nGracias por su interés en nuestra empresa. Lamentamos comunicarle que su candidatura "
        "no ha sido seleccionada para el puesto y que hemos elegido a otra persona.\n\nLe deseamos mucha suerte en su "
        "búsqueda de empleo.\n\nUn cordial saludo,\nTess Marlow",
    ),
    "pt": (
        "A sua candidatura à vaga de redatora técnica",
        "Prezada Sra. Okoye,\n\nAgradecemos a sua candidatura. Infelizmente, informamos que não foi selecionada para a "
        "vaga, pois optamos por outro candidato.\n\nDesejamos muito sucesso na sua procura de emprego.\n\n"
        "Atenciosamente,\nTess Marlow",
    ),
    "it": (
        "La Sua candidatura come redattrice tecnica",
        "Gentile Signora Okoye,\n\nLa ringraziamo per la Sua candidatura. Siamo spiacenti di comunicarLe che non è "
        "stata selezionata per la posizione e che abbiamo scelto un altro candidato.\n\nLe auguriamo molto successo "
        "nella Sua ricerca di lavoro.\n\nCordiali saluti,\nTess Marlow",
    ),
    "nl": (
        "Uw sollicitatie als technisch redacteur",
        "Geachte mevrouw Okoye,\n\nHartelijk dank voor uw sollicitatie. Helaas moeten wij u meedelen dat wij u niet "
        "uitnodigen voor een gesprek, omdat wij voor een andere kandidaat hebben gekozen.\n\nWij wensen u veel succes "
        "bij het zoeken naar een baan.\n\nMet vriendelijke groet,\nTess Marlow",
    ),
    "tr": (
        "Teknik Editör pozisyonu başvurunuz",
        "Sayın Okoye,\n\nBaşvurunuz için teşekkür ederiz. Maalesef başvurunuzun olumlu sonuçlanmadığını ve pozisyon "
        "için başka bir adayla ilerlemeye karar verdiğimizi bildirmek isteriz.\n\nKariyerinizde başarılar dileriz.\n\n"
        "Saygılarımızla,\nTess Marlow",
    ),
}
RECEIVED = {
    "en": "Thank you for your application. We have received it and will review it over the next two weeks. We receive "
    "many applications and cannot reply to everyone in person; if you are shortlisted, we will contact you.",
    "de": "vielen Dank für Ihre Bewerbung, die wir erhalten haben. Wir prüfen Ihre Unterlagen und melden uns in den "
    "nächsten zwei Wochen bei Ihnen. Wir bitten Sie um etwas Geduld.",
    "fr": "Nous avons bien reçu votre candidature et nous vous en remercions. Nous allons l'étudier et reviendrons "
    "vers vous dans les deux semaines.",
    "es": "Hemos recibido su candidatura y se lo agradecemos. La revisaremos y nos pondremos en contacto con usted en "
    "las próximas dos semanas.",
    "pt": "Recebemos a sua candidatura e agradecemos. Vamos analisá-la e entraremos em contacto consigo nas próximas "
    "duas semanas.",
    "it": "Abbiamo ricevuto la Sua candidatura e La ringraziamo. La valuteremo e La contatteremo nelle prossime due "
    "settimane.",
    "nl": "Wij hebben uw sollicitatie ontvangen, waarvoor dank. Wij bekijken uw sollicitatie en nemen binnen twee "
    "weken contact met u op.",
    "tr": "Başvurunuz bize ulaştı, teşekkür ederiz. Başvurunuzu değerlendirip iki hafta içinde sizinle iletişime "
    "geçeceğiz.",
}
OTHERS = {
    "invitation": "Dear Ms Okoye,\n\nThank you for your application. We would like to invite you to an interview on "
    "Tuesday at 10:00. Please let us know whether the time suits you.\n\nKind regards\nTess Marlow",
    "offer": "Dear Ms Okoye,\n\nCongratulations! We are delighted to offer you the position of Technical Editor. Your "
    "contract is attached; please sign and return it by Friday.\n\nKind regards\nTess Marlow",
    "family": "Hi Ada,\n\nsorry, I cannot come on Sunday, the car is broken. Shall we meet next week?\n\nLove\nMum",
    "receipt": "Thank you for your order. Your payment of 20 euros has been received and the parcel is on its way.",
}
NEWSLETTER = "\n".join(
    f"Garden chairs from {n} euros, and a new lamp for the terrace. Free delivery until Sunday!" for n in range(60)
)


def letter(body: str, subject: str = "", sender: str = "tess@marlow.example") -> Letter:
    """Return a letter of this body."""
    return Letter("u", body, subject, "", sender, received=datetime(2025, 10, 20, tzinfo=UTC), digest=body[:40])


@pytest.mark.parametrize("language", NO)
def test_a_plain_no_is_one_in_eight_languages(language: str) -> None:
    subject, body = NO[language]
    found = judge(letter(body, subject), NOTHING)
    assert (found.verdict, found.kind) == (Verdict.REJECTION, LetterKind.REJECTION)
    assert found.language == language and 0.5 < found.confidence <= 1


@pytest.mark.parametrize("language", RECEIVED)
def test_a_confirmation_is_no_rejection(language: str) -> None:
    found = judge(letter(RECEIVED[language], NO[language][0]), NOTHING)
    assert found.verdict is Verdict.OTHER and found.kind is LetterKind.CONFIRMATION


@pytest.mark.parametrize("name", OTHERS)
def test_other_mail_is_no_rejection(name: str) -> None:
    found = judge(letter(OTHERS[name]), NOTHING)
    assert found.verdict is Verdict.OTHER
    if name in ("invitation", "offer"):
        assert found.kind is {"invitation": LetterKind.INTERVIEW, "offer": LetterKind.OFFER}[name]


@pytest.mark.parametrize("body", ["", " \n\n", "\u200b", "--"])
def test_an_empty_letter_is_nothing(body: str) -> None:
    found = judge(letter(body), NOTHING)
    assert (found.verdict, found.kind) == (Verdict.OTHER, LetterKind.OTHER)


# The cheap look before


def test_a_newsletter_is_passed_over_before_it_is_read() -> None:
    assert not may_be_about_an_application(letter(NEWSLETTER, "Chairs for your garden"))
    found = judge(letter(NEWSLETTER, "Chairs for your garden"), NOTHING)
    assert (found.verdict, found.evidence) == (Verdict.OTHER, ())


@pytest.mark.parametrize("language", NO)
def test_a_long_no_is_looked_at(language: str) -> None:
    subject, body = NO[language]
    footer = "\n".join(f"§ {n} 4711 0815" for n in range(400))
    assert may_be_about_an_application(letter(f"{body}\n\n{footer}", subject))
    assert may_be_about_an_application(letter("We chose somebody else."))


# The sentences that decided


@pytest.mark.parametrize("language", NO)
def test_the_evidence_stands_in_the_letter_and_its_shares_are_shares(language: str) -> None:
    subject, body = NO[language]
    one = letter(body, subject)
    found = judge(one, NOTHING)
    assert found.evidence
    for evidence in found.evidence:
        assert evidence.text and text_of(one)[evidence.start : evidence.end] == evidence.text
        assert evidence.rule == found.kind and 0 < evidence.weight <= 1
    assert sum(evidence.weight for evidence in found.evidence) <= 1.01
    weights = [evidence.weight for evidence in found.evidence]
    assert weights == sorted(weights, reverse=True)


def test_the_sentence_that_says_no_speaks_loudest() -> None:
    subject, body = NO["en"]
    assert "regret to inform you" in judge(letter(body, subject), NOTHING).evidence[0].text


# What the user said of earlier letters


def memory(of: Letter, right: Verdict) -> Memory:
    """Return the memory of one letter whose verdict was put right."""
    at, read = datetime(2025, 10, 21, tzinfo=UTC), Verdict.REJECTION if right is Verdict.OTHER else Verdict.OTHER
    numbers = feature_numbers(of)
    one = Correction("c", at, CorrectionField.VERDICT, of.sender_email, "d", read.value, right.value, numbers)
    return Memory((one,))


def shifted(one: Letter, by: Memory) -> float:
    """Return by how many log-odds a memory shifts a letter."""
    return shift(one, take_apart(one), by, model().letters)


def test_a_correction_shifts_a_similar_letter_and_not_an_unrelated_one() -> None:
    subject, body = NO["en"]
    learned = memory(letter(body, subject), Verdict.OTHER)
    similar = letter(body.replace("Okoye", "Berger").replace("careful", "long"), subject, "other@else.example")
    unrelated = letter(OTHERS["receipt"], sender="other@else.example")
    assert shifted(similar, learned) < -2 and abs(shifted(unrelated, learned)) < 0.5
    assert shifted(similar, NOTHING) == 0
    assert shifted(letter(OTHERS["receipt"]), learned) < shifted(unrelated, learned)  # from the same address


def test_what_was_said_of_this_very_letter_is_remembered() -> None:
    invitation = letter(OTHERS["invitation"], "Your application")
    before, after = (judge(invitation, m) for m in (NOTHING, memory(invitation, Verdict.REJECTION)))
    assert before.verdict is Verdict.OTHER
    assert shifted(invitation, memory(invitation, Verdict.REJECTION)) > 4
    assert after.verdict is not Verdict.OTHER or after.confidence <= before.confidence


def test_many_corrections_do_not_drown_the_letter() -> None:
    subject, body = NO["en"]
    (one,) = memory(letter(body, subject), Verdict.OTHER).verdicts
    assert shifted(letter(body, subject), Memory((one,) * 50)) >= -5


def test_the_numbers_kept_of_a_letter_are_sorted_and_known() -> None:
    numbers = feature_numbers(letter(*reversed(NO["en"])))
    assert numbers and list(numbers) == sorted(set(numbers))
    assert all(number in model().letters.numbers for number in numbers)
    assert feature_numbers(letter("")) == () or len(feature_numbers(letter(""))) < 5


# Hostile letters


HOSTILE = [
    "a" * 200_000,
    "\n" * 200_000,
    "We regret to inform you. " * 8_000,
    "application interview candidate " * 6_000,
    "x@y.z " * 30_000,
    "<b>" * 60_000,
    "((((((" * 30_000,
    "é\u0301" * 100_000,
    "\ufffd\uffff\U0010ffff 🙂 " * 20_000,
    "Dear Sam,\n" + "> " * 90_000,
    "not " * 50_000,
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_letters_take_bounded_time(body: str) -> None:
    model()
    judge(letter(*reversed(NO["en"])), NOTHING)
    start = time.process_time()
    found = judge(letter(body, body[:5_000], body[:2_000]), NOTHING)
    assert time.process_time() - start < 0.6
    assert all(0 <= e.start < e.end <= len(body) + 5_001 for e in found.evidence)


def test_a_long_letter_is_read_at_its_beginning_and_its_end() -> None:
    subject, body = NO["en"]
    filler = "\n".join("The position is one of many in our company." for _ in range(4_000))
    for text in (f"{body}\n\n{filler}", f"{filler}\n\n{body}"):
        start = time.process_time()
        found = read_letter(letter(text, subject))
        assert time.process_time() - start < 1.5
        assert found.evidence and all(text_of(found.letter)[e.start : e.end] == e.text for e in found.evidence)
