"""The paragraphs of a PDF in the order of reading: columns apart, wrapped lines joined, page edges left out."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from rejection_tui.documents.columns import Column, columns
from rejection_tui.documents.dates import is_dates
from rejection_tui.documents.glyphs import PageGlyphs, page_glyphs
from rejection_tui.documents.hyphens import joined_words
from rejection_tui.documents.limits import BROKEN, MAX_CHARACTERS
from rejection_tui.documents.pdf import opened_pdf
from rejection_tui.documents.segments import Segment, segments
from rejection_tui.domain.text import clean

_EDGE_LINES: Final = 3  # at the top and the bottom of a page, which may repeat on others
_PAGE: Final = re.compile(
    r"(?:.{0,60}[\s|·–-])?(?:page|seite|página|pagina|pagina|side|sida|strona|sayfa|s\.)?\s*\d{1,3}"
    r"(?:\s*(?:/|of|von|de|di|van|sur|av|af|z)\s*\d{1,3})?$",
    re.I,
)
_MOST_ATTACHED: Final = 5
_LITTLE: Final = 60  # letters of a page that is a picture
_DIGITS: Final = re.compile(r"\d+")
_ENDS: Final = (".", "!", "?", ":")
_LEADING: Final = 1.9  # of the height of letters: lines further apart are not of one paragraph
_LOOSER: Final = 1.25  # of the distance of a paragraph's first two lines
_ALIGNED: Final = 0.4  # of the height


@dataclass(frozen=True, slots=True)
class PdfParagraph:
    """Lines that belong together; `line` counts the lines of the file from 1, `page` its pages.

    `mark`: it begins with the mark of an item; `label`: it stands beside what it names, as a date beside a job.
    `column` numbers the stream of text it stands in, `follows` the stream which that one goes on from, -1 for none.
    `rows` is how many lines it takes.
    """

    text: str
    line: int
    page: int
    mark: bool
    bold: bool
    size: float
    column: int
    follows: int
    rows: int
    label: bool = False


@dataclass(frozen=True, slots=True)
class PdfText:
    """What was read of a PDF, and what was not: pairs of a place and what is there."""

    paragraphs: tuple[PdfParagraph, ...]
    unread: tuple[tuple[str, str], ...]
    attached: tuple[bytes, ...] = ()  # XML files in it, as Europass puts them there


@dataclass(slots=True)
class _Open:
    """A paragraph in the making."""

    segments: list[Segment]
    line: int
    column: int
    follows: int
    edge: float


def pdf_text(file: Path | BinaryIO, name: str, most: int, seconds: float) -> PdfText:
    """Return the paragraphs of the first `most` pages; raise `LetterError` as `opened_pdf` does."""
    pages: list[list[Segment]] = []
    unread: list[tuple[str, str]] = []
    letters = 0
    with opened_pdf(file, name, seconds) as (reader, watch):
        for number, page in enumerate(islice(reader.pages, most), 1):
            drawn = page_glyphs(page, reader, watch)
            found = segments(drawn.glyphs, number)
            unread += _left_out(drawn, found, number)
            pages.append(found)
            letters += len(drawn.glyphs)
            if letters > MAX_CHARACTERS:
                unread.append((f"from page {number} on", "more text than is read of one file"))
                break
            watch()
        if len(reader.pages) > most:
            unread.append((f"from page {most + 1} on", "pages beyond those that are read"))
        pages = _without_edges(pages)
        made = _assembled(pages, watch)
        attached = _attached(reader)
    return PdfText(tuple(made), tuple(unread), attached)


def _attached(reader: Any) -> tuple[bytes, ...]:
    from pypdf.errors import PyPdfError

    try:
        files = list(islice(reader.attachments.items(), _MOST_ATTACHED))
        return tuple(data for name, several in files if name.lower().endswith(".xml") for data in several[:1])
    except MemoryError:
        raise
    except (PyPdfError, *BROKEN):
        return ()  # the text of the pages is read all the same


def _left_out(drawn: PageGlyphs, found: Sequence[Segment], page: int) -> list[tuple[str, str]]:
    letters = sum(len(one.text) for one in found)
    unknown = sum(one.unknown for one in found if one.unknown > 1)  # one alone is an ornament
    place = f"page {page}"
    said = []
    if not letters and not unknown and drawn.pictures:
        said.append((place, "a picture without text"))
    elif letters < _LITTLE and drawn.pictures:
        said.append((place, "a picture with little text"))
    elif not letters and not unknown and not drawn.turned:
        said.append((place, "no text"))
    if unknown:
        said.append((place, "text in a font that does not say its letters"))
    if drawn.turned > 20:
        said.append((place, "text that does not run from left to right"))
    if drawn.broken:
        said.append((place, "a part that could not be read"))
    return said


def _without_edges(pages: list[list[Segment]]) -> list[list[Segment]]:
    """Return the pages without the headers and footers that repeat, and without their numbers."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_form(one) for one in _edges(page)})

    kept: list[list[Segment]] = []
    for number, page in enumerate(pages):
        edges = _edges(page)
        dropped = set()
        for one in edges:
            repeats = seen[_form(one)] > 1 and (number > 0 or one.y < edges[0].y)
            if not one.mark and (repeats or (_PAGE.match(one.text) and one is page[-1])):
                dropped.add(id(one))
        kept.append([one for one in page if id(one) not in dropped])
    return kept


def _edges(page: list[Segment]) -> list[Segment]:
    rows = sorted({round(one.y) for one in page}, reverse=True)
    far = {*rows[:_EDGE_LINES], *rows[-_EDGE_LINES:]}
    return [one for one in page if round(one.y) in far]


def _form(one: Segment) -> str:
    return _DIGITS.sub("0", one.text.casefold())


def _assembled(pages: list[list[Segment]], watch: Callable[[], None]) -> list[PdfParagraph]:
    """Return the paragraphs of all pages; one that a page or a column breaks is joined."""
    done: list[_Open] = []
    tails: list[_Open] = []  # the last paragraph of each stream of this page and the one before
    streams: list[tuple[int, Column]] = []
    line = 0
    for number, page in enumerate(pages, 1):
        for column in columns(page, watch):
            stream = len(streams)
            follows = _followed(column, streams, number)
            current: _Open | None = None
            for one in column.segments:
                line += 1
                home = current
                if current is None and not one.mark:
                    home = next((tail for tail in reversed(tails) if _goes_on(tail, one, column.edge)), None)
                if home is not None and not one.mark and _goes_on(home, one, column.edge):
                    home.segments.append(one)
                    if home is not current:
                        tails.remove(home)
                        current = home
                    continue
                if current is not None and _aside(current, one):
                    done.append(_Open([one], line, stream, follows, column.edge))
                    continue
                current = _Open([one], line, stream, follows, column.edge)
                done.append(current)
            streams.append((number, column))
            if current is not None:
                tails.append(current)
        tails = [tail for tail in tails if tail.segments[-1].page == number]
    words = Counter(word for one in done for part in one.segments for word in part.text.casefold().split())
    return [made for one in done if (made := _made(one, words)).text]


def _followed(column: Column, streams: list[tuple[int, Column]], page: int) -> int:
    """Return the number of the stream that a column goes on from: the last one above it, or on an earlier page."""
    left, right = min(one.x0 for one in column.segments), column.edge
    top = column.segments[0].y
    best = (-1, 0.0)
    for number in range(len(streams) - 1, -1, -1):
        of, other = streams[number]
        if of < page - 1 and best[0] >= 0:
            break
        if of == page and other.segments[-1].y < top:
            continue
        start = min(one.x0 for one in other.segments)
        common = min(right, other.edge) - max(left, start)
        share = common / max(right - left, other.edge - start, 1.0)
        if share > best[1] + 0.05:
            best = (number, share)
    return best[0]


def _aside(current: _Open, one: Segment) -> bool:
    """True for what stands to the right of an item's line, a date perhaps: the item may go on below."""
    last = current.segments[-1]
    return current.segments[0].mark and abs(last.y - one.y) <= 2 and one.x0 > last.x1 and not one.mark


def _goes_on(open_: _Open, one: Segment, edge: float) -> bool:
    """True when a piece goes on a paragraph: below it, in line with it, and it had no room in the line above."""
    first, last = open_.segments[0], open_.segments[-1]
    height = max(last.size, one.size)
    if last.label or one.label:  # a label goes on in labels
        return last.label and one.label and 2 < last.y - one.y < _LEADING * height and last.page == one.page
    if abs(last.size - one.size) > 0.12 * height or (is_dates(last.text) and not first.mark):
        return False
    if last.page != one.page or one.y > last.y + 2:
        return _goes_on_elsewhere(open_, one)
    down = last.y - one.y
    if down <= 2:  # beside it: the words of a row, as a title and its dates
        whole = len(open_.segments) < 6 and one.bold == last.bold and down > -2
        return not first.mark and whole
    most = _LEADING * height
    if len(open_.segments) > 1 and open_.segments[-2].y > last.y:
        most = min(most, _LOOSER * (open_.segments[-2].y - last.y))
    if down > most:
        return False
    full = _is_full(last, one, edge)
    lower = one.text[:1].islower() and not last.text.endswith(_ENDS)
    if not first.mark:
        level = abs(one.x0 - last.x0) <= _ALIGNED * height or len(open_.segments) == 1
        return level and one.bold == last.bold and (full or lower)
    hangs = len(open_.segments) > 1 and abs(open_.segments[1].x0 - first.text_x) <= _ALIGNED * height
    if abs(one.x0 - first.text_x) <= _ALIGNED * height:
        return full or lower or not one.bold or last.bold
    if hangs or one.x0 < first.x0 - _ALIGNED * height:
        return False
    return (full or lower) and (one.bold == last.bold or full)


def _goes_on_elsewhere(open_: _Open, one: Segment) -> bool:
    """The same over the end of a page or a column."""
    first, last = open_.segments[0], open_.segments[-1]
    if last.text.endswith(_ENDS) or (one.bold and not last.bold):
        return False
    if not first.mark:  # prose that a page breaks within a sentence
        starts = one.text[:1].islower() and abs(one.x0 - last.x0) <= 1
        return starts and last.page != one.page and _is_full(last, one, open_.edge)
    near = _ALIGNED * one.size
    if last.page != one.page and first.text_x - first.x0 > near and abs(one.x0 - first.text_x) <= near:
        return True  # it hangs as the lines of the item do
    level = last.page == one.page or abs(one.x0 - first.text_x) <= _ALIGNED * one.size or one.x0 == first.x0
    full = _is_full(last, one, open_.edge)
    return level and (one.text[:1].islower() or (full and last.page != one.page))


def _is_full(last: Segment, one: Segment, edge: float) -> bool:
    """True when the first word of `one` had no room left at the end of `last`."""
    letters = max(len(one.text), 1)
    word = one.text.split(" ", 1)[0]
    width = (one.x1 - one.text_x if one.mark else one.x1 - one.x0) / letters * (len(word) + 0.5)
    return last.x1 + width > edge - 0.3 * one.size or last.text.endswith("-")


def _made(open_: _Open, words: Counter[str]) -> PdfParagraph:
    first = open_.segments[0]
    text = clean(joined_words([one.text for one in open_.segments], words))
    bold = sum(one.bold for one in open_.segments) * 2 > len(open_.segments)
    label = first.label or is_dates(text)
    rows = len(open_.segments)
    return PdfParagraph(
        text, open_.line, first.page, first.mark, bold, first.size, open_.column, open_.follows, rows, label
    )
