"""The base of the screens that list dated rows under headings, show beside each what it is about, and open it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList

from rejection_tui.domain.day_words import ago, day
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.route import Destination
from rejection_tui.tui.screens.opening import OpeningPage
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.passages import Passage
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One row: when, what and whose; `opens` is what enter opens, None when there is nothing but to read it."""

    uid: str
    mark: str
    colour: str
    what: str
    at: datetime | None
    behind: tuple[Passage, ...]
    opens: Destination | None = None
    how: str = ""  # what enter does, as the end of "enter …"


class RowPage(OpeningPage[Destination]):
    """Opens what a row is about over itself, or is dismissed with what is to be opened."""

    def __init__(self, context: AppContext, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self._when_width = 0  # cells of the longest day shown

    def compose_rows(self, name: str) -> ComposeResult:
        """Lay out the list and what its cursor is on; `name` begins their ids."""
        with Container(classes="split"):
            yield Rows[OpeningRow](self._line, id=f"{name}-list")
            yield Reader(id=f"{name}-reader")

    @property
    def rows(self) -> Rows[OpeningRow]:
        """The list."""
        return self.query_one(Rows)

    def fill(self, groups: Iterable[tuple[str, Iterable[OpeningRow]]]) -> None:
        """Show the rows of every group under its heading; a group without rows is left out."""
        rows = list(_grouped(groups))
        now = self.context.now()
        days = [day(row[1].at, now) for row in rows if not isinstance(row, Heading) and row[1].at]
        self._when_width = max(map(len, days), default=0)
        self.rows.fill(rows)
        self._moved()

    def _line(self, row: OpeningRow, width: int) -> Text:
        when = day(row.at, self.context.now()) if row.at else ""
        return columns(
            (
                (when, -self._when_width, "dim"),
                ("", 2, ""),
                (row.mark, 2, row.colour),
                (row.what, max(width - self._when_width - 4, 8), ""),
            )
        )

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        row = self.rows.current
        reader = self.query_one(Reader)
        if row is None:
            reader.show("", Content(""))
            return
        now = self.context.now()
        lines = [shown(row.what, "bold")]
        if row.at is not None:
            lines.append(shown(f"{day(row.at, now)}, {ago(row.at, now)}", "dim"))
        if row.opens is not None:
            lines.append(Content.assemble(("enter ", "bold $primary"), (row.how, "dim")))
        reader.show("What it says", Content("\n").join(lines), row.behind)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        row = self.rows.current
        if row is not None and row.opens is not None:
            self.open(row.opens)


def _grouped(
    groups: Iterable[tuple[str, Iterable[OpeningRow]]],
) -> Iterator[Heading | tuple[str, OpeningRow]]:
    for title, found in groups:
        rows = list(found)
        if rows:
            yield Heading(title, ruled=True)
            yield from ((row.uid, row) for row in rows)
