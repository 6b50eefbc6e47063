"""Paragraphs of a CV to its lines: which are items, under which heading each stands, and what was left unread."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Final

from rejection_tui import content
from rejection_tui.documents.dates import is_dates
from rejection_tui.domain.text import clean_line

MAX_LINES: Final = 5_000
MAX_LINE: Final = 1_000
MARK: Final = re.compile(
    r"^\s*(?:[-*+‣◦▪▫●○■□◆◇❖►▶➢➤➔→»›✓✔✦–—−·∙⋅⁃⦁\ue000-\uf8ff]\s+|[•●▪■◦‣⁃⦁\uf0b7\uf0a7]\s*|\(?\d{1,2}[.)]\s+|o(?:\s{2,}|\t))(?=\S)"
)
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_DATED: Final = re.compile(r"\b(?:19|20)\d\d\b(?:\s*(?:[–—-]|to\b|bis\b|à\b|until\b|a\b|\)|$))|\b\d\d/(?:\d\d){1,2}\b")
_CONTACT: Final = re.compile(r"\S@\S|\bwww\.|https?:|(?:\+|\b0)[\d ()/-]{7,}\d")
_FEW: Final = 4  # words: a line with fewer is a heading where nothing else says what it is
_PROSE: Final = 5  # words from which on a paragraph may be prose
_SMALL: Final = 0.4  # of the words of prose that begin small, in German too
_LONG_DATED: Final = 9  # words from which on a line with years is more than a title and its dates


class Kind(StrEnum):
    """What a file says a paragraph is; TEXT where it does not say, LABEL where it stands beside what it names."""

    ITEM = "item"
    HEADING = "heading"
    TEXT = "text"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class RawLine:
    """A whole paragraph as it is in a file, with what the file says about it.

    `number` is its line or paragraph in the file. `level` is that of a heading, 0 when it is not told. `column` is the
    stream of text it stands in and `follows` the stream that one goes on from. `section` and `fact` are told by files
    that have them as fields.
    """

    text: str
    number: int = 0
    kind: Kind = Kind.TEXT
    level: int = 0
    column: int = 0
    follows: int = -1
    section: str = ""
    fact: bool = False


@dataclass(frozen=True, slots=True)
class CvLine:
    """One line of a CV, without its bullet mark; `line_number` counts from 1, and is 0 when it is not known.

    `fact`: it is under a heading such as Education or Languages, where no outcome is expected.
    """

    text: str
    section: str = ""
    line_number: int = 0
    fact: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that was not understood: where it is (may be empty) and what it is, for people."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" if self.place else self.what


@dataclass(frozen=True, slots=True)
class CvRead:
    """The lines of a CV in its order, and what was left unread: with any of it, no check can say that all is well."""

    lines: tuple[CvLine, ...]
    unread: tuple[Unread, ...] = ()


@dataclass(slots=True)
class Raw:
    """What the reader of one kind of file found; `paragraphs` are the plain ones where they are not those of lines."""

    lines: list[RawLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def plain(text: str) -> str:
    """Return a line cleaned, at most `MAX_LINE` characters long."""
    return clean_line(text, MAX_LINE)


def without_mark(text: str) -> str:
    """Return a line without the mark of an item."""
    return MARK.sub("", text, count=1)


def read(raw: Raw, every: bool = False) -> CvRead:
    """Return the lines of a CV; with `every` a text without marks has no headings, as a paste."""
    unread = list(raw.unread)
    if len(raw.lines) > MAX_LINES:
        unread.append(Unread(f"from line {raw.lines[MAX_LINES].number} on", "more than is read of one file"))
    sorting = _Sorting(raw.lines[:MAX_LINES], every)
    lines = tuple(sorting.lines())
    unread += [
        Unread(f"line {line.line_number}", "cut, it is too long") for line in lines if len(line.text) >= MAX_LINE
    ]
    return CvRead(lines, (*unread, *sorting.passed_over()))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the headings so far lead: "facts", "outcomes", "profile" or "" (not known), and the level that says so."""

    kind: str = ""
    level: int = 0
    names: tuple[str, ...] = ()  # of the entry: title, employer
    open: bool = False  # no item came yet since the last name

    @property
    def section(self) -> str:
        return clean_line(", ".join(self.names[:2]), 120)

    def under(self, heading: str, level: int) -> "_Place":
        """Return the place under one more heading; an unknown heading keeps what the one above it says."""
        kind = heading_kind(heading)
        if kind:
            return _Place(kind, level, (heading,), False)
        kept = "" if level and self.level and level <= self.level else self.kind
        names = (*self.names, heading) if self.open and not level else (heading,)
        return _Place(kept, self.level if kept else 0, names, True)


class _Sorting:
    """One pass over the paragraphs of a CV."""

    def __init__(self, raw: Sequence[RawLine], every: bool) -> None:
        self.raw = [one for one in raw if one.text.strip()]
        self.every = every
        self.marked = any(self._is_item(one) for one in self.raw)
        self.headed = any(heading_kind(one.text) == "outcomes" for one in self.raw)
        self.places: dict[int, _Place] = {}
        self.passed: list[int] = []

    @staticmethod
    def _is_item(one: RawLine) -> bool:
        return one.kind is Kind.ITEM or (one.kind is Kind.TEXT and MARK.match(one.text) is not None)

    def lines(self) -> Iterator[CvLine]:
        """Yield the lines."""
        for one in self.raw:
            place = self.places.get(one.column) or self.places.get(one.follows, _Place())
            text = plain(without_mark(one.text) if self._is_item(one) else one.text)
            if self._is_item(one) or self._is_line(one, text, place):
                place = _Place(place.kind, place.level, place.names, False)
                fact = one.fact or place.kind == "facts"
                if text:
                    yield CvLine(text, one.section or place.section, one.number, fact)
            elif one.kind is Kind.LABEL:
                continue
            elif one.kind is Kind.HEADING or not self._is_prose(text):
                if one.kind is Kind.HEADING or not is_dates(text):
                    place = place.under(text, one.level)
            elif place.kind not in ("profile", "facts") and self.marked:
                self.passed.append(one.number)
            self.places[one.column] = place

    def _is_line(self, one: RawLine, text: str, place: _Place) -> bool:
        """True for a paragraph without a mark that is a line of the CV all the same."""
        if one.kind in (Kind.HEADING, Kind.LABEL) or heading_kind(text):
            return False
        if self.marked:
            return place.kind == "outcomes" and self._is_prose(text)
        if self.every:
            return True
        if len(text.split()) < _FEW or text.endswith(":") or text.isupper() or is_dates(text):
            return False
        return not self.headed or (place.kind == "outcomes" and self._is_prose(text, _FEW))

    @staticmethod
    def _is_prose(text: str, fewest: int = _PROSE) -> bool:
        words = _WORD.findall(text)
        if _CONTACT.search(text):
            return False
        small = sum(word[0].islower() for word in words)
        if len(words) < fewest or small < _SMALL * len(words):
            return False
        return len(words) >= _LONG_DATED or not _DATED.search(text)

    def passed_over(self) -> Iterable[Unread]:
        """Return what was read and is no line and no heading."""
        if not self.passed:
            return []
        where = ", ".join(map(str, self.passed[:5])) + (" …" if len(self.passed) > 5 else "")
        word = "line" if len(self.passed) == 1 else "lines"
        return [Unread(f"{word} {where}", "text without a bullet mark")]


@cache
def _headings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(content.read("phrases/cv_headings.toml"))
    names = {
        kind: [one for of in data.values() for one in of.get(kind, ())] for kind in ("facts", "profile", "outcomes")
    }
    return tuple((kind, re.compile(rf"(?:{'|'.join(of)})", re.IGNORECASE)) for kind, of in names.items())


def heading_kind(text: str) -> str:
    """Return what stands under a heading: "facts", "profile", "outcomes", or "" for one that is not known."""
    if len(text) > 80:
        return ""
    bare = re.sub(r"^[\W\d_]+|[\W_]+$", "", plain(text))
    spaced = re.fullmatch(r"(?:\w ){3,}\w", bare)  # letters set apart
    bare = bare.replace(" ", "") if spaced else bare
    return next((kind for kind, pattern in _headings() if pattern.fullmatch(bare)), "")
