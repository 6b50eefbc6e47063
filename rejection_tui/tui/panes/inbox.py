"""The inbox pane: every rejection in two lines, with the marks of its four steps and its status."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from rejection_tui.domain.actions import ActionKey
from rejection_tui.domain.agenda import AgendaItem
from rejection_tui.domain.agenda.place import place_words
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import due_word
from rejection_tui.domain.marks import STEP_MARKS, STEP_MEANINGS
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.progress import next_to_do, open_questions, status_line, step_states
from rejection_tui.domain.records import Records
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.domain.reply_advice import Advice
from rejection_tui.domain.silence import SilenceState, is_unanswered, state_of
from rejection_tui.domain.steps import StepState, next_action
from rejection_tui.services import rejections
from rejection_tui.services.agenda import agenda, due_days
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.route import Route
from rejection_tui.tui.panes.pane import Pane, done_words
from rejection_tui.tui.panes.preview_letter import letter_page, nothing_page
from rejection_tui.tui.panes.preview_parts import PreviewPage
from rejection_tui.tui.widgets.display import cell
from rejection_tui.tui.widgets.record_list import RecordRow, joined, spread

#: Letters read at once for the filter, between two keys.
_FOLDED_AT_ONCE = 25
KEPT_OPEN = (Outcome.ON_HOLD, Outcome.RE_ENGAGED, Outcome.INTERVIEW, Outcome.OFFER)
#: From this width on companies and roles stand in columns, and the stage stands beside the age.
WIDE: Final = 74
#: Actions whose next move is the company's.
_THEIR_MOVE: Final = frozenset({ActionKey.FEEDBACK_ANSWER.value, ActionKey.FEEDBACK_NUDGE.value})


#: What the state of an application without an answer means; one that was let go means nothing.
_SILENCE: Final = {
    SilenceState.WAITING: Meaning.WAITING,
    SilenceState.SILENT: Meaning.YOURS,
    SilenceState.ASKED: Meaning.WAITING,
}


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
        Command("inbox.people", "P", "people", "Show who had which part in this rejection.", "people", False, "Inbox"),
        Command("inbox.company", "C", "company", "Show the card of this company.", "company", False, "Inbox"),
        Command("inbox.outcome", "o", "outcome", "Say how things are now.", "outcome", False, "Inbox"),
        Command("inbox.remind", "r", "remind", "Set a reminder on it, on a day of your own.", "remind", False, "Inbox"),
        Command(
            "inbox.interview",
            "W",
            "interview",
            "Note an interview: what they asked, and how it went.",
            "interview",
            False,
            "Inbox",
        ),
        Command(
            "inbox.mark",
            "x",
            "mark",
            "Mark several, to archive, delete or change their outcome at once.",
            "mark",
            False,
            "Inbox",
        ),
        Command("inbox.mark_all", "X", "mark all", "Mark all that are shown, or none.", "mark_all", False, "Inbox"),
        Command("inbox.archive", "A", "archive", "Put out of sight, or bring back.", "archive", False, "Inbox"),
        Command("inbox.archived", "H", "archived", "Show or hide the archived ones.", "archived", False, "Inbox"),
        Command("inbox.delete", "delete", "delete", "Delete; undo brings it back.", "delete", False, "Inbox"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    show_archived = False
    tells_next = False  # the preview says what to do next, because no checklist is shown
    agenda_items: tuple[AgendaItem, ...] = ()  # the agenda that the due days come from
    _longest_name = 0  # cells of the longest company shown
    _due_days: Mapping[str, date] = {}
    _step_days: Mapping[str, Mapping[int, date]] = {}  # by rejection and step
    _due_days_read_from: tuple[Records, date] | None = None  # the records and the day they were computed from

    def rows(self) -> Sequence[RecordRow]:
        """Return two lines for every rejection that passes the filter."""
        records = self.context.records
        self._read_due_days(records, self.context.now().date())
        found = self.filtered(
            records.inbox(self.show_archived),
            self.texts.rejection_names,
            lambda r: self.texts.rejection_rest(records, r),
        )
        self._longest_name = max((cell_len(r.company) for r in found), default=0)
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
        steps: dict[str, dict[int, date]] = {}
        self.agenda_items = agenda(self.context)
        for item in self.agenda_items:
            if (action := records.actions.get(item.action)) is not None:
                mine = steps.setdefault(item.rejection, {})
                mine[action.step] = min(item.due, mine.get(action.step, item.due))
        self._due_days, self._step_days = due_days(records, self.agenda_items, self.context.now()), steps
        self._due_days_read_from = records, today

    def _draw(self, records: Records, r: Rejection, width: int, styles: Mapping[str, Style]) -> list[Text]:
        now, wide = self.context.now(), width >= WIDE
        name = cell(r.company, styles["strong"], width=max(width * 2 // 5, 12) if wide else None)
        name.pad_right(max(min(self._longest_name, width * 2 // 5) - name.cell_len, 0) + 2 if wide else 2)
        role = cell(r.role or "role not stated", "" if r.role else styles["muted"])
        stage = "archived" if r.archived else r.kind.label if is_unanswered(r) else r.stage.label
        age = age_words(max((now.date() - local_day(r.received, now)).days, 0))
        first = spread(joined(name, role), f"{stage}  {age}" if wide else age, width, styles["muted"])
        due = self._due(r, styles)
        second = joined(self._marks(records, r, styles), Text("  "), self._status(records, r, styles))
        if not wide and second.cell_len + len(stage) + 4 + due.cell_len <= width:
            second.append(f" · {stage}", styles["muted"])
        return [first, spread(second, due, width)]

    def _marks(self, records: Records, r: Rejection, styles: Mapping[str, Style]) -> Text:
        """Return the marks of the four steps, each in the colour of its state; red where something is due."""
        marks = Text("  ", end="")
        if not records.actions_of(r.uid):
            return marks.append("    ")
        due = {number for number, day in self._step_days.get(r.uid, {}).items() if day <= self.context.now().date()}
        for number, state in step_states(records, r.uid).items():
            meaning = Meaning.DUE if number in due else STEP_MEANINGS.get(state)
            marks.append(STEP_MARKS[state], styles[meaning.colour if meaning else "muted"])
        return marks

    def _status(self, records: Records, r: Rejection, styles: Mapping[str, Style]) -> Text:
        """Return where it stands, with the mark of what that means, unless its day at the right says it already."""
        words, meaning = status_line(records, r.uid, self.context.now()), self.meaning(r)
        if meaning is None or self._day_word(r):
            return cell(words, styles["muted"] if meaning is None else "")
        return cell(f"{meaning.mark} {words}", styles[meaning.colour])

    def meaning(self, r: Rejection) -> Meaning | None:
        """Return what the state of a rejection means; None when nothing is to be done and nobody is waited for."""
        records = self.context.records
        if (due := self._due_days.get(r.uid)) is not None and not r.archived:
            soon = of_day(due, self.context.now().date())
            if soon is not Meaning.WAITING:
                return soon
        if is_unanswered(r):
            return self._silence(r)
        actions = records.actions_of(r.uid)
        step = next_action(actions)
        if step is not None and step.key in _THEIR_MOVE:
            return Meaning.WAITING  # asked first and cheaply: the head line counts these
        states = step_states(records, r.uid)
        if actions and all(state in (StepState.DONE, StepState.SKIPPED) for state in states.values()):
            return Meaning.DONE
        return Meaning.YOURS if step is not None and states.get(step.step) is StepState.DRAFTED else None

    def _silence(self, r: Rejection) -> Meaning | None:
        """Return what the state of an application without an answer means: theirs to write, or yours to ask."""
        if r.archived:
            return None
        return _SILENCE.get(state_of(self.context.records, r, self.context.now()))

    def counts(self) -> dict[Meaning, int]:
        """Return how many things are due, how many come within a week, and how many answers are waited for.

        Nothing is counted in calm mode.
        """
        if self.context.rules.calm:
            return {}
        today, records = self.context.now().date(), self.context.records
        near = [item.meaning(today) for item in self.agenda_items]
        asked = (records.rejections[uid] for uid in open_questions(records) if uid in records.rejections)
        waiting = sum(self.meaning(r) is Meaning.WAITING for r in asked if not r.archived)
        return {Meaning.DUE: near.count(Meaning.DUE), Meaning.SOON: near.count(Meaning.SOON), Meaning.WAITING: waiting}

    def _day_word(self, r: Rejection) -> str:
        """Return when the next thing is due, in a word or two; "" when nothing is within a week."""
        due, today = self._due_days.get(r.uid), self.context.now().date()
        if due is None or r.archived or of_day(due, today) is Meaning.WAITING:
            return ""
        return due_word(due, today)

    def _due(self, r: Rejection, styles: Mapping[str, Style]) -> Text:
        words = self._day_word(r)
        if not words:
            return Text("", end="")
        meaning = of_day(self._due_days[r.uid], self.context.now().date())
        return cell(f"{meaning.mark} {words}", styles[meaning.colour])

    def note(self) -> str:
        """Return how many are open, and how many applications are without an answer; empty in calm mode."""
        if self.context.rules.calm:
            return ""
        live = [
            r for r in self.context.records.rejections.values() if not r.archived and r.outcome is not Outcome.CLOSED
        ]
        waiting = sum(map(is_unanswered, live))
        counts = ((len(live) - waiting, "open"), (waiting, "without an answer"))
        return " · ".join(f"{count} {words}" for count, words in counts if count)

    def count(self) -> str:
        """Return how many are open; empty in calm mode."""
        return self.note().partition(" ")[0]

    def page(self, width: int) -> PreviewPage:
        """Return the letter, and what to do next where no checklist says it."""
        if self.key not in self.context.records.rejections:
            return nothing_page(self.context)
        return letter_page(self.context, self.key, width, self._next_step() if self.tells_next else "")

    def _next_step(self) -> str:
        """Return what to do next about the rejection under the cursor, and by when."""
        found = next_to_do(self.context.records, self.key, self.context.now(), self.context.rules)
        if found is None:
            advice = rejections.advice(self.context, self.key)
            return f"{advice.advice}. {advice.reason}" if advice.advice is Advice.LET_GO else ""
        step, place = found
        when = place_words(place, step.key, self.context.now().date())
        return f"{step.title[:1].lower()}{step.title[1:]}{f', {when}' if when else ''}"

    def empty_words(self) -> str:
        """Return how to add the first one."""
        if self.context.records.rejections:
            return "All of them are archived. Press H to see them."
        return (
            "Nothing here yet.\n\nCopy the letter they sent you and paste it here, or press a.\n"
            "Press m to read letters from your mail (.eml, mbox, Maildir).\n\nPress ? for every key."
        )

    def action_open(self) -> None:
        """Read the letter."""
        if self.key:
            rejection = rejections.get(self.context.records, self.key)
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

    def action_people(self) -> None:
        """Show the people of the rejection."""
        self._request_here(Route.PEOPLE)

    def action_company(self) -> None:
        """Show the summary of the company."""
        self._request_here(Route.COMPANY)

    def action_outcome(self) -> None:
        """Say how things are with the chosen rejections."""
        from rejection_tui.tui.dialogs.outcome import OutcomeDialog

        chosen = self.chosen
        if len(chosen) < 2:
            self._request_here(Route.OUTCOME)
            return

        def recorded(outcome: str | None) -> None:
            if outcome:
                self.records.clear_marks()

        self.app.push_screen(OutcomeDialog(self.context, chosen), recorded)

    def action_remind(self) -> None:
        """Set a reminder on the rejection."""
        self._request_here(Route.REMIND)

    def action_interview(self) -> None:
        """Note an interview."""
        self._request_here(Route.INTERVIEW)

    def _request_here(self, route: Route) -> None:
        if self.key:
            self.request(route, self.key)

    def action_archive(self) -> None:
        """Archive the chosen rejections, or unarchive them."""
        chosen = self.chosen
        if chosen:
            away = not all(rejections.get(self.context.records, uid).archived for uid in chosen)
            words = done_words("Archived", len(chosen)) if away else "Brought back."
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
            self.perform(lambda: rejections.delete(self.context, chosen), done_words("Deleted", len(chosen)))
            self.records.clear_marks()


def age_words(days: int) -> str:
    """Return how old a letter is, eight cells wide so that the numbers stand below each other."""
    return "today   " if days == 0 else f"{days:>3} {'day ' if days == 1 else 'days'}"
