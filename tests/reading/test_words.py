"""A letter taken apart: sentences with their places, and features that are the same numbers for ever."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.letter import Letter
from rejection_tui.reading.concepts import concepts
from rejection_tui.reading.folded import fold_text
from rejection_tui.reading.words import (
    AUTOMATIC,
    BUCKETS,
    NO_SENDER,
    NO_SUBJECT,
    QUOTED,
    concept_feature,
    features_of,
    number,
    take_apart,
    text_of,
    together,
)

BODY = """Dear Sam,

Thank you for your application. We have chosen
somebody else!

> Hello Ann

Kind regards
Ann Bell"""


def letter(body: str, subject: str = "", **more: object) -> Letter:
    """Return a letter of this body."""
    return Letter("u", body, subject, **more)  # type: ignore[arg-type]


def test_places_index_into_subject_newline_body() -> None:
    one = letter(BODY, "Your application")
    parts = take_apart(one)
    shown = [text_of(one)[s.start : s.end] for s in parts.sentences]
    assert shown[0] == "Your application" and parts.sentences[0].in_subject
    assert "Thank you for your application." in shown and "> Hello Ann" in shown
    assert [s.in_subject for s in parts.sentences].count(True) == 1
    assert all(words == words.strip() for words in shown)


@given(st.text(max_size=200), st.text(max_size=600))
def test_places_are_in_order_and_within_the_letter(subject: str, body: str) -> None:
    one = letter(body, subject)
    at = 0
    for sentence in take_apart(one).sentences:
        assert at <= sentence.start < sentence.end <= len(text_of(one))
        assert text_of(one)[sentence.start : sentence.end].strip()
        at = sentence.end


def test_without_a_subject_places_begin_after_the_newline() -> None:
    one = letter("We chose somebody else.")
    (sentence,) = take_apart(one).sentences
    assert (sentence.start, sentence.end, sentence.in_subject) == (1, 24, False)


def test_a_long_letter_is_read_at_its_beginning_and_its_end() -> None:
    one = letter("First words.\n" + "Filler of no matter. " * 5_000 + "\nLast words.", "Subject")
    parts = take_apart(one)
    assert sum(s.end - s.start for s in parts.sentences) < 9_000
    text = text_of(one)
    assert text[parts.sentences[1].start :].startswith("First words.")
    assert text[: parts.sentences[-1].end].endswith("Last words.")


def test_numbers_of_features_never_change() -> None:
    """They stand in the model files and in the corrections that users keep."""
    assert [number("appli"), number("c REJECT"), number("> line"), number("s über")] == NUMBERS
    assert all(0 <= number(f"x{n}") < BUCKETS for n in range(1_000))


NUMBERS = [10001531, 278833, 2327440, 8643435]


def test_a_sentence_has_beginnings_of_words_rows_of_them_and_concepts() -> None:
    found = features_of("we rejected your application", "en")
    wanted = ["we", "rejec", "your", "appli", "< we", "rejec your", "we rejec your", "appli >", "your appli >"]
    assert {number(name) for name in wanted} <= found
    assert {number(concept_feature("REJECT")), number(concept_feature("APPLICATION"))} <= found
    assert number("s rejec") not in found
    assert number("s rejec") in features_of("we rejected your application", "en", in_subject=True)
    assert number(QUOTED) in features_of("> we rejected", "en")


def test_endings_differ_and_beginnings_are_shared() -> None:
    one, two = (features_of(fold_text(words), "de") for words in ("Bewerbung", "Bewerbungen"))
    assert one & two


def test_the_sender_and_what_is_missing_are_features() -> None:
    bare = take_apart(letter("Hello there."))
    assert {number(NO_SENDER), number(NO_SUBJECT)} <= bare.sender
    full = take_apart(
        letter("Hello.", "Hi", sender_name="Bell Careers", sender_email="jobs@bell.example", automatic=True)
    )
    assert {number("f careers"), number("@ bell"), number(AUTOMATIC)} <= full.sender
    assert not {number(NO_SENDER), number(NO_SUBJECT)} & full.sender
    assert full.sender < full.features


def test_taking_apart_twice_gives_the_same() -> None:
    assert take_apart(letter(BODY, "No")) == take_apart(letter(BODY, "No"))


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl", "tr"])
def test_the_language_is_the_likeliest(language: str) -> None:
    from tests.reading.test_verdict import NO

    assert take_apart(letter(NO[language][1], NO[language][0])).languages[0] == language


HOSTILE = ["", "a" * 200_000, ". " * 100_000, "x. Y" * 50_000, "\u0301" * 200_000, "> " * 90_000]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_letters_take_bounded_time(body: str) -> None:
    start = time.process_time()
    take_apart(letter(body, body, sender_name=body, sender_email=body))
    assert time.process_time() - start < 1.0


ODD = "’‘“„–\u00a0\u200d\tÀéîøØǿǾßıİŁłşğñœæﬁ😀中ẞabc Z`.\n"


@given(st.text(st.sampled_from(ODD) | st.characters(exclude_characters="Σ"), max_size=200))
def test_folding_a_text_is_folding_each_of_its_characters(text: str) -> None:
    assert fold_text(text) == "".join(map(fold_text, text))


def test_a_text_of_very_many_odd_letters_is_folded_like_any_other() -> None:
    many = "".join(map(chr, range(0xC0, 0x250)))
    assert fold_text(many) == "".join(map(fold_text, many))


WORDS = ("we", "rejected", "your", "application", "for", "the", "post", "and", "chose", "others", "with", "regret")


@given(st.lists(st.sampled_from(WORDS), max_size=80))
def test_the_numbers_are_those_of_the_features_written_out(words: list[str]) -> None:
    """Checksums that are carried on from word to word are those of the whole feature, in long sentences too."""
    short = [word[:5] for word in words]
    ends = ["<", *short, ">"]
    rows = [*pairwise(ends), *zip(ends, ends[1:], ends[2:], strict=False)]
    names = [*short, *map(" ".join, rows), *together(concepts(words, "en"))]
    assert features_of(" ".join(words), "en") == set(map(number, names))
