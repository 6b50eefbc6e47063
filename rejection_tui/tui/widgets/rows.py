"""A list of rows under headings, each with a record; the keys of every list move the cursor, `/` narrows it."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content, Span
from textual.events import Key, Resize
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from rejection_tui.domain.filter import Filter, folded
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.moving import FILTER, LIST_COMMANDS
from rejection_tui.tui.theme.contrast import readable
from rejection_tui.tui.widgets.display import cell, shown
from rejection_tui.tui.widgets.filter_input import FilterInput
from rejection_tui.tui.widgets.moving import MovingList

T = TypeVar("T")
K = TypeVar("K")
#: The width in which a row is drawn to be searched: nothing is cut.
_WHOLE = 400
_HIT = Style(bold=True, underline=True)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that cannot be chosen, `indent` cells in; with `ruled` a thin line goes on to the right end."""

    words: str
    indent: int = 0
    ruled: bool = False


Row = Heading | tuple[str, T]


class FilterLine(Horizontal):
    """The line above a list in which its filter is typed, and how many rows pass; enter keeps it, escape clears it."""

    DEFAULT_CSS = """
    FilterLine { dock: top; height: 1; background: $panel; }
    FilterLine > Input, FilterLine > Input:focus { width: 1fr; height: 1; border: none; padding: 0 1; }
    FilterLine > Static { width: auto; height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, rows: "Rows[Any]") -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Lay out the line and the count."""
        yield FilterInput(self.rows.clear_filter)
        yield Static("", markup=False)

    def count(self, found: int, of: int) -> None:
        """Show how many rows pass the filter."""
        for words in self.query(Static):
            words.update(f"{found} of {of}")

    @property
    def line(self) -> Input:
        """The line itself."""
        return self.query_one(Input)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.rows.narrow(event.value)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        self.display = bool(event.value)
        self.screen.set_focus(self.rows)  # at once, because the next key is for the list already

    def on_key(self, event: Key) -> None:
        """Clear the filter on escape; the arrows go to the list."""
        if event.key == "escape":
            event.stop()
            self.rows.clear_filter()
        elif event.key in ("down", "up"):
            event.stop()
            self.rows.action_move(1 if event.key == "down" else -1)


class Rows(MovingList, Generic[T]):
    """`fill` takes headings and (key, record) pairs; `draw` turns a record and the width into one line.

    The styles of the line are Textual's, such as "bold $due"; they are made readable under the cursor.
    """

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (*LIST_COMMANDS, FILTER)
    BINDINGS: ClassVar[list[BindingType]] = [replace(FILTER, show=False).binding()]  # the acts of the screen come first
    DEFAULT_CSS = """
    Rows { height: 1fr; border: none; padding: 0 1; background: transparent; scrollbar-size-vertical: 1; }
    Rows:focus { border: none; background-tint: transparent; }
    Rows > .option-list--option-disabled { color: $text-muted; text-style: bold; }
    Rows > .option-list--option-highlighted { text-style: none; }
    """

    def __init__(self, draw: Callable[[T, int], Text], id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._draw = draw
        self._every: list[Row[T]] = []  # without the filter
        self._rows: list[Row[T]] = []
        self._records: dict[str, T] = {}
        self.filter = Filter("")
        self._line: FilterLine | None = None

    def fill(self, rows: Iterable[Row[T]]) -> None:
        """Show `rows`; the cursor stays on its record, else near its place."""
        self._every = list(rows)
        self._show()

    def _show(self) -> None:
        key, place = self._key(), self.highlighted
        self._rows = list(self._narrowed())
        self._records = {row[0]: row[1] for row in self._rows if not isinstance(row, Heading)}
        self._lay_out()
        if key in self._records:
            self.highlighted = self.get_option_index(key)
        else:
            choosable = [i for i, o in enumerate(self.options) if not o.disabled]
            self.highlighted = min(choosable, key=lambda i: abs(i - (place or 0)), default=None)
        if self._line is not None:
            self._line.count(len(self._records), sum(not isinstance(row, Heading) for row in self._every))

    def _lay_out(self) -> None:
        width = max(self.scrollable_content_region.width - 1, 30)  # a scrollbar may come
        self.clear_options()
        self.add_options(
            Option(_heading(row, width), disabled=True)
            if isinstance(row, Heading)
            else Option(_content(self._marked(self._draw(row[1], width))), id=row[0])
            for row in self._rows
        )

    def _marked(self, line: Text) -> Text:
        for start, end in self.filter.spans(line.plain) if self.filter else ():
            line.stylize(_HIT, start, end)
        return line

    # Filter

    def _narrowed(self) -> Iterator[Row[T]]:
        """Yield the rows that pass the filter, each heading only with a row below it."""
        if not self.filter:
            yield from self._every
            return
        pairs = [row for row in self._every if not isinstance(row, Heading)]
        found = self.filter.of(pairs, lambda row: folded(self._draw(row[1], _WHOLE).plain), lambda _: "")
        kept, heading = {row[0] for row in found}, None
        for row in self._every:
            if isinstance(row, Heading):
                heading = row
            elif row[0] in kept:
                if heading is not None:
                    yield heading
                heading = None
                yield row

    def narrow(self, query: str) -> None:
        """Show the rows that match `query`, with what matched highlighted."""
        self.filter = Filter(query)
        self._show()

    async def action_filter(self) -> None:
        """Open the line of the filter above the list."""
        if self._line is None and isinstance(self.parent, Widget):
            self._line = FilterLine(self)
            await self.parent.mount(self._line)
        if self._line is not None:
            self._line.display = True
            self.screen.set_focus(self._line.line)  # at once, because the next key is text already

    def clear_filter(self) -> None:
        """Show everything again; the cursor stays on its record."""
        if self._line is not None:
            self._line.line.value = ""
            self._line.display = False
        self.narrow("")
        self.screen.set_focus(self)

    def on_key(self, event: Key) -> None:
        """Let escape clear the filter first."""
        if event.key == "escape" and self.filter:
            event.stop()
            self.clear_filter()

    # Cursor

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
        """All records shown, in their order; those that a filter hides are not among them."""
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


def turned(marked: Set[K], shown: Iterable[K]) -> set[K]:
    """Return the marks after “mark all”: all of `shown`, or none of them if they were marked; others stay."""
    these = set(shown)
    return set(marked) - these if these <= marked else set(marked) | these


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
