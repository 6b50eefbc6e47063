"""PDF, Word, OpenDocument and RTF files to the paragraphs of a CV."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from rejection_tui.documents.open_document import open_document_paragraphs
from rejection_tui.documents.pdf_text import PdfParagraph, pdf_text
from rejection_tui.documents.rich_text import rich_text
from rejection_tui.documents.word import word_text
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean_line
from rejection_tui.importing.cv.europass import europass
from rejection_tui.importing.cv.lines import MARK, Kind, Raw, RawLine, Unread, heading_kind

MAX_PAGES: Final = 40
#: For all pages; a CV takes far less.
MAX_SECONDS: Final = 20.0
_CELL: Final = re.compile(r"(?<! )\|(?! )")  # what striprtf writes behind each cell of a table
_LARGER: Final = 1.2  # than the letters of most lines: those of headings


def pdf(path: Path) -> Raw:
    """Return the paragraphs of the first pages of a PDF; the number counts lines over all pages."""
    found = pdf_text(path, clean_line(path.name), MAX_PAGES, MAX_SECONDS)
    for data in found.attached:
        whole = europass(data)
        if whole is not None and whole.lines:
            return whole
    usual = _usual_size(found.paragraphs)
    lines = []
    for one in found.paragraphs:
        kind = Kind.ITEM if one.mark else Kind.HEADING if _is_heading(one, usual) else Kind.TEXT
        if one.label:
            kind = Kind.HEADING if heading_kind(one.text) else Kind.LABEL
        lines.append(RawLine(one.text, one.line, kind, column=one.column, follows=one.follows))
    return Raw(lines, [Unread(*one) for one in found.unread])


def _usual_size(paragraphs: Sequence[PdfParagraph]) -> float:
    letters: dict[float, int] = {}
    for one in paragraphs:
        size = round(one.size * 2) / 2
        letters[size] = letters.get(size, 0) + len(one.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _is_heading(one: PdfParagraph, usual: float) -> bool:
    short = one.rows <= 2 and len(one.text) < 100 and not one.text.endswith((".", ";"))
    return short and (one.bold or one.size > usual * _LARGER)


def docx(path: Path) -> Raw:
    """Return the paragraphs of a Word file; the number counts paragraphs."""
    found = word_text(path, clean_line(path.name))
    lines: list[RawLine] = []
    for one in found.paragraphs:
        kind = Kind.ITEM if one.listed else Kind.HEADING if one.heading else Kind.TEXT
        if kind is Kind.TEXT and one.bold and heading_kind(one.text):
            kind = Kind.HEADING
        lines += [replace(part, column=one.box) for part in broken(one.text, one.number, kind)]
    return Raw(lines, [Unread(*one) for one in found.unread])


def odt(path: Path) -> Raw:
    """Return the paragraphs of an OpenDocument text; the number counts paragraphs."""
    lines: list[RawLine] = []
    for one in open_document_paragraphs(path.read_bytes(), clean_line(path.name)):
        lines += broken(one.text, one.number, Kind.ITEM if one.listed else Kind.HEADING if one.heading else Kind.TEXT)
    return Raw(lines)


def rtf(path: Path) -> Raw:
    """Return the paragraphs of an RTF file; the number counts paragraphs."""
    text = rich_text(path.read_bytes())
    if not text:
        raise LetterError(f"{clean_line(path.name)} holds no text that can be read; save it as .docx or .pdf.")
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        lines += [RawLine(part, number) for part in _CELL.split(line)]
    return Raw(lines)


def broken(text: str, number: int, kind: Kind) -> list[RawLine]:
    """Return a paragraph with line breaks in it as several where its parts are items or lines of their own."""
    parts = [part.strip(" \t") for part in text.split("\n")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return [RawLine(part, number, kind) for part in parts]
    if kind is Kind.ITEM and not any(MARK.match(part) for part in parts[1:]):
        return [RawLine(" ".join(parts), number, kind)]
    lines: list[RawLine] = []
    for part in parts:
        marked = MARK.match(part) is not None
        goes_on = lines and not marked and lines[-1].kind is Kind.ITEM and re.match(r"[a-zß-ÿ]", part)
        if goes_on:
            lines[-1] = RawLine(f"{lines[-1].text} {part}", number, Kind.ITEM)
        else:
            own = Kind.ITEM if marked or (kind is Kind.ITEM and not lines) else Kind.TEXT if kind is Kind.ITEM else kind
            lines.append(RawLine(part, number, own))
    return lines
