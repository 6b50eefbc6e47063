"""A practice sheet that came back: read from any editor and mail program, and nothing of it read by half."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.partner_sheet import RATINGS, SheetEntry, SheetQuestion
from rejection_tui.domain.refine import Rating
from rejection_tui.domain.text import clean
from rejection_tui.export import partner_sheet
from rejection_tui.importing import PartnerSheet, is_partner_sheet, read_partner_sheet
from tests.strategies import HOSTILE, raw_texts, some
from tests.world.clock import NOW

WHY = SheetQuestion("a1b2c3d4e5", "Why us?", "motivation", "Names something only true of this company.")
LATE = SheetQuestion("f6e7d8c9b0", "Tell me about a day when everything ran late.", "behavioural")
KNOWN = {one.code: one for one in (WHY, LATE)}
BLANK = partner_sheet([WHY, LATE], NOW)


def fill(sheet: str, *places: tuple[str, str], question: int = 0) -> str:
    """Write words behind the labels of a question (0: above them all) and marks into its boxes."""
    cuts = [0, *(match.start() for match in re.finditer("^## Question", sheet, re.MULTILINE)), len(sheet)]
    part = sheet[cuts[question] : cuts[question + 1]]
    for label, words in places:
        before = part
        if label in RATINGS:
            part = part.replace(f"[ ] {label}", f"[{words}] {label}")
        else:
            line = re.compile(rf"^(- {label}[^\n]*:).*$", re.MULTILINE)
            part = line.sub(lambda match, words=words: f"{match[1]} {words}", part, count=1)
        assert part != before or not words.strip("_ mins"), label
    return sheet[: cuts[question]] + part + sheet[cuts[question + 1] :]


def filled(mark: str = "x") -> str:
    """Return a sheet with both questions filled in."""
    text = fill(BLANK, ("Who listened", "Jürgen Groß"), ("Day of the practice", "22 November 2026"))
    text = fill(text, ("Them", "knew the garden"), ("smooth", mark), ("Time taken", "1 min 45 s"), question=1)
    text = fill(text, ("What worked", "the “opening” – very clear, and it did not sound learned by heart"), question=1)
    text = fill(text, ("halting", mark), ("Result", "no figure"), ("One thing to change", "slower"), question=2)
    return fill(text, ("A question to ask next", "Who paid for it?"), question=2)


NOTES = "Them: knew the garden\nWhat worked: the “opening” – very clear, and it did not sound learned by heart"
ENTRIES = (
    SheetEntry(WHY.uid, Rating.SMOOTH, 105, NOTES),
    SheetEntry(
        LATE.uid,
        Rating.HALTING,
        0,
        "Result: no figure\nOne thing to change: slower\nA question to ask next: Who paid for it?",
    ),
)


def read(text: str) -> PartnerSheet:
    return read_partner_sheet(clean(text), KNOWN)


def wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 48) if line else "" for line in text.split("\n"))


def unmarked(text: str) -> str:
    """Return the text as a mail program sends it from a rendered page: no headings, no quotes, other bullets."""
    return re.sub(r"^- ", "•\t", re.sub(r"^(?:#+|>) ", "", text, flags=re.MULTILINE), flags=re.MULTILINE)


CHANGES: dict[str, Callable[[str], str]] = {
    "as it was": lambda text: text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "line ends of an old Mac": lambda text: text.replace("\n", "\r"),
    "quoted in a reply": lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n")),
    "quoted twice": lambda text: "\n".join(f"> > {line}" for line in text.split("\n")),
    "wrapped": wrapped,
    "wrapped and quoted": lambda text: "\n".join(f"> {line}" for line in wrapped(text).split("\n")),
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n{2,}", "\n", text),
    "other bullets": lambda text: re.sub(r"^- ", "* ", text, flags=re.MULTILINE),
    "a rendered page": unmarked,
    "escaped": lambda text: re.sub(r"([\[\]_*#])", r"\\\1", text),
    "bold labels": lambda text: re.sub(r"^- (\w[^:\n(]*)", r"- **\1**", text, flags=re.MULTILINE),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "letters in two parts": lambda text: unicodedata.normalize("NFD", text),
    "indented": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "capitals in the labels": lambda text: text.replace("Who listened", "WHO LISTENED").replace(
        "Time taken", "TIME TAKEN"
    ),
    "lines to write on kept": lambda text: re.sub(
        r"^(- [^\[\n]*:) (?!_)(.*)$", r"\1 __\2____", text, flags=re.MULTILINE
    ),
    "the empty sheet quoted below": lambda text: (
        text + "\nOn Tuesday Sam Reed wrote:\n" + re.sub("^", "> ", BLANK, flags=re.MULTILINE)
    ),
    "the empty sheet quoted, no end": lambda text: (
        text.replace("End of the sheet.\n", "") + re.sub("^", "> ", BLANK, flags=re.MULTILINE)
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_editors_and_mail_programs_do_to_it_changes_nothing(change: Callable[[str], str]) -> None:
    found = read(change(filled()))
    assert [(e.question, e.rating, e.seconds) for e in found.entries] == [
        (e.question, e.rating, e.seconds) for e in ENTRIES
    ]
    assert tuple(e.notes for e in found.entries) == tuple(e.notes for e in ENTRIES)
    assert (found.number, found.by, found.day) == ("20261124100000", "Jürgen Groß", "22 November 2026")
    assert [problem for problem in found.problems if "Sam Reed" not in problem] == []


@pytest.mark.parametrize("mark", ["x", "X", " x", "x ", "✓", "✔", "*", "v", "ok"])
def test_every_mark_in_a_box_counts(mark: str) -> None:
    assert read(filled(mark)).entries == ENTRIES


@pytest.mark.parametrize(
    ("line", "rating"),
    [
        ("x smooth: without stopping", Rating.SMOOTH),
        ("- X smooth", Rating.SMOOTH),
        ("✓ smooth", Rating.SMOOTH),
        ("☒ smooth: without stopping", Rating.SMOOTH),
        ("(x) smooth", Rating.SMOOTH),
        ("- [ ] smooth: without stopping x", Rating.SMOOTH),
        ("- [ ] smooth: without stopping [x]", Rating.SMOOTH),
        ("- [ ] smooth <-", Rating.SMOOTH),
        ("[] smooth", None),
        ("☐ smooth: without stopping", None),
        ("- [ ] smooth: without stopping, nearly", None),
    ],
)
def test_marks_beside_the_box(line: str, rating: Rating | None) -> None:
    text = BLANK.replace("- [ ] smooth: without stopping", line, 1)
    found = read(text).entries
    assert [e.rating for e in found] == ([rating] if rating else [])


def test_a_rating_in_words_behind_the_colon() -> None:
    text = BLANK.replace("three boxes:", "three boxes: stuck, sorry", 1)
    assert [e.rating for e in read(text).entries] == [Rating.STUCK]
    alone = re.sub(r"- \[ \] (?:halting|stuck)[^\n]*\n", "", BLANK)
    assert read(alone).entries == ()
    assert [e.rating for e in read(alone.replace("[ ] smooth", "smooth", 1)).entries] == [Rating.SMOOTH]


def test_boxes_of_an_editor_that_are_all_alike_are_no_marks() -> None:
    assert read(BLANK.replace("[ ]", "●")).entries == ()
    assert read(BLANK.replace("- [ ]", "○")).entries == ()


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("____ min ____ s", 0),
        ("2 min 5 s", 125),
        ("__2__ min __5__ s", 125),
        ("1:45", 105),
        ("2 minutes", 120),
        ("about 2.5 min", 150),
        ("95 sec", 95),
        ("2' 10\"", 130),
        ("2’ 10”", 130),
        ("90 Sekunden", 90),
    ],
)
def test_times(time: str, seconds: int) -> None:
    text = fill(BLANK, ("Time taken", time), ("stuck", "x"), question=1)
    assert [e.seconds for e in read(text).entries] == [seconds]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([("smooth", "x"), ("stuck", "x")], "smooth and stuck are both marked"),
        (
            [("What worked", "the start")],
            "none of smooth, halting and stuck is marked. It said: What worked: the start",
        ),
        ([("smooth", "x"), ("Time taken", "3 s")], "under fifteen seconds is no rehearsal"),
        ([("smooth", "x"), ("Time taken", "7")], "the time “7” is not one in minutes and seconds"),
        ([("smooth", "x"), ("Time taken", "999 min")], "too long to be one"),
    ],
)
def test_what_is_not_clear_is_left_out_and_said(places: list[tuple[str, str]], words: str) -> None:
    found = read(fill(BLANK, *places, question=1))
    assert found.entries == ()
    assert any(words in problem and "Why us?" in problem for problem in found.problems), found.problems


def test_questions_left_empty_are_named() -> None:
    found = read(BLANK)
    assert found.entries == () and found.by == "" and found.day == ""
    assert found.problems == ("“Why us?”: nothing is filled in.", f"“{LATE.text}”: nothing is filled in.")


def test_a_code_of_another_file_is_said() -> None:
    found = read(filled().replace(WHY.code, "0000000"))
    assert found.entries == ENTRIES[1:]
    assert any("0000000" in problem and "no question of yours" in problem for problem in found.problems)


def test_two_copies_filled_in_differently_are_none() -> None:
    other = filled().replace("[x] smooth", "[x] stuck", 1).replace("[ ] stuck", "[ ] smooth", 1)
    found = read(filled() + other)
    assert [e.question for e in found.entries] == [LATE.uid]
    assert any("stands there twice" in problem for problem in found.problems)
    assert read(filled() + filled()).entries == ENTRIES


def test_words_in_no_place_are_said() -> None:
    found = read(
        "Hi Sam, that was fun, here it is!\n\n" + filled().replace("> Why us?", "> Why us?\n\nYou laughed a lot here.")
    )
    assert found.entries == ENTRIES
    assert [p.partition("“")[2] for p in found.problems] == [
        "Hi Sam, that was fun, here it is!”",
        "You laughed a lot here.”",
    ]


def test_answers_below_the_lines_of_a_quoted_sheet() -> None:
    quoted = re.sub("^", "> ", BLANK, flags=re.MULTILINE)
    text = quoted.replace("> - What worked: ____", "> - What worked: ____\n\nA calm start.\n", 1)
    text = text.replace("> - [ ] smooth: without stopping", "> - [x] smooth: without stopping", 1)
    assert read(text).entries == (SheetEntry(WHY.uid, Rating.SMOOTH, 0, "What worked: A calm start."),)


def test_lists_and_paragraphs_of_a_note_are_kept() -> None:
    text = fill(
        BLANK, ("halting", "x"), ("What worked", "two things:\n\n- the start\n- the end, which\nyou held"), question=1
    )
    assert read(text).entries[0].notes == "What worked: two things:\nthe start\nthe end, which you held"


def test_what_is_no_sheet_is_a_sentence() -> None:
    for text in ("", "Dear Sam,\nthank you.", "the code red was called"):
        with pytest.raises(LetterError, match="no practice sheet"):
            read(text)
        assert not is_partner_sheet(text)
    with pytest.raises(LetterError, match="longer than any"):
        read("x" * 500_000)
    assert is_partner_sheet(BLANK) and is_partner_sheet(unmarked(filled()))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_question_comes_back(text: str) -> None:
    one = SheetQuestion("a1b2c3d4e5", clean(f"x {text}"), "own", clean(text))
    sheet = partner_sheet([one], NOW).replace("[ ] stuck", "[x] stuck")
    assert [e.rating for e in read_partner_sheet(sheet, {one.code: one}).entries] == [Rating.STUCK]


def test_a_question_that_looks_like_the_sheet_is_not_read_as_one() -> None:
    one = SheetQuestion(
        "a1b2c3d4e5", "What worked: what would you say?", "motivation", "Them: a name. Time taken: short."
    )
    sheet = fill(partner_sheet([one], NOW), ("halting", "x"), question=1)
    assert read_partner_sheet(sheet, {one.code: one}).entries == (SheetEntry(one.uid, Rating.HALTING),)


@some(60)
@given(raw_texts, st.integers(0, 4000))
def test_any_text_in_any_place_is_read_or_refused(text: str, place: int) -> None:
    sheet = filled()
    found = read(sheet[:place] + text + sheet[place:])
    assert len(found.entries) <= 2


@pytest.mark.parametrize("run", ["_", "-", "[", ">", " ", "\n", "code ", "Question 1 code ", "x", "smooth ", "- ", "."])
def test_long_runs_take_no_time(run: str) -> None:
    """A sheet of the largest size, of characters on which a careless pattern would go back and forth."""
    body = (run * 300_000)[:300_000]
    text = BLANK.replace("- What worked: ____", f"- What worked: {body}", 1)
    read(text)
