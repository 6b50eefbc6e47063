"""Reads the lines of a CV, each with its place, from Markdown, text, Word, PDF, JSON Resume or a paste."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

from rejection_tui import documents
from rejection_tui.domain.cv_lexicon import lexicon
from rejection_tui.domain.decoding import UTF_16_MARKS, decode_file
from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.text import clean, clean_line

MAX_PAGES: Final = 40
#: For all pages; a CV takes far less.
_MAX_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it is in a file, with what the file's format says about it."""

    text: str
    number: int = 0
    bullet: bool = False
    heading: bool = False
    section: str = ""


def text_lines(path: Path) -> list[RawLine]:
    """Return the lines of a text file in UTF-8, UTF-16 with a byte order mark, or Windows-1252."""
    return [RawLine(line, number) for number, line in enumerate(clean(_decoded(path)).split("\n"), 1)]


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if b"\x00" in data[:4096] and not data.startswith(UTF_16_MARKS):
        raise LetterError(f"{clean_line(path.name)} is not a text file; nothing was read.")
    return decode_file(data)


def docx_lines(path: Path) -> list[RawLine]:
    """Return the paragraphs of a Word file, those in tables too; the number counts paragraphs."""
    name = clean_line(path.name)
    document = documents.open_docx(path, name)
    try:
        return [_paragraph(p, n) for n, p in enumerate(documents.docx_paragraphs(document), 1)]
    except documents.BROKEN as error:
        raise LetterError(f"{name} is not a Word file that can be read; save it again.") from error


def _paragraph(paragraph: Any, number: int) -> RawLine:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    properties = paragraph._p.pPr
    numbered = properties is not None and properties.numPr is not None
    text = clean(paragraph.text).replace("\n", " ").strip()
    heading = style.startswith(("Heading", "Title", "Subtitle"))
    return RawLine(text, number, bool(text) and not heading and (numbered or style.startswith("List")), heading)


def pdf_lines(path: Path) -> list[RawLine]:
    """Return the lines of the first pages of a PDF; the number counts lines over all pages."""
    pages = documents.pdf_pages(path, clean_line(path.name), MAX_PAGES, _MAX_SECONDS)
    return [RawLine(line, number) for number, line in enumerate("\n".join(pages).split("\n"), 1)]


def json_lines(path: Path) -> list[RawLine]:
    """Return the highlights of a JSON Resume; the number is the line of the file with the words."""
    data = path.read_bytes()
    try:
        resume = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        raise LetterError(f"{clean_line(path.name)} is not valid JSON; nothing was read.") from error
    if not isinstance(resume, dict):
        raise LetterError(f"{clean_line(path.name)} is not a JSON Resume: it holds no sections.")
    source = data.decode("utf-8", "replace")
    found: list[RawLine] = []
    at = 0
    for section, words in _highlights(resume):
        place = source.find(orjson.dumps(words).decode(), at)
        at = max(place, at)
        found.append(
            RawLine(clean(words), source.count("\n", 0, place) + 1 if place >= 0 else 0, True, section=section)
        )
    return found


def _highlights(resume: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key in ("work", "volunteer", "projects"):
        entries = resume.get(key)
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                names = [str(entry[k]) for k in ("position", "name", "organization", "company") if entry.get(k)]
                lines = entry.get("highlights")
                section = clean_line(", ".join(names[:2]), 120)
                found += [(section, w) for w in (lines if isinstance(lines, list) else ()) if isinstance(w, str)]
    return found


MAX_BYTES: Final = 10 * 1024 * 1024
MAX_LINES: Final = 5_000
_MAX_LINE: Final = 1_000
#: From this many characters on, a line may have been broken at the edge of a page.
_WRAPS: Final = 60
_MARK: Final = re.compile(r"^(\s*)(?:[-*+•‣◦▪●○–—·\uf0b7]|\d{1,2}[.)]|o(?=\s{2,}|\t))\s+(?=\S)")
_HEADING: Final = re.compile(r"^\s{0,3}#{1,6}\s+(.+?)\s*#*\s*$")
_EMPHASIS: Final = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|(?<!\w)[*_](\S[^*_]*?)[*_](?!\w)|`([^`]+)`")
_READERS: Final[dict[str, Callable[[Path], list[RawLine]]]] = {
    ".md": text_lines,
    ".markdown": text_lines,
    ".txt": text_lines,
    ".text": text_lines,
    ".docx": docx_lines,
    ".pdf": pdf_lines,
    ".json": json_lines,
}


@dataclass(frozen=True, slots=True)
class CvLine:
    """One line of a CV, without its bullet mark; `line_number` counts from 1, and is 0 when it is not known.

    `fact`: it is under a heading such as Education or Languages, where no outcome is expected.
    """

    text: str
    section: str = ""
    line_number: int = 0
    fact: bool = False


def read_cv(path: Path) -> tuple[CvLine, ...]:
    """Return the lines of the CV at `path`.

    Raises `UsageError` for an unknown kind of file, `LetterError` for one that cannot be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{clean_line(path.name)} is not a CV that can be read; use .md, .txt, .docx, .pdf or .json.")
    try:
        if not path.is_file():
            raise LetterError(f"There is no file {clean_line(path.name)} to read; nothing was changed.")
        if path.stat().st_size > MAX_BYTES:
            raise LetterError(f"{clean_line(path.name)} is larger than 10 MB; save a copy without pictures.")
        raw = reader(path)
    except OSError as error:
        raise LetterError(
            f"{clean_line(path.name)} could not be read: {error.strerror or 'unknown reason'}."
        ) from error
    lines = tuple(_lines(raw[:MAX_LINES]))
    if not lines:
        raise LetterError(f"No lines were found in {clean_line(path.name)}; copy the text and paste it instead.")
    return lines


def read_lines(text: str) -> tuple[CvLine, ...]:
    """Return the lines of a pasted text: those with a bullet mark, or all of them when none has one."""
    split = clean(text[: MAX_BYTES // 10]).split("\n")[:MAX_LINES]
    raw = [RawLine(line, number) for number, line in enumerate(split, 1)]
    return tuple(_lines(raw, every=True))


def _lines(raw: list[RawLine], every: bool = False) -> Iterator[CvLine]:
    marked = any(line.bullet or _MARK.match(line.text) for line in raw)
    section, open_line, place, width = "", None, _Place(), 0
    for line in raw:
        kind, text = _kind(line, marked, every, open_line is not None, width >= _WRAPS)
        width = len(line.text)
        if kind == "more" and open_line is not None:
            open_line = replace(open_line, text=_plain(f"{open_line.text} {text}"))
            continue
        if open_line is not None:
            yield open_line
            open_line = None
        if kind == "heading":
            section = _plain(text)
            place = place.under(section, line.text)
        elif kind == "line" and _plain(text):
            open_line = CvLine(_plain(text), line.section or section, line.number, place.fact)
    if open_line is not None:
        yield open_line


@dataclass(frozen=True, slots=True)
class _Place:
    """Whether the headings so far lead to plain facts, and the level of the heading that says so (0: not known)."""

    fact: bool = False
    depth: int = 0

    def under(self, heading: str, raw: str) -> "_Place":
        """Return the place under one more heading; an unknown heading keeps what the one above it says."""
        depth = len(raw.lstrip()) - len(raw.lstrip().lstrip("#"))
        facts, outcomes = _sections()
        if facts.match(heading):
            return _Place(True, depth)
        back = bool(depth and self.depth and depth <= self.depth)
        return _Place() if outcomes.match(heading) or back else self


@cache
def _sections() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = (lexicon()["facts_under"], lexicon()["outcomes_under"])
    facts, outcomes = (re.compile(rf"(?:{'|'.join(n)})\s*:?$", re.IGNORECASE) for n in names)
    return facts, outcomes


def _kind(line: RawLine, marked: bool, every: bool, after_line: bool, wrapped: bool) -> tuple[str, str]:
    """Return what a line is (line, heading, more of the line before, blank) and its text without marks."""
    mark, heading = _MARK.match(line.text), _HEADING.match(line.text)
    if line.bullet or mark:
        return "line", _MARK.sub("", line.text)
    if not line.text.strip():
        return "blank", ""
    if line.heading or heading:
        return "heading", heading.group(1) if heading else line.text
    if marked:
        indented = line.text[:1] in " \t"
        continues = after_line and (indented or line.text.strip()[:1].islower())
        return ("more" if continues else "heading"), line.text
    if after_line and wrapped and line.text.strip()[:1].islower():
        return "more", line.text  # a broken line, as in a PDF without marks
    few = len(line.text.split()) < 4 or line.text.rstrip().endswith(":") or line.text.isupper()
    return ("heading" if few and not every else "line"), line.text


def _plain(text: str) -> str:
    bare = _EMPHASIS.sub(lambda m: next(g for g in m.groups() if g), text[: _MAX_LINE * 2])
    return clean_line(bare, _MAX_LINE)
