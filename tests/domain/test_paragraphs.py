"""Line breaks of a mail program go, those of the writer stay."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from rejection_tui.domain.paragraphs import joined

ONE = "We met twice more after the final round last week, and in the end we have decided to go with another candidate."
TWO = "The other person had run a platform of our size before, and that settled it. I am sorry that it is no better."


def test_broken_paragraphs_are_whole_again() -> None:
    whole = f"Dear Alex,\n\n{ONE}\n\n{TWO}\n\nKind regards\nJane Hart\nTalent Partner"
    broken = "\n".join("\n".join(textwrap.wrap(line, 72)) for line in whole.split("\n"))
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
def test_no_word_is_lost(text: str) -> None:
    assert joined(text).split() == text.split()
