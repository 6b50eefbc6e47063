"""Who a short or chatty letter is from, where the learned reading names nobody."""

import time

import pytest

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.signed import signed_name, signs_by_first_name


@pytest.mark.parametrize(
    ("language", "body", "sender", "name"),
    [
        ("nl", "Hoi Sam,\n\nHelaas, het is al weg.\n\nmvg Ton", "", "Ton"),
        ("de", "Hallo Sam,\n\nleider nicht.\n\nLiebe Grüße\nNele aus dem People-Team", "", "Nele"),
        ("en", "Hi Sam,\n\nNot this time.\n\nCheers,\nPriya", "", "Priya"),
        ("en", "Hi Sam,\n\nNot this time.\n\nAll the best,\nJo & Mike", "", "Jo & Mike"),
        ("en", "Hi Sam, not this time I'm afraid. Tom", "", "Tom"),
        ("en", "Hi Sam,\n\nNot this time.\n\nthanks\nxx", "Malcolm Reade", "Malcolm Reade"),
        ("en", "Hi Tom,\n\nNot this time.\n\nCheers,\nTom", "", ""),
        ("en", "Dear Sam,\n\nWe chose somebody else.\n\nKind regards,\nThe Hiring Team", "Careers", ""),
        ("en", "", "", ""),
    ],
)
def test_who_signed(language: str, body: str, sender: str, name: str) -> None:
    assert signed_name(Letter("u", body, sender_name=sender), language) == name


def test_a_first_name_alone_is_told_from_a_whole_one() -> None:
    assert signs_by_first_name(Letter("u", "Hi Sam,\n\nNo luck.\n\nCheers,\nPriya"), "en")
    assert not signs_by_first_name(Letter("u", "Dear Sam,\n\nNo luck.\n\nKind regards,\nPriya Nair"), "en")


@pytest.mark.parametrize("body", ["a " * 400_000, "x@" * 400_000, "Cheers, " * 100_000, "&\n" * 400_000])
def test_long_and_strange_letters_take_no_time(body: str) -> None:
    start = time.perf_counter()
    signed_name(Letter("u", body, sender_name=body[:5000]), "en")
    assert time.perf_counter() - start < 2
