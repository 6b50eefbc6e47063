"""A list of records drawn line by line; only visible lines are laid out, so that thousands of records stay fast."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rejection_tui.domain.filter import Filter
from rejection_tui.domain.meanings import Meaning
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.moving import LIST_COMMANDS
from rejection_tui.tui.terminal.textual_private import set_virtual_size
from rejection_tui.tui.theme.contrast import readable
from rejection_tui.tui.widgets.display import cell

#: The styles rows are drawn with, besides "muted": one for each meaning, under the name of its colour.
STYLES: Final = ("accent", "strong", *(meaning.colour for meaning in Meaning))


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One row: `height` lines drawn by `draw(width, styles)`; the cursor skips rows whose `stop` is False."""

    key: str
    draw: Callable[[int, Mapping[str, Style]], Sequence[Text]]
    height: int = 1
    stop: bool = True


class RecordList(ScrollView, can_focus=True):
    """Rows with a cursor and marks; `fill` shows records, `cursor` can be watched; a double click posts `Opened`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"record--{name}" for name in ("cursor", *STYLES)}
    DEFAULT_CSS = """
    RecordList { height: 1fr; background: transparent; scrollbar-size-vertical: 1; overflow-x: hidden; padding: 0; }
    RecordList > .record--cursor { background: $foreground 6%; }
    RecordList:focus > .record--cursor { background: $primary 22%; }
    RecordList:ansi > .record--cursor { background: transparent; text-style: bold; }
    RecordList:ansi:focus > .record--cursor { background: transparent; text-style: reverse; }
    RecordList > .record--accent { color: $primary; }
    RecordList > .record--due { color: $due; }
    RecordList > .record--soon { color: $soon; }
    RecordList > .record--waiting { color: $waiting; }
    RecordList > .record--done { color: $done; }
    RecordList > .record--theirs { color: $theirs; }
    RecordList > .record--yours { color: $yours; }
    RecordList > .record--strong { color: $foreground; text-style: bold; }
    """
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = LIST_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    cursor: reactive[int] = reactive(0, always_update=True, repaint=False)  # its watcher draws the two rows

    class Marked(Message):
        """Records were marked or unmarked."""

    class Opened(Message):
        """A record was double-clicked."""

        def __init__(self, source: "RecordList", key: str) -> None:
            super().__init__()
            self.source, self.key = source, key

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: tuple[RecordRow, ...] = ()
        self.marked: set[str] = set()
        self.filter = Filter("")  # what is highlighted in the rows
        self._lines: list[tuple[int, int]] = []  # for each line of the list: (row, line of the row)
        self._tops: list[int] = []
        self._drawn: dict[int, list[Strip]] = {}
        self._styles: dict[str, Style] = {}
        self._ground: Style | None = None  # the style of the list itself, which takes long to work out
        self._stops: list[int] = []  # the rows the cursor stands on, from the top

    def fill_afresh(self, rows: Sequence[RecordRow]) -> None:
        """Show `rows` about something else: the cursor stands on the first, and nothing is marked."""
        self.marked.clear()
        self.rows = ()
        self.set_reactive(RecordList.cursor, 0)
        self.fill(rows)

    def fill(self, rows: Sequence[RecordRow]) -> None:
        """Show `rows`; the cursor stays on its record, else near its place; marks of missing records are removed."""
        key, place = self.key, self.cursor
        self.rows = tuple(rows)
        self.marked &= {row.key for row in rows}
        self._lines = [(n, line) for n, row in enumerate(rows) for line in range(row.height)]
        self._stops = [n for n, row in enumerate(rows) if row.stop]
        self._tops = []
        top = 0
        for row in rows:
            self._tops.append(top)
            top += row.height
        set_virtual_size(self, Size(0, top))
        self._clear_cache()
        self.cursor = next((n for n, row in enumerate(rows) if row.key == key and row.stop), self._stop_near(place))

    @property
    def key(self) -> str:
        """The key of the record under the cursor; empty when there is none."""
        return self.rows[self.cursor].key if 0 <= self.cursor < len(self.rows) else ""

    @property
    def place(self) -> tuple[int, int]:
        """Which of the rows that are stops the cursor is on, from 1, and how many there are; 0 when it is on none."""
        before = bisect_left(self._stops, self.cursor)
        known = before < len(self._stops) and self._stops[before] == self.cursor
        return (before + 1 if known else 0), len(self._stops)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a record; False when it is not shown."""
        found = next((n for n, row in enumerate(self.rows) if row.key == key), None)
        if found is not None:
            self.cursor = found
        return found is not None

    def toggle_mark(self) -> None:
        """Mark or unmark the record under the cursor, and move to the next."""
        if self.key:
            self.marked ^= {self.key}
            self._clear_cache()
            self.post_message(self.Marked())
            self.action_move(1)

    def toggle_all_marks(self) -> None:
        """Mark every record shown; none when all are marked."""
        every = {row.key for row in self.rows if row.stop}
        self.marked = set() if every <= self.marked else every
        self._clear_cache()
        self.post_message(self.Marked())

    def clear_marks(self) -> None:
        """Remove all marks."""
        self.marked.clear()
        self._clear_cache()
        self.post_message(self.Marked())

    def _stop_near(self, place: int) -> int:
        for distance in range(max(len(self.rows), abs(place) + 1)):
            for n in (place - distance, place + distance):
                if 0 <= n < len(self.rows) and self.rows[n].stop:
                    return n
        return 0

    def _clear_cache(self) -> None:
        self._drawn.clear()
        self.refresh()

    def watch_cursor(self, old: int, new: int) -> None:
        """Redraw the two rows and scroll to the new one."""
        for n in {old, new}:
            self._drawn.pop(n, None)
            if 0 <= n < len(self.rows):
                self.refresh_lines(self._tops[n], self.rows[n].height)
        if 0 <= new < len(self.rows):
            top = self._tops[new]
            above = 0 if new == self._stop_near(0) else top
            self.scroll_to_region(Region(0, above, 1, top + self.rows[new].height - above), animate=False, force=True)

    def _row_styles(self) -> dict[str, Style]:
        """Return the styles for drawing rows by name; "muted" is the text colour blended with the background."""
        self._styles = {name: self.get_component_rich_style(f"record--{name}", partial=True) for name in STYLES}
        _, _, ground, ink = self.colors
        self._styles["muted"] = Style(color=ground.blend(ink, 0.66).rich_color)
        self._styles["muted here"] = Style(color=ground.blend(ink, 0.84).rich_color)  # for the cursor's background
        return self._styles

    def _own_style(self) -> Style:
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Redraw when the theme changes."""
        self._drawn.clear()
        self._styles, self._ground = {}, None
        super().notify_style_update()

    def on_resize(self) -> None:
        """Redraw for the new width."""
        self._clear_cache()

    def action_move(self, by: int) -> None:
        """Move to the next row in that direction that is a stop."""
        n = self.cursor + by
        while 0 <= n < len(self.rows) and not self.rows[n].stop:
            n += by
        if 0 <= n < len(self.rows):
            self.cursor = n

    def action_end(self, side: int) -> None:
        """Move to the first (-1) or last (1) row."""
        self.cursor = self._stop_near(0 if side < 0 else len(self.rows) - 1)

    def action_page(self, by: int) -> None:
        """Move by `by` screens of rows."""
        if self.rows:
            tall = max(self.rows[self.cursor].height, 1)
            self.cursor = self._stop_near(self.cursor + by * max(self.size.height // tall - 1, 1))

    def action_half(self, by: int) -> None:
        """Move by half a screen of rows."""
        if self.rows:
            tall = max(self.rows[self.cursor].height, 1)
            self.cursor = self._stop_near(self.cursor + by * max(self.size.height // tall // 2, 1))

    async def _on_click(self, event: Click) -> None:
        line = event.y + int(self.scroll_y)
        if 0 <= line < len(self._lines) and self.rows[self._lines[line][0]].stop:
            self.cursor = self._lines[line][0]
            if event.chain > 1:
                self.post_message(self.Opened(self, self.key))

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        line = y + int(self.scroll_y)
        width = self.size.width
        if not 0 <= line < len(self._lines):
            return Strip.blank(width, self._own_style())
        row, part = self._lines[line]
        if row not in self._drawn:
            self._drawn[row] = self._draw(row, width)
        return self._drawn[row][part]

    def _draw(self, index: int, width: int) -> list[Strip]:
        row = self.rows[index]
        styles = self._styles or self._row_styles()
        ground = self._own_style()
        if index == self.cursor and row.stop:
            ground += self.get_component_rich_style("record--cursor")
            styles = {**styles, "muted": styles["muted here"]}
        margin = "▎" if row.key in self.marked else " "
        texts = [*row.draw(width - 2, styles), *[Text("")] * row.height][: row.height]
        strips = []
        for text in texts:
            for start, end in self.filter.spans(text.plain) if self.filter and row.stop else ():
                text.stylize(styles["accent"] + Style(bold=True, underline=True), start, end)
            line = joined(Text(margin, styles["accent"]), text)
            segments = [
                Segment(s.text, readable(s.style or Style(), ground))
                for s in line.render(self.app.console)
                if s.text != "\n"
            ]
            strips.append(Strip(segments).adjust_cell_length(width, ground))
        return strips


def spread(left: Text, right: str | Text, width: int, style: Style | str = "") -> Text:
    """Return one line with `right` whole at its right end and `left` cut with an ellipsis if needed.

    `style` is that of `right` where it is plain words.
    """
    end = cell(right, style) if isinstance(right, str) else joined(right)
    end.truncate(max(width // 2, 1), overflow="ellipsis")
    room = max(width - end.cell_len - (1 if end else 0), 1)
    line = joined(left)
    line.truncate(room, overflow="ellipsis", pad=True)
    return joined(line, Text(" "), end) if end else line


def joined(*parts: Text) -> Text:
    """Return the parts as one line, each in its own style."""
    line = Text("", end="", no_wrap=True)
    for part in parts:
        line.append_text(part)
    return line
