"""Plain text and Markdown to the paragraphs of a CV: lines that a program wrapped are joined."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rejection_tui.documents.hyphens import joined_words
from rejection_tui.domain.decoding import UTF_16_MARKS, decode_file
from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.importing.cv.lines import MARK, Kind, Raw, RawLine, heading_kind

_HEADING: Final = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_UNDERLINE: Final = re.compile(r"^\s{0,3}(?:=+|-{3,}|_{3,}|\*{3,})\s*$")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.S)
_LINK: Final = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)")
_EMPHASIS: Final = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|(?<!\w)[*_](\S[^*_]*?)[*_](?!\w)|`([^`]+)`")
_MAX_EMPHASIS: Final = 4000  # characters of a paragraph; the rest is not shown
_ROW: Final = re.compile(r"\S {3,}\S")  # a title and its dates, set apart with spaces
_WRAPS: Final = 60  # from this many characters on, a line may have been broken at the edge of a page
_FEWEST_FULL: Final = 2  # lines as long as the longest that show that a text was wrapped
_NEARLY: Final = 12  # characters by which wrapped lines differ in length


def decoded(path: Path) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a byte order mark, or Windows-1252."""
    data = path.read_bytes()
    if b"\x00" in data[:4096] and not data.startswith(UTF_16_MARKS):
        raise LetterError(f"{clean_line(path.name)} is not a text file; nothing was read.")
    return clean(decode_file(data))


def text(path: Path) -> Raw:
    """Return the paragraphs of a text file; the number is the line it begins on."""
    return Raw(paragraphs_of(decoded(path)))


def markdown(path: Path) -> Raw:
    """Return the paragraphs of a Markdown file; comments are left out, links are their words."""
    source = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), decoded(path))
    return Raw(paragraphs_of(_LINK.sub(r"\1", source)))


def paragraphs_of(source: str) -> list[RawLine]:
    """Return the paragraphs of a text with marks, headings and blank lines."""
    split = source.expandtabs(4).split("\n")
    width = _width(split)
    found: list[RawLine] = []
    parts: list[str] = []
    for number, line in enumerate(split, 1):
        heading = _HEADING.match(line)
        if not line.strip() or _UNDERLINE.match(line):
            parts = []
            continue
        if parts and not heading and _goes_on(parts, line, width):
            parts.append(line)
            found[-1] = RawLine(_text(parts), found[-1].number, found[-1].kind)
            continue
        parts = [] if heading else [line]
        kind = Kind.HEADING if heading else Kind.ITEM if MARK.match(line) else Kind.TEXT
        words = _text([heading[2] if heading else line])
        found.append(RawLine(words, number, kind, len(heading[1]) if heading else 0))
    return found


def _text(parts: Sequence[str]) -> str:
    """Return lines as one, without Markdown's emphasis."""
    whole = joined_words(parts, {})
    mark = MARK.match(whole)
    start = mark.end() if mark else 0
    return whole[:start] + _EMPHASIS.sub(lambda m: next(g for g in m.groups() if g), whole[start:_MAX_EMPHASIS])


def _width(lines: Sequence[str]) -> int:
    """Return how wide a program's lines are that wrapped this text; 0 when none did."""
    lengths = sorted((len(line.rstrip()) for line in lines), reverse=True)
    if not lengths or lengths[0] < _WRAPS:
        return 0
    full = sum(length > lengths[0] - _NEARLY for length in lengths)
    return lengths[0] if full >= _FEWEST_FULL else 0


def _goes_on(parts: Sequence[str], line: str, width: int) -> bool:
    """True when a line goes on the paragraph above it."""
    if MARK.match(line) or heading_kind(line):
        return False
    above, first = parts[-1].rstrip(), line.split()[0]
    item = MARK.match(parts[0])
    small = line.strip()[:1].islower()
    full = bool(width) and len(above) + 1 + len(first) > width - 1
    if item is None and _ROW.search(above):
        return False
    if item is not None:
        hangs = len(line) - len(line.lstrip()) >= max(item.end() - 1, 1) if line[:1] == " " else False
        return hangs or small or full or (line[:1] == " " and len(parts) == 1 and not MARK.match(line))
    level = len(line) - len(line.lstrip()) == len(parts[0]) - len(parts[0].lstrip())
    return level and ((len(above) >= _WRAPS and small) or (full and not above.endswith((":",))))
