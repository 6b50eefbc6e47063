"""A reading in words: where a value was read is said in the words of a letter, never by the name of a rule."""

import pytest

from data import corpus
from rejection_tui.domain.letter import Guess
from rejection_tui.domain.letter_words import source_of
from rejection_tui.reading import read_letter


@pytest.mark.parametrize(
    ("guess", "words"),
    [
        (Guess(), ""),
        (Guess("Bell", "crf.body", "Thank you for applying to Bell"), "from “Thank you for applying to Bell”"),
        (Guess("Ann Bell", "crf.sender", "Ann Bell"), "from the sender"),
        (Guess("Ann Bell", "crf.body", "Ann Bell"), "from the letter"),
        (Guess("Nurse", "subject piece", "nurse"), "from the subject"),
        (Guess("Bell", "label words", ""), "from the sender's domain"),
        (Guess("Bell", "remembered", ""), "from your correction of an earlier letter"),
        (Guess("Bell", "a new rule", "Bell"), "from the letter"),
    ],
)
def test_where_a_value_was_read(guess: Guess, words: str) -> None:
    assert source_of(guess) == words


def test_no_rule_is_named_to_the_user() -> None:
    for row in corpus.letters()["varied-b"][:60]:
        read = read_letter(corpus.letter_of(row))
        for guess in (read.company, read.role, read.recruiter_name, read.recruiter_email):
            said = source_of(guess).partition("“")[0]
            assert "crf" not in said and "short" not in said and "label" not in said
