"""What is pasted is only ever text: control characters between the marks of a bracketed paste never become keys.

Many terminals take them out themselves; Textual's parser passes those of the others on as keys.
"""

import re
from collections.abc import Iterable
from typing import Final

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class PasteFilter:
    """Takes what the terminal sends, piece by piece, and returns it with every paste made harmless."""

    def __init__(self) -> None:
        self._inside = False
        self._held = ""  # the beginning of an end mark, waiting for the rest
        self._tail = ""  # the last characters outside, in which a start mark may have begun

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
    """Textual's parser behind the filter."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()

    def feed(self, data: str) -> Iterable[Message]:
        """Parse the next piece; nothing left of it means that an end mark is still on its way."""
        clean = self._filter(data)
        return super().feed(clean) if clean or not data else ()


def install_paste_filter() -> None:
    """Let every terminal driver started from now on read through the filter."""
    vars(linux_driver)["XTermParser"] = PlainPasteParser
