"""A paste is text, however the terminal cuts it into pieces."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from rejection_tui.tui.terminal.paste_filter import END, START, PasteFilter, PlainPasteParser

EVIL = "Dear Alex\x1b]52;c;cHduZWQ=\x07 \x1b[2J\x1bA\x9b31m done\nBest"
HARMLESS = "Dear Alex]52;c;cHduZWQ= [2JA31m done\nBest"


@given(st.lists(st.integers(0, 80), max_size=8), st.text(max_size=12), st.text(max_size=12))
def test_a_paste_is_cleaned_wherever_it_is_cut(cuts: list[int], before: str, after: str) -> None:
    before, after = before.replace("\x1b", ""), after.replace("\x1b", "")
    stream = f"{before}{START}{EVIL}{END}{after}"
    places = sorted({0, len(stream), *(c for c in cuts if c < len(stream))})
    take = PasteFilter()
    made = "".join(take(stream[a:b]) for a, b in pairwise(places))
    assert made == f"{before}{START}{HARMLESS}{END}{after}"


@given(st.text(max_size=60))
def test_what_is_typed_is_untouched(text: str) -> None:
    text = text.replace("\x1b[200~", "")
    take = PasteFilter()
    assert "".join(take(letter) for letter in text) == text


def test_the_parser_sees_one_paste_and_no_key() -> None:
    parser = PlainPasteParser()
    seen = [m for piece in (f"{START}{EVIL[:20]}", EVIL[20:], END[:3], END[3:]) for m in parser.feed(piece)]
    assert [m.text for m in seen if isinstance(m, events.Paste)] == [HARMLESS]
    assert not [m for m in seen if isinstance(m, events.Key)]


def test_keys_still_arrive() -> None:
    parser = PlainPasteParser()
    keys = [m.key for piece in ("a", "\x1b[A", "j") for m in parser.feed(piece) if isinstance(m, events.Key)]
    assert keys == ["a", "up", "j"]
