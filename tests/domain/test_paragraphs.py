"""Line breaks of a mail program go, those of the writer stay."""

import time
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.paragraphs import joined

ONE = "We met twice more after the final round last week, and in the end we have decided to go with another candidate."
TWO = "The other person had run a platform of our size before, and that settled it. I am sorry that it is no better."


def test_broken_paragraphs_are_whole_again() -> None:
    whole = f"Dear Alex,\n\n{ONE}\n\n{TWO}\n\nKind regards\nJane Hart\nTalent Partner"
    broken = "\n".join("\n".join(wrap(line, 72)) for line in whole.split("\n"))
    assert broken != whole and joined(broken) == whole


def test_what_the_writer_broke_stays() -> None:
    for text in (
        "",
        "Kind regards\nJane Hart",
        f"{ONE}\n{TWO}",
        "- the first of two things that this letter has to say to\n- the second of the two things",
        "> you wrote that you would come back to us with news at\n> the end of the week",
    ):
        assert joined(text) == text


@given(st.text(alphabet="ab c-\n", max_size=400))
def test_no_letter_is_lost(text: str) -> None:
    assert "".join(joined(text).split()).replace("-", "") == "".join(text.split()).replace("-", "")


LETTER = (
    "Dear Mara,",
    "Thank you for coming in last Tuesday and for walking us through the reed beds you planted. We liked it.",
    "Unfortunately, we have decided to go on with another candidate for the post of Senior Warden. Their years on "
    "tidal land were closer to what the reserve needs right now.",
    "We wish you all the best in your search.",
    "Kind regards,\nAnn Bell\nHead of People\nBell Wetlands Ltd, 12 Long Street, Harbourton HM1 2AB\n+44 20 7946 0011",
)
LETTER_DE = (
    "Sehr geehrte Frau Ahrens,",
    "vielen Dank für das freundliche Gespräch am vergangenen Dienstag und Ihr Interesse an unserem Unternehmen.",
    "Leider müssen wir Ihnen mitteilen, dass wir uns für die Stelle als Disponentin für eine andere Bewerberin "
    "entschieden haben.",
    "Mit freundlichen Grüßen\nJens Ohlsen\nPersonalabteilung\nOhlsen Fähren GmbH",
)


@pytest.mark.parametrize("width", [40, 50, 60, 65, 70, 72, 76, 78, 80, 90, 98])
@pytest.mark.parametrize("letter", [LETTER, LETTER_DE], ids=["en", "de"])
def test_a_letter_comes_out_as_it_was_before_its_lines_were_broken(width: int, letter: tuple[str, ...]) -> None:
    broken = [part if "\n" in part else "\n".join(wrap(part, width, break_on_hyphens=False)) for part in letter]
    assert joined("\n\n".join(broken)) == "\n\n".join(letter)
    if width >= 60:  # without blank lines it cannot be told whether a sentence ends a paragraph
        without = joined("\n".join(broken)).replace(".\n", ". ")
        assert without == "\n".join(letter).replace(".\n", ". ")


@pytest.mark.parametrize(
    "text",
    [
        "Score:\nSQL and modelling of data in great detail  4 of 5\nanother row of the table that is as long  3 of 5",
        "def f(x):\n    return x\n\nfor i in range(10):\n    print(i)",
        "- one item that is quite long and goes to the very end of a line\n- two items, also going to the end of line",
        "Rose is a rose by any name\nand so the poet sings again\nof roses red along the lane",
        "Tel: 030 123\nFax: 030 124\nweb: acme",
        "> what you wrote to us at great length some weeks ago when the post\n> was advertised",
    ],
)
def test_lists_tables_code_verse_and_quotations_are_left_alone(text: str) -> None:
    assert joined(text) == text


def test_words_divided_at_line_ends_are_made_whole() -> None:
    text = (
        "Wir haben Ihre Unterlagen mit gro-\nßem Interesse gelesen und die Ent-\nscheidung fiel uns nicht leicht, da\n"
        "viele gute Bewerbungen eingegan-\ngen sind und nur eine Stelle frei\nist."
    )
    assert "großem" in joined(text) and "Entscheidung" in joined(text) and "\n" not in joined(text)
    once = "The reserve needs someone who has led a long and steady follow-\nup of birds and who stays."
    assert joined(once) == once.replace("-\n", "-")


def test_joining_takes_linear_time() -> None:
    for line in ("word " * 14 + "and\n", "a-\n", "x\n", "and so on; " * 5 + "\n"):
        start = time.process_time()
        joined(line * (2_000_000 // len(line)))
        assert time.process_time() - start < 4
