"""The inbox pane: every rejection in two lines, with the marks of its four steps and its status."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.marks import STEP_MARKS
from rejection_tui.domain.progress import status_line, step_states
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.services import rejections
from rejection_tui.services.agenda import agenda
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Route
from rejection_tui.tui.panes.pane import Pane
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.record_list import RecordRow, joined, spread

#: Letters read at once for the filter, between two keys.
_FOLDED_AT_ONCE = 25
KEPT_OPEN = (Outcome.ON_HOLD, Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER)


class InboxPane(Pane):
    """Rejections, newest first."""

    number, title = 1, "Inbox"
    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "inbox.open", "enter", "read", "Read the letter, or the timeline when there is none.", "open", True, "Inbox"
        ),
        Command("inbox.draft", "d", "draft", "Draft the message this rejection needs next.", "draft", True, "Inbox"),
        Command(
            "inbox.add", "a", "add", "Add a rejection: paste its letter, or fill it in by hand.", "add", True, "Inbox"
        ),
        Command("inbox.edit", "e", "edit", "Correct company, role, dates and the rest.", "edit", True, "Inbox"),
        Command(
            "inbox.timeline",
            "h",
            "timeline",
            "Show everything from the application to today.",
            "timeline",
            False,
            "Inbox",
        ),
        Command("inbox.company", "C", "company", "Show the card of this company.", "company", False, "Inbox"),
        Command("inbox.outcome", "o", "outcome", "Say where the door stands now.", "outcome", False, "Inbox"),
        Command("inbox.mark", "x", "mark", "Mark for archiving or deleting several at once.", "mark", False, "Inbox"),
        Command("inbox.mark_all", "X", "mark all", "Mark all that are shown, or none.", "mark_all", False, "Inbox"),
        Command("inbox.archive", "A", "archive", "Put out of sight, or bring back.", "archive", False, "Inbox"),
        Command("inbox.archived", "H", "archived", "Show or hide the archived ones.", "archived", False, "Inbox"),
        Command("inbox.delete", "delete", "delete", "Delete; undo brings it back.", "delete", False, "Inbox"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    show_archived = False
    agenda_items: tuple[AgendaItem, ...] = ()  # the agenda that the due days come from
    _due_days: Mapping[str, date] = {}
    _due_days_read_from: tuple[Records, date] | None = None  # the records and the day they were computed from

    def rows(self) -> Sequence[RecordRow]:
        """Return two lines for every rejection that passes the filter."""
        records = self.context.records
        self._read_due_days(records, self.context.now().date())
        found = self.filtered(
            records.inbox(self.show_archived),
            lambda r: self.texts.rejection_names(records, r),
            lambda r: self.texts.rejection_rest(records, r),
        )
        return [RecordRow(r.uid, partial(self._draw, records, r), 2) for r in found]

    async def action_filter(self) -> None:
        """Open the filter, and read the letters it looks into bit by bit, before the first letter is typed."""
        await super().action_filter()
        self._fold(list(self.context.records.rejections.values()))

    def _fold(self, rest: list[Rejection]) -> None:
        records = self.context.records
        for r in rest[:_FOLDED_AT_ONCE]:
            self.texts.rejection_rest(records, r)
        if rest[_FOLDED_AT_ONCE:] and self.has_class("-filtering"):
            self.set_timer(0.005, lambda: self._fold(rest[_FOLDED_AT_ONCE:]))

    def _read_due_days(self, records: Records, today: date) -> None:
        """Compute the next due day of each rejection from the agenda; cached, since the filter redraws at every key."""
        if (
            self._due_days_read_from is not None
            and self._due_days_read_from[0] is records
            and self._due_days_read_from[1] == today
        ):
            return
        dues: dict[str, date] = {}
        self.agenda_items = agenda(self.context)
        for item in self.agenda_items:
            dues[item.rejection] = min(item.due, dues.get(item.rejection, item.due))
        self._due_days, self._due_days_read_from = dues, (records, today)

    def _draw(self, records: Records, r: Rejection, width: int, styles: Mapping[str, Style]) -> list[Text]:
        now = self.context.now()
        age = max((now.date() - local_day(r.received, now)).days, 0)
        half = min(max(width * 2 // 5, 12), 34)
        name = cell(r.company, styles["strong"], width=half - 2)
        name.pad_right(half - name.cell_len)
        stage = "archived" if r.archived else r.stage.label
        first = spread(joined(name, cell(r.role or "role not stated")), f"{stage}  {age:>3} d", width, styles["muted"])
        steps = step_states(records, r.uid).values() if records.actions_of(r.uid) else ()
        marks = "".join(STEP_MARKS[s] for s in steps)
        status = status_line(records, r.uid)
        second = Text("  ", end="").append(marks or "    ", styles["accent"]).append("  " + status, styles["muted"])
        return [first, spread(second, self._due(r), width, styles["due"])]

    def _due(self, r: Rejection) -> str:
        due = self._due_days.get(r.uid)
        if due is None or r.archived or (days := (due - self.context.now().date()).days) > 7:
            return ""
        return "due" if days <= 0 else "due tomorrow" if days == 1 else f"due in {days} d"

    def note(self) -> str:
        """Return how many are open; empty in calm mode."""
        if self.context.rules.calm:
            return ""
        count = sum(
            1 for r in self.context.records.rejections.values() if not r.archived and r.outcome is not Outcome.CLOSED
        )
        return f"{count} open" if count else ""

    def empty_words(self) -> str:
        """Return how to add the first one."""
        if self.context.records.rejections:
            return "All of them are archived. Press H to see them."
        return (
            "Nothing here yet.\n\nCopy the letter that brought the no and paste it here, or press a.\n"
            "Press m to read letters from your mail (.eml, mbox, Maildir).\n\nPress ? for every key."
        )

    def action_open(self) -> None:
        """Read the letter."""
        if self.key:
            rejection = self.context.records.rejections[self.key]
            self.request(Route.LETTER if rejection.letter in self.context.records.letters else Route.TIMELINE, self.key)

    def action_draft(self) -> None:
        """Draft the message this rejection needs next."""
        self._request_here(Route.DRAFT)

    def action_add(self) -> None:
        """Add a rejection."""
        self.request(Route.ADD)

    def action_edit(self) -> None:
        """Edit the rejection."""
        self._request_here(Route.EDIT)

    def action_timeline(self) -> None:
        """Show the timeline."""
        self._request_here(Route.TIMELINE)

    def action_company(self) -> None:
        """Show the summary of the company."""
        self._request_here(Route.COMPANY)

    def action_outcome(self) -> None:
        """Open the outcome dialog."""
        self._request_here(Route.OUTCOME)

    def _request_here(self, route: Route) -> None:
        if self.key:
            self.request(route, self.key)

    def action_archive(self) -> None:
        """Archive the chosen rejections, or unarchive them."""
        chosen = self.chosen
        if chosen:
            away = not all(self.context.records.rejections[uid].archived for uid in chosen)
            words = "Archived; H shows them, u brings them back." if away else "Brought back."
            self.perform(lambda: rejections.archive(self.context, chosen, away), words)
            self.records.clear_marks()

    def action_archived(self) -> None:
        """Show or hide the archived ones."""
        self.show_archived = not self.show_archived
        self.reload()

    def action_delete(self) -> None:
        """Delete what is chosen."""
        chosen = self.chosen
        if chosen:
            self.perform(lambda: rejections.delete(self.context, chosen), "Deleted; u brings it back.")
            self.records.clear_marks()
