"""The dialog of an answer to a request for feedback: its text, which is never edited, and the user's reading of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from rejection_tui.domain.answer import NO_ANSWERS, AnswerKind
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.feedback import MOST_GAPS, REAL_GAPS, Feedback, Gap, NamedGap, with_gaps
from rejection_tui.domain.text import clean_line
from rejection_tui.services import correspondence, drafts, journal
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.answer_text import AnswerText, proposal_words
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.dialogs.gap_fields import NAMES, READ, GapFields, name_of, numbers_in, proposals
from rejection_tui.tui.dialogs.learning import LearningDialog
from rejection_tui.tui.dialogs.letter_side import LETTER, swap_letter
from rejection_tui.tui.dialogs.line import LineDialog
from rejection_tui.tui.screens.composer import Composer
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.filed_letter import FiledLetter
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.marked_text import Mark, MarkedText
from rejection_tui.tui.widgets.page import PAGE_WIDTHS, perform, read_or_notify, unsaved_text
from rejection_tui.tui.widgets.path_input import as_path


def check_file(words: str) -> None:
    """Raise `RejtuiError` when no answer can be read from the file at the path in `words`."""
    journal.read_file(as_path(words))


TYPING_PAUSE: Final = 0.2  # seconds without typing before the answer is read again
_SORTS: Final = tuple((kind.value, kind.label) for kind in AnswerKind)
_ACCEPTED: Final = (("", "not yet"), ("yes", "accepted without argument"))
_NEXT_STEP: Final = {
    Gap.SKILL: "b sets what to learn, and by when.",
    Gap.EXPERIENCE: "Step 3 now asks for the lines of your CV that tell it better.",
    Gap.TECHNIQUE: "Step 3 now asks for practice.",
    Gap.NOT_YOU: "That was not about you; step 3 asks whether to let it go.",
    Gap.NOTHING_USABLE: "Nothing in it to work on; that is common, and not your fault.",
    Gap.UNSORTED: "Name the gap when you have slept on it.",
}
_NO_GAP: Final = {"gap": Gap.UNSORTED.value, "themes": "", "quote": "", "plan": ""}
#: Proposed values that say nothing.
_SAYS_NOTHING: Final = (Gap.UNSORTED.value, AnswerKind.OTHER.value)


def _is_read(name: str) -> bool:
    """Return whether a reading of the answer fills in the field of that id."""
    return name.partition("-")[0] in (*READ, "sort")


def _next_steps(gaps: Sequence[NamedGap]) -> str:
    """Return what follows from the gaps of an answer, a sentence each."""
    kinds = dict.fromkeys(one.gap for one in gaps) or {Gap.UNSORTED: None}
    return " ".join(_NEXT_STEP[gap] for gap in kinds)


class FeedbackDialog(FormDialog[str]):
    """Dismissed with the uid of the answer, or None. The text of a filed answer is read-only, its reading is not."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("feedback.thanks", "d", "thanks", "Draft the thanks for this answer.", "thanks"),
        Command("feedback.file", "ctrl+o", "from a file", "Read the answer from a saved email or text.", "file"),
        Command("feedback.given", "ctrl+t", "from the letter", "Take what their letter itself said.", "given"),
        Command(
            "feedback.gap", "ctrl+g", "another gap", "Name one more gap of the answer, up to eight.", "another_gap"
        ),
        Command("feedback.learn", "b", "learn", "Set what to learn because of it, and by when.", "learn"),
        LETTER,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    HORIZONTAL_BREAKPOINTS = PAGE_WIDTHS
    DEFAULT_CSS = """
    FeedbackDialog #verbatim { height: auto; min-height: 4; max-height: 10; }
    FeedbackDialog #verbatim.-filed { background: transparent; border-left: outer $foreground 25% !important; }
    FeedbackDialog #verbatim.-filed:focus { border-left: outer $accent !important; }
    FeedbackDialog #notes { height: 3; }
    FeedbackDialog #feedback-gaps { height: auto; }
    FeedbackDialog #feedback-reading { height: auto; min-height: 1; }
    FeedbackDialog.-wide .dialog { max-width: 110; }
    FeedbackDialog #feedback-body { height: auto; max-height: 100%; }
    FeedbackDialog #feedback-letter { display: none; height: 18; }
    FeedbackDialog.-reading #feedback-letter { display: block; }
    FeedbackDialog.-reading .form { display: none; }
    FeedbackDialog.-wide .form { display: block; }
    FeedbackDialog.-wide.-letter > .dialog { max-width: 170; }
    FeedbackDialog.-wide.-letter #feedback-letter {
        display: block; width: 1fr; height: 24; border-left: solid $border-blurred; padding: 0 0 0 1;
    }
    """

    def __init__(
        self,
        context: AppContext,
        rejection_uid: str,
        feedback: Feedback | None = None,
        proposed: journal.Mail | None = None,
    ) -> None:
        super().__init__(context, f"feedback {feedback.uid if feedback else rejection_uid}")
        self._words = proposed  # what the text of a new answer begins with, such as the feedback in their letter
        self._rejection = rejection_uid
        self._feedback = feedback
        self._timer: Timer | None = None
        self._quoted = ""  # what the mail it came in repeats of earlier ones
        self._own: set[str] = set()  # fields the user has filled in; proposals do not overwrite them
        self._proposed: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the answer, the proposal, and the fields of the reading."""
        old, rejection = self._feedback, self.context.records.rejections.get(self._rejection)
        with Vertical(classes="dialog") as box:
            box.border_title = shown(
                f"{'Their answer' if old else 'Record the answer'} · {rejection.company if rejection else ''}"
            )
            keys = "ctrl+s save · ctrl+l letter · esc back"
            box.border_subtitle = shown(
                f"d thanks · ctrl+g gap · {keys}" if old else f"ctrl+o from a file · ctrl+g another gap · {keys}"
            )
            with Horizontal(id="feedback-body"):
                with VerticalScroll(classes="form", can_focus=False):
                    yield from self._form(old)
                yield FiledLetter(self.context, id="feedback-letter")

    def _form(self, old: Feedback | None) -> ComposeResult:
        yield Static(shown(self._head()), classes="quiet", id="feedback-head", markup=False)
        yield AnswerText(
            old.verbatim if old else "",
            read_only=old is not None,
            show_cursor=old is None,
            compact=True,
            highlight_cursor_line=False,
            classes="-filed" if old else "",
            id="verbatim",
        )
        yield Static("", id="feedback-reading", classes="quiet", markup=False)
        if old is None:
            yield Field("Received", LineInput("today", id="received"), id="field-received")
            yield Field("It is", Choice(_SORTS, AnswerKind.OTHER, id="sort"), id="field-sort")
        with Vertical(id="feedback-gaps"):
            for number, named in enumerate(old.named if old else (None,)):
                yield GapFields(number, named)
        accepted = "yes" if old and old.accepted else ""
        yield Field("Accepted", Choice(_ACCEPTED, accepted, id="accepted"), id="field-accepted")
        yield Static("My own notes (nobody sees them)", classes="form--head", markup=False)
        yield LongText(old.notes if old else "", compact=True, highlight_cursor_line=False, id="notes")
        yield Static("", id="feedback-cooling", classes="warning", markup=False)

    def _head(self) -> str:
        if self._feedback is None:
            return "Paste what they wrote, or the whole email; it is kept word for word."
        day = local_day(self._feedback.received, self.context.now())
        return f"Received {date_word(day)}, kept word for word."

    async def on_mount(self) -> None:
        """Propose a reading of the text, and focus the answer."""
        self._own = self._own_at_start()
        rejection = self.context.records.rejections.get(self._rejection)
        self.set_class(self.query_one(FiledLetter).show(rejection), "-letter")
        typed = unsaved_text(self, self._memory)
        await self._have_gaps(numbers_in(typed))
        self._own |= {name for name in typed if _is_read(name)}
        self._take(self._words)
        self.remember_start()
        self.query_one("#verbatim").focus()
        await self._read()
        self._warn_of_arguing()

    def _own_at_start(self) -> set[str]:
        """Return the ids of the fields that a filed answer fills: what the user said of it is not proposed anew."""
        old = self._feedback
        if old is None:
            return set()
        first = set(READ) if old.gap is not Gap.UNSORTED else set()
        return first | {name_of(field, n) for n in range(1, len(old.named)) for field in READ}

    async def _have_gaps(self, count: int) -> None:
        """Lay out the fields of more gaps, until there are so many."""
        there = len(self.query(GapFields))
        new = [GapFields(number) for number in range(there, min(count, MOST_GAPS))]
        if new:
            await self.query_one("#feedback-gaps").mount(*new)

    async def action_another_gap(self) -> None:
        """Lay out the fields of one more gap, and go to them."""
        there = len(self.query(GapFields))
        if there == MOST_GAPS:
            self.notify(f"{MOST_GAPS} gaps are enough; put the rest into your notes.", timeout=4, markup=False)
            return
        await self._have_gaps(there + 1)
        name = name_of("gap", there)
        self._own.update(name_of(field, there) for field in READ)
        self.query_one(f"#{name}", Choice).value = Gap.SKILL
        self.query_one(f"#{name}").focus()

    def action_letter(self) -> None:
        """Show their letter in the place of the fields, or the fields again."""
        swap_letter(self, self.query_one(".form"))

    def action_back(self) -> None:
        """Go back to the fields, else close and keep what was typed."""
        if self.has_class("-reading"):
            self.action_letter()
        else:
            super().action_back()

    # Where the text comes from

    @on(AnswerText.Pasted)
    def _pasted(self, event: AnswerText.Pasted) -> None:
        event.stop()
        self._take(read_or_notify(self, lambda: journal.read_pasted(event.text, self.context.now())))

    def action_file(self) -> None:
        """Ask for a file and take the answer in it; a filed answer stays as it is."""
        if self._feedback is not None:
            self.notify("This answer is filed, word for word; a records another one.", timeout=4, markup=False)
            return

        def read(words: str | None) -> None:
            if words:
                self._take(read_or_notify(self, lambda: journal.read_file(as_path(words))))

        question = "A saved email (.eml) or a text file."
        self.app.push_screen(LineDialog("Their answer, from a file", question, "", "~/answer.eml", check_file), read)

    def action_given(self) -> None:
        """Take what the letter of the rejection itself said as the answer."""
        given = journal.given_in_letter(self.context.records, self._rejection, reasons=True)
        if self._feedback is not None:
            self.notify("This answer is filed, word for word; a records another one.", timeout=4, markup=False)
        elif given is None:
            self.notify("Their letter gives no reason and no feedback.", timeout=4, markup=False)
        else:
            self._take(given)

    def _take(self, mail: journal.Mail | None) -> None:
        if mail is not None:
            self.query_one("#verbatim", AnswerText).take(mail.words)
            self._quoted = mail.quoted
            if mail.received is not None:
                self.put("received", local_day(mail.received, self.context.now()).isoformat())

    # The proposal

    @on(TextArea.Changed, "#verbatim")
    def _answer_changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(TYPING_PAUSE, self._read)

    async def _read(self) -> None:
        """Propose a reading of the answer, and mark the words that suggest it."""
        text = self.query_one("#verbatim", MarkedText).text
        reading = read_or_notify(self, lambda: journal.propose(text, self._quoted)) if text.strip() else None
        if reading is None:
            self.query_one("#feedback-reading", Static).update("")
            self.query_one("#verbatim", MarkedText).mark(())
            return
        proposed = proposals(reading)
        if not self._own:  # further gaps are laid out only where the user has named none
            await self._have_gaps(len(proposed))
        self._propose("sort", reading.kind.value)
        for number in range(len(self.query(GapFields))):
            values = proposed[number] if number < len(proposed) else _NO_GAP
            for field in READ:
                self._propose(name_of(field, number), values[field])
        marks = (Mark(one.start, one.end, "note") for one in reading.gaps)
        self.query_one("#verbatim", MarkedText).mark(marks)
        self.query_one("#feedback-reading", Static).update(shown(proposal_words(reading)))

    def _propose(self, name: str, value: str) -> None:
        if name in self._own:
            return
        self._proposed[name] = clean_line(value)
        for choice in self.query(f"#{name}").results(Choice):
            choice.value = value
        for line in self.query(f"#{name}").results(LineInput):
            line.value = clean_line(value)
        for field in self.query(f"#field-{name}").results(Field):
            field.say("proposed" if value and value not in _SAYS_NOTHING else "")

    @on(Choice.Changed)
    def _choice_changed(self, event: Choice.Changed) -> None:
        self._note_own_value(str(event.choice.id), event.value)

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        self._note_own_value(str(event.input.id), clean_line(event.value))

    def _note_own_value(self, name: str, value: str) -> None:
        if name.partition("-")[0] == "gap" and value != self._proposed.get(name, ""):
            self._drop_plan(name)
        if _is_read(name) and value != self._proposed.get(name, "") and name not in self._own:
            self._own.add(name)
            self.note(name, "")

    def _drop_plan(self, gap: str) -> None:
        """Take out what is proposed to do about a gap that the user says is another."""
        plan = gap.replace("gap", "plan", 1)
        if plan not in self._own:
            self._propose(plan, "")

    def action_clear(self) -> None:
        """Empty the form, with what was chosen and the further gaps; the same key brings the typed words back."""
        super().action_clear()
        if self.typed() != self._start:
            return
        self._own = self._own_at_start()
        for fields in list(self.query(GapFields))[len(self._feedback.named if self._feedback else (None,)) :]:
            fields.remove()
        for choice in self.query(Choice):
            self._proposed[str(choice.id)] = self._first.get(str(choice.id), "")
            choice.value = self._proposed[str(choice.id)]

    # The notes

    @on(TextArea.Changed, "#notes")
    def _warn_of_arguing(self) -> None:
        words = [f"“{clean_line(one.words)}”" for one in journal.arguing_words(self.text("notes"))]
        hint = f"That argues: {', '.join(words)}. Keep it here, not in an email; sleep on it first." if words else ""
        for line in self.query("#feedback-cooling").results(Static):  # a change may arrive before the widget is mounted
            line.update(shown(hint))

    # Saving and what follows

    def action_save(self) -> None:
        """File the answer, keep it with their emails where it is none, or keep the new reading of a filed one."""
        text = self.query_one("#verbatim", MarkedText).text
        if not text.strip():
            self.query_one("#feedback-head", Static).update(
                shown("! There is no answer yet: paste what they wrote here.")
            )
            self.query_one("#verbatim").focus()
            return
        gaps = self._gaps(text)
        if gaps is None:
            return
        if self._feedback is not None:
            self._update_reading(self._feedback, gaps)
            return
        received = self.moment("received")
        kind = AnswerKind(self.choice("sort"))
        if received is not None and kind in NO_ANSWERS and not gaps:
            self._keep(text, received, kind)
        elif received is not None:
            self._file(text, received, gaps)

    def _gaps(self, text: str) -> list[NamedGap] | None:
        """Return the gaps in the fields; None when a field is wrong, after showing why beside it."""
        found: list[NamedGap] = []
        for fields in self.query(GapFields):
            name = {field: name_of(field, fields.number) for field in NAMES}
            quote, by = self.line(name["quote"]), self.line(name["by"])
            gap = Gap(self.choice(name["gap"]))
            day = self.day(name["by"], ahead=True) if by and gap in REAL_GAPS else None
            if quote and gap is not Gap.UNSORTED and not journal.is_verbatim(quote, text):
                self.wrong(name["quote"], "These words are not in the answer; a quote is word for word.")
                return None
            if by and gap in REAL_GAPS and day is None:
                return None
            typed = NamedGap(gap, self.tags(name["themes"]), quote, self.line(name["plan"]), day, fields.uid)
            is_first_with_words = not fields.number and (typed.themes or typed.quote or typed.plan)
            if gap is not Gap.UNSORTED or is_first_with_words:
                found.append(typed)
        return found

    def _file(self, text: str, received: datetime, gaps: list[NamedGap]) -> None:
        filed: list[Feedback] = []

        def file() -> None:
            accepted = self.choice("accepted") == "yes"
            filed.append(journal.add(self.context, self._rejection, text, received, gaps, self.text("notes"), accepted))

        said = _next_steps(gaps).replace("b sets", "It says")
        if perform(self, file, f"Filed, word for word. d drafts the thanks. {said}"):
            self.saved(filed[0].uid)

    def _keep(self, text: str, received: datetime, kind: AnswerKind) -> None:
        """Keep what is no answer with the emails of the rejection, and open the phone sheet for an offer to talk."""
        said: list[str] = []

        def keep() -> None:
            said.append(correspondence.keep_pasted(self.context, self._rejection, text, received, kind))

        if not perform(self, keep):
            return
        app, context, rejection = self.app, self.context, self._rejection
        self.notify(said[0], timeout=6, markup=False)
        self.saved("")
        if kind is AnswerKind.CALL:
            draft = read_or_notify(self, lambda: drafts.open(context, DraftKind.PHONE, rejection))
            if draft is not None:
                app.push_screen(Composer(context, draft))

    def _update_reading(self, old: Feedback, gaps: list[NamedGap]) -> None:
        more = self.text("notes"), self.choice("accepted") == "yes"
        words = _next_steps(gaps) if with_gaps(old, gaps) != old else ""
        if perform(self, lambda: journal.correct(self.context, old.uid, gaps, *more), words):
            self.saved(old.uid)

    def action_thanks(self) -> None:
        """Draft the thanks; only for an answer that is filed."""
        if self._feedback is None:
            self.notify("Save the answer first; then thank them for it.", timeout=4, markup=False)
            return
        uid = self._feedback.uid
        draft = read_or_notify(self, lambda: drafts.open(self.context, DraftKind.THANKS, self._rejection, feedback=uid))
        if draft is not None:
            self.app.push_screen(Composer(self.context, draft))

    def action_learn(self) -> None:
        """Set what to learn because of this answer."""
        if self._feedback is None:
            self.notify("Save the answer first; then say what to learn.", timeout=4, markup=False)
        else:
            self.app.push_screen(LearningDialog(self.context, self._feedback.uid))
