"""The dialog of an answer to a request for feedback: its text, which is never edited, and the user's reading of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static, TextArea

from rejection_tui.domain.answer import AnswerKind, AnswerReading
from rejection_tui.domain.dates import local_day
from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.draft import DraftKind
from rejection_tui.domain.feedback import Feedback, Gap
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import drafts, journal
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.form import FormDialog
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
from rejection_tui.tui.widgets.page import PAGE_WIDTHS, perform, read_or_notify
from rejection_tui.tui.widgets.path_input import as_path


class AnswerText(MarkedText):
    """A marked text that hands a paste on instead of inserting it."""

    class Pasted(Message):
        """Text was pasted; the receiver calls `take` with the part that belongs here."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_paste(self, event: events.Paste) -> None:
        """Post the paste."""
        event.prevent_default()
        if not self.read_only:
            event.stop()
            self.post_message(self.Pasted(event.text))

    def take(self, text: str) -> None:
        """Insert `text` at the cursor."""
        result = self.replace(clean(text), *self.selection)
        self.move_cursor(result.end_location)


def proposal_words(reading: AnswerReading) -> str:
    """Return a sentence with the proposed reading of an answer and the words that suggest it."""
    if reading.gaps:
        return " ".join(f"Points to {one.gap.label}: {_quoted([one.quote])}." for one in reading.gaps)
    if reading.kind is AnswerKind.BOILERPLATE:
        return "Standard wording: nothing usable in it, and it never counts as a theme."
    return "No gap stands out in these words; choose one, or leave it."


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"“{clean_line(text, 60)}”" for text in dict.fromkeys(texts))


def check_file(words: str) -> None:
    """Raise `RejtuiError` when no answer can be read from the file at the path in `words`."""
    journal.read_file(as_path(words))


def is_verbatim(quote: str, text: str) -> bool:
    """Return whether the quote is verbatim from the text, ignoring white space and an ellipsis at its end."""
    return " ".join(quote.rstrip("… ").split()) in " ".join(text.split())


TYPING_PAUSE: Final = 0.2  # seconds without typing before the answer is read again
_GAPS: Final = tuple((gap.value, gap.label) for gap in (Gap.UNSORTED, *[g for g in Gap if g is not Gap.UNSORTED]))
_ACCEPTED: Final = (("", "not yet"), ("yes", "accepted without argument"))
_NEXT_STEP: Final = {
    Gap.SKILL: "b sets what to learn, and by when.",
    Gap.EXPERIENCE: "Step 3 now asks for the lines of your CV that tell it better.",
    Gap.TECHNIQUE: "Step 3 now asks for practice.",
    Gap.NOT_YOU: "Nothing of it was about you; let it go.",
    Gap.NOTHING_USABLE: "Nothing in it to work on; that is common, and not your fault.",
    Gap.UNSORTED: "Name the gap when you have slept on it.",
}


class FeedbackDialog(FormDialog[str]):
    """Dismissed with the uid of the answer, or None. The text of a filed answer is read-only, its reading is not."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("feedback.thanks", "d", "thanks", "Draft the thanks for this answer.", "thanks"),
        Command("feedback.file", "ctrl+o", "from a file", "Read the answer from a saved email or text.", "file"),
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
            box.border_subtitle = shown(f"d thanks · b learn · {keys}" if old else f"ctrl+o from a file · {keys}")
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
        yield Field("Gap", Choice(_GAPS, old.gap if old else "", id="gap"), id="field-gap")
        themes = ", ".join(old.themes) if old else ""
        yield Field("Themes", LineInput(themes, "separated by commas", id="themes"), id="field-themes")
        quote = LineInput(old.quote if old else "", "the words that carry it", id="quote")
        yield Field("Quote", quote, id="field-quote")
        plan = LineInput(old.plan if old else "", "one thing I will do about it", id="plan")
        yield Field("I will", plan, id="field-plan")
        accepted = "yes" if old and old.accepted else ""
        yield Field("Accepted", Choice(_ACCEPTED, accepted, id="accepted"), id="field-accepted")
        yield Static("My own notes (nobody sees them)", classes="form--head", markup=False)
        yield LongText(old.notes if old else "", compact=True, highlight_cursor_line=False, id="notes")
        yield Static("", id="feedback-cooling", classes="warning", markup=False)

    def _head(self) -> str:
        if self._feedback is None:
            return "Paste what they wrote, or the whole email; their words are kept as they came."
        day = local_day(self._feedback.received, self.context.now())
        return f"Received {date_word(day)}, kept word for word."

    def on_mount(self) -> None:
        """Propose a reading of the text, and focus the answer."""
        if self._feedback is not None:
            self._own = {"gap", "themes", "quote"} if self._feedback.gap is not Gap.UNSORTED else set()
        rejection = self.context.records.rejections.get(self._rejection)
        self.set_class(self.query_one(FiledLetter).show(rejection), "-letter")
        self._take(self._words)
        self.remember_start()
        self.query_one("#verbatim").focus()
        self._read()
        self._warn_of_arguing()

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

    def _take(self, mail: journal.Mail | None) -> None:
        if mail is not None:
            self.query_one("#verbatim", AnswerText).take(mail.words)
            if mail.received is not None:
                self.put("received", local_day(mail.received, self.context.now()).isoformat())

    # The proposal

    @on(TextArea.Changed, "#verbatim")
    def _answer_changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(TYPING_PAUSE, self._read)

    def _read(self) -> None:
        """Propose a reading of the answer, and mark the words that suggest it."""
        text = self.query_one("#verbatim", MarkedText).text
        reading = read_or_notify(self, lambda: journal.propose(text)) if text.strip() else None
        if reading is None:
            self.query_one("#feedback-reading", Static).update("")
            self.query_one("#verbatim", MarkedText).mark(())
            return
        surest = max(reading.gaps, key=lambda one: one.sure, default=None)
        nothing = Gap.NOTHING_USABLE if reading.kind is AnswerKind.BOILERPLATE else Gap.UNSORTED
        self._propose("gap", (surest.gap if surest else nothing).value)
        self._propose("themes", surest.theme if surest else "")
        self._propose("quote", surest.quote if surest else "")
        self.query_one("#verbatim", MarkedText).mark(Mark(one.start, one.end, "note") for one in reading.gaps)
        self.query_one("#feedback-reading", Static).update(shown(proposal_words(reading)))

    def _propose(self, name: str, value: str) -> None:
        if name in self._own:
            return
        self._proposed[name] = clean_line(value)
        if name == "gap":
            self.query_one("#gap", Choice).value = value
        else:
            self.put(name, value)
        self.note(name, "proposed" if value and value != Gap.UNSORTED.value else "")

    @on(Choice.Changed, "#gap")
    def _gap_changed(self, event: Choice.Changed) -> None:
        self._note_own_value("gap", event.value)

    @on(Input.Changed, "#themes")
    @on(Input.Changed, "#quote")
    def _line_changed(self, event: Input.Changed) -> None:
        self._note_own_value(str(event.input.id), clean_line(event.value))

    def _note_own_value(self, name: str, value: str) -> None:
        if value != self._proposed.get(name, "") and name not in self._own:
            self._own.add(name)
            self.note(name, "")

    # The notes

    @on(TextArea.Changed, "#notes")
    def _warn_of_arguing(self) -> None:
        words = [f"“{clean_line(one.words)}”" for one in journal.arguing_words(self.text("notes"))]
        hint = f"That argues: {', '.join(words)}. Keep it here, not in an email; sleep on it first." if words else ""
        for line in self.query("#feedback-cooling").results(Static):  # a change may arrive before the widget is mounted
            line.update(shown(hint))

    # Saving and what follows

    def action_save(self) -> None:
        """File the answer, or keep the new reading of a filed one."""
        gap, quote = Gap(self.choice("gap")), self.line("quote")
        text = self.query_one("#verbatim", MarkedText).text
        if not text.strip():
            self.query_one("#feedback-head", Static).update(
                shown("! There is no answer yet: paste what they wrote here.")
            )
            self.query_one("#verbatim").focus()
        elif quote and not is_verbatim(quote, text):
            self.wrong("quote", "These words are not in the answer; a quote is word for word.")
        elif self._feedback is None:
            received = self.moment("received")
            if received is not None:
                self._file(text, received, gap)
        else:
            self._update_reading(self._feedback, gap)

    def _file(self, text: str, received: datetime, gap: Gap) -> None:
        filed: list[Feedback] = []

        def file() -> None:
            filed.append(
                journal.add(
                    self.context,
                    self._rejection,
                    text,
                    received,
                    gap,
                    self.tags("themes"),
                    self.line("quote"),
                    self.line("plan"),
                    self.text("notes"),
                    self.choice("accepted") == "yes",
                )
            )

        if perform(
            self, file, f"Filed, word for word. d drafts the thanks. {_NEXT_STEP[gap].replace('b sets', 'It says')}"
        ):
            self.saved(filed[0].uid)

    def _update_reading(self, old: Feedback, gap: Gap) -> None:
        reading = (gap, self.tags("themes"), self.line("quote"), self.line("plan"))
        more = self.text("notes"), self.choice("accepted") == "yes"
        is_read_anew = reading != (old.gap, old.themes, old.quote, old.plan)
        words = _NEXT_STEP[gap] if is_read_anew else ""
        if perform(self, lambda: journal.correct(self.context, old.uid, *reading, *more), words):
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
