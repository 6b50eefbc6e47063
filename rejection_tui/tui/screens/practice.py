"""Practice: the questions by type, which are due or smooth, and the answer that caused a question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList, Static

from rejection_tui.domain.asked import Asked, asked
from rejection_tui.domain.day_words import day
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.meanings import Meaning, of_day
from rejection_tui.domain.practice import due_day, smooth_days
from rejection_tui.domain.refine import Question, Rating
from rejection_tui.services import partner_sheets, practice
from rejection_tui.services.context import AppContext
from rejection_tui.services.named_files import write_private
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.overwrite import SaveAs
from rejection_tui.tui.dialogs.pick import Line, PickDialog
from rejection_tui.tui.dialogs.question import QuestionDialog
from rejection_tui.tui.dialogs.sheet import SheetDialog
from rejection_tui.tui.screens.rehearsal import RehearsalScreen
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, perform, read_or_notify
from rejection_tui.tui.widgets.passages import RATING_MARKS, Passage
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.rows import Heading, Rows, columns

_ALL = "all types"


@dataclass(frozen=True, slots=True)
class Item:
    """A row: a question in the records, or a packaged one that is not there yet (then `question` is None)."""

    name: str  # the uid, or the id in the bank
    text: str
    type: str
    question: Question | None = None


def _themes(answer: Feedback, gap: str) -> tuple[str, ...]:
    """Return what to train because of an answer: the themes of the gap asked for, else of those about the interview."""
    trained = tuple(theme for one in answer.gaps if one.gap is Gap.TECHNIQUE for theme in one.themes)
    return (answer.named_by(gap).themes if gap else trained) or answer.every_theme


class PracticeScreen(Page[None]):
    """The list of questions; `question` is the uid to select, `feedback` of the answer to propose questions for."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("practice.rehearse", "enter", "rehearse", "Rehearse this question aloud.", "rehearse", True),
        Command("practice.due", "R", "due", "Rehearse all that is due, one after the other.", "rehearse_due", True),
        Command("practice.queue", "space", "queue", "Put into the practice queue, or take out of it.", "queue", True),
        Command("practice.add", "a", "add", "Add a question of your own, or one you were asked.", "add", True),
        Command("practice.edit", "e", "edit", "Change its words or type, or where it was asked.", "edit"),
        Command("practice.type", "right", "type", "Show the next type of questions.", "turn(1)", True),
        Command("practice.type_back", "left", "type ←", "Show the type before.", "turn(-1)"),
        Command("practice.why", "v", "why", "Show the words that put it here, or the notes again.", "why", True),
        Command("practice.export", "ctrl+e", "sheet", "Write a sheet with questions for a friend.", "sheet", True),
        Command("practice.read", "ctrl+o", "read a sheet", "Read a sheet that a friend filled in.", "read_sheet", True),
        Command(
            "practice.delete", "delete", "delete", "Delete a question with its history; u brings it back.", "delete"
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH: ClassVar = ["split.tcss", "practice.tcss"]

    def __init__(self, context: AppContext, question: str = "", feedback: str = "", gap: str = "") -> None:
        super().__init__()
        self.context = context
        self._first = question
        self._feedback = feedback
        self._gap = gap
        self._type = 0
        self._why = False
        self._asked: Mapping[str, tuple[Asked, ...]] = {}

    def compose(self) -> ComposeResult:
        """Lay out types, list, and the card of the question under the cursor."""
        yield TitleLine("Practice", id="title")
        yield Static("", id="practice-type", markup=False)
        with Container(classes="split"):
            yield Rows[Item](self._line, id="practice-list")
            yield Reader(id="practice-card")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the questions, the one asked for under the cursor."""
        self.reload()
        self._rows.focus()
        if self._first:
            self._rows.go_to(self._first)

    @property
    def _rows(self) -> Rows[Item]:
        return self.query_one("#practice-list", Rows)

    @property
    def _types(self) -> tuple[str, ...]:
        return (_ALL, *practice.types(self.context.records))

    def reload(self) -> None:
        """Show the current questions."""
        questions = [q for q in self.context.records.questions.values() if self._shows(practice.type_of(q))]
        self._asked = asked(self.context.records)
        due = {q.uid for q in practice.due(self.context)}
        self._rows.fill(self._groups(questions, due))
        queued = sum(q.queued and q.done is None for q in questions)
        smooth = sum(q.done is not None for q in questions)
        count = len(due & {q.uid for q in questions})
        cause = f", for the answer from {self._company}" if self._company else ""
        self.query_one(TitleLine).show("Practice", f"{count} due, {queued} queued, {smooth} smooth{cause}")
        self.query_one("#practice-type", Static).update(self._type_line())
        self._explain()

    def _type_line(self) -> Content:
        """Return the types with the present one marked, beginning there where not all have room."""
        types = self._types
        here = self._type % len(types)
        first = here if sum(len(name) + 3 for name in types) > self.app.size.width else 0
        names = [
            Content.assemble("‹ ", shown(name, "bold $primary"), " ›") if n == here else shown(name, "dim")
            for n, name in enumerate(types)
        ]
        return Content("   ").join(names[first:])

    @property
    def _rejection(self) -> str:
        answer = self.context.records.feedback.get(self._feedback)
        return answer.rejection if answer else ""

    @property
    def _role(self) -> str:
        one = self.context.records.rejections.get(self._rejection)
        return one.role if one else ""

    @property
    def _company(self) -> str:
        one = self.context.records.rejections.get(self._rejection)
        return one.company if one else ""

    def _shows(self, type_: str) -> bool:
        chosen_type = self._types[self._type % len(self._types)]
        return chosen_type in (_ALL, type_)

    def _groups(self, questions: list[Question], due: set[str]) -> Iterator[Heading | tuple[str, Item]]:
        now = self.context.now()
        ordered = sorted(questions, key=lambda q: (q.due or q.created, q.created, q.uid))
        answer = self.context.records.feedback.get(self._feedback)
        known = {q.uid for q in self.context.records.questions.values()}
        bank = [q for q in practice.bank() if practice.bank_uid(q.id) not in known and self._shows(q.type)]
        proposed = practice.proposals(_themes(answer, self._gap) if answer else (), self._role)
        fitting = [q for q in proposed if q in bank]
        if fitting:
            yield Heading(f"Train what {self._company or 'they'} named", ruled=True)
            yield from ((q.id, Item(q.id, q.text, q.type)) for q in fitting)
        groups = (
            ("Due now", [q for q in ordered if q.uid in due]),
            ("In practice", [q for q in ordered if q.queued and q.done is None and due_day(q, now) > now.date()]),
            ("Smooth", [q for q in ordered if q.done is not None]),
            ("Not queued", [q for q in ordered if not q.queued and q.done is None]),
        )
        for title, members in groups:
            if members:
                yield Heading(title, ruled=True)
                yield from ((q.uid, Item(q.uid, q.text, practice.type_of(q), q)) for q in members)
        rest = [q for q in bank if q not in fitting]
        for sort in dict.fromkeys((q.type, q.trade) for q in rest):
            yield Heading(f"More to practise: {', '.join(word for word in sort if word)}", ruled=True)
            yield from ((q.id, Item(q.id, q.text, q.type)) for q in rest if (q.type, q.trade) == sort)

    def _line(self, item: Item, width: int) -> Text:
        if item.question is None:  # the heading names the type
            return columns((("", 2, ""), (item.text, width - 2, "")))
        meaning = self._meaning(item.question)
        places = self._asked.get(item.question.uid, ())
        state = self._state(item.question)
        where = places[0].short if places else ""
        room = min(cell_len(where) + 1, width // 4) if where else 0
        return columns(
            (
                (meaning.mark if meaning else "", 2, f"bold ${meaning.colour}" if meaning else ""),
                (item.text, max(width - 2 - room - (len(state) or 1), 20), ""),
                *(((where, room, "italic"),) if where else ()),
                (state, -len(state) or -1, "dim"),
            )
        )

    def _meaning(self, one: Question) -> Meaning | None:
        if one.done is not None:
            return Meaning.DONE
        now = self.context.now()
        return of_day(due_day(one, now), now.date()) if one.queued else None

    def _state(self, one: Question) -> str:
        now, rules = self.context.now(), self.context.rules
        if one.done is not None:
            return f"smooth {day(one.done, now)[4:]}"
        if not one.queued:
            return ""
        days = smooth_days(one, self.context.records.rehearsals_of(one.uid), now, rules)
        when = due_day(one, now)
        strip = RATING_MARKS[Rating.SMOOTH] * days + RATING_MARKS[Rating.STUCK] * max(rules.smooth_days - days, 0)
        return f"{strip} " + ("due" if when <= now.date() else day(when, now)[4:])

    def _explain(self) -> None:
        item = self._rows.current
        reader = self.query_one(Reader)
        if item is None:
            reader.show("", Content(""))
        else:
            head = [shown(item.text, "bold"), *self._standing(item.question)]
            reader.show("The question", Content("\n").join(head), self._card(item))

    def _standing(self, one: Question | None) -> Iterator[Content]:
        """Yield how far it is from smooth, and when it comes again."""
        if one is None or one.done is not None or not one.queued:
            return
        context, now = self.context, self.context.now()
        days = smooth_days(one, context.records.rehearsals_of(one.uid), now, context.rules)
        meaning = of_day(due_day(one, now), now.date())
        when = "due" if meaning is Meaning.DUE else f"again on {day(due_day(one, now), now)}"
        yield Content.assemble(
            (f"{meaning.mark} {when}", f"${meaning.colour}"),
            (f" · smooth on {days} of {context.rules.smooth_days} days", "dim"),
        )

    def _card(self, item: Item) -> Iterator[Passage]:
        """Yield how it went so far, the notes, what a good answer shows, and why it is here."""
        records, now, one = self.context.records, self.context.now(), item.question
        feedback, rejection = (one.feedback, one.rejection) if one else (self._feedback, self._rejection)
        why = tuple(passages.cause(records, feedback, rejection, now))
        if self._why:
            yield from why or (Passage("Why it is here", "Nothing is linked to it: you put it here yourself."),)
            return
        if one is None:
            words = "space puts it into your practice, enter rehearses it at once."
            yield Passage(f"{item.type.capitalize()} question, not in your practice yet", words)
        else:
            past = practice.history(records, one.uid)
            yield from passages.rehearsals(past, now)
            yield from passages.asked_in(self._asked.get(one.uid, ()), now)
            yield from passages.answer_notes(one)
            if good := practice.good_answer(records, one.uid):
                yield Passage("What a good answer shows", good, Meaning.DONE)
            elif not past:
                yield Passage("Answer it aloud first", "What a good answer shows comes after that.")
        yield from why

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._explain()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_rehearse()

    def action_turn(self, step: int) -> None:
        """Show the next or the previous type."""
        self._type = (self._type + step) % len(self._types)
        self.reload()

    def action_why(self) -> None:
        """Show the answer that caused the question, or the notes again."""
        self._why = not self._why
        self._explain()

    def _in_file(self, item: Item) -> str | None:
        one = item.question
        if one is not None and (one.feedback or not self._feedback):
            return one.uid
        queued = read_or_notify(self, lambda: self._queue(item.name))
        return queued[0].uid if queued else None

    def _queue(self, name: str) -> tuple[Question, ...]:
        return practice.queue(self.context, [name], self._rejection, self._feedback, self._gap)

    def action_rehearse(self) -> None:
        """Rehearse the question under the cursor."""
        item = self._rows.current
        uid = self._in_file(item) if item is not None else None
        if uid is not None:
            self.app.push_screen(RehearsalScreen(self.context, [uid]), lambda _: self.reload())

    def action_rehearse_due(self) -> None:
        """Rehearse all that is due."""
        uids = [q.uid for q in practice.due(self.context)]
        if not uids:
            self.notify("Nothing is due. Space queues a question; enter rehearses any.", markup=False)
            return
        self.app.push_screen(RehearsalScreen(self.context, uids), lambda _: self.reload())

    def action_queue(self) -> None:
        """Queue, or take out of the queue."""
        item = self._rows.current
        if item is None:
            return
        one = item.question
        queued = one is not None and one.queued
        if perform(self, lambda: practice.unqueue(self.context, [item.name]) if queued else self._queue(item.name)):
            self.reload()

    def action_add(self) -> None:
        """Ask for a question."""

        def added(uid: str | None) -> None:
            self.reload()
            if uid:
                self._rows.go_to(uid)

        self.app.push_screen(QuestionDialog(self.context, self._rejection, self._feedback), added)

    def action_edit(self) -> None:
        """Change a question that is in the file."""
        item = self._rows.current
        if item is None or item.question is None:
            self.notify("A packaged question keeps its words; a adds one of your own.", markup=False)
            return
        one = item.question
        self.app.push_screen(QuestionDialog(self.context, one.rejection, one.feedback, one), lambda _: self.reload())

    def action_delete(self) -> None:
        """Delete a question that is in the file."""
        item = self._rows.current
        if item is None or item.question is None:
            return
        if perform(self, lambda: practice.delete_questions(self.context, [item.name]), "Deleted. u brings it back."):
            self.reload()

    def action_sheet(self) -> None:
        """Ask which questions go on the sheet, where there is a choice, and where to write it."""
        item = self._rows.current
        due = [q.uid for q in practice.due(self.context)]
        if item is None:
            return
        if not set(due) - {item.name}:
            self._write_sheet([item.name])
            return
        sets = {"one": [item.name], "due": due}
        every = f"All {len(due)} that are due" if len(due) > 1 else "The one that is due"
        texts = "\n".join(f"– {practice.get(self.context.records, uid).text}" for uid in due)
        lines = [Line("one", "This question", item.text), Line("due", every, texts)]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._write_sheet(sets[key])

        self.app.push_screen(
            PickDialog("Which questions go on the sheet?", lines, how="enter choose · esc back"), chosen
        )

    def _write_sheet(self, names: list[str]) -> None:
        sheet = read_or_notify(self, lambda: partner_sheets.write(self.context, names))
        if sheet is None:
            return

        def write(place: tuple[Path, bool] | None) -> None:
            if place is not None:
                path, over = place
                words = f"Written: {path}. When it comes back, ctrl+o reads it."
                perform(self, lambda: write_private(self.context, path, sheet.encode("utf-8"), over), words)

        self.app.push_screen(SaveAs("Sheet for a practice partner", Path("practice.md")), write)

    def action_read_sheet(self) -> None:
        """Read a sheet that came back."""
        self.app.push_screen(SheetDialog(self.context), lambda _: self.reload())
