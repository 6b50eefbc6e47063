"""Text under construction: words become lines, lines become paragraphs, and a copy of what stands above is dropped."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from rejection_tui.domain.text import beyond_ascii, clean

#: A gap between two lines, as `Lines.end` takes it.
NEXT_LINE, PARAGRAPH = 1, 2
_COPY_CHARACTERS = 100  # a shorter run of equal lines may be meant
_LONG_LINE = 25  # characters; only a line as long as this begins the search for a copy
_SPACERS: Final = "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff]+"
_SPACER = re.compile(_SPACERS)
_LOOSE_SPACER = re.compile(rf"(?:(?<=\s)|^){_SPACERS}|{_SPACERS}(?=\s|$)")


class Lines:
    """The lines of a page, a cell, a list item or a quotation; blank ones stand between paragraphs."""

    __slots__ = ("gap", "lines", "verbatim", "words")

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []  # pieces of the line that is being written, white space as in the page
        self.gap = 0  # wanted before the next line
        self.verbatim = False  # the line's white space is meant

    def end(self, gap: int) -> None:
        """End the line, if one is being written; the next begins after `gap`."""
        if self.words:
            self._flush()
        if gap > self.gap:
            self.gap = gap

    def break_line(self) -> None:
        """End the line as `<br>` does: a second time in a row leaves a blank line."""
        if self.words:
            self._flush()
        self.gap += 1

    def _flush(self) -> None:
        written = "".join(self.words)
        line = written.rstrip() if self.verbatim else " ".join(written.split())
        if not (line.isascii() and line.isprintable()):
            line = clean(without_spacers(line)).rstrip()
        self.words.clear()
        self.verbatim = False
        if line and not line.isspace():
            self.put(line)
        elif "\xa0" in written:
            self.gap += 1  # a block that holds only a hard space is how programs write a blank line

    def put(self, line: str) -> None:
        """Add a finished line."""
        if self.gap >= PARAGRAPH and self.lines:
            self.lines.append("")
        self.lines.append(line)
        self.gap = 0

    def put_all(self, lines: Sequence[str], gap: int) -> None:
        """Add finished lines as one block with `gap` above and below."""
        self.end(gap)
        if lines:
            self.put(lines[0])
            self.lines.extend(lines[1:])
            self.gap = gap

    def finished(self) -> list[str]:
        """End the last line and return them all."""
        self.end(0)
        return self.lines


def without_spacers(text: str) -> str:
    """Return text without the invisible characters that stand alone, as they fill the preview of a mail in a list.

    Within a word or an emoji they join letters, and stay.
    """
    if text.isascii() or not _SPACER.search(beyond_ascii(text)):
        return text
    return "\n".join(_line_without_spacers(line) if _SPACER.search(line) else line for line in text.split("\n"))


def _line_without_spacers(line: str) -> str:
    return " ".join(_LOOSE_SPACER.sub("", line).split())


def without_copies(lines: list[str]) -> list[str]:
    """Return lines without a run that stands above already: some mails carry one text for phones and one for desktops.

    A run counts from 100 characters, and a single line only right below the same; blank lines do not interrupt it.
    """
    filled = [(index, line) for index, line in enumerate(lines) if line]
    first: dict[str, int] = {}
    dropped: set[int] = set()
    at = 0
    while at < len(filled):
        line = filled[at][1]
        before = first.get(line) if len(line) >= _LONG_LINE else None
        if before is None:
            first.setdefault(line, at)
            at += 1
            continue
        start, end = _run(filled, before, at)
        several = end - start > 1 or before == at - 1
        if several and sum(len(line) for _, line in filled[start:end]) >= _COPY_CHARACTERS:
            dropped.update(index for index, _ in filled[start:end])
        at = max(end, at + 1)
    return _kept(lines, dropped) if dropped else lines


def _kept(lines: Sequence[str], dropped: Collection[int]) -> list[str]:
    kept: list[str] = []
    for index, line in enumerate(lines):
        if index not in dropped and (line or (kept and kept[-1])):
            kept.append(line)
    return kept


def _run(filled: Sequence[tuple[int, str]], before: int, at: int) -> tuple[int, int]:
    """Return where the run of lines around `at` that equals the one around `before` begins and ends."""
    start, shift = at, at - before
    while start - shift > 0 and start - 1 > before and filled[start - 1][1] == filled[start - 1 - shift][1]:
        start -= 1
    end = at
    while end < len(filled) and end - shift < at and filled[end][1] == filled[end - shift][1]:
        end += 1
    return start, end
