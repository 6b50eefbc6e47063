"""Charts of block characters in the colours of the six meanings: bars by name, and rows of months."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.text import clean_line
from rejection_tui.tui.widgets.display import shown

#: Cells of the longest name beside a bar, and of the longest bar.
NAME_CELLS, BAR_CELLS = 32, 48
#: Cells of a month, its blank included.
MONTH_CELLS = 4
#: What is left of the whole is drawn lower, so that a bar can be told from it without colour too.
_BAR, _REST, _STEPS = "▆", "▁", " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `value`, with `of` drawn behind it as the whole, 0 for none; `words` stand at its end."""

    name: str
    value: int
    of: int = 0
    words: str = ""


class Chart(Widget):
    """A drawing that is as high as it has lines, and is made anew for every width."""

    DEFAULT_CSS = "Chart { height: auto; width: 1fr; }"

    def __init__(self, meaning: Meaning, id: str | None = None) -> None:
        super().__init__(id=id)
        self.meaning = meaning

    def lines(self, width: int) -> list[Content]:
        """Return the chart in `width` cells."""
        raise NotImplementedError

    def render(self) -> Content:
        """Draw for the present width."""
        return Content("\n").join(self.lines(max(self.size.width, 20)))


class Bars(Chart):
    """One bar for each name, the first at the top; all begin in one column, and their words stand at their ends."""

    def __init__(self, bars: Iterable[Bar], meaning: Meaning, id: str | None = None) -> None:
        super().__init__(meaning, id)
        self.bars = tuple(bars)
        self.styles.height = len(self.bars)

    def lines(self, width: int) -> list[Content]:
        """Return one line for each bar."""
        names = [shown(bar.name).truncate(min(NAME_CELLS, max(width - 24, 12)), ellipsis=True) for bar in self.bars]
        left = max((name.cell_length for name in names), default=0) + 1
        right = max((cell_len(bar.words) for bar in self.bars), default=0) + 1
        room = min(max(width - left - right, 4), BAR_CELLS)
        top = max((*(bar.of or bar.value for bar in self.bars), 1))
        return [self._line(bar, name, left, room, top) for bar, name in zip(self.bars, names, strict=True)]

    def _line(self, bar: Bar, name: Content, left: int, room: int, top: int) -> Content:
        length = max(round(bar.value / top * room), 1) if bar.value else 0
        whole = round(bar.of / top * room) if bar.of else 0
        return Content.assemble(
            name,
            " " * (left - name.cell_length),
            (_BAR * length, f"${self.meaning.colour}"),
            (_REST * (whole - length), "$border-blurred"),
            (f" {clean_line(bar.words)}" if bar.words else "", "bold" if bar.value else "dim"),
        )


class Months(Chart):
    """One row for each name, one column for each month; all on one scale, with words at the end of the row."""

    def __init__(self, months: Sequence[str], rows: Iterable[tuple[str, Sequence[int], str]], meaning: Meaning) -> None:
        super().__init__(meaning)
        self.months = tuple(clean_line(month, 3) for month in months)
        self.rows = tuple((name, tuple(counts), words) for name, counts, words in rows)
        self.styles.height = len(self.rows) + 1

    def lines(self, width: int) -> list[Content]:
        """Return the names of the months, and one line for each row; months without room are left out from the left."""
        names = [shown(name).truncate(NAME_CELLS, ellipsis=True) for name, _, _ in self.rows]
        left = max((name.cell_length for name in names), default=0) + 1
        right = max((cell_len(words) for _, _, words in self.rows), default=0)
        fit = max((width - left - right) // MONTH_CELLS, 1)
        months = self.months[-fit:]
        top = max((count for _, counts, _ in self.rows for count in counts), default=1) or 1
        head = Content.assemble(" " * left, ("".join(m.ljust(MONTH_CELLS) for m in months), "dim"))
        return [head, *(self._row(row, name, left, fit, top) for row, name in zip(self.rows, names, strict=True))]

    def _row(self, row: tuple[str, Sequence[int], str], name: Content, left: int, fit: int, top: int) -> Content:
        _, counts, words = row
        cells = [
            (_STEPS[max(round(count / top * 8), 1)] * (MONTH_CELLS - 1) if count else "·").ljust(MONTH_CELLS)
            for count in counts[-fit:]
        ]
        return Content.assemble(
            name, " " * (left - name.cell_length), ("".join(cells), f"${self.meaning.colour}"), (words, "bold")
        )
