"""The reading of an answer: proposals with the words they rest on; boilerplate gives no theme."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.feedback import Gap
from rejection_tui.drafting import argues, read_answer

from .measure import labelled

ANSWERS = [item["text"] for item in labelled("answers.toml", "answer")]


@pytest.mark.parametrize("text", ANSWERS)
def test_every_reading_shows_words_that_stand_in_the_answer(text: str) -> None:
    reading = read_answer(text)
    for cue in (*reading.words, *(w for t in reading.themes for w in t.words)):
        assert text[cue.start : cue.end] == cue.text
    assert reading.quote.rstrip("…") in " ".join(text.split())
    assert 0 <= reading.confidence <= 1
    assert reading.boilerplate == (reading.gap is Gap.NOTHING_USABLE)
    assert not (reading.boilerplate and (reading.themes or reading.quote))
    assert bool(reading.words) == (reading.gap is not Gap.UNSORTED)


def test_the_quote_is_the_sentence_that_carries_the_gap() -> None:
    text = "Hi Sam. Thanks for asking! Your answers were too long, e.g. the one on budgets. All the best."
    assert read_answer(text).quote == "Your answers were too long, e.g. the one on budgets."


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    reading = read_answer(text)
    assert all(text[c.start : c.end] == c.text for c in reading.words)
    argues(text)


def test_a_long_answer_is_read_in_no_time() -> None:
    reading = read_answer("the answer was that you were not, but " * 20_000)
    assert reading.gap in set(Gap)


@pytest.mark.parametrize(
    ("notes", "hot"),
    [
        ("That's just not true, I mentioned it twice!", True),
        ("They never even looked at my portfolio.", True),
        ("What a waste of time, they had already decided", True),
        ("But I did explain the design!", True),
        ("Fair point. Ask Tom to listen to my answers on Sunday.", False),
        ("I was wrong about the length of the answers.", False),
        ("Book the Airflow course", False),
        ("", False),
    ],
)
def test_notes_that_argue_get_a_hint(notes: str, hot: bool) -> None:
    found = argues(notes)
    assert bool(found) is hot
    assert all(notes[f.start : f.end] == f.words for f in found)
