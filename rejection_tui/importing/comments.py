"""A report that somebody has commented: what it says beyond the lines it was written with, and on which step."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rejection_tui.domain.errors import LetterError
from rejection_tui.domain.report_marks import ReportPlace, digest, longest_known, names_a_place, place_in, words_of
from rejection_tui.domain.steps import SHORT_TITLES, STEP_TITLES
from rejection_tui.domain.text import clean_line

MAX_LINES: Final = 60_000
MAX_COMMENTS: Final = 500
#: So many words of the report's own may stand before a comment on the same line; fewer may begin any sentence.
_LEAST_OWN_WORDS: Final = 3
_HEADING: Final = re.compile(r"\s*(?:#{1,6}|\*\*|__)\s*\S")
_UNDERLINE: Final = re.compile(r"\s*(?:=+|-+)\s*")
_BY: Final = re.compile(r"^(?:[^\w\n]|_){0,20}comments by[ \t]{0,9}:([^\n]*)$", re.IGNORECASE | re.MULTILINE)
_MOST_NAME_WORDS: Final = 6
_ANCHOR: Final = re.compile(r"\{[#.][^{}]{0,200}\}\W*")  # what some converters put behind a heading
_BEFORE_A_REMARK: Final = " \t-–—:;,.<>←*_|\\"


@dataclass(frozen=True, slots=True)
class ReportComment:
    """One paragraph that the report did not have, and what it stands under; None for nothing of this file."""

    place: ReportPlace | None
    text: str


@dataclass(frozen=True, slots=True)
class ReportComments:
    """The comments of a report in their order, and who made them by the report's own line; "" for nobody named."""

    by: str
    comments: tuple[ReportComment, ...]


class OwnReport:
    """What is known of the report that was sent out: its lines, and what its headings name."""

    def __init__(
        self, uids: Iterable[str], lines: frozenset[str], titles: Callable[[], Iterable[tuple[str, str]]]
    ) -> None:
        """`lines` are digests; `titles` returns (title, uid), and is called when a heading has lost its place."""
        self.lines = lines
        self.uids = _unambiguous((uid[:7], uid) for uid in uids)
        self._titles = titles
        self._by_title: Mapping[str, str] | None = None

    def titled(self, words: list[str]) -> str:
        """Return the uid of the one rejection with this title, "" for none or several."""
        if self._by_title is None:
            self._by_title = _unambiguous((" ".join(words_of(title)), uid) for title, uid in self._titles())
        return self._by_title.get(" ".join(words), "")


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, uid in pairs:
        found[key] = uid if found.get(key, uid) == uid else ""
    return {key: uid for key, uid in found.items() if uid}


def read_comments(text: str, own: OwnReport) -> ReportComments:
    """Return the comments in a report, a clean text without its digests.

    Raise `LetterError` when none of its headings names a rejection of the file.
    """
    plain = text.replace("<!--", "").replace("-->", "")
    if plain.count("\n") >= MAX_LINES:
        raise LetterError(f"That is longer than any report ({MAX_LINES} lines). Nothing was read.")
    by, plain = _named(plain, own)
    lines = plain.split("\n")
    reader = _Reader(own)
    found: list[ReportComment] = []
    for one in reader.read(lines):
        if len(found) == MAX_COMMENTS:
            raise LetterError(f"There are more than {MAX_COMMENTS} comments in it. Nothing was read.")
        found.append(one)
    if not reader.any_place:
        raise LetterError("No heading in it names a rejection of your file; a report has (a1b2c3d) there.")
    return ReportComments(by, tuple(found))


def _named(text: str, own: OwnReport) -> tuple[str, str]:
    """Return who made the comments, from behind or below "Comments by:", and the text without that."""
    match = _BY.search(text)
    if match is None:
        return "", text
    end, name = match.end(), match[1]
    if not words_of(name):
        below = re.match(r"\s*([^\n]*)", text[end:])
        words = words_of(below[1]) if below else []
        if below and 0 < len(words) <= _MOST_NAME_WORDS and not below[1].startswith("#"):
            name, end = (below[1], end + below.end()) if digest(words) not in own.lines else ("", end)
    return clean_line(name.strip(" \t>*_.\\"), 80), f"{text[: match.start()]}\n{text[end:]}"


class _Reader:
    """Goes through the lines of a report and keeps where it is."""

    def __init__(self, own: OwnReport) -> None:
        self.own = own
        self.place: ReportPlace | None = None
        self.any_place = False

    def read(self, lines: list[str]) -> Iterator[ReportComment]:
        block: list[str] = []
        number = 0
        while number < len(lines):
            line = lines[number]
            taken, behind = self._heading(lines, number)
            if taken or not words_of(line):
                yield from self._comment(block)
                block = []
            if taken:
                self.any_place = self.any_place or self.place is not None
                yield from self._comment([behind] if words_of(behind) else [])
            elif words_of(line):
                block.append(line)
            number += taken or 1
        yield from self._comment(block)

    def _heading(self, lines: list[str], number: int) -> tuple[int, str]:
        """Go to the place of a heading; return how many lines it takes, 0 for none, and what stands behind it."""
        line = lines[number]
        after = lines[number + 1] if number + 1 < len(lines) else ""
        before = self.place
        if not _HEADING.match(line) and not (words_of(line) and after.strip() and _UNDERLINE.fullmatch(after)):
            return 0, ""
        for taken, heading in ((1, line), (2, f"{line} {after}")):
            found = place_in(heading, self.own.uids)
            if found is not None:
                self.place, behind = found[0], found[1].strip(_BEFORE_A_REMARK)
                return taken, "" if _ANCHOR.fullmatch(behind) else behind
        words = words_of(line)
        if names_a_place(line):
            self.place = None
        elif uid := self.own.titled(words):
            self.place = ReportPlace(uid)
        elif before is not None and (step := _step_named(words)) is not None:
            self.place = ReportPlace(before.rejection, step)
        elif digest(words) in self.own.lines:
            self.place = None  # one of the chapters behind the rejections
        else:
            return 0, ""
        return 1, ""

    def _comment(self, block: list[str]) -> Iterator[ReportComment]:
        """Yield what a paragraph says beyond the lines of the report."""
        said = [part for part in _unknown(block, self.own.lines) if words_of(part)]
        if said:
            yield ReportComment(self.place, "\n".join(said))


def _step_named(words: list[str]) -> int | None:
    """Return the number of the step that a heading names, whatever its place in the list; None for none."""
    title = words[1:] if words and words[0].isdigit() else words
    return next((number for number, its in (STEP_TITLES | SHORT_TITLES).items() if words_of(its) == title), None)


def _unknown(block: list[str], known: frozenset[str]) -> Iterator[str]:
    """Yield the lines of a paragraph, and the ends of lines, that are not the report's own."""
    by_line = [words_of(line) for line in block]
    words = [word for its in by_line for word in its]
    ends: list[int] = []
    for its in by_line:
        ends.append((ends[-1] if ends else 0) + len(its))
    line_ends, own_until = frozenset(ends), 0
    for line, its, end in zip(block, by_line, ends, strict=True):
        start = end - len(its)
        if start >= own_until:
            own_until = _own(words, start, line_ends, known)
        if own_until <= start:
            yield line.lstrip("> \t").rstrip("\\ \t")
        elif own_until < end:
            yield _behind(line, own_until - start)


def _own(words: list[str], start: int, ends: frozenset[int], known: frozenset[str]) -> int:
    """Return where the report's own words end that begin at `start`; `start` itself when there are none."""
    place, whole = start, start
    while count := longest_known(words, place, known):
        place += count
        if place in ends:
            whole = place
    return place if place - start >= _LEAST_OWN_WORDS else whole


def _behind(line: str, count: int) -> str:
    """Return what stands on a line behind its first `count` words."""
    parts = line.split()
    while count > 0 and parts:
        count -= len(words_of(parts.pop(0)))
    return " ".join(parts).lstrip(_BEFORE_A_REMARK).rstrip("\\ ")
