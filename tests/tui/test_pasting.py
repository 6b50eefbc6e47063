"""A paste is text, however the terminal cuts it into pieces."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message
from textual.widgets import Input

from rejection_tui.services.context import AppContext
from rejection_tui.tui.terminal.bursts import looks_pasted, pasted_text
from rejection_tui.tui.terminal.paste_filter import END, LOST_END, START, PasteFilter, PlainPasteParser, Typed
from rejection_tui.tui.terminal.textual_private import clock as message_time
from tests.world.app import opened, press

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


LETTER = "Dear Alex,\rwe will not be taking your application further.\r\rKind regards\rTom Hale\r"


class Clock:
    """The time as the parser sees it."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def heard(*pieces: str) -> list[str]:
    """What a parser tells of pieces that follow each other at once, and then nothing for a second."""
    clock = Clock()
    parser = PlainPasteParser(clock=clock)
    found = [message for piece in pieces for message in (*parser.feed(piece), *parser.tick())]
    clock.now = 1.0
    return _named([*found, *parser.tick()])


def _named(messages: list[Message]) -> list[str]:
    named: list[str] = []
    for message in messages:
        match message:
            case events.Key():
                named.append(message.key)
            case events.Paste():
                named.append(f"paste {message.text}")
            case Typed():
                named.append(f"typed {message.text}")
    return named


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        (["j"], ["j"]),
        (["jjjjjjjj"], ["j"] * 8),
        (["\r\r\r"], ["enter"] * 3),
        (["j", "k", "j"], ["j", "k", "j"]),
        (["57"], ["typed 57"]),
        (["5\x1b[B7"], ["5", "down", "7"]),
        (["ab\x1b[Bcd"], ["typed ab", "down", "typed cd"]),
        (["\x10export\r"], ["ctrl+p", "typed export\r"]),
        ([LETTER], [f"typed {LETTER}"]),
        ([LETTER[:9], LETTER[9:10], LETTER[10:]], [f"typed {LETTER}"]),
        (["x" * 5000], [f"typed {'x' * 5000}"]),
        ([f"{START}one{END}two"], ["paste one", "typed two"]),
        ([f"{START}one{START}two{END}"], ["paste onetwo"]),
        ([f"{START}one{END}\r"], ["paste one", "enter"]),
        ([f"ab{START}one{END}"], ["typed ab", "paste one"]),
        ([END, "j"], ["j"]),
        (["\x1b[20", "0~one", END], ["paste one"]),
        (["née 漢字 🙂"], ["typed née 漢字 🙂"]),
    ],
)
def test_keys_bursts_and_pastes_are_told_apart(pieces: list[str], told: list[str]) -> None:
    assert heard(*pieces) == told


def test_a_paste_that_does_not_end_is_over_in_time() -> None:
    clock = Clock()
    parser = PlainPasteParser(clock=clock)
    assert _named([*parser.feed(f"{START}Dear Alex"), *parser.tick()]) == []
    clock.now = LOST_END / 2
    assert _named([*parser.feed(", no."), *parser.tick()]) == []
    clock.now += LOST_END
    assert _named([*parser.tick()]) == ["paste Dear Alex, no."]
    assert _named([*parser.feed("j")]) == ["j"]


def test_a_burst_waits_for_its_next_piece_longer_when_it_is_a_paste() -> None:
    clock = Clock()
    parser = PlainPasteParser(clock=clock)
    assert _named([*parser.feed(LETTER[:60]), *parser.tick()]) == []
    clock.now = 0.1
    assert _named([*parser.tick(), *parser.feed(LETTER[60:]), *parser.tick()]) == []
    clock.now = 0.3
    assert _named([*parser.tick()]) == [f"typed {LETTER}"]
    assert _named([*parser.feed("ab"), *parser.tick()]) == []
    clock.now = 0.36
    assert _named([*parser.tick()]) == ["typed ab"]


@pytest.mark.parametrize(
    ("text", "pasted", "in_field"),
    [
        (LETTER, True, True),
        ("aAnna Letter\r\r\r", False, False),
        ("aAnna A\raBert B\r", False, False),
        ("We met at the fair and talked for an hour.\r", True, False),
        ("Anna Letter\tRecruiter at the Northwind Trading Company\r", True, False),
        ("https://jobs.example.com/apply/senior-data-engineer-12345", True, False),
        ("jkjkjkjk" * 20, False, False),
        ("jkjkjkjk" * 60, True, True),
        ("5\r7\r", False, False),
    ],
)
def test_what_is_a_paste(text: str, pasted: bool, in_field: bool) -> None:
    assert looks_pasted(text, in_field=False) is pasted
    assert looks_pasted(text, in_field=True) is in_field


def test_a_return_is_a_line_end() -> None:
    assert pasted_text("a\rb\r\nc\nd") == "a\nb\nc\nd"


@given(st.text(max_size=80), st.lists(st.integers(0, 80), max_size=6))
def test_nothing_typed_is_lost_however_it_is_cut(text: str, cuts: list[int]) -> None:
    text = "".join(letter for letter in text if letter.isprintable())
    places = sorted({0, len(text), *(c for c in cuts if c < len(text))})
    told = heard(*(text[a:b] for a, b in pairwise(places)))
    assert sum(len(one) - len("typed ") if one.startswith("typed ") else 1 for one in told) == len(text)


@pytest.mark.parametrize(
    ("pieces", "keys"),
    [
        (("\x1by",), ["escape", "y"]),
        (("\x1b", "y"), ["escape", "y"]),
        (("A\x1bs\x1bs",), ["A", "escape", "s", "escape", "s"]),
        (("\x1b2",), ["escape", "2"]),
        (("\x1b\r",), ["escape", "enter"]),
        (("\x1b", "[B"), ["down"]),
        (("\x1bOA\x1b\x1b[B",), ["up", "escape", "down"]),
        (("\x1bb\x1bf",), ["ctrl+left", "ctrl+right"]),
    ],
)
def test_a_key_soon_after_escape_is_a_key_of_its_own(pieces: tuple[str, ...], keys: list[str]) -> None:
    """Terminals send alt and a letter the same way; read as that, the escape would be lost and the letter typed."""
    parser = PlainPasteParser()
    heard = [m for piece in pieces for m in parser.feed(piece)]
    assert [m.key for m in heard if isinstance(m, events.Key)] == keys


@pytest.mark.parametrize("after", ["\x10", "\x11", "\r", "\x1b", "ab", "\x1b[A"])
def test_escape_waited_for_is_a_key_and_what_follows_is_heard(monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    clock = Clock()
    monkeypatch.setattr("textual._parser.get_time", clock)
    parser = PlainPasteParser(clock=clock)
    heard = [*parser.feed("\x1b")]
    clock.now += 1.0
    heard += [*parser.tick(), *parser.feed(after)]
    clock.now += 1.0
    heard += [*parser.tick()]
    assert next(m.key for m in heard if isinstance(m, events.Key)) == "escape" and len(heard) == 2


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ("\x1b", "\x10", "\x11", "\r", "a", "ab", "[", "[A", "O", "\x1b[", START, END, "\x1b]", "\x9b")
            ),
            st.sampled_from((0.0, 0.02, 0.3, 3.0)),
        ),
        max_size=30,
    )
)
def test_the_parser_survives_every_order_of_keys_and_pauses(typed: list[tuple[str, float]]) -> None:
    """An error here would end the thread that reads the keyboard, and with it every way out."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual._parser.get_time", clock)
        parser = PlainPasteParser(clock=clock)
        for piece, pause in typed:
            list(parser.feed(piece))
            clock.now += pause
            list(parser.tick())
        clock.now += 10.0
        list(parser.tick())
        clock.now += 10.0
        assert any(m.key == "ctrl+q" for m in (*parser.tick(), *parser.feed("\x11")) if isinstance(m, events.Key))


async def test_alt_and_a_letter_type_nothing(context: AppContext) -> None:
    async with opened(context) as (app, pilot):
        await press(pilot, "a")
        await app.on_event(events.Key("alt+t", "t").set_sender(app))
        await press(pilot, "x")
        assert isinstance(app.focused, Input) and app.focused.value == "x"


def test_ctrl_q_leaves_while_the_end_of_a_paste_is_waited_for() -> None:
    clock = Clock()
    parser = PlainPasteParser(clock=clock)
    heard = [*parser.feed(f"{START}{START}half a letter\n")]
    clock.now += 0.5
    heard += [*parser.feed("\x11")]
    assert [m.text for m in heard if isinstance(m, events.Paste)] == ["half a letter\n"]
    assert [m.key for m in heard if isinstance(m, events.Key)] == ["ctrl+q"]
    heard = [*parser.feed(f"{START}a"), *parser.feed("\x11"), *parser.feed(f"b{END}")]  # at once: part of it
    assert [m.text for m in heard if isinstance(m, events.Paste)] == ["ab"]


def test_a_burst_is_dated_by_its_first_character() -> None:
    """What was typed before the first frame is dropped, also when it was held together until after it."""
    clock = Clock()
    parser = PlainPasteParser(clock=clock)
    assert not list(parser.feed("Aqa"))
    first_frame = message_time()
    clock.now += 1.0
    (typed,) = parser.tick()
    assert isinstance(typed, Typed) and typed.time < first_frame
