"""A list of rows under headings, each with a record; arrows, j, k, g and G move the cursor."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.content import Content, Span
from textual.events import Resize
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from rejection_tui.tui.theme.contrast import readable
from rejection_tui.tui.widgets.display import cell, shown

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that cannot be chosen, `indent` cells in; with `ruled` a thin line goes on to the right end."""

    words: str
    indent: int = 0
    ruled: bool = False


class Rows(OptionList, Generic[T]):
    """`fill` takes headings and (key, record) pairs; `draw` turns a record and the width into one line.

    The styles of the line are Textual's, such as "bold $due"; they are made readable under the cursor.
    """

    DEFAULT_CSS = """
    Rows { height: 1fr; border: none; padding: 0 1; background: transparent; scrollbar-size-vertical: 1; }
    Rows:focus { border: none; background-tint: transparent; }
    Rows > .option-list--option-disabled { color: $text-muted; text-style: bold; }
    Rows > .option-list--option-highlighted { text-style: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        Binding("g", "first", "First", show=False),
        Binding("G", "last", "Last", show=False),
        Binding("ctrl+d", "half(1)", "Half a page down", show=False),
        Binding("ctrl+u", "half(-1)", "Half a page up", show=False),
    ]

    def __init__(self, draw: Callable[[T, int], Text], id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._draw = draw
        self._rows: list[Heading | tuple[str, T]] = []
        self._records: dict[str, T] = {}

    def fill(self, rows: Iterable[Heading | tuple[str, T]]) -> None:
        """Show `rows`; the cursor stays on its record, else near its place."""
        key, place = self._key(), self.highlighted
        self._rows = list(rows)
        self._records = {row[0]: row[1] for row in self._rows if not isinstance(row, Heading)}
        self._lay_out()
        if key in self._records:
            self.highlighted = self.get_option_index(key)
        else:
            choosable = [i for i, o in enumerate(self.options) if not o.disabled]
            self.highlighted = min(choosable, key=lambda i: abs(i - (place or 0)), default=None)

    def _lay_out(self) -> None:
        width = max(self.scrollable_content_region.width - 1, 30)  # a scrollbar may come
        self.clear_options()
        self.add_options(
            Option(_heading(row, width), disabled=True)
            if isinstance(row, Heading)
            else Option(_content(self._draw(row[1], width)), id=row[0])
            for row in self._rows
        )

    def on_resize(self, event: Resize) -> None:
        """Lay out the columns for the new width."""
        self.draw_again()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window, every colour readable on its background."""
        strip = super().render_line(y)
        return Strip(
            [Segment(text, readable(style, Style()) if style else style, control) for text, style, control in strip],
            strip.cell_length,
        )

    def draw_again(self) -> None:
        """Draw the rows anew where they are; the cursor stays."""
        place = self.highlighted
        self._lay_out()
        self.highlighted = place

    def action_half(self, pages: int) -> None:
        """Move the cursor by half a page, to the nearest row that can be chosen."""
        choosable = [i for i, option in enumerate(self.options) if not option.disabled]
        place = (self.highlighted or 0) + pages * max(self.size.height // 2, 1)
        self.highlighted = min(choosable, key=lambda i: abs(i - place), default=None)

    def _key(self) -> str:
        if self.highlighted is None or self.highlighted >= self.option_count:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    @property
    def current(self) -> T | None:
        """The record under the cursor."""
        return self._records.get(self._key())

    @property
    def records(self) -> tuple[T, ...]:
        """All records, in the order shown."""
        return tuple(self._records.values())

    def go_to(self, key: str) -> None:
        """Put the cursor on the row of that key."""
        if key in self._records:
            self.highlighted = self.get_option_index(key)


def _heading(row: Heading, width: int) -> Content:
    words = (Content(" " * row.indent) + shown(row.words)).truncate(width, ellipsis=True)
    rule = "─" * (width - words.cell_length - 1) if row.ruled else ""
    return Content.assemble(words, (f" {rule}", "not bold $border-blurred")) if rule else words


def _content(line: Text) -> Content:
    """Return a line whose styles are Textual's, which Rich would not know."""
    return Content(line.plain, [Span(start, end, style) for start, end, style in line.spans if isinstance(style, str)])


def columns(parts: Iterable[tuple[str, int, str]]) -> Text:
    """Return one line of (words, width, style) columns, cut with an ellipsis; a negative width aligns to the right.

    A column that aligns to the left keeps its last cell free.
    """
    line = Text(no_wrap=True, end="")
    for words, width, style in parts:
        text = cell(words, style, width=width - 1 if width > 0 else -width)
        pad = abs(width) - text.cell_len
        if width < 0:
            text.pad_left(pad)
        else:
            text.pad_right(pad)
        line.append_text(text)
    return line
