"""The agenda: everything due, grouped by day, overdue items first, with keys to do, snooze or drop it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from rejection_tui.domain.agenda import HORIZON_DAYS, AgendaItem
from rejection_tui.domain.day_words import day, read_day
from rejection_tui.services import agenda, checklist
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.line import LineDialog
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, perform
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_EMPTY = (
    f"Nothing is due in the next {HORIZON_DAYS} days.\n\n"
    "Due dates come with every rejection you add (a on the dashboard), every question for feedback and every contact."
)


class AgendaScreen(Page[AgendaItem | None]):
    """Dismissed with the item to open, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("agenda.open", "enter", "open", "Open what this needs: a draft, an answer, a contact.", "open", True),
        Command("agenda.done", "space", "done", "Say that it is done; u takes it back.", "done", True),
        Command("agenda.snooze", "s", "snooze", "Keep it quiet until a day you name.", "snooze", True),
        Command("agenda.dismiss", "N", "pass over", "Take it off the agenda, with a reason.", "drop", True),
        Command("agenda.rule", "r", "today's rule", "Explain which three things are shown as today.", "rule", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "agenda.tcss"

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self._today: set[tuple[str, str, str]] = set()

    def compose(self) -> ComposeResult:
        """Lay out the list, the reason of the item and the rule."""
        yield TitleLine("Agenda", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        yield Rows[AgendaItem](self._line, id="agenda-list")
        yield Static("", id="agenda-why", markup=False)
        yield Static(f"The three things of today (●): {agenda.TODAY_RULE}", id="agenda-rule", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what is due."""
        self.reload()
        self._rows.focus()

    @property
    def _rows(self) -> Rows[AgendaItem]:
        return self.query_one("#agenda-list", Rows)

    def reload(self) -> None:
        """Show the current agenda."""
        items = agenda.agenda(self.context)
        self._today = {_name(i) for i in agenda.today(self.context)}
        self._rows.fill(self._grouped(items))
        self.set_class(not items, "-empty")
        due = sum(i.due <= self.context.now().date() for i in items)
        self.query_one(TitleLine).show("Agenda", f"{due} due now, {len(items) - due} to come" if items else "")
        self._explain()

    def _grouped(self, items: tuple[AgendaItem, ...]) -> Iterator[Heading | tuple[str, AgendaItem]]:
        today = self.context.now().date()
        for title, group in groupby(items, key=lambda i: self._heading(i, today)):
            yield Heading(title)
            for item in group:
                yield "|".join((*_name(item), item.due.isoformat(), item.contact)), item

    def _heading(self, item: AgendaItem, today: date) -> str:
        if item.overdue_days:
            return "Still open from before"
        if item.due <= today:
            return f"Today, {day(today, self.context.now())}"
        if item.due == today + timedelta(days=1):
            return f"Tomorrow, {day(item.due, self.context.now())}"
        return day(item.due, self.context.now())

    def _line(self, item: AgendaItem, width: int) -> Text:
        mark = "●" if _name(item) in self._today else " "
        late = "" if not item.overdue_days else f"{item.overdue_days} d ago"
        return columns(((mark, 3, ""), (item.title, max(width - 13, 16), ""), (late, -10, "dim")))

    def _explain(self) -> None:
        item = self._rows.current
        self.query_one("#agenda-why", Static).update(shown(item.why if item else ""))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._explain()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Close with the item under the cursor, for the caller to open."""
        if (item := self._rows.current) is not None:
            self.dismiss(item)

    def action_done(self) -> None:
        """Tick the item."""
        item = self._rows.current
        if item is None:
            return
        if not item.action:
            self.notify("This one is done by doing it: enter opens it.", markup=False)
        elif perform(self, lambda: checklist.tick(self.context, item.action), f"Done: {item.title}. u takes it back."):
            self.reload()

    def action_snooze(self) -> None:
        """Snooze the item until a day that is asked for."""
        item = self._rows.current
        if item is None:
            return
        today = self.context.now().date()

        def until(words: str | None) -> None:
            if words and perform(self, lambda: agenda.snooze(self.context, item, read_day(words, today, ahead=True))):
                self.reload()

        dialog = LineDialog(
            "Snooze until",
            item.title,
            "tomorrow",
            "tomorrow, fri, in 2 weeks, 3 Dec",
            check=lambda words: read_day(words, today, ahead=True),
        )
        self.app.push_screen(dialog, until)

    def action_drop(self) -> None:
        """Drop the item for a reason that is asked for."""
        item = self._rows.current
        if item is None:
            return

        def because(reason: str | None) -> None:
            if reason and perform(
                self, lambda: agenda.dismiss(self.context, item, reason), "Off the agenda. u brings it back."
            ):
                self.reload()

        question = f"{item.title}. Leaving it out is fine; a few words on why help later."
        self.app.push_screen(LineDialog("Take off the agenda", question, placeholder="nobody to write to"), because)

    def action_rule(self) -> None:
        """Show or hide the rule of the three things."""
        self.toggle_class("-rule")

    def action_back(self) -> None:
        """Close without opening anything."""
        self.dismiss(None)


def _name(item: AgendaItem) -> tuple[str, str, str]:
    return item.kind, item.action or item.ref or item.contact or item.rejection, item.key
