"""The base of the panes: a border with title and note, a list, a filter, an empty state, and requests for screens."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, Static

from rejection_tui.domain.filter import Filter
from rejection_tui.services import remembered
from rejection_tui.services.context import AppContext
from rejection_tui.services.searching import Texts
from rejection_tui.tui.commands.command import Command
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.panes.frame import frame_title
from rejection_tui.tui.panes.preview_letter import nothing_page
from rejection_tui.tui.panes.preview_parts import PreviewPage
from rejection_tui.tui.terminal.textual_private import set_lower_border, set_upper_border
from rejection_tui.tui.widgets.display import shown, shown_block
from rejection_tui.tui.widgets.filter_input import FilterInput
from rejection_tui.tui.widgets.page import perform
from rejection_tui.tui.widgets.record_list import RecordList, RecordRow

Record = TypeVar("Record")


class Pane(Vertical):
    """Base class of the four panes. `number` is its key; subclasses define the rows and the actions."""

    number: ClassVar[int] = 0
    title: ClassVar[str] = ""
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = ()
    BINDINGS: ClassVar[list[BindingType]] = []
    NEEDS_NO_RECORD: ClassVar[frozenset[str]] = frozenset(
        {"add", "archived", "bring"}
    )  # the actions that need no record
    DEFAULT_CSS = """
    Pane { border: round $foreground 20%; padding: 0; background: $surface; }
    Pane:ansi { border: round $border-blurred; }
    Pane { border-title-color: $foreground; border-title-background: transparent; }
    Pane { border-subtitle-color: $foreground 80%; border-subtitle-background: transparent; }
    Pane:focus-within { border: round $primary; }
    Pane:ansi:focus-within { border: round $primary; }
    Pane > .empty { color: $text-muted; padding: 0 2; height: 1fr; display: none; }
    Pane.-empty > .empty { display: block; }
    Pane.-empty > RecordList { height: 1; }
    Pane > Input { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
    Pane.-filtering > Input { display: block; }
    """

    class Requested(Message):
        """The user asked for a screen or dialog that this pane does not own."""

        def __init__(self, destination: Destination) -> None:
            super().__init__()
            self.destination = destination

    def __init__(self, context: AppContext, id: str) -> None:
        super().__init__(id=id)
        self.context = context
        self.texts = Texts()
        path, _, query = remembered.load(context).get(f"filter {id}", "").partition("\n")
        self.query_text = query if path == str(context.path) else ""
        self.found, self.of = 0, 0  # records that pass the filter, of all
        self._key_before_filter = ""  # the key under the cursor before the filter was opened
        self._note = ""
        self._place_shown = ""  # which record of how many, as shown in the lower border
        self._empty_words_shown = ""  # the text of the empty state as shown
        self._border_drawn: tuple[int, str, bool] | None = None  # width, note and focus that the border was drawn with

    def compose(self) -> ComposeResult:
        """Lay out list and empty state."""
        yield RecordList()
        yield Static(classes="empty", markup=False)

    def keep_filter(self, query: str) -> None:
        """Set the filter, and remember it for the next start with this file."""
        self.query_text = query
        value = f"{self.context.path}\n{query}" if query else ""
        remembered.save(self.context, **{f"filter {self.id}": value})

    def filtered(
        self, records: Iterable[Record], names: Callable[[Record], str], rest: Callable[[Record], str]
    ) -> list[Record]:
        """Return the records that pass the filter, by their folded names and longer texts; counted for the border."""
        every = list(records)
        found = Filter(self.query_text).of(every, names, rest)
        self.found, self.of = len(found), len(every)
        return found

    # Overridden by subclasses

    def rows(self) -> Sequence[RecordRow]:
        """Return the rows to show that pass the filter."""
        raise NotImplementedError

    def note(self) -> str:
        """Return the text at the right of the border."""
        return ""

    def count(self) -> str:
        """Return how many records there are, in a word or two for the line that names all panes."""
        return ""

    def page(self, width: int) -> PreviewPage:
        """Return what the preview shows of the record under the cursor."""
        return nothing_page(self.context)

    def empty_words(self) -> str:
        """Return the text of the empty state."""
        return ""

    # Common to all panes

    @property
    def records(self) -> RecordList:
        """The list."""
        return self.query_one(RecordList)

    @property
    def key(self) -> str:
        """The key of the record under the cursor."""
        return self.records.key

    @property
    def chosen(self) -> list[str]:
        """The keys of the marked records, else of the one under the cursor."""
        marks = self.records.marked
        marked = [row.key for row in self.records.rows if row.key in marks] if marks else []
        return marked or ([self.key] if self.key else [])

    def reload(self) -> None:
        """Show the records as they stand now; cursor, marks and filter stay."""
        self._show(self.rows())

    def _show(self, rows: Sequence[RecordRow], anew: bool = False) -> None:
        self.records.filter = Filter(self.query_text)
        marked = set(self.records.marked) if self.query_text else set[str]()
        if anew:
            self.records.fill_afresh(rows)
        else:
            self.records.fill(rows)
        self.records.marked |= marked  # those that the filter hides come back with their rows
        self.set_class(not rows, "-empty")
        words = f"Nothing matches “{self.query_text}”. Press esc to see all." if self.query_text else self.empty_words()
        if not rows and words != self._empty_words_shown:
            self._empty_words_shown = words  # set only when it differs: an update lays out the whole screen
            self.query_one(".empty", Static).update(shown_block(words))
        self._show_note()
        self.refresh_bindings()

    def _show_note(self) -> None:
        """Show in the border what is marked, what is filtered, or else the pane's own note."""
        marks = self.records.marked
        marked = sum(row.key in marks for row in self.records.rows) if marks else 0
        filtered = f"“{self.query_text}” {self.found} of {self.of}" if self.query_text else ""
        parts = (f"{marked} marked" if marked else "", filtered or self.note())
        self._note = " · ".join(part for part in parts if part)
        self._draw_border()

    @on(RecordList.Marked)
    def _marks_changed(self, event: RecordList.Marked) -> None:
        event.stop()
        self._show_note()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out the actions that need a record when there is none."""
        about = {command.run.partition("(")[0] for command in self.KEY_COMMANDS} - self.NEEDS_NO_RECORD
        return None if action in about and not self.key else True

    def show_place(self) -> None:
        """Show in the lower border of the pane with the focus which of its records the cursor is on."""
        place, of = self.records.place
        words = f"{place} of {of}" if place and of > 1 and self.has_focus_within else ""
        if words != self._place_shown:
            self._place_shown = words
            set_lower_border(self, shown(words))

    def _draw_border(self) -> None:
        """Set the border title: name at the left, note at the right, a line between them."""
        self.show_place()
        border = self.size.width, self._note, self.has_focus_within
        if border == self._border_drawn:
            return
        self._border_drawn = border
        set_upper_border(self, frame_title(f"{self.number} {self.title}", self._note, self.size.width, border[2]))

    def on_resize(self) -> None:
        """Draw the border for the new width."""
        self._draw_border()

    def on_click(self) -> None:
        """Go to the pane when its border or an empty part of it is clicked."""
        if not self.has_focus_within:
            self.records.focus()

    def on_descendant_focus(self) -> None:
        """Show in the border that the pane has the focus."""
        self._draw_border()

    def on_descendant_blur(self) -> None:
        """Show in the border that the pane lost the focus."""
        self._draw_border()

    def request(self, route: Route, uid: str = "") -> None:
        """Post a request for a screen or dialog."""
        self.post_message(self.Requested(Destination(route, uid)))

    def perform(self, command: Callable[[], object], said: str = "") -> bool:
        """Call a service, show `said` or its error, and return whether it succeeded."""
        return perform(self, command, said)

    # Filter

    async def action_filter(self) -> None:
        """Open the filter input, which is created at first use."""
        if not self.query_text:
            self._key_before_filter = self.key
        self.add_class("-filtering")
        line = next(iter(self.query(Input)), None)
        if line is None:
            line = FilterInput(self.clear_filter)
            await self.mount(line, before=0)
        line.value = self.query_text
        self.screen.set_focus(line)  # at once, because the next key is text already

    @on(Input.Changed)
    def _filter_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_text = event.value
        self.reload()

    @on(Input.Submitted)
    def _filter_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.remove_class("-filtering")
        self.keep_filter(self.query_text)
        self.screen.set_focus(self.records)  # at once, because the next key is for the list already

    def on_key(self, event: Key) -> None:
        """Let escape clear the filter, then the marks, and nothing else."""
        if event.key == "escape" and (self.query_text or self.has_class("-filtering")):
            event.stop()
            self.clear_filter()
        elif event.key == "escape" and self.records.marked:
            event.stop()
            self.records.clear_marks()

    def clear_filter(self) -> None:
        """Clear the filter; the cursor returns to where it was, unless a record was chosen meanwhile."""
        typing = self.has_class("-filtering")
        self.keep_filter("")
        for line in self.query(Input):
            line.value = ""
        self.remove_class("-filtering")
        self.reload()
        if typing:
            self.records.go_to(self._key_before_filter)
        self.screen.set_focus(self.records)

    # List messages

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open what is under the cursor."""

    def action_mark(self) -> None:
        """Mark the record under the cursor for an action on several."""
        self.records.toggle_mark()

    def action_mark_all(self) -> None:
        """Mark all records shown, or none."""
        self.records.toggle_all_marks()


def visible(keys: Iterable[str], rows: Sequence[RecordRow]) -> list[str]:
    """Return those of the keys that are in the rows."""
    known = {row.key for row in rows}
    return [key for key in keys if key in known]


def done_words(what: str, count: int) -> str:
    """Return what was done to how many, and how it comes back, such as "Deleted 14; u brings them back."."""
    return f"{what}; u brings it back." if count == 1 else f"{what} {count}; u brings them back."
