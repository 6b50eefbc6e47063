"""Tells pastes from keys in the terminal's input, so that a paste can never press keys.

A paste between brackets loses its control characters: many terminals remove them themselves; where they do not,
Textual's parser would pass them on as keys. Text that comes without brackets in one burst is passed on as `Typed`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Final

from textual.events import Event
from textual.message import Message

from rejection_tui.tui.terminal.bursts import LONGEST_TYPED, looks_pasted
from rejection_tui.tui.terminal.textual_private import XTermParser, end_escape, is_inside_sequence
from rejection_tui.tui.terminal.textual_private import clock as message_time

START: Final = "\x1b[200~"
END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
#: What a text is made of: everything but control characters; line ends and tabs belong to it.
_PLAIN: Final = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
#: What may follow an escape in a sequence; anything else is a key pressed soon after escape, which terminals and tmux
#: send like alt and that key. Of alt and a letter only the moves by a word are kept.
_CONTINUES: Final = frozenset("[OPNX]^_\\\x1b\x7f\tfb")
#: Seconds without input after which typed text is passed on; longer once it looks like a paste, whose next piece
#: may be late on a busy machine or a slow line.
TYPED_QUIET: Final = 0.05
PASTE_QUIET: Final = 0.15
#: Seconds without input after which a paste whose end mark never came is over.
LOST_END: Final = 2.0
#: Ctrl+q, which leaves also while the end of a paste is waited for.
LEAVES: Final = "\x11"
#: Seconds to wait for input when nothing is held.
IDLE: Final = 0.1


class Typed(Event, bubble=False):
    """Text that arrived in one burst without brackets: a paste, or keys typed ahead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PasteFilter:
    """Takes the terminal's input piece by piece and returns it without control characters inside pastes."""

    def __init__(self) -> None:
        self.inside = False  # whether a start mark has come whose end mark has not
        self._held = ""  # the beginning of an end mark whose rest has not arrived
        self._tail = ""  # the last characters outside a paste, where a start mark may begin

    def __call__(self, data: str) -> str:
        """Return the next piece, cleaned inside a paste and untouched outside."""
        return "".join(text for _, text in self.pieces(data))

    def pieces(self, data: str) -> Iterator[tuple[bool, str]]:
        """Yield the parts of the next piece, and of each whether it is inside a paste; marks end their part."""
        rest, self._held = self._held + data, ""
        while rest:
            inside = self.inside
            text, rest = self._in_paste(rest) if inside else self._outside(rest)
            if text:
                yield inside, text

    def close(self) -> str:
        """End a paste whose end mark does not come: return what was held, and the mark."""
        held, self._held, self.inside = self._held, "", False
        return _CONTROLS.sub("", held) + END

    def _outside(self, data: str) -> tuple[str, str]:
        known = len(self._tail)
        seen = self._tail + data
        place = seen.find(START)
        if place < 0:
            self._tail = seen[-(len(START) - 1) :]
            return data, ""
        stop = place + len(START) - known
        self.inside, self._tail = True, ""
        return data[:stop], data[stop:]

    def _in_paste(self, data: str) -> tuple[str, str]:
        place = data.find(END)
        if place >= 0:
            self.inside = False
            return _harmless(data[:place]) + END, data[place + len(END) :]
        kept = next((n for n in range(len(END) - 1, 0, -1) if data.endswith(END[:n])), 0)
        self._held = data[len(data) - kept :]
        return _harmless(data[: len(data) - kept]), ""


def _harmless(text: str) -> str:
    return _CONTROLS.sub("", text.replace(START, ""))


class PlainPasteParser(XTermParser):
    """Textual's parser, reading through the filter and holding bursts of text together."""

    def __init__(self, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(debug)
        self._filter = PasteFilter()
        self._clock = clock
        self._heard = clock()
        self._burst = ""
        self._began = 0.0  # when the first character of the burst came
        self._escaped = False  # whether the last character was an escape that may begin a sequence

    @property
    def patience(self) -> float:
        """The seconds after which `tick` should be called when no input comes."""
        if not self._burst:
            return IDLE
        return PASTE_QUIET if looks_pasted(self._burst, in_field=False) else TYPED_QUIET

    def feed(self, data: str) -> Iterable[Message]:
        """Parse the next piece; text of a burst is held until the burst is over."""
        if not data:
            yield from self._burst_over()
            yield from super().feed(data)
            return
        before, self._heard = self._heard, self._clock()
        if self._filter.inside and data == LEAVES and self._heard - before >= PASTE_QUIET:
            yield from super().feed(self._filter.close())  # a key, not a part of a paste whose end never came
        for inside, piece in self._filter.pieces(data):
            if inside:
                yield from super().feed(piece)
            else:
                yield from self._outside(piece)

    def tick(self) -> Iterable[Message]:
        """Pass on what was held when no more input came in time."""
        yield from super().tick()
        silence = self._clock() - self._heard
        if self._burst and silence >= self.patience:
            yield from self._burst_over()
        if self._filter.inside and silence >= LOST_END:
            yield from super().feed(self._filter.close())

    def _outside(self, piece: str) -> Iterator[Message]:
        place = 0
        while place < len(piece):
            inside = is_inside_sequence(self)  # an escape that was waited for long enough is a key already
            run = None if inside else _PLAIN.match(piece, place)
            if inside and self._escaped and piece[place] not in _CONTINUES:
                self._escaped = False
                yield from end_escape(self)
            elif run is None:
                yield from self._burst_over()  # what was typed before another key comes first
                yield from super().feed(piece[place])
                self._escaped = piece[place] == "\x1b" and is_inside_sequence(self)
                place += 1
            elif self._burst or len(set(run[0])) > 1 or len(run[0]) > LONGEST_TYPED:
                self._began = self._began if self._burst else message_time()
                self._burst += run[0]
                place = run.end()
            else:  # one key, or one that repeats because it is held down
                yield from super().feed(run[0])
                place = run.end()

    def _burst_over(self) -> Iterator[Message]:
        text, self._burst = self._burst, ""
        if text:
            typed = Typed(text)
            typed.time = self._began  # when it was typed, which may be before the first frame
            yield typed
