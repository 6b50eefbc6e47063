"""Shows a letter as plain text with marked words; lines are drawn one by one, so that a megabyte opens at once."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len, get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rejection_tui.domain.letter_page import for_reading
from rejection_tui.domain.region import current
from rejection_tui.domain.standing import Place, place_of_quote
from rejection_tui.domain.text import clean
from rejection_tui.tui.terminal.textual_private import set_virtual_size
from rejection_tui.tui.theme.contrast import readable

#: Characters of a letter that are laid out before the user asks for all of it.
MAX_FIRST_SHOWN = 200_000
#: Columns left of the text for the shares of the marked sentences, and the narrowest text that has them.
GUTTER = 6
MIN_WITH_GUTTER = 34


def wrapped(text: str, width: int) -> Iterator[Place]:
    """Yield (start, end) of each line of `text` wrapped at `width` cells, at spaces where there are any."""
    plain = text.isascii()
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        while True:
            cut = min(start + width, end) if plain else _line_end(text, start, end, width)
            if cut >= end:
                yield start, end
                break
            space = text.rfind(" ", start + 1, cut + 1)
            stop = space if space > start else cut
            yield start, stop
            start = stop + 1 if space > start else stop
        start = end + 1


def _line_end(text: str, start: int, end: int, width: int) -> int:
    used = 0
    for index in range(start, end):
        used += get_character_cell_size(text[index])
        if used > width:
            return max(index, start + 1)
    return end


def places_of(text: str, words: Sequence[str]) -> tuple[Place, ...]:
    """Return the first place of each of `words` in `text` as (start, end), sorted and without overlap."""
    marks = sorted(place for word in words if (place := place_of_quote(text, word)))
    result: list[Place] = []
    for start, end in marks:
        if not result or start >= result[-1][1]:
            result.append((start, end))
    return tuple(result)


def without(marks: Sequence[tuple[int, int, str]], *places: Place) -> list[tuple[int, int, str]]:
    """Return what is left of `marks` outside all of the places."""
    left = list(marks)
    for place in places:
        left = [
            (start, end, kind)
            for whole, stop, kind in left
            for start, end in ((whole, min(stop, place[0])), (max(whole, place[1]), stop))
            if start < end
        ]
    return left


class LetterText(ScrollView, can_focus=True):
    """A letter to read: its words can be marked, others underlined, and one quote pointed at.

    Words with a share decided what the letter was read as: they are underlined, and their share stands left of them.
    The other marked words are of use, and have the colour of what is theirs. A refusal is there, but quietly.
    """

    DEFAULT_CSS = """
    LetterText { height: 1fr; width: 1fr; background: transparent; scrollbar-size-vertical: 1; }
    LetterText > .letter-text--mark { color: $theirs; }
    LetterText > .letter-text--decided { text-style: underline; }
    LetterText > .letter-text--faint { text-style: none; }
    LetterText > .letter-text--refused { color: $foreground 70%; text-style: underline; }
    LetterText > .letter-text--quote { color: $theirs; text-style: bold reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "letter-text--mark",
        "letter-text--decided",
        "letter-text--faint",
        "letter-text--refused",
        "letter-text--quote",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("g", "scroll_home", "Top", show=False),
        Binding("G", "scroll_end", "End", show=False),
    ]

    def __init__(self, text: str = "", words: Sequence[str] = (), id: str | None = None) -> None:
        super().__init__(id=id)
        self.source = ""  # the text as it was given
        self.text = ""
        self._words = tuple(words)
        self._faint: tuple[str, ...] = ()
        self._refused: tuple[str, ...] = ()
        self._percents: Mapping[str, int] = {}
        self._shares: list[tuple[int, int]] = []  # (where the sentence begins, its share in percent)
        self._quote = ""
        self._pointed: Place | None = None
        self._marks: list[tuple[int, int, str]] = []
        self._take(text, for_reading)
        self._find_marks()
        self._lines: list[Place] = []
        self._width = 0

    def show(
        self,
        text: str,
        words: Sequence[str] | None = None,
        faint: Sequence[str] = (),
        percents: Mapping[str, int] | None = None,
        laid_out: bool = False,
    ) -> None:
        """Show `text` from its top; with `words` None the marked words stay the same, else no quote is pointed at.

        Its lines are joined and its addresses shortened, unless it is `laid_out` already.
        """
        self._take(text, str if laid_out else for_reading)
        if words is None:
            self.mark(self._words, self._faint, self._percents, self._refused)
        else:
            self._quote = ""
            self.mark(words, faint, percents)
        self._wrap()
        self.action_scroll_home()

    def _take(self, text: str, lay_out: Callable[[str], str]) -> None:
        self.source = text
        whole = clean(text)
        self.text = lay_out(whole) if len(whole) <= MAX_FIRST_SHOWN else whole

    def _place(self, words: str) -> Place | None:
        """Return the place of words of the letter in the text as it is shown."""
        found = place_of_quote(self.text, words)
        return place_of_quote(self.text, for_reading(words)) if found is None and "://" in words else found

    def mark(
        self,
        words: Sequence[str],
        faint: Sequence[str] = (),
        percents: Mapping[str, int] | None = None,
        refused: Sequence[str] = (),
    ) -> None:
        """Mark `words` in the text, and where they do not overlap `faint` ones, and `refused` ones by a quiet line.

        `percents` holds the share of some of them in what decided.
        """
        self._words, self._faint, self._percents = tuple(words), tuple(faint), dict(percents or {})
        self._refused = tuple(refused)
        self._find_marks()
        self._rewrap()
        self.refresh()

    def point(self, quote: str) -> None:
        """Mark the words of a quote apart from the others and bring them into view; "" takes the mark away."""
        self._quote = quote
        self._find_marks()
        if self._pointed is not None and self._lines:
            line = bisect_right(self._lines, (self._pointed[0], len(self.text) + 1)) - 1
            if not 0 <= line - self.scroll_offset.y < self.size.height - 1:
                self.scroll_to(y=max(line - self.size.height // 3, 0), animate=False, force=True, immediate=True)
        self.refresh()

    def _find_marks(self) -> None:
        strong = places_of(self.text, self._words)
        decided = {place for words in self._percents if (place := self._place(words))}
        weak = [m for m in places_of(self.text, self._faint) if all(m[1] <= a or m[0] >= b for a, b in strong)]
        kinds = [(a, b, "decided" if (a, b) in decided else "mark") for a, b in strong] + [
            (a, b, "faint") for a, b in weak
        ]
        for place in places_of(self.text, self._refused):
            kinds += without([(*place, "refused")], *strong, *weak)
        self._pointed = self._place(self._quote)
        if self._pointed is not None:
            kinds = [*without(kinds, self._pointed), (*self._pointed, "quote")]
        self._marks = sorted(kinds)
        found = ((self._place(words), percent) for words, percent in self._percents.items())
        self._shares = sorted((place[0], percent) for place, percent in found if place)

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked words as written in the text, without the faint ones."""
        return tuple(self.text[a:b] for a, b, kind in self._marks if kind in ("mark", "decided"))

    @property
    def refused(self) -> tuple[str, ...]:
        """The words of the refusal as written in the text."""
        return tuple(self.text[a:b] for a, b, kind in self._marks if kind == "refused")

    @property
    def pointed(self) -> str:
        """The words of the quote as written in the text; "" when there is none."""
        return self.text[slice(*self._pointed)] if self._pointed else ""

    @property
    def line_count(self) -> int:
        """The number of wrapped lines."""
        return len(self._lines)

    def action_scroll_home(self) -> None:
        """Go to the top at once."""
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def action_scroll_end(self) -> None:
        """Go to the end at once, not after the next frame, by when another key may have moved it."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    def on_resize(self, event: Resize) -> None:
        """Wrap the text for the new width."""
        self._rewrap()

    def _rewrap(self) -> None:
        if self._width != self._wrap_width:
            self._wrap()

    @property
    def _wrap_width(self) -> int:
        width = self.scrollable_content_region.width
        return max(width - self._gutter, 8) if width else 0  # not laid out yet

    @property
    def _gutter(self) -> int:
        """The columns left of the text: none without shares, or where they would leave too little for the text."""
        room = self.scrollable_content_region.width >= MIN_WITH_GUTTER + GUTTER
        return GUTTER if self._shares and room else 0

    def _wrap(self) -> None:
        self._width = self._wrap_width
        self._lines = list(wrapped(self.text, self._width)) if self._width else []
        set_virtual_size(self, Size(self._width, len(self._lines)))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        if self._width != self._wrap_width:  # laid out after the last resize event
            self.call_later(self._rewrap)
        index = y + self.scroll_offset.y
        base = self.rich_style
        if not 0 <= index < len(self._lines):
            return Strip.blank(self.size.width, base)
        segments = [Segment(text, readable(style, base)) for text, style in self._runs(*self._lines[index])]
        if gutter := self._gutter:
            _, _, ground, ink = self.colors
            faint = Style(color=ground.blend(ink, 0.66).rich_color)
            segments.insert(0, Segment(self._share(*self._lines[index]).ljust(gutter), readable(faint, base)))
        return Strip(segments, cell_len("".join(s.text for s in segments))).adjust_cell_length(self.size.width, base)

    def _share(self, start: int, end: int) -> str:
        """Return the largest share of the sentences that begin in a line, such as " 62 %"."""
        mine = [percent for at, percent in self._shares if start <= at < max(end, start + 1)]
        return f"{current().share(max(mine)):>5}" if mine else ""

    def _runs(self, start: int, end: int) -> Iterator[tuple[str, Style]]:
        at = start
        first = max(bisect_right(self._marks, (start, start, "")) - 1, 0)
        for left, right, kind in self._marks[first:]:
            if left >= end:
                break
            if right <= at:
                continue
            left, right = max(left, at), min(right, end)
            yield self._plain(at, left), Style()
            yield self._plain(left, right), self.get_component_rich_style(f"letter-text--{kind}", partial=True)
            at = right
        yield self._plain(at, end), Style()

    def _plain(self, start: int, end: int) -> str:
        return self.text[start:end].replace("\t", " ")
