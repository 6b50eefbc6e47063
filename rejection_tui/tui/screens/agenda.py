"""The agenda: everything due, grouped by day, overdue items first, with keys to do, snooze or drop it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from rejection_tui.domain.agenda import HORIZON_DAYS, AgendaItem, AgendaKind
from rejection_tui.domain.contact_words import by_word
from rejection_tui.domain.day_words import day, day_word
from rejection_tui.domain.meanings import Meaning
from rejection_tui.services import agenda, checklist, reminders
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.later import Later, LaterDialog
from rejection_tui.tui.dialogs.line import LineDialog
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.dialogs.reminder import ReminderDialog, ReminderSubject, subject_of_item
from rejection_tui.tui.dialogs.yes_no import YesNoDialog
from rejection_tui.tui.screens.opening import OpeningPage
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, TitleLine, perform
from rejection_tui.tui.widgets.passages import Passage
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_EMPTY = (
    f"Nothing is due in the next {HORIZON_DAYS} days.\n\n"
    "Due dates come with every rejection you add (a on the dashboard), every request for feedback and every contact;\n"
    "r sets a reminder on a day of your own."
)


#: What enter does for each kind of line, as the end of "enter …".
OPENS: Final = {
    AgendaKind.REPLY: "opens the draft of your reply",
    AgendaKind.ANSWER: "opens the draft of your answer to them",
    AgendaKind.REQUEST: "opens their letter, with what it asks",
    AgendaKind.CALL: "opens the draft that accepts the call",
    AgendaKind.FEEDBACK: "opens the draft that asks for feedback",
    AgendaKind.FIND: "opens what helps to find one",
    AgendaKind.THANKS: "opens the draft of your thanks",
    AgendaKind.NOTE: "opens a form for what they answered",
    AgendaKind.GAP: "opens their answer, to name what it points at",
    AgendaKind.NUDGE: "opens a short, friendly reminder",
    AgendaKind.SILENCE: "notes that no answer came",
    AgendaKind.ASK: "opens one polite question to them",
    AgendaKind.UNANSWERED: "lists them, to ask or to let go",
    AgendaKind.LET_GO: "lets it go; u takes it back",
    AgendaKind.LINKEDIN: "opens the draft of a LinkedIn note",
    AgendaKind.CONTACT: "opens the draft of a message with your news",
    AgendaKind.LEARNING: "opens what you set out to learn",
    AgendaKind.BULLETS: "opens the CV bullets",
    AgendaKind.PRACTICE: "opens the questions to practise",
    AgendaKind.NOT_YOU: "opens the answer",
    AgendaKind.SAVE: "opens a form for this person",
    AgendaKind.REAPPLY: "opens the draft of a new application",
    AgendaKind.REVISIT: "opens all you know of the company",
    AgendaKind.REMINDER: "changes its day or its words",
    AgendaKind.OTHER: "opens everything so far",
    AgendaKind.STILL_WORTH: "opens everything so far",
}


class AgendaScreen(OpeningPage[AgendaItem]):
    """Opens the item under the cursor over itself; where nothing opens it, it is dismissed with the item."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("agenda.open", "enter", "open", "Open what this needs: a draft, an answer, a contact.", "open", True),
        Command("agenda.done", "space", "done", "Say that it is done; u takes it back.", "done", True),
        Command("agenda.snooze", "s", "snooze", "Snooze it until a day, or say why not at all.", "snooze", True),
        Command(
            "agenda.dismiss", "N", "pass over", "Take it off the agenda, with a reason, or let go of it.", "drop", True
        ),
        Command("agenda.let_go", "Y", "let go of all", "Let go of all that may still be worth doing.", "let_go", True),
        Command("agenda.rule", "v", "today's rule", "Explain which three things are shown as today.", "rule", True),
        Command("agenda.remind", "r", "remind", "Set a reminder on this; on a reminder, change it.", "remind", True),
        Command("agenda.delete", "delete", "delete", "Delete a reminder of yours; undo brings it back.", "delete"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "agenda.tcss"]

    def __init__(self, context: AppContext, opens: Callable[[AgendaItem], None] | None = None) -> None:
        super().__init__(context, opens)
        self._today: set[tuple[str, str, str]] = set()
        self._left: tuple[AgendaItem, ...] = ()  # what may still be worth doing, at most `_MOST_LINES` of it

    def compose(self) -> ComposeResult:
        """Lay out the list, what its cursor is on, and the rule."""
        yield TitleLine("Agenda", id="title")
        yield Static(_EMPTY, classes="empty", markup=False)
        with Container(classes="split"):
            yield Rows[AgendaItem](self._line, id="agenda-list")
            yield Reader(id="agenda-why")
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
        items, self._left = agenda.agenda(self.context), agenda.still_worth(self.context, _MOST_LINES)
        self._today = {_name(i) for i in agenda.today(self.context, items)}
        self._rows.fill((*self._grouped(items), *self._still_worth()))
        self.set_class(not items and not self._left, "-empty")
        self.refresh_bindings()
        self.query_one(TitleLine).show("Agenda", self._counts(items))
        self._explain()

    def _counts(self, items: tuple[AgendaItem, ...]) -> str:
        if not items:
            return ""
        today = self.context.now().date()
        counts = [(sum(i.meaning(today) is meaning for i in items), meaning.word) for meaning in _OF_DAYS]
        return ", ".join(f"{count} {word}" for count, word in counts if count)

    def _grouped(self, items: tuple[AgendaItem, ...]) -> Iterator[Heading | tuple[str, AgendaItem]]:
        today = self.context.now().date()
        for title, group in groupby(items, key=lambda i: self._heading(i, today)):
            yield Heading(title, ruled=True)
            for item in group:
                yield "|".join((*_name(item), item.due.isoformat(), item.contact)), item

    def _still_worth(self) -> Iterator[Heading | tuple[str, AgendaItem]]:
        """Yield what may still be worth doing, under its heading."""
        if self._left:
            yield Heading("Still worth doing?", ruled=True)
        for item in self._left:
            yield "|".join(_name(item)), item
        older = agenda.count_still_worth(self.context) - _MOST_LINES if len(self._left) == _MOST_LINES else 0
        if older > 0:
            yield Heading(f"and {older} older ones; W lets go of all")

    def _heading(self, item: AgendaItem, today: date) -> str:
        if item.overdue_days:
            return "Still open from before"
        if item.due <= today:
            return f"Today, {day(today, self.context.now())}"
        if item.due == today + timedelta(days=1):
            return f"Tomorrow, {day(item.due, self.context.now())}"
        return day(item.due, self.context.now())

    def _line(self, item: AgendaItem, width: int) -> Text:
        today = self.context.now().date()
        if item.kind is AgendaKind.STILL_WORTH:
            return columns(((" ", 4, ""), (item.title, max(width - 4, 16), "dim")))
        meaning = item.meaning(today)
        one_of_three = _name(item) in self._today
        late = _late_words(item, today)
        return columns(
            (
                ("●" if one_of_three else " ", 2, "bold"),
                (meaning.mark, 2, f"bold ${meaning.colour}"),
                (item.title, max(width - 4 - len(late), 16), "bold" if one_of_three else ""),
                *([(late, -len(late), f"${meaning.colour}")] if late else ()),
            )
        )

    def _explain(self) -> None:
        item = self._rows.current
        reader = self.query_one(Reader)
        if item is None:
            reader.show("", Content(""))
            return
        reader.show("What it is about", self._head(item), self._behind(item))

    def _head(self, item: AgendaItem) -> Content:
        now = self.context.now()
        lines = [shown(item.title, "bold")]
        if item.kind is not AgendaKind.STILL_WORTH:
            meaning = item.meaning(now.date())
            words = f"{_when_words(item.due, now.date())}, {day(item.due, now)}"
            if item.by is not None and item.due <= now.date():
                words = by_word(item.by, now.date())
            lines.append(shown(f"{meaning.mark} {words}", f"${meaning.colour}"))
        if item.why:
            lines.append(shown(item.why))
        lines.append(Content.assemble(("enter ", "bold $primary"), (OPENS[item.kind], "dim")))
        return Content("\n").join(lines)

    def _behind(self, item: AgendaItem) -> Iterator[Passage]:
        """Yield what the item is about: its person, answer, letter, or the work of step 3 with its cause."""
        records, now = self.context.records, self.context.now()
        rejection = records.rejections.get(item.rejection)
        answers = records.feedback_of(item.rejection) if item.rejection else ()
        match item.kind:
            case AgendaKind.CONTACT | AgendaKind.LINKEDIN | AgendaKind.SAVE if item.contact:
                yield from passages.person(records, records.contacts.get(item.contact), now)
            case AgendaKind.BULLETS:
                yield from passages.waiting_bullets(records, item.rejection)
            case AgendaKind.PRACTICE if item.ref in records.questions:
                yield from passages.question(records.questions[item.ref])
            case AgendaKind.LEARNING if item.ref in records.learnings:
                found = records.learnings[item.ref]
                yield from passages.learning(found, now)
                answers = tuple(a for a in (records.feedback.get(found.feedback),) if a is not None)
            case AgendaKind.GAP if item.ref in records.feedback:
                answers = (records.feedback[item.ref],)
            case _:
                pass
        for found_answer in reversed(answers):
            yield from passages.answer(records, found_answer, now)
        yield from passages.letter(records, rejection, now)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._explain()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what needs an item while there is none."""
        if action == "delete":
            item = self._rows.current
            return True if item is not None and item.kind is AgendaKind.REMINDER else None
        if action == "let_go":
            return True if self._left else None
        return None if action in ("open", "done", "snooze", "drop") and self.has_class("-empty") else True

    def action_open(self) -> None:
        """Open what the item under the cursor needs."""
        if (item := self._rows.current) is not None:
            self.open(item)

    def action_done(self) -> None:
        """Tick the item; where a person is to be saved open the form for one."""
        item = self._rows.current
        if item is None:
            return
        if item.kind in (AgendaKind.SAVE, AgendaKind.FIND):
            self.open(item)
        elif item.kind is AgendaKind.STILL_WORTH:
            self._choose_done(item)
        elif item.action:
            self._tick(item.action, item)
        elif item.kind is not AgendaKind.REMINDER:
            self.notify("This one is done by doing it: enter opens it.", markup=False)
        elif perform(self, lambda: agenda.finish(self.context, item), f"Done: {item.title}. u takes it back."):
            self.reload()

    def _choose_done(self, item: AgendaItem) -> None:
        """Tick what is left of a rejection; of several actions ask which one."""
        left = agenda.left_over(self.context, item.rejection)
        if not left:
            self.notify("This one is done by doing it: enter opens it.", markup=False)
        elif len(left) == 1:
            self._tick(left[0].uid, item)
        else:
            lines = [Line(action.uid, action.title, item.title) for action in left]
            dialog = PickDialog("Which of these is done?", lines, how="enter done · esc back")
            self.app.push_screen(dialog, lambda uid: self._tick(uid, item) if uid else None)

    def _tick(self, action: str, item: AgendaItem) -> None:
        said = f"Done: {self.context.records.actions[action].title}" if item.action != action else f"Done: {item.title}"
        if checklist.needs_person(self.context.records, [action]) is not None:
            self.open(replace(item, kind=AgendaKind.SAVE))
        elif perform(self, lambda: checklist.tick(self.context, action), f"{said}. u takes it back."):
            self.reload()

    def action_snooze(self) -> None:
        """Snooze the item until a day that is asked for, or drop it for a reason given there."""
        item = self._rows.current
        if item is None:
            return

        def take(later: Later | None) -> None:
            if later is not None and perform(self, lambda: self._put_off(item, later)):
                self.reload()

        self.app.push_screen(LaterDialog(self.context, item.title, can_skip=item.kind is not AgendaKind.CONTACT), take)

    def _put_off(self, item: AgendaItem, later: Later) -> None:
        if later.until is not None:
            agenda.snooze(self.context, item, later.until)
        else:
            agenda.dismiss(self.context, item, later.reason)

    def action_drop(self) -> None:
        """Drop the item for a reason that is asked for; of what may still be worth doing let go without one."""
        item = self._rows.current
        if item is None:
            return
        if item.kind is AgendaKind.STILL_WORTH:
            self._let_go([item])
            return

        def because(reason: str | None) -> None:
            if reason and perform(
                self, lambda: agenda.dismiss(self.context, item, reason), "Off the agenda. u brings it back."
            ):
                self.reload()

        question = f"{item.title}. Leaving it out is fine; a few words on why help later."
        self.app.push_screen(LineDialog("Take off the agenda", question, placeholder="nobody to write to"), because)

    def action_remind(self) -> None:
        """Set a reminder on the item; an item that is a reminder is changed."""
        item = self._rows.current
        if item is None:
            place, mine = ReminderSubject(), None
        else:
            place, mine = subject_of_item(item), self.context.records.reminders.get(item.ref)
        self.app.push_screen(ReminderDialog(self.context, place, mine), lambda _: self.reload())

    def action_delete(self) -> None:
        """Delete the reminder under the cursor."""
        item = self._rows.current
        if item is not None and item.kind is AgendaKind.REMINDER:
            words = f"Deleted: {item.title}. u brings it back."
            if perform(self, lambda: reminders.delete(self.context, [item.ref]), words):
                self.reload()

    def action_let_go(self) -> None:
        """Let go of all that may still be worth doing, after a question."""
        left = agenda.still_worth(self.context)
        if not left:
            return
        title = "Let go of all"
        text = "What is due stays due, and nothing is deleted: what is left of these is skipped. u takes it back."
        question = f"Let go of what is left of {len(left)} rejection{'' if len(left) == 1 else 's'}?"
        dialog = YesNoDialog(title, f"{text}\n\n{_some(left)}", question)
        self.app.push_screen(dialog, lambda yes: self._let_go(left) if yes else None)

    def _let_go(self, items: Sequence[AgendaItem]) -> None:
        uids = [item.rejection for item in items]
        if perform(self, lambda: agenda.let_go(self.context, uids), "Let go. u takes it back."):
            self.reload()

    def action_rule(self) -> None:
        """Show or hide the rule of the three things."""
        self.toggle_class("-rule")

    def action_back(self) -> None:
        """Close without opening anything."""
        self.dismiss(None)


#: The meanings a day can have, in the order of the list.
_OF_DAYS: Final = (Meaning.DUE, Meaning.SOON, Meaning.WAITING)


def _late_words(item: AgendaItem, today: date) -> str:
    """Return since when an item is late, or until when a contact may be written to; "" where the heading says it."""
    if item.by is not None and item.due <= today:
        return by_word(item.by, today)
    return _past_day(item.due, today) if item.overdue_days else ""


#: At most so many rejections are listed of those with something left, the newest; all of a mailbox of years may be.
_MOST_LINES: Final = 500
#: At most so many lines are read out before the question whether to let go of all.
_MOST_NAMED: Final = 12


def _some(left: Sequence[AgendaItem]) -> str:
    more = [f"and {len(left) - _MOST_NAMED} more"] if len(left) > _MOST_NAMED else []
    return "\n".join([*(item.title for item in left[:_MOST_NAMED]), *more])


def _past_day(due: date, today: date) -> str:
    return "yesterday" if due == today - timedelta(days=1) else day_word(due, today)


def _when_words(due: date, today: date) -> str:
    """Return when something is due, seen from today: "due since 27 days", "due today", "in 5 days"."""
    days = (due - today).days
    if days < -1:
        return f"due {-days} days ago"
    near = {-1: "due yesterday", 0: "due today", 1: "due tomorrow"}
    return near.get(days) or f"due in {days} days"


def _name(item: AgendaItem) -> tuple[str, str, str]:
    return item.kind, item.action or item.ref or item.contact or item.rejection, item.key
