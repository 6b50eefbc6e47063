"""The timeline of one rejection: from the application to today, and what comes next."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList

from rejection_tui.domain import timeline
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import day
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.outcome import TimelineEntry
from rejection_tui.domain.progress import next_to_do
from rejection_tui.services import agenda, interviews, rejections, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Destination
from rejection_tui.tui.dialogs.interview import InterviewDialog
from rejection_tui.tui.dialogs.outcome import OutcomeDialog
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.dialogs.reminder import ReminderDialog, subject_of
from rejection_tui.tui.screens.company import CompanyScreen
from rejection_tui.tui.screens.letter import LetterScreen
from rejection_tui.tui.screens.opening import OpeningPage
from rejection_tui.tui.widgets import entries
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine, perform, read_or_notify
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

#: Cells for the words of an entry from which its text is shown beside them.
_ROOM_BESIDE: Final = 50
#: A gap of more than this many days is shown.
_GAP_DAYS: Final = 13


class TimelineScreen(OpeningPage[Destination]):
    """Opens what the user wants to do next over itself; where nothing opens it, it is dismissed with that."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("timeline.next", "d", "do what is next", "Open what this rejection needs now.", "next", True),
        Command("timeline.outcome", "o", "outcome", "Say how things are now.", "outcome", True),
        Command("timeline.letter", "l", "letter", "Read the letter.", "letter", True),
        Command("timeline.company", "C", "company", "Show all that is known of the company.", "company", True),
        Command("timeline.remind", "r", "remind", "Set a reminder on it, on a day of your own.", "remind", True),
        Command(
            "timeline.interview",
            "W",
            "interview",
            "Note an interview: what they asked, and how it went.",
            "interview",
            True,
        ),
        Command(
            "timeline.practise", "p", "practise", "Take a question of this interview into practice.", "practise", True
        ),
        Command(
            "timeline.delete",
            "delete",
            "delete",
            "Delete this interview or reminder; undo brings it back.",
            "delete",
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "timeline.tcss"]

    def __init__(
        self, context: AppContext, rejection_uid: str, opens: Callable[[Destination], None] | None = None
    ) -> None:
        super().__init__(context, opens)
        self.rejection = rejections.get(context.records, rejection_uid)
        self._when_width = 0  # cells of the longest day shown

    def compose(self) -> ComposeResult:
        """Lay out the timeline, and what the entry under the cursor tells."""
        yield TitleLine("Timeline", id="title")
        with Container(classes="split"):
            yield Rows[TimelineEntry](self._line, id="timeline-list")
            yield Reader(id="timeline-text")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the timeline with the cursor on what comes next."""
        self.reload()
        for index, entry in enumerate(self._rows.records):
            if entry.kind == "next":
                self._rows.go_to(_key(index, entry))
        self._rows.focus()

    @property
    def _rows(self) -> Rows[TimelineEntry]:
        return self.query_one("#timeline-list", Rows)

    def reload(self) -> None:
        """Show the current timeline; that of a rejection that is gone closes, if need be when it is on top again."""
        if self.rejection.uid not in self.context.records.rejections:
            self._close_if_gone()
            return
        found = read_or_notify(
            self,
            lambda: timeline.timeline(self.context.records, self.rejection.uid, self.context.now(), self.context.rules),
        )
        if found is None:
            return
        self.rejection = rejections.get(self.context.records, self.rejection.uid)
        one = self.rejection
        title = " · ".join(p for p in (one.company, one.role) if p)
        self.query_one(TitleLine).show(title, f"{one.stage.label}, {one.outcome.label}")
        self._when_width = max(len(self._when(entry)) for entry in found)
        self._rows.fill(self._spaced(found))
        self._moved()

    def on_screen_resume(self) -> None:
        """Close when the rejection was deleted in a screen above this one."""
        self._close_if_gone()

    def _close_if_gone(self) -> None:
        if self.is_current and self.rejection.uid not in self.context.records.rejections:
            self.dismiss(None)

    def _spaced(self, found: tuple[TimelineEntry, ...]) -> Iterator[Heading | tuple[str, TimelineEntry]]:
        before: datetime | None = None
        for index, entry in enumerate(found):
            if before is not None:
                days = (local_day(entry.at, self.context.now()) - local_day(before, self.context.now())).days
                if days > _GAP_DAYS:
                    yield Heading(f"┊ {_gap_words(days)}", self._when_width + 2)
            before = entry.at
            yield _key(index, entry), entry

    def _line(self, entry: TimelineEntry, width: int) -> Text:
        meaning = entries.meaning_of(self.context.records, entry, self.context.now())
        what = max(width - self._when_width - 4, 8)
        beside = max(what - max(cell_len(entry.what) + 3, 26), 0) if entry.text and what >= _ROOM_BESIDE else 0
        strong = entry.kind in ("outcome", "letter", "next", "feedback")
        return columns(
            (
                (self._when(entry), -self._when_width, "dim"),
                ("", 2, ""),
                (entries.mark_of(entry, meaning), 2, entries.colour_of(meaning)),
                (entry.what, what - beside, "bold" if strong else "dim" if entry.kind == "skip" else ""),
                (entry.text if beside else "", beside or 1, "dim"),
            )
        )

    def _when(self, entry: TimelineEntry) -> str:
        now = self.context.now()
        return "now" if entry.kind == "next" and entry.at <= now else day(entry.at, now)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()
        entry = self._rows.current
        reader = self.query_one(Reader)
        if entry is None:
            reader.show("", Content(""))
        else:
            behind = entries.behind(self.context.records, self.rejection, entry, self.context.now())
            reader.show("What it says", self._head(entry), behind)

    def _head(self, entry: TimelineEntry) -> Content:
        records, now = self.context.records, self.context.now()
        meaning = entries.meaning_of(records, entry, now)
        when = day(entry.at, now)
        if entry.kind == "next" and meaning is Meaning.DUE and local_day(entry.at, now) < now.date():
            when = f"was due {when}"
        style = entries.colour_of(meaning) if entry.kind == "next" else "dim"
        lines = [shown(entry.what, "bold"), shown(when, style)]
        opens = entries.destination_of(records, self.rejection, entry)
        if opens is not None:
            how = "does it" if entry.kind == "next" else entries.HOW[opens.route]
            lines.append(Content.assemble(("enter ", "bold $primary"), (how, "dim")))
        return Content("\n").join(lines)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        entry = self._rows.current
        if entry is None:
            return
        if entry.kind == "next":
            self.action_next()
        elif entry.kind == "letter":
            self.action_letter()
        elif (opens := entries.destination_of(self.context.records, self.rejection, entry)) is not None:
            self.open(opens)

    def action_next(self) -> None:
        """Open what is to be done."""
        found = next_to_do(self.context.records, self.rejection.uid, self.context.now(), self.context.rules)
        left = (found[0],) if found is not None else agenda.left_over(self.context, self.rejection.uid)
        if left:
            self.open(entries.opens_action(left[0]))
        else:
            self.notify("Nothing is left to do here.", markup=False)

    def action_outcome(self) -> None:
        """Open the dialog of the outcome."""
        self.app.push_screen(OutcomeDialog(self.context, [self.rejection.uid]), lambda _: self.reload())

    def action_remind(self) -> None:
        """Set a reminder on the rejection."""
        place = subject_of(self.context.records, self.rejection.uid)
        self.app.push_screen(ReminderDialog(self.context, place), lambda _: self.reload())

    def action_interview(self) -> None:
        """Note an interview."""
        self.app.push_screen(InterviewDialog(self.context, self.rejection.uid), lambda _: self.reload())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what is for interviews and reminders elsewhere."""
        entry = self._rows.current if self.is_mounted and action in ("practise", "delete") else None
        if action == "practise":
            return True if entry is not None and entry.kind == "interview" else None
        if action == "delete":
            return True if entry is not None and entry.kind in ("interview", "reminder") else None
        return True

    def action_practise(self) -> None:
        """Take a question of the interview under the cursor into practice."""
        entry = self._rows.current
        if entry is None:
            return
        uid, empty = entry.ref, "All that you noted of it is in practice already; enter adds what else they asked."
        asked = read_or_notify(self, lambda: interviews.questions_to_practise(self.context.records, uid)) or ()
        lines = [Line(text, text, text) for text in asked]

        def take(text: str | None) -> None:
            if text:
                words = "In practice now: p on the dashboard."
                perform(self, lambda: interviews.practise(self.context, uid, [text]), words)

        self.app.push_screen(
            PickDialog("Which question?", lines, empty, "enter takes it into practice · esc back"), take
        )

    def action_delete(self) -> None:
        """Delete the interview or the reminder under the cursor."""
        entry = self._rows.current
        if entry is None:
            return
        act = interviews.delete if entry.kind == "interview" else reminders.delete
        if perform(self, lambda: act(self.context, [entry.ref]), "Deleted; u brings it back."):
            self.reload()

    def action_letter(self) -> None:
        """Open the letter; a destination chosen there is passed on."""
        self.app.push_screen(LetterScreen(self.context, self.rejection.uid, self.opens), self._pass_on)

    def action_company(self) -> None:
        """Show the company."""
        self.app.push_screen(CompanyScreen(self.context, self.rejection.company, self.opens), self._pass_on)

    def _pass_on(self, destination: Destination | None) -> None:
        if destination is not None:
            self.open(destination)

    def action_back(self) -> None:
        """Close the timeline."""
        self.dismiss(None)


def _key(index: int, entry: TimelineEntry) -> str:
    return f"{index}:{entry.ref}:{entry.kind}"


def _gap_words(days: int) -> str:
    if days < 60:
        return f"{days // 7} weeks"
    return f"{days // 30} months"
