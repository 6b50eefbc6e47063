"""Applications without an answer: those to ask about first, with keys to ask, to let go, one or all that are marked."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.rejection import Rejection
from rejection_tui.domain.silence import SilenceState, state_of, state_words, unanswered, weeks_words
from rejection_tui.services import silence
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination, Route
from rejection_tui.tui.screens.opening import OpeningPage
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine, perform
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns, turned

_EMPTY: Final = (
    "No application waits for an answer.\n\n"
    "Add one with a as soon as you have applied, or import mail: a confirmation that your application arrived is "
    "offered there. After some weeks without a word, one polite question is written for you."
)
#: The groups in their order: what each is called, and what it means.
_GROUPS: Final = {
    SilenceState.SILENT: ("No word from them", Meaning.YOURS),
    SilenceState.ASKED: ("Asked once", Meaning.WAITING),
    SilenceState.WAITING: ("Still early", Meaning.WAITING),
}


class UnansweredScreen(OpeningPage[Destination]):
    """Opens the question about an application over itself, or is dismissed with it."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "unanswered.open", "enter", "open", "Open the polite question; once asked, the timeline.", "open", True
        ),
        Command("unanswered.draft", "d", "draft", "Draft the polite question.", "draft"),
        Command("unanswered.asked", "space", "tick", "Say that you asked, this one or all marked.", "asked", True),
        Command(
            "unanswered.let_go",
            "n",
            "let go",
            "No answer came: let go of this one, or of all marked. u takes it back.",
            "let_go",
            True,
        ),
        Command("unanswered.add", "a", "add", "Add an application that waits for an answer.", "add", True),
        Command("unanswered.mark", "x", "mark", "Mark several, to let go of them at once.", "mark", True),
        Command("unanswered.mark_all", "X", "mark all", "Mark all shown, or none.", "mark_all"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "unanswered.tcss"]

    def __init__(self, context: AppContext, opens: Callable[[Destination], None] | None = None) -> None:
        super().__init__(context, opens)
        self.marked: set[str] = set()

    def compose(self) -> ComposeResult:
        """Lay out the list, and what its cursor is on."""
        yield TitleLine("Applications without an answer", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        with Container(classes="split"):
            yield Rows[Rejection](self._line, id="unanswered-list")
            yield Reader(id="unanswered-reader")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what waits."""
        super().on_mount()
        self.reload()
        self._rows.focus()

    @property
    def _rows(self) -> Rows[Rejection]:
        return self.query_one("#unanswered-list", Rows)

    def reload(self) -> None:
        """Show the applications as they are now."""
        mine = unanswered(self.context.records)
        self.marked &= {one.uid for one in mine}
        self._rows.fill(self._grouped(mine))
        self.set_class(not mine, "-empty")
        self.refresh_bindings()
        marked = f", {len(self.marked)} marked" if self.marked else ""
        self.query_one(TitleLine).show("Applications without an answer", f"{len(mine)}{marked}" if mine else "")
        self._explain()

    def _grouped(self, mine: tuple[Rejection, ...]) -> Iterator[Heading | tuple[str, Rejection]]:
        records, now = self.context.records, self.context.now()
        states = {one.uid: state_of(records, one, now) for one in mine}
        for state, (title, _) in _GROUPS.items():
            group = [one for one in mine if states[one.uid] is state]
            if group:
                yield Heading(f"{title} · {len(group)}", ruled=True)
                yield from ((one.uid, one) for one in group)

    def _line(self, one: Rejection, width: int) -> Text:
        records, now = self.context.records, self.context.now()
        meaning = _GROUPS.get(state_of(records, one, now), ("", Meaning.DONE))[1]
        words = state_words(records, one, now)
        name = max((width - 34) * 3 // 5, 10)  # a company is told apart by its whole name, a role by its beginning
        return columns(
            (
                ("[x]" if one.uid in self.marked else "[ ]", 4, ""),
                (meaning.mark, 2, f"bold ${meaning.colour}"),
                (one.company, name, "bold"),
                (one.role or "role not stated", max(width - name - 34, 8), "" if one.role else "dim"),
                (words, -28, f"${meaning.colour}"),
            )
        )

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        one, reader = self._rows.current, self.query_one(Reader)
        if one is None:
            reader.show("", Content(""))
            return
        records, now = self.context.records, self.context.now()
        lines = [shown(", ".join(part for part in (one.company, one.role) if part), "bold")]
        if one.applied:
            lines.append(shown(f"Applied {day(one.applied, now)}"))
        weeks = weeks_words((now.date() - local_day(one.received, now)).days // 7)
        lines.append(shown(f"Last word {day(one.received, now)}, {weeks} ago"))
        does = "opens the timeline" if self._is_asked(one) else "opens one polite question, ready to read"
        lines.append(Content.assemble(("enter ", "bold $primary"), (does, "dim")))
        behind = (passage for mail in records.correspondence_of(one.uid) for passage in passages.mail(mail, now))
        reader.show("What there is", Content("\n").join(lines), behind)

    def _is_asked(self, one: Rejection) -> bool:
        return state_of(self.context.records, one, self.context.now()) is SilenceState.ASKED

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs an application while there is none."""
        needs = ("open", "draft", "asked", "let_go", "mark", "mark_all")
        return None if action in needs and self.has_class("-empty") else True

    @property
    def _chosen(self) -> list[str]:
        """The uids of those marked, else of the one under the cursor."""
        one = self._rows.current
        return sorted(self.marked) or ([one.uid] if one is not None else [])

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the question, or the timeline of one that was asked about."""
        one = self._rows.current
        if one is not None:
            self.open(Destination(Route.TIMELINE if self._is_asked(one) else Route.DRAFT_QUESTION, one.uid))

    def action_draft(self) -> None:
        """Open the question."""
        one = self._rows.current
        if one is not None:
            self.open(Destination(Route.DRAFT_QUESTION, one.uid))

    def action_asked(self) -> None:
        """Record that the question was asked."""
        self._do(lambda uids: silence.record_asked(self.context, uids), "Noted that you asked. u takes it back.")

    def action_let_go(self) -> None:
        """Let go of what is marked, else of the one under the cursor."""
        self._do(lambda uids: silence.let_go(self.context, uids), silence.LET_GO_WORDS)

    def _do(self, change: Callable[[list[str]], object], done: str) -> None:
        chosen = self._chosen
        if chosen and perform(self, lambda: change(chosen), done):
            self.marked.clear()
            self.reload()

    def action_add(self) -> None:
        """Add an application that waits for an answer."""
        self.open(Destination(Route.ADD_UNANSWERED))

    def action_mark(self) -> None:
        """Mark or unmark the one under the cursor."""
        one = self._rows.current
        if one is not None:
            self.marked ^= {one.uid}
            self.reload()

    def action_mark_all(self) -> None:
        """Mark all shown, or none."""
        self.marked = turned(self.marked, (one.uid for one in self._rows.records))
        self.reload()

    def action_back(self) -> None:
        """Close the list."""
        self.dismiss(None)
