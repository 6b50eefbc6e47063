"""The two lines above the panes: what this is and where things stand, and at most three things for today."""

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.services.agenda import today
from rejection_tui.services.desk import Desk
from rejection_tui.services.when import day
from rejection_tui.tui.display import shown
from rejection_tui.tui.panes.inbox import KEPT_OPEN

#: The keys of the three things.
KEYS = ("5", "6", "7")


class HeadLine(Static):
    """Name, day, and how many doors are open."""

    DEFAULT_CSS = "HeadLine { height: 1; padding: 0 1; background: $panel; color: $foreground; }"

    def __init__(self, desk: Desk, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.desk = desk

    def reload(self) -> None:
        """Show the line as things stand."""
        left, right = Content.styled("rejtui", "bold"), shown(self._words())
        gap = self.size.width - 2 - left.cell_length - right.cell_length
        self.update(Content.assemble(left, " " * max(gap, 2), right))

    def _words(self) -> str:
        rejections = [r for r in self.desk.book.rejections.values() if not r.archived]
        doors = sum(r.outcome in KEPT_OPEN for r in rejections)
        words = [day(self.desk.now(), self.desk.now())]
        if doors:
            words.append(f"{doors} door{'' if doors == 1 else 's'} kept open")
        return " · ".join(words)

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.reload()


class TodayLine(Static):
    """At most three things, each one key away. One line; under each other where the window is narrow."""

    DEFAULT_CSS = "TodayLine { height: auto; padding: 0 1; color: $foreground; }"

    class Chosen(Message):
        """One of the things was clicked."""

        def __init__(self, item: AgendaItem) -> None:
            super().__init__()
            self.item = item

    def __init__(self, desk: Desk, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self.desk = desk
        self.items: tuple[AgendaItem, ...] = ()

    def reload(self) -> None:
        """Choose and show the things of today."""
        self.items = today(self.desk)
        width = self.size.width - 2
        if width < 10:
            return
        if not self.items:
            words = "Nothing is due today." if self.desk.book.rejections else "Welcome. One no is a single data point."
            self.styles.height = 1
            self.update(shown(words, "$text-muted"))
        else:
            short = sum(shown(item.title).cell_length + 2 for item in self.items) + 3 * (len(self.items) - 1) <= width
            lines = [self._one(n, item, width) for n, item in enumerate(self.items)]
            self.styles.height = 1 if short else len(lines)
            self.update(Content("   " if short else "\n").join(lines))

    def _one(self, number: int, item: AgendaItem, width: int) -> Content:
        words = shown(item.title).truncate(max(width - 2, 4), ellipsis=True)
        return Content.assemble(Content.styled(KEYS[number], "bold $primary"), " ", words)

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self.reload()
