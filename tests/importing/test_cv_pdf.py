"""PDFs whose lines are hard to put in order, and PDFs that would take all time or memory."""

import io
import time
from pathlib import Path

import pytest

from rejection_tui.documents.pdf_text import pdf_text
from rejection_tui.domain.errors import LetterError
from rejection_tui.importing import read_cv

_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<%s/Font<</F1 4 0 R/F2 5 0 R>>>>/Contents %d 0 R>>"
Placed = tuple[float, float, str]


def pdf(streams: list[bytes], resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """Return a PDF with a page for each stream; the objects `more` have the numbers from 5 on."""
    first = 5 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(streams)))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams))
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", pages, b"<<>>", font, *more]
    for at, stream in enumerate(streams):
        parts.append(_PAGE % (resources, first + 2 * at + 1))
        parts.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + end


def drawn(*texts: Placed) -> bytes:
    """Return what draws each text at its place, in that order."""
    shown = []
    for x, y, text in texts:
        written = text.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
        shown.append(b"1 0 0 1 %g %g Tm (%s) Tj" % (x, y, written))
    return b"BT /F1 10 Tf " + b" ".join(shown) + b" ET"


def lines(tmp_path: Path, *pages: bytes) -> list[str]:
    """Return the lines of a CV with these pages."""
    (tmp_path / "cv.pdf").write_bytes(pdf(list(pages)))
    return [line.text for line in read_cv(tmp_path / "cv.pdf").lines]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [(40.0, 700.0 - 12 * at, f"Skill number {at}") for at in range(6)]
    right = [(250.0, 700.0 - 12 * at, f"- Did thing {at} for {at + 2} people") for at in range(6)]
    mixed = [one for pair in zip(left, right, strict=True) for one in pair]
    assert lines(tmp_path, drawn(*mixed)) == [f"Did thing {at} for {at + 2} people" for at in range(6)]


@pytest.mark.parametrize("begins", ["Northern sales by", "£4,000 more than", "30% of the plan,", "12 of the 40 shops,"])
def test_a_wrapped_line_is_joined_however_it_goes_on(tmp_path: Path, begins: str) -> None:
    page = drawn(
        (50, 700, "Sales Lead, Northwind"),
        (50, 680, "- Raised the yearly turnover of the whole of the region of the"),
        (57, 668, f"{begins} a quarter"),
        (50, 656, "- Led five people"),
    )
    whole = f"Raised the yearly turnover of the whole of the region of the {begins} a quarter"
    assert lines(tmp_path, page) == [whole, "Led five people"]


def test_a_line_that_a_page_breaks_is_joined_and_page_edges_are_left_out(tmp_path: Path) -> None:
    head, foot = (400.0, 780.0, "Sam Reed, CV"), "Page {} of 2"
    first = drawn(
        head,
        (50, 700, "- Led five people"),
        (50, 60, "- Moved the warehouse of the whole company from the old town to the harbour within"),
        (280, 20, foot.format(1)),
    )
    second = drawn(head, (57, 700, "40 days"), (50, 688, "- Cut costs by 12%"), (280, 20, foot.format(2)))
    moved = "Moved the warehouse of the whole company from the old town to the harbour within 40 days"
    assert lines(tmp_path, first, second) == ["Led five people", moved, "Cut costs by 12%"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("- Ran the process-", "ing of 300 claims", "Ran the processing of 300 claims"),
        ("- Built a cross-", "functional team of 5", "Built a cross-functional team of 5"),
        ("- Led Vertriebs-", "und Serviceteams", "Led Vertriebs- und Serviceteams"),
        ("- Wrote for the BBC-", "led inquiry", "Wrote for the BBC-led inquiry"),
    ],
)
def test_words_broken_at_the_end_of_a_line(tmp_path: Path, above: str, below: str, whole: str) -> None:
    assert lines(tmp_path, drawn((50, 700, above), (57, 688, below), (50, 676, "- Cut costs")))[0] == whole


def test_letters_drawn_twice_for_a_bold_face_count_once(tmp_path: Path) -> None:
    twice = drawn((50, 700, "- Led five people"), (50.3, 700, "- Led five people"), (50, 688, "- Cut costs"))
    assert lines(tmp_path, twice) == ["Led five people", "Cut costs"]


def test_the_dots_of_a_rating_are_no_lines(tmp_path: Path) -> None:
    page = drawn((50, 700, "- Led five people"), (50, 600, "English"), (120, 600, "• • • • •"))
    assert lines(tmp_path, page) == ["Led five people"]


def test_words_in_a_form_are_read_where_the_form_stands(tmp_path: Path) -> None:
    inside = drawn((0, 0, "- Cut costs by 12%"))
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 50 640]/Resources<</Font<</F1 4 0 R>>>>"
    form += b"/Length %d>>stream\n%s\nendstream" % (len(inside), inside)
    page = b"q 1 0 0 1 0 40 cm /A Do Q " + drawn((50, 700, "- Led five people"), (50, 660, "- Taught SQL"))
    (tmp_path / "cv.pdf").write_bytes(pdf([page], b"/XObject<</A 5 0 R>>", (form,)))
    texts = [line.text for line in read_cv(tmp_path / "cv.pdf").lines]
    assert texts == ["Led five people", "Cut costs by 12%", "Taught SQL"]


_PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
    b"stream\n0\nendstream"
)


def test_a_scanned_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(pdf([b"q 600 0 0 800 0 0 cm /A Do Q"], b"/XObject<</A 5 0 R>>", (_PICTURE,)))
    with pytest.raises(LetterError, match="page 1: a picture without text"):
        read_cv(tmp_path / "cv.pdf")


def test_a_page_that_is_a_picture_is_told(tmp_path: Path) -> None:
    pages = [drawn((50, 700, "- Led five people")), b"/A Do"]
    (tmp_path / "cv.pdf").write_bytes(pdf(pages, b"/XObject<</A 5 0 R>>", (_PICTURE,)))
    read = read_cv(tmp_path / "cv.pdf")
    assert [line.text for line in read.lines] == ["Led five people"]
    assert [str(one) for one in read.unread] == ["page 2: a picture without text"]


def test_letters_that_no_font_explains_are_told(tmp_path: Path) -> None:
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]"
    font += b"/FirstChar 97/LastChar 98/Widths[5 5]/CharProcs<<>>/Encoding<</Type/Encoding/Differences[97/g1/g2]>>>>"
    page = drawn((50, 700, "- Led five people")) + b" BT /F2 10 Tf 50 600 Td (abab) Tj ET"
    (tmp_path / "cv.pdf").write_bytes(pdf([page], b"", (font,)))
    read = read_cv(tmp_path / "cv.pdf")
    assert "page 1: text in a font that does not say its letters" in [str(one) for one in read.unread]


def scattered(count: int) -> bytes:
    """Return so many words at places all over a page."""
    places = ((at * 7919 % 600, at * 104_729 % 800) for at in range(count))
    return b"BT /F1 9 Tf " + b" ".join(b"1 0 0 1 %d %d Tm (ab) Tj" % place for place in places) + b" ET"


def form(drawn_: bytes) -> bytes:
    """Return a form that may draw itself."""
    head = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R>>>>/Length %d>>stream\n"
    return head % len(drawn_) + drawn_ + b"\nendstream"


HOSTILE = {
    "a form in itself": pdf([b"/A Do /A Do"], b"/XObject<</A 5 0 R>>", (form(b"/A Do /A Do"),)),
    "words everywhere": pdf([scattered(6_000)]),
    "one row": pdf([b"BT /F1 9 Tf " + b"".join(b"1 0 0 1 %d 100 Tm (a) Tj " % at for at in range(9_000)) + b"ET"]),
    "one long word": pdf([b"BT /F1 9 Tf (" + b"a" * 300_000 + b") Tj ET"]),
    "saved states": pdf([b"q " * 90_000]),
    "many operators": pdf([b"0 0 m " * 150_000]),
    "brackets": pdf([b"[" * 100_000]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends(name: str) -> None:
    start = time.thread_time()
    try:
        pdf_text(io.BytesIO(HOSTILE[name]), "a.pdf", 40, 2.0)
    except LetterError as error:
        assert "a.pdf" in error.sentence
    assert time.thread_time() - start < 2 + 4


def test_the_time_bounds_the_search_for_columns() -> None:
    with pytest.raises(LetterError, match="takes too long"):
        pdf_text(io.BytesIO(pdf([scattered(2_000)] * 30)), "a.pdf", 40, 0.5)
