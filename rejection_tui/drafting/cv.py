"""Read the lines of a CV from a file or a paste: Markdown, text, Word, PDF or JSON Resume, each line with its place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from rejection_tui.domain.errors import LetterError, UsageError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.drafting.cv_files import RawLine, docx_lines, json_lines, pdf_lines, text_lines
from rejection_tui.drafting.figures import lexicon

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_LINES: Final = 5_000
_MAX_LINE: Final = 1_000
#: From this width on, a line may have been broken by the page.
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
    """One line of a CV, without its mark; `line_number` counts from 1 in the text of the file, 0 when it has none.

    `fact`: it stands under a heading such as Education or Languages, where nobody looks for an outcome.
    """

    text: str
    section: str = ""
    line_number: int = 0
    fact: bool = False


def read_cv(path: Path) -> tuple[CvLine, ...]:
    """Return the lines of the CV at `path`.

    Raises `UsageError` for a kind of file that is not known, `LetterError` for one that cannot be read.
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
    """Return the lines of a pasted text; with no marks in it, every line counts."""
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
    """Whether the headings so far lead to plain facts, and how deep the heading that said so stands (0: not known)."""

    fact: bool = False
    depth: int = 0

    def under(self, heading: str, raw: str) -> "_Place":
        """Return the place under one more heading; one that says nothing keeps what the one above it said."""
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
        return "more", line.text  # a line that was broken, as a PDF without marks does
    few = len(line.text.split()) < 4 or line.text.rstrip().endswith(":") or line.text.isupper()
    return ("heading" if few and not every else "line"), line.text


def _plain(text: str) -> str:
    bare = _EMPHASIS.sub(lambda m: next(g for g in m.groups() if g), text[: _MAX_LINE * 2])
    return clean_line(bare, _MAX_LINE)
