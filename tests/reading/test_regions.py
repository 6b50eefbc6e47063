"""The region of a letter's language: by addresses, spelling and words, or as the user set it."""

import time

import pytest

from rejection_tui.domain.language import Language
from rejection_tui.domain.letter import Letter
from rejection_tui.reading import language_with_region, read_letter
from rejection_tui.reading.regions import region


def letter(body: str, sender: str = "") -> Letter:
    """Return a letter from this address."""
    return Letter("u", body, sender_email=sender)


@pytest.mark.parametrize(
    ("language", "body", "sender", "found"),
    [
        ("de", "Sehr geehrter Herr Reed", "hr@werk.example.at", Language.DE_AT),
        ("de", "Guten Tag Herr Reed\n\nDas Echo war gross.\n\nFreundliche Grüsse", "", Language.DE_CH),
        ("de", "Grüezi Frau Reed, die Strasse ist lang.", "", Language.DE_CH),
        ("de", "unser Gespräch vom 12. Jänner in Graz", "", Language.DE_AT),
        ("de", "Mit freundlichen Grüßen aus Hamburg", "", Language.DE_DE),
        ("es", "Hola, si querés te escribo, avisame.", "", Language.ES_419),
        ("es", "Estimado candidato: su postulación a la vacante", "rh@casa.example.mx", Language.ES_419),
        ("es", "Hola, si podéis venid a Madrid. Un saludo", "rrhh@casa.example.es", Language.ES_ES),
        ("es", "Hola Sam, hemos elegido a otra persona y ha sido difícil.", "", Language.ES_ES),
        ("pt", "Oi, você foi bem, mas a vaga ficou com a equipe de São Paulo.", "", Language.PT_BR),
        ("pt", "Caro João, a nossa equipa entrará em contacto consigo.", "", Language.PT_PT),
        ("en", "We have shortlisted others for the vacancy. The programme runs from London.", "", Language.EN_GB),
        ("en", "Thank you for your resume. The program is in Boston.", "", Language.EN_US),
        ("en", "Dear Sam, thank you.", "jobs@bath.example.ac.uk", Language.EN_GB),
        ("fr", "Bonjour", "rh@maison.example.ch", Language.FR),
        ("en", "Dear Sam, thank you for applying. We chose somebody else.", "", None),
        ("xx", "Saluton", "", None),
    ],
)
def test_regions(language: str, body: str, sender: str, found: Language | None) -> None:
    assert region(letter(body, sender), language) is found


def test_what_the_letter_does_not_tell_is_as_the_user_set_it() -> None:
    plain = letter("Dear Sam, thank you for applying.")
    assert language_with_region(plain, "en", Language.EN_US) is Language.EN_US
    assert language_with_region(plain, "de", Language.EN_US) is Language.DE_DE
    assert language_with_region(plain, "de", Language.DE_CH) is Language.DE_CH
    assert language_with_region(letter("Grüezi, freundliche Grüsse"), "de", Language.DE_DE) is Language.DE_CH


def test_the_reading_has_the_region() -> None:
    body = (
        "Guten Tag Frau Reed\n\nLeider müssen wir Ihnen mitteilen, dass wir uns für eine andere Person entschieden "
        "haben.\n\nFreundliche Grüsse\nReto Aeschbacher"
    )
    reading = read_letter(letter(body, "reto@bank.example.ch"), whole=True)
    assert (reading.language, reading.region) == ("de", "de-CH")
    assert read_letter(letter("Dear Sam, we chose others. Jo"), whole=True).region == ""


@pytest.mark.parametrize("body", ["grosse" * 40_000, "@a." * 60_000, "vos " * 60_000, "ß" * 200_000])
def test_hostile_letters_take_bounded_time(body: str) -> None:
    region(letter("hello"), "de")
    started = time.process_time()
    for language in ("de", "es", "pt", "en"):
        region(letter(body), language)
    assert time.process_time() - started < 0.5
