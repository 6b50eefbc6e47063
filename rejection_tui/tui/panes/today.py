"""The two lines above the panes: name, day and counts, and the at most three things for today."""

from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.day_words import day
from rejection_tui.domain.meanings import Meaning
from rejection_tui.services.agenda import today
from rejection_tui.services.context import AppContext
from rejection_tui.tui.panes.inbox import KEPT_OPEN
from rejection_tui.tui.panes.preview_letter import WELCOME
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.readable_line import ReadableLine

#: The keys of the three things.
KEYS = ("5", "6", "7")
#: Cells of its key and its mark before the words of a thing.
BEFORE = 4
#: Cells between two things on one line.
GAP = 3
#: In a window with fewer lines the things for today share one line.
LOW_HEIGHT = 20


def _width(line: Static) -> int:
    """Return the width in cells for text in a line as wide as the window, also before the first layout."""
    return line.size.width or line.app.size.width - 2


class HeadLine(ReadableLine):
    """The name and the day; how much is due, soon, and waited for; and how many doors are kept open."""

    DEFAULT_CSS = "HeadLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }"

    def __init__(self, context: AppContext, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.context = context
        self._counts: Mapping[Meaning, int] = {}

    def reload(self, counts: Mapping[Meaning, int] | None = None) -> None:
        """Show the present figures: how many things are due, soon and waited for."""
        self._counts = self._counts if counts is None else counts
        room = _width(self)
        left = Content.assemble(("rejtui", "bold $primary"), (f"  {day(self.context.now(), self.context.now())}", ""))
        parts = [
            Content.styled(f"{meaning.mark} {number} {meaning.word}", f"${meaning.colour}")
            for meaning, number in self._counts.items()
            if number
        ]
        doors = self._doors()
        whole = [*parts, shown(doors, "$foreground 66%")] if doors else parts
        right = Content("   ").join(whole)
        if left.cell_length + right.cell_length + 2 > room:
            right = Content("   ").join(parts)
        gap = room - left.cell_length - right.cell_length
        self.update(Content.assemble(left, " " * max(gap, 2), right), layout=False)

    def _doors(self) -> str:
        doors = sum(r.outcome in KEPT_OPEN for r in self.context.records.rejections.values())
        return f"{doors} kept open" if doors else ""

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.reload()


class TodayLine(ReadableLine):
    """At most three things, each one key away. In one line, or in one line each in a narrow window."""

    DEFAULT_CSS = "TodayLine { height: auto; padding: 0 1; color: $foreground; }"

    class Chosen(Message):
        """One of the things was clicked."""

        def __init__(self, item: AgendaItem) -> None:
            super().__init__()
            self.item = item

    def __init__(self, context: AppContext, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.context = context
        self.items: tuple[AgendaItem, ...] = ()
        self._ends: list[int] = []  # the column after each item, when they are in one line

    def reload(self, agenda: Iterable[AgendaItem] | None = None) -> None:
        """Show the things for today; pass the agenda when it is already computed."""
        self.items = today(self.context, agenda)
        self.lay_out()

    def lay_out(self) -> None:
        """Show the items in one line if they fit or the window is low, else one line each."""
        width = _width(self)
        if width < 10:
            return
        if not self.items:
            self.styles.height = 1
            if self.context.records.rejections:
                self.update(Content.styled(f"{Meaning.DONE.mark} Nothing is due today.", "$done"), layout=False)
            else:
                self.update(Content(WELCOME), layout=False)
            return
        between = GAP * (len(self.items) - 1)
        whole = sum(shown(item.title).cell_length + BEFORE for item in self.items) + between <= width
        low = self.app.size.height < LOW_HEIGHT
        room = width if whole or not low else (width - between) // len(self.items)
        lines = [self._one(n, item, room) for n, item in enumerate(self.items)]
        beside = whole or low
        self._ends = [sum(one.cell_length + GAP for one in lines[: n + 1]) for n in range(len(lines))] if beside else []
        self.styles.height = 1 if beside else len(lines)
        self.update(Content(" " * GAP if beside else "\n").join(lines), layout=False)  # its height is set above

    def _one(self, number: int, item: AgendaItem, width: int) -> Content:
        words = shown(item.title).truncate(max(width - BEFORE, 4), ellipsis=True)
        meaning = item.meaning(self.context.now().date())
        key = Content.styled(KEYS[number], "bold $footer-key-foreground")
        return Content.assemble(key, " ", (f"{meaning.mark} ", f"${meaning.colour}"), words)

    def places(self) -> list[tuple[int, int]]:
        """Return the column and the line where each item begins."""
        if not self._ends:
            return [(1, line) for line in range(len(self.items))]
        return [(1 + start, 0) for start in [0, *self._ends][: len(self.items)]]

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.lay_out()

    def on_click(self, event: Click) -> None:
        """Post which item was clicked."""
        place = next((n for n, end in enumerate(self._ends) if event.x - 1 < end), None) if self._ends else event.y
        if place is not None and place < len(self.items):
            self.post_message(self.Chosen(self.items[place]))
