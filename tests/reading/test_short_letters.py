"""The language of letters of a few words, and that no longer letter changes."""

import pytest

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.short_letters import language_of_short


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Hallo Jo, Stelle ist leider schon vergeben. Gruß Uwe", "de"),
        ("Bonjour, poste déjà pris, désolée.", "fr"),
        ("Hola, el puesto ya está cubierto, lo siento. Saludos", "es"),
        ("Ciao, purtroppo abbiamo già preso un altro.", "it"),
        ("Helaas, baan al vervuld. Groet", "nl"),
        ("Olá, infelizmente a vaga já foi preenchida.", "pt"),
        ("Merhaba, maalesef başka birini aldık.", "tr"),
        ("Sorry, job's gone. Thanks, Jo", "en"),
        ("Position filled. KB", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_few_words(body: str, language: str) -> None:
    assert language_of_short(Letter("x", body), "en") == language


def test_what_is_known_or_long_stays() -> None:
    assert language_of_short(Letter("x", "Hallo, leider vergeben."), "nl") == "nl"
    assert language_of_short(Letter("x", "leider vergeben " * 60), "en") == "en"


def test_a_short_letter_taken_for_another_language_is_set_right() -> None:
    assert language_of_short(Letter("x", "Ciao Jo, purtroppo il posto è già preso. Un saluto"), "es") == "it"
    assert language_of_short(Letter("x", "Hola"), "pt") == "pt"
