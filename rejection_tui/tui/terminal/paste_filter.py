"""Removes control characters from bracketed pastes, so that a paste can never press keys.

Many terminals remove them themselves; where they do not, Textual's parser would pass them on as keys.
"""

import re
from collections.abc import Iterable
from typing import Final

from textual.message import Message

from rejection_tui.tui.terminal.textual_private import XTermParser, use_parser

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class PasteFilter:
    """Takes the terminal's input piece by piece and returns it without control characters inside pastes."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""  # the beginning of an end mark whose rest has not arrived
        self._tail = ""  # the last characters outside a paste, where a start mark may begin

    def __call__(self, data: str) -> str:
        """Return the next piece, cleaned inside a paste and untouched outside."""
        made: list[str] = []
        rest, self._held = self._held + data, ""
        while rest:
            rest = self._in_paste(rest, made) if self._inside else self._outside(rest, made)
        return "".join(made)

    def _outside(self, data: str, made: list[str]) -> str:
        known = len(self._tail)
        seen = self._tail + data
        place = seen.find(START)
        if place < 0:
            self._tail = seen[-(len(START) - 1) :]
            made.append(data)
            return ""
        stop = place + len(START) - known
        self._inside, self._tail = True, ""
        made.append(data[:stop])
        return data[stop:]

    def _in_paste(self, data: str, made: list[str]) -> str:
        place = data.find(END)
        if place >= 0:
            self._inside = False
            made += [_CONTROLS.sub("", data[:place]), END]
            return data[place + len(END) :]
        kept = next((n for n in range(len(END) - 1, 0, -1) if data.endswith(END[:n])), 0)
        self._held = data[len(data) - kept :]
        made.append(_CONTROLS.sub("", data[: len(data) - kept]))
        return ""


class PlainPasteParser(XTermParser):
    """Textual's parser, reading through the filter."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """Parse the next piece; nothing is parsed while only part of an end mark has arrived."""
        clean = self._filter(data)
        return super().feed(clean) if clean or not data else ()


def install_paste_filter() -> None:
    """Make every terminal driver that starts from now on read through the filter."""
    use_parser(PlainPasteParser)
