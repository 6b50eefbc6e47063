"""Cleaning foreign text: hostile strings, properties of `clean`, and its run time."""

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rejection_tui.domain.text import _MAYBE_MARK, _foreign, _foreign_character, clean, clean_line, fold, utf16_length

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)

TABLE = [
    ("plain", "plain"),
    ("", ""),
    ("tab\tand\nline", "tab\tand\nline"),
    ("\x1b[31mred\x1b[0m", "red"),
    ("\x1b[2J\x1b[Hcleared", "cleared"),
    ("\x1b[?1049lout", "out"),
    ("\x1b[38;2;1;2;3mtrue", "true"),
    ("\x1b[6nreport", "report"),
    ("\x1b]52;c;ZXZpbA==\x07copied", "copied"),
    ("\x1b]52;c;ZXZpbA==\x1b\\copied", "copied"),
    ("\x1b]0;title\x9cname", "name"),
    ("\x1b]8;;https://evil.example\x1b\\text\x1b]8;;\x1b\\", "text"),
    ("\x1b]0;never ended\nnext line", "\nnext line"),
    ("\x1bPq#0;2;0;0;0\x1b\\sixel", "sixel"),
    ("\x1bXsos\x1b\\a", "a"),
    ("\x1b^pm\x1b\\a", "a"),
    ("\x1b_apc\x1b\\a", "a"),
    ("\x9b31mred", "red"),
    ("\x9d0;title\x07name", "name"),
    ("\x90dcs\x9ca", "a"),
    ("a\x98sos\x9cb\x9epm\x9cc\x9fapc\x9cd", "abcd"),
    ("\x1bcreset", "reset"),
    ("\x1b(0line", "line"),
    ("\x1b", ""),
    ("\x1b\x1b[31m", ""),
    ("a\x00b\x01c\x7fd", "abcd"),
    ("bell\x07back\x08vt\x0bff\x0c", "bellbackvtff"),
    ("\x80\x85\x9c\x9f", "\n"),
    ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
    ("\u202edrawkcab\u202c", "drawkcab"),
    ("\u2066isolate\u2069\u061c\u200e\u200f", "isolate"),
    ("ze\u200bro\u2060wi\ufeffdth\u00ad", "zerowidth"),
    ("tags\U000e0041\U000e007f", "tags"),
    ("interlinear\ufff9a\ufffab\ufffb", "interlinearab"),
    ("lone \ud83d half", "lone � half"),
    ("\udce9surrogate escape", "�surrogate escape"),
    ("👩‍👩‍👧 family", "👩‍👩‍👧 family"),
    ("می‌خواهم", "می‌خواهم"),
    ("❤️ 1️⃣", "❤️ 1️⃣"),
    ("e" + "\u0301" * 500, "e" + "\u0301" * 8),
    ("ا" + "\u064b" * 500, "ا" + "\u064b" * 8),
    ("x" + "\u200d\u0301" * 300, "x" + "\u200d\u0301" * 4),
    ("x" + "\ufe0f" * 300, "x" + "\ufe0f" * 8),
    ("[red]markup[/red] [/] [@click=app.quit]x[/]", "[red]markup[/red] [/] [@click=app.quit]x[/]"),
    ("$(rm -rf) `x` %0D%0A =1+1", "$(rm -rf) `x` %0D%0A =1+1"),
    ("wrongly decoded â\x80\x9dreal words stay", "wrongly decoded âreal words stay"),
    ("Grüße, naïve 日本語 Ελληνικά", "Grüße, naïve 日本語 Ελληνικά"),
]


@pytest.mark.parametrize(("hostile", "harmless"), TABLE)
def test_hostile_strings(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def hostile_text() -> st.SearchStrategy[str]:
    single = "\x1b\x07\x9b\x9c\x9d\x90\r\n\u202e\u2028\ud800\udc00\u0301\u064b\u200d\u200b\ufe0fma \t\x00😀\U000e0041"
    pieces = [*single, "\x1b[", "\x1b]", "\x1bP", "\x1b\\", "\r\n", "0;1", "[/]"]
    anything = st.text(st.characters(exclude_categories=()), max_size=30)
    return st.one_of(anything, st.lists(st.sampled_from(pieces), max_size=40).map("".join))


@settings(max_examples=600, deadline=None)
@given(hostile_text())
def test_nothing_forbidden_is_left_and_a_second_time_changes_nothing(text: str) -> None:
    once = clean(text)
    assert not FORBIDDEN.search(once)
    assert clean(once) == once
    once.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_what_a_person_can_read_is_kept(text: str) -> None:
    assert clean(text) == text


@settings(max_examples=300, deadline=None)
@given(hostile_text(), st.integers(1, 60))
def test_one_line_is_one_short_line(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert not FORBIDDEN.search(line)
    assert "\n" not in line and "\t" not in line and "  " not in line
    assert clean_line(line, limit) == line


def test_an_ellipsis_says_that_a_line_was_cut() -> None:
    assert clean_line("a long subject of a letter", 10) == "a long su…"


MEGABYTE = 1_000_000
HEAVY = {
    "8-bit introducers": "\x9d",
    "8-bit string never ended": "\x9d" + "a" * 999,
    "osc never ended": "\x1b]",
    "dcs with a body": "\x1bP" + "a" * 999,
    "half a csi": "\x9b0;",
    "escapes": "\x1b",
    "escape and spaces": "\x1b" + " " * 999,
    "marks": "\u0301",
    "towers": "a" + "\u0301" * 9,
    "joiners": "\u200d",
    "bidi": "\u202e",
    "surrogates": "\ud800",
    "line ends": "\r\n",
    "cyrillic": "привет ",
}


@pytest.mark.parametrize("name", HEAVY)
def test_time_grows_in_a_line(name: str) -> None:
    piece = HEAVY[name]
    clean("\u0301")  # builds the pattern of the marks
    text = piece * (MEGABYTE // len(piece))
    start = time.process_time()
    clean(text)
    assert time.process_time() - start < 2.0  # 30 to 230 ms measured; a quadratic pattern needs minutes


def test_fold_compares_names() -> None:
    assert fold("  Café-Müller & Søn, GmbH ") == "cafe muller son gmbh"
    assert fold("Straße") == fold("STRASSE") == "strasse"
    assert fold("Łódź Æther") == "lodz aether"
    assert fold("J.P. O'Neil") == "j p o neil"
    assert fold("… — !") == ""


@given(st.text())
def test_folding_twice_changes_nothing_and_case_is_gone(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert not any(unicodedata.combining(c) for c in once)


@given(st.text(st.characters(max_codepoint=127)))
def test_the_quick_way_for_plain_text_is_the_same(text: str) -> None:
    assert fold(text + "é") == (fold(text + "e"))


def test_length_in_the_strictest_units() -> None:
    assert utf16_length("a😀é") == 4
    assert utf16_length("\ud800") == 1


def test_no_printable_character_is_replaced() -> None:
    printable = "".join(chr(code) for code in range(0x110000) if chr(code).isprintable())
    assert len(printable) > 100_000
    assert [pattern.pattern for pattern, _ in _foreign() if pattern.search(printable)] == []


def test_the_quick_looks_miss_nothing() -> None:
    everything = "".join(map(chr, range(0x110000)))
    harmless = _foreign_character().sub("", everything)
    assert [pattern.pattern for pattern, _ in _foreign() if pattern.search(harmless)] == []
    marks = [c for c in everything[0x300:] if unicodedata.category(c) in ("Mn", "Me")] + [
        "\u200c",
        "\u200d",
        "\U000e0100",
    ]
    assert [mark for mark in marks if not re.match(_MAYBE_MARK, mark)] == []
