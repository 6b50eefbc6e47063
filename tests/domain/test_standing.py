"""What the sentences of a draft stand on: composed ones on their grounds, the user's own on nothing."""

from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.draft import Draft, DraftKind, Ground, Sentence, Source
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
    kept = "".join(c for one in found for c in one.text if c.isalnum())
    assert kept == "".join(c for c in body if c.isalnum())
