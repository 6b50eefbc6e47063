"""Rehearses questions one by one: a clock, notes in the form of the answer, a rating, and what a good one shows."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Digits, Input, ProgressBar, Static

from rejection_tui.domain.asked import asked
from rejection_tui.domain.day_words import day
from rejection_tui.domain.forms import FORMS, OTHER
from rejection_tui.domain.meanings import Meaning
from rejection_tui.domain.practice import LEAST_SECONDS
from rejection_tui.domain.refine import Question, Rating, Rehearsal
from rejection_tui.services import practice
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.screens.opening import PAGE_HEIGHTS
from rejection_tui.tui.widgets import passages
from rejection_tui.tui.widgets.display import shown_block
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.key_line import KeyLine
from rejection_tui.tui.widgets.page import BACK, Page, TitleLine, keep_unsaved, perform, unsaved_text
from rejection_tui.tui.widgets.passages import Passage
from rejection_tui.tui.widgets.reader import Reader
from rejection_tui.tui.widgets.why import cause_of

#: Rows for notes: no form has more parts.
_ROWS: Final = max(len(form) for form in (*FORMS.values(), OTHER))
_CLOCK_SECONDS: Final = 0.5  # between two updates of the clock


class RehearsalScreen(Page[int]):
    """Dismissed with the number of questions rated."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("rehearsal.clock", "R", "clock", "Start the clock, or pause it.", "clock", True),
        Command("rehearsal.smooth", "1", "smooth", "It went smoothly; on to the next.", "rate('smooth')", True),
        Command(
            "rehearsal.halting", "2", "halting", "It went haltingly; it comes again sooner.", "rate('halting')", True
        ),
        Command("rehearsal.stuck", "3", "stuck", "You got stuck; it comes again soon.", "rate('stuck')", True),
        Command("rehearsal.notes", "e", "notes", "Write notes for the answer; ctrl+s ends writing.", "notes", True),
        Command("rehearsal.on", "enter", "go on", "Go on with the next question.", "go_on", True),
        Command("rehearsal.next", "s", "skip", "Go on without a rating.", "skip", True),
        Command("rehearsal.again", "0", "clock to 0", "Set the clock back.", "again"),
        Command("rehearsal.keep", "ctrl+s", "keep notes", "End writing and keep the notes.", "keep", True),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "rehearsal.tcss"
    VERTICAL_BREAKPOINTS = PAGE_HEIGHTS
    AUTO_FOCUS = ""

    def __init__(self, context: AppContext, questions: Sequence[str]) -> None:
        super().__init__()
        self.context = context
        self._remaining = list(questions)
        self._total = len(self._remaining)
        self._rated = 0
        self._seconds_before = 0.0  # seconds counted before the last pause
        self._since: datetime | None = None
        self._answered: Rehearsal | None = None  # what was rated, while what a good answer shows can be read
        self._typed: list[str] = []  # the notes as they were shown first

    def compose(self) -> ComposeResult:
        """Lay out question, clock and notes."""
        yield TitleLine("Rehearsal", id="title")
        with Container(id="rehearsal-sides"):
            with VerticalScroll(id="rehearsal-body", can_focus=False):
                yield Static("", id="rehearsal-question", markup=False)
                yield Static("", id="rehearsal-why", markup=False)
                yield Digits("")
                yield Static("", id="rehearsal-clock", markup=False)
                yield ProgressBar(self.context.rules.rehearsal_seconds, show_percentage=False, show_eta=False)
                yield Static("", id="rehearsal-good", markup=False)
                with Vertical(id="rehearsal-notes"):
                    for row in range(_ROWS):
                        yield Field("", LineInput(id=f"part-{row}"), id=f"row-{row}", wide=True)
                    line = LineInput(placeholder="what to change next time", id="notes")
                    yield Field("This time", line, id="row-notes", wide=True)
            yield Reader(id="rehearsal-card")
        yield Static("", id="rehearsal-past", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first question and start updating the clock."""
        self.set_interval(_CLOCK_SECONDS, self._update_clock)
        self._show()

    def reload(self) -> None:
        """Go on with the next question when this one is gone: undone, or deleted by another program."""
        known = self.context.records.questions
        if self._remaining[0] in known:
            if self._answered and self._answered.uid not in self.context.records.rehearsals:  # the rating was undone
                self._rated -= 1
                self._show()
            return
        left = [uid for uid in self._remaining if uid in known]
        self._total -= len(self._remaining) - len(left)
        self._remaining = left
        self.notify("That question is not in your records any more.", markup=False)
        if left:
            self._show()
        else:
            self.dismiss(self._rated)

    @property
    def question(self) -> Question:
        """The question on the screen."""
        return practice.get(self.context.records, self._remaining[0])

    @property
    def seconds(self) -> int:
        """The seconds the answer has taken so far."""
        running = (self.context.now() - self._since).total_seconds() if self._since else 0.0
        return int(self._seconds_before + max(running, 0.0))

    @property
    def running(self) -> bool:
        """True while the clock runs."""
        return self._since is not None

    def _show(self) -> None:
        one = self.question
        self._answered = None
        number = self._total - len(self._remaining) + 1
        self.query_one(TitleLine).show("Rehearsal", f"{number} of {self._total}, {practice.type_of(one)}")
        self.query_one("#rehearsal-question", Static).update(shown_block(one.text))
        why = "\n".join(self._why(one))
        self.query_one("#rehearsal-why", Static).update(shown_block(why))
        self.query_one("#rehearsal-why").display = bool(why)
        self._show_card()
        form = practice.form_of(one)
        for row in range(_ROWS):
            field, line = self.query_one(f"#row-{row}", Field), self.query_one(f"#part-{row}", Input)
            field.display = row < len(form)
            if row < len(form):
                field.rename(form[row].label)
                line.placeholder = form[row].hint
                line.value = getattr(one, form[row].field)
        self._typed = self._lines()
        self.query_one("#notes", Input).value = unsaved_text(self, self._unsaved).get("notes", "")
        past = practice.history(self.context.records, one.uid)[-3:]
        past_ratings = " · ".join(f"{day(r.at, self.context.now())} {r.rating.value}" for r in reversed(past))
        self.query_one("#rehearsal-past", Static).update(
            f"Before: {past_ratings}" if past_ratings else "The first time. Speak aloud."
        )
        self.action_again()
        self.set_focus(None)

    def _why(self, one: Question) -> Iterator[str]:
        """Yield where it was asked, unless the cause says no less, and what brought it here."""
        places = asked(self.context.records).get(one.uid, ())
        if places and (places[0].round or not one.feedback):
            yield f"Asked at {places[0].words(self.context.now())}"
        if one.feedback or (one.rejection and not places):
            yield cause_of(self.context.records, one.feedback, one.rejection, self.context.now(), one.gap)

    def _show_card(self) -> None:
        """Show what brought the question here and how it went; once it is rated, what a good answer shows as well."""
        one = self.question
        good = practice.good_answer(self.context.records, one.uid) if self._answered else ""
        words = Content.assemble(("What a good answer shows\n", f"bold ${Meaning.DONE.colour}"), shown_block(good))
        self.query_one("#rehearsal-good", Static).update(words if good else "")
        self.query_one("#rehearsal-good").display = bool(good)
        self.query_one("#row-notes").display = not good
        self.query_one(Reader).show("Why, and how it went", Content(""), self._card(one, good))
        self.refresh_bindings()

    def _card(self, one: Question, good: str) -> Iterator[Passage]:
        """Yield how it went before, and the answer or letter that brought it here."""
        records, now = self.context.records, self.context.now()
        if good:
            yield Passage("What a good answer shows", good, Meaning.DONE)
        yield from passages.asked_in(asked(records).get(one.uid, ()), now)
        yield from passages.rehearsals(practice.history(records, one.uid), now)
        yield from passages.cause(records, one.feedback, one.rejection, now)

    def _update_clock(self) -> None:
        limit = self.context.rules.rehearsal_seconds
        left = limit - self.seconds
        paused = "" if self.running else "   paused"
        if self._answered is not None:
            words, style = f"{self._answered.rating.value}, {_clock(self._answered.seconds)}   enter goes on", "bold"
        elif not self.running and not self._seconds_before:
            words, style = f"{_clock(limit)}   R starts the clock, then answer aloud", "bold"
        elif left >= 0:
            words, style = f"{_clock(left)} left{paused}", f"bold ${Meaning.DONE.colour}"
        else:
            words, style = f"{_clock(-left)} over; finish the sentence{paused}", f"bold ${Meaning.SOON.colour}"
        self.query_one("#rehearsal-clock", Static).update(Content.styled(words, style))
        self.query_one(Digits).update(_clock(abs(left)))
        self.query_one(ProgressBar).update(progress=min(self.seconds, limit))

    def action_clock(self) -> None:
        """Start or pause."""
        if self._since is None:
            self._since = self.context.now()
        else:
            self._seconds_before, self._since = float(self.seconds), None
        self._update_clock()

    def action_again(self) -> None:
        """Stop and reset the clock."""
        self._seconds_before, self._since = 0.0, None
        self._update_clock()

    def action_notes(self) -> None:
        """Start writing."""
        self.query_one("#part-0", Input).focus()

    @on(Input.Submitted)
    def _next_line(self) -> None:
        self.focus_next()

    @on(LineInput.LetterPasted)
    def _pasted(self, event: LineInput.LetterPasted) -> None:
        event.take_line()

    @property
    def _unsaved(self) -> str:
        return f"rehearsal {self._remaining[0]}"

    def _lines(self) -> list[str]:
        return [self.query_one(f"#part-{row}", Input).value.strip() for row in range(_ROWS)]

    def _new_notes(self) -> dict[str, str]:
        """Return the notes that were changed, by their fields."""
        form, lines = practice.form_of(self.question), self._lines()
        return {
            part.field: line for part, line, before in zip(form, lines, self._typed, strict=False) if line != before
        }

    def _keep_notes(self) -> bool:
        """Keep what was typed: the notes with the question, and those on this time until it is rated."""
        keep_unsaved(self, self._unsaved, {"notes": self.query_one("#notes", Input).value})
        parts = self._new_notes()
        if parts and not perform(self, lambda: practice.note(self.context, self.question.uid, parts)):
            return False
        self._typed = self._lines()
        return True

    def action_rate(self, rating: str) -> None:
        """Record the rating and show what a good answer shows, else the next question."""
        if self.seconds < LEAST_SECONDS:
            self._refuse()
            return
        notes = self.query_one("#notes", Input).value
        uid, seconds, parts = self.question.uid, self.seconds, self._new_notes()
        if not perform(self, lambda: practice.rehearse(self.context, uid, Rating(rating), seconds, notes, parts)):
            return
        self._rated += 1
        self._typed = self._lines()
        keep_unsaved(self, self._unsaved, {})
        again = practice.get(self.context.records, uid)
        if again.done is not None:
            self.notify("Smooth on enough different days: done. A stumble would open it again.", markup=False)
        elif again.due is not None:
            self.notify(f"{rating.capitalize()}. Next time: {day(again.due, self.context.now())}.", markup=False)
        if not practice.good_answer(self.context.records, uid):
            self._next_question()
            return
        self.query_one("#notes", Input).value = ""
        self._answered = practice.history(self.context.records, uid)[-1]
        self._seconds_before, self._since = float(seconds), None
        self.query_one("#rehearsal-past", Static).update("Compare it with yours. e notes what is missing.")
        self._update_clock()
        self._show_card()

    def _refuse(self) -> None:
        """Say why nothing was counted; what was typed is kept."""
        if not self._keep_notes():
            return
        ran = self.running or self._seconds_before
        why = "Under fifteen seconds is no rehearsal" if ran else "The clock has not run: R starts it"
        self.notify(f"{why}. Nothing was counted, and your notes are kept.", severity="warning", markup=False)

    def action_skip(self) -> None:
        """Go on without a rating."""
        if self._keep_notes():
            self._next_question()

    def action_go_on(self) -> None:
        """Leave what a good answer shows for the next question."""
        self.action_skip()

    def _next_question(self) -> None:
        if len(self._remaining) > 1:
            self._remaining.pop(0)
            self._show()
        else:
            self.dismiss(self._rated)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to keep only while notes are written, and to go on to only after a rating."""
        if action == "keep":
            return self.focused is not None
        if action == "go_on":
            return self._answered is not None and self.focused is None
        return self._answered is None or action not in ("rate", "clock", "again", "skip")

    def action_keep(self) -> None:
        """Stop writing notes and keep them."""
        self.action_back()

    def action_back(self) -> None:
        """Stop writing notes, else close; the notes are kept."""
        if self.focused is not None:
            self.set_focus(None)
            self._keep_notes()
        elif self._keep_notes():
            self.dismiss(self._rated)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
