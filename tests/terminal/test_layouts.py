"""Letters of other keyboard layouts: which key is meant, and what is said once."""

import pytest

from rejection_tui.tui.terminal.layouts import hint, latin_key


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("йцукенЙ", "qwertyQ"),
        ("ячсмить", "zxcvbnm"),
        ("їіє", "]s'"),
        ("ασδφ", "asdf"),
        ("שדגכ", "asdf"),
        ("شسيب", "asdf"),
        ("ظ", "/"),
        ("ㅁㄴㅇㄹ", "asdf"),
    ],
)
def test_a_letter_stands_for_the_key_at_its_place(typed: str, meant: str) -> None:
    assert "".join(map(latin_key, typed)) == meant


@pytest.mark.parametrize("character", [None, "", "a", "é", "ß", "ł", "1", "/", "€", "–", "ab"])
def test_latin_letters_and_signs_are_left_alone(character: str | None) -> None:
    assert latin_key(character) == "" and hint(character) == ""


def test_the_hint_names_the_key_where_it_is_known() -> None:
    assert "й is at the place of q" in hint("й")
    assert hint("中").startswith("Your keyboard writes another script. ")
