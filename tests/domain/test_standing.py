"""What the sentences of a draft stand on: composed ones on their grounds, the user's own on nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.draft import Draft, DraftKind, Ground, Sentence, Source
from rejection_tui.domain.record import replace
from rejection_tui.domain.standing import place_of_quote, quoted_words, standings
from tests.world.clock import NOW

THANKS = Sentence("Thank you for the interview.", (Ground(Source.LETTER, "you met", "the interview last week"),))
ROLE = Sentence("I would still like to work as a Data Engineer.", (Ground(Source.FILE, "role"),))
WISH = Sentence("I wish you well.", ())


def draft(body: str, *sentences: Sentence) -> Draft:
    return Draft("d", DraftKind.REPLY, "Thank you", body, NOW, sentences=sentences)


def test_each_sentence_comes_with_its_grounds_in_the_order_of_the_text() -> None:
    body = f"Dear Jane,\n\n{THANKS.text} {ROLE.text}\n{WISH.text}\n\nAlex Morgan"
    found = standings(draft(body, WISH, ROLE, THANKS), "Dear Jane,", "Alex Morgan")
    assert [(one.text, one.grounds, one.composed) for one in found] == [
        (THANKS.text, THANKS.grounds, True),
        (ROLE.text, ROLE.grounds, True),
        (WISH.text, (Ground(Source.COURTESY),), True),
    ]


def test_what_the_user_typed_is_the_users_own() -> None:
    body = f"Dear Jane,\n{THANKS.text} I moved to Leeds. Is that near you?\nAlex"
    found = standings(draft(body, THANKS, ROLE), "Dear Jane,")
    assert [(one.text, one.composed) for one in found] == [
        (THANKS.text, True),
        ("I moved to Leeds.", False),
        ("Is that near you?", False),
        ("Alex", False),
    ]


@pytest.mark.parametrize(
    ("body", "greeting"),
    [
        ("Hallo Jane,\n\nthank you for the interview.\n\nViele Grüße\nAlex", "Hallo Jane"),
        (
            "Guten Tag Frau Roth\n\nThank you for the interview.\n\nFreundliche Grüsse\n\nAlex Morgan",
            "Guten Tag Frau Roth",
        ),
        ("Hello Jane, thank you for the interview. Alex", ""),
        ("Thank you for the interview.", ""),
    ],
)
def test_greeting_and_closing_are_no_sentences(body: str, greeting: str) -> None:
    found = standings(draft(body, THANKS), greeting, "Alex Morgan")
    assert [(one.text, one.composed) for one in found] == [(THANKS.text, True)]


def test_what_stands_above_the_name_is_a_sentence_when_it_is_one() -> None:
    found = standings(draft(f"{THANKS.text}\n\nI moved to Leeds.\nAlex", THANKS), "", "Alex Morgan")
    assert [one.text for one in found] == [THANKS.text, "I moved to Leeds."]


def test_the_headings_of_a_phone_sheet_are_no_sentences() -> None:
    body = f"Opening\n  {THANKS.text}\n\nListen for\n  - the first thing\n\nThanks\n  I will call again on Monday."
    sheet = replace(draft(body, THANKS, Sentence("- the first thing")), kind=DraftKind.PHONE)
    assert [(one.text, one.composed) for one in standings(sheet)] == [
        (THANKS.text, True),
        ("- the first thing", True),
        ("I will call again on Monday.", False),
    ]


def test_a_changed_sentence_quotes_the_letter_no_more() -> None:
    assert quoted_words(draft(THANKS.text, THANKS, ROLE)) == ("the interview last week",)
    assert quoted_words(draft(THANKS.text.replace("interview", "call"), THANKS)) == ()


def test_line_breaks_do_not_part_a_sentence_from_its_grounds() -> None:
    found = standings(draft("Thank you for\nthe   interview.", THANKS))
    assert [one.composed for one in found] == [True]


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4))
def test_any_text_is_taken_apart_without_loss_of_words(body: str, texts: list[str]) -> None:
    found = standings(draft(body, *(Sentence(text) for text in texts)))
    left = body
    for one in found:
        place = place_of_quote(left, one.text)
        assert place is not None
        left = left[place[1] :]
    whole = standings(draft(f"Dear Jane,\n{body}", *(Sentence(text) for text in texts)), "Dear Jane,")
    assert sum(map(_letters, (one.text for one in whole))) >= _letters(body)


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)
