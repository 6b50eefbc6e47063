"""The timeline of one rejection: from the application to today, and what comes next."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from rejection_tui.domain import timeline
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day
from rejection_tui.domain.outcome import TimelineEntry
from rejection_tui.domain.steps import next_action
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import ACTION_ROUTES, Destination, Route
from rejection_tui.tui.dialogs.outcome import OutcomeDialog
from rejection_tui.tui.screens.company import CompanyScreen
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.widgets.display import shown_block
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, read_or_notify
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_SIGNS: Final = {"applied": "○", "letter": "●", "outcome": "◆", "feedback": "“", "next": "→", "skip": "–", "mail": "←"}
#: The step whose actions are opened by the uid of the action.
REFINE: Final = 3
#: A gap of more than this many days is shown.
_GAP_DAYS: Final = 13


class TimelineScreen(Page[Destination | None]):
    """Dismissed with what the user wants to do next about the rejection, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("timeline.next", "d", "do what is next", "Open what this rejection needs now.", "next", True),
        Command("timeline.outcome", "o", "outcome", "Say where the door stands now.", "outcome", True),
        Command("timeline.letter", "l", "letter", "Read the letter.", "letter", True),
        Command("timeline.company", "C", "company", "Show all that is known of the company.", "company", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "timeline.tcss"

    def __init__(self, context: AppContext, rejection_uid: str) -> None:
        super().__init__()
        self.context = context
        self.rejection = rejections.get(context.records, rejection_uid)

    def compose(self) -> ComposeResult:
        """Lay out the timeline and the text of the entry under the cursor."""
        yield TitleLine("Timeline", id="title")
        yield Rows[TimelineEntry](self._line, id="timeline-list")
        yield Static("", id="timeline-text", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the timeline with the cursor on what comes next."""
        self.reload()
        self._rows.action_last()
        self._rows.focus()

    @property
    def _rows(self) -> Rows[TimelineEntry]:
        return self.query_one("#timeline-list", Rows)

    def reload(self) -> None:
        """Show the current timeline."""
        entries = read_or_notify(
            self, lambda: timeline.timeline(self.context.records, self.rejection.uid, self.context.now())
        )
        if entries is None:
            return
        self.rejection = rejections.get(self.context.records, self.rejection.uid)
        one = self.rejection
        title = " · ".join(p for p in (one.company, one.role) if p)
        self.query_one(TitleLine).show(title, f"{one.stage.label}, door {one.outcome.label}")
        self._rows.fill(self._spaced(entries))

    def _spaced(self, entries: tuple[TimelineEntry, ...]) -> Iterator[Heading | tuple[str, TimelineEntry]]:
        before: datetime | None = None
        for index, entry in enumerate(entries):
            if before is not None:
                days = (local_day(entry.at, self.context.now()) - local_day(before, self.context.now())).days
                if days > _GAP_DAYS:
                    yield Heading(f"┊ {_gap_words(days)}", 18 if self._wide else 14)
            before = entry.at
            yield f"{index}:{entry.ref}:{entry.kind}", entry

    def _line(self, entry: TimelineEntry, width: int) -> Text:
        sign = _SIGNS.get(entry.kind, "·")
        what = max(min(width * 2 // 5, 44), 22)
        when = 16 if self._wide else 12
        return columns(
            (
                (self._when(entry), 1 - when, "dim"),
                ("", 3, ""),
                (sign, 3, ""),
                (entry.what, what, "bold" if entry.kind in ("outcome", "letter", "next") else ""),
                (entry.text, max(width - what - when - 5, 4), "dim"),
            )
        )

    def _when(self, entry: TimelineEntry) -> str:
        now = self.context.now()
        return "now" if entry.kind == "next" and entry.at <= now else day(entry.at, now)

    @property
    def _wide(self) -> bool:
        return self.size.width > 90

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        entry = self._rows.current
        self.query_one("#timeline-text", Static).update(shown_block(self._words(entry) if entry else ""))

    def _words(self, entry: TimelineEntry) -> str:
        head = f"{day(entry.at, self.context.now())}: {entry.what}"
        if entry.kind == "next" and entry.what.startswith("Next") and entry.at < self.context.now():
            head = f"{entry.what}, due since {day(entry.at, self.context.now())}"
        return "\n".join(p for p in (head, entry.text) if p)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        entry = self._rows.current
        if entry is None:
            return
        if entry.kind == "next":
            self.action_next()
        elif entry.kind == "letter":
            self.action_letter()
        elif entry.kind in ("feedback", "gap"):
            self.dismiss(Destination(Route.FEEDBACK, entry.ref))

    def action_next(self) -> None:
        """Close, to open what is to be done."""
        action = next_action(self.context.records.actions_of(self.rejection.uid))
        if action is None:
            self.notify("Nothing is left to do here.", markup=False)
            return
        uid = action.uid if action.step == REFINE else self.rejection.uid
        self.dismiss(Destination(ACTION_ROUTES.get(action.key, Route.DRAFT), uid))

    def action_outcome(self) -> None:
        """Open the dialog of the outcome."""
        self.app.push_screen(OutcomeDialog(self.context, self.rejection.uid), lambda _: self.reload())

    def action_letter(self) -> None:
        """Open the letter; a destination chosen there is passed on."""
        self.app.push_screen(LetterScreen(self.context, self.rejection.uid), self._pass_on)

    def action_company(self) -> None:
        """Show the company."""
        self.app.push_screen(CompanyScreen(self.context, self.rejection.company), self._pass_on)

    def _pass_on(self, destination: Destination | None) -> None:
        if destination is not None:
            self.dismiss(destination)

    def action_back(self) -> None:
        """Close the timeline."""
        self.dismiss(None)


def _gap_words(days: int) -> str:
    if days < 60:
        return f"{days // 7} weeks"
    return f"{days // 30} months"
