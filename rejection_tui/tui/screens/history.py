"""The history: what was done, newest first; one goes back to before an act, or does again what was undone."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day
from rejection_tui.domain.region import current
from rejection_tui.services import history
from rejection_tui.services.context import AppContext
from rejection_tui.services.history import HistoryEntry
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.yes_no import YesNoDialog
from rejection_tui.tui.widgets.display import shown_block
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, perform
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_EMPTY = (
    "Nothing was done yet that could be undone.\n\n"
    "Every change is kept here, across restarts: enter on one of them takes it back, with all that came after it."
)
#: Acts that are named one by one before they are taken back.
_NAMED = 6


class HistoryScreen(Page[None]):
    """Lists the acts of the file; enter goes back to before the one under the cursor."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "history.open", "enter", "go back to before", "Take back this act and all that came after it.", "open", True
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    HistoryScreen #history-list { padding: 1 1 0 1; }
    HistoryScreen #history-words { height: auto; min-height: 2; padding: 0 1; color: $text-muted; }
    HistoryScreen.-empty #history-list, HistoryScreen .empty { display: none; }
    HistoryScreen.-empty .empty { display: block; }
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.entries: tuple[HistoryEntry, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the list, and what enter would do."""
        yield TitleLine("History", id="title")
        yield Static(shown_block(_EMPTY), classes="empty", markup=False)
        yield Rows[HistoryEntry](self._line, id="history-list")
        yield Static("", id="history-words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what was done."""
        super().on_mount()
        self.reload()
        self._rows.focus()

    @property
    def _rows(self) -> Rows[HistoryEntry]:
        return self.query_one("#history-list", Rows)

    def reload(self) -> None:
        """Show the acts as they are now."""
        self.entries = history.entries(self.context)
        self._rows.fill(self._by_day())
        self.set_class(not self.entries, "-empty")
        undone = sum(entry.undone for entry in self.entries)
        done = len(self.entries) - undone
        words = f"{done} {'change' if done == 1 else 'changes'}" + (f", {undone} undone" if undone else "")
        self.query_one(TitleLine).show("History", words if self.entries else "")
        self._explain()

    def _by_day(self) -> Iterator[Heading | tuple[str, HistoryEntry]]:
        now = self.context.now()
        for when, group in groupby(self.entries, key=lambda entry: local_day(entry.at, now)):
            yield Heading(self._day_words(when))
            yield from ((entry.id, entry) for entry in group)

    def _day_words(self, when: date) -> str:
        now = self.context.now()
        return "Today" if when == now.date() else day(when, now)

    def _line(self, entry: HistoryEntry, width: int) -> Text:
        at = entry.at.astimezone(self.context.now().tzinfo)
        style, sign = ("dim", "↷") if entry.undone else ("", " ")
        note = "undone" if entry.undone else ""
        return columns(
            ((current().clock(at.time()), 8, "dim"), (sign, 2, ""), (entry.label, width - 20, style), (note, -8, "dim"))
        )

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        entry = self._rows.current
        if entry is None:
            words = ""
        elif entry.undone:
            words = f"This is undone. enter does it again, with all that was done before it and undone: {entry.label}."
        else:
            words = f"enter takes back {_listed(self._after(entry))}."
        self.query_one("#history-words", Static).update(shown_block(words))

    def _after(self, entry: HistoryEntry) -> list[HistoryEntry]:
        """Return the act and those that came after it, newest first, as they would be taken back."""
        place = self.entries.index(entry)
        return [one for one in self.entries[: place + 1] if not one.undone]

    def _to_redo(self, entry: HistoryEntry) -> list[HistoryEntry]:
        """Return the undone acts up to this one, oldest first, as they would be done again."""
        place = self.entries.index(entry)
        return [one for one in reversed(self.entries[place:]) if one.undone]

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Ask, then go back to before the act under the cursor, or do an undone one again."""
        entry = self._rows.current
        if entry is None:
            return
        acts = self._to_redo(entry) if entry.undone else self._after(entry)
        text = _listed(acts) if entry.undone else f"{_listed(acts)}\n\nU does them again, one by one."
        question = "Do this again?" if entry.undone else "Take this back?"

        def answered(yes: bool | None) -> None:
            if yes:
                self._carry_out(acts, entry.undone)

        self.app.push_screen(YesNoDialog("History", text, question), answered)

    def _carry_out(self, changes: Sequence[HistoryEntry], again: bool) -> None:
        """Undo or redo the acts one by one; where one is refused, those before it stay as they are now."""
        done = 0

        def change() -> None:
            nonlocal done
            for one in changes:
                (history.redo if again else history.undo)(self.context, one.id)
                done += 1

        fine = perform(self, change)
        words = f"{done} of {len(changes)} " if not fine else f"{done} {'change' if done == 1 else 'changes'} "
        if done:
            self.notify(words + ("done again." if again else "taken back; U does them again."), markup=False)
        self.reload()

    def action_back(self) -> None:
        """Close the history."""
        self.dismiss(None)


def _listed(acts: Sequence[HistoryEntry]) -> str:
    names = [f"“{act.label}”" for act in acts[:_NAMED]]
    more = len(acts) - len(names)
    head = names[0] if len(acts) == 1 else f"{len(acts)} changes: " + ", ".join(names)
    return head + (f" and {more} more" if more else "")
