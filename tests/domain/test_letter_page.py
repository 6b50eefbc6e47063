"""A letter as it is read: lines joined, addresses short, fillers and runs of empty lines folded, the words the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.letter_page import for_reading

TRACKING = "https://www.careers.example.com/track/click?u=" + "a1b2c3d4" * 30


def test_lines_broken_by_a_program_are_joined_and_paragraphs_stay() -> None:
    text = (
        "Thank you for your application for the role of data engineer at our\n"
        "company, and for the time you took to tell us about the work that you\n"
        "have done so far in your career.\n\nKind regards\nJane"
    )
    assert for_reading(text).split("\n") == [
        "Thank you for your application for the role of data engineer at our company, and for the time you took to "
        "tell us about the work that you have done so far in your career.",
        "",
        "Kind regards",
        "Jane",
    ]


def test_a_long_address_is_told_by_its_host_and_what_ends_the_sentence_stays() -> None:
    assert for_reading(f"See {TRACKING}.") == "See careers.example.com/…."
    assert for_reading(f"(see {TRACKING})") == "(see careers.example.com/…)"


@pytest.mark.parametrize("address", ["https://example.com/jobs", "https://example.com", "mailto:jane@example.com"])
def test_a_short_address_is_shown_whole(address: str) -> None:
    assert for_reading(f"See {address}, please.") == f"See {address}, please."


def test_fillers_and_runs_of_empty_lines_are_folded() -> None:
    filler = "\u034f \u200c \u00a0 \u00ad " * 20
    assert for_reading(f"Your application\n{filler}\n{filler}\n\n\n\nHello Alex,\n\n\nbye") == (
        "Your application\n\nHello Alex,\n\nbye"
    )


@given(st.text(alphabet=st.sampled_from("ab .,\n\u00a0\u200c-"), max_size=400))
def test_the_words_stay_in_their_order(text: str) -> None:
    """Only blanks and line breaks change, and hyphens at the ends of lines where words were divided."""
    left = re.sub(r"[\s\u00a0\u200c-]+", "", text)
    assert re.sub(r"[\s\u00a0\u200c-]+", "", for_reading(text)) == left
