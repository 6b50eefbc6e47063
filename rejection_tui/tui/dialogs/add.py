"""Adds a rejection from a pasted letter, whose reading can be corrected, or by hand."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Paste
from textual.widgets import Input, Static

from rejection_tui.domain.day_words import date_word
from rejection_tui.domain.errors import RejtuiError
from rejection_tui.domain.letter import Reading
from rejection_tui.domain.letter_words import percent_by_words
from rejection_tui.domain.rejection import RejectionKind
from rejection_tui.domain.silence import is_unanswered, weeks_words
from rejection_tui.domain.text import clean
from rejection_tui.services import first_letter, letters, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.first_letter import Step
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.form import CLEAR, RESTORED
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.entry_form import EntryForm
from rejection_tui.tui.widgets.facts_panel import FactsPanel, Said
from rejection_tui.tui.widgets.field import LineInput
from rejection_tui.tui.widgets.guide_line import HIDE_GUIDE, GuideLine
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import BACK, Dialog, keep_unsaved, perform, unsaved_text
from rejection_tui.tui.widgets.reading_words import evidence_words, hint_on, support_words, verdict_words, worry_about

_HINT = (
    "Paste the letter here (a whole email is fine), or fill the fields in by hand. "
    "No letter yet? Choose “no answer”, and you are told when to ask."
)


class AddDialog(Dialog[str | None]):
    """Dismissed with the uid of the rejection that was filed, or None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("add.save", "ctrl+s", "save", "File the rejection with its four steps; enter does the same.", "save"),
        Command(
            "add.letter", "ctrl+l", "letter", "Show the pasted letter and what it says, or the fields again.", "letter"
        ),
        Command(
            "add.no",
            "ctrl+n",
            "not one",
            "The pasted letter is not a rejection: file nothing and read the next ones better. Undo takes it back.",
            "not_a_rejection",
        ),
        CLEAR,
        HIDE_GUIDE,
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    CSS_PATH = "add.tcss"

    def __init__(self, context: AppContext, text: str = "", waits: bool = False) -> None:
        super().__init__()
        self.context = context
        self._waits = waits  # begins with an application without an answer
        self._text = text
        self._reading: Reading | None = None
        self._warned = ""
        self._cleared: dict[str, str] = {}  # what was in the form before it was cleared

    def compose(self) -> ComposeResult:
        """Lay out the verdict, the fields and the letter."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Add a rejection")
            box.border_subtitle = shown("ctrl+s save · tab next · ctrl+l letter · esc back")
            yield GuideLine(self.context, id="add-guide")
            with Horizontal(id="add-body"):
                with VerticalScroll(id="add-form", can_focus=False):
                    yield Static(_HINT, id="add-verdict", markup=False)
                    yield EntryForm(self.context, id="add-fields")
                    yield Static("", id="add-warning", classes="warning", markup=False)
                with Vertical(id="add-reading"):
                    yield LetterText(id="add-letter")
                    yield FactsPanel(id="add-facts")

    def on_mount(self) -> None:
        """Take the text the dialog was opened with, or what was typed last time."""
        self.query_one(GuideLine).reload()
        if self._text.strip():
            self._read(self._text)
            return
        old = unsaved_text(self, "add")
        if old.get("letter"):
            self._read(old.pop("letter"))
        if any(old.values()):
            self._form.restore(old)
            self._verdict(RESTORED)
        if self._waits:
            self._form.show_waiting()
        self._form.focus_first()

    @on(EntryForm.KindChosen)
    def _kind_chosen(self, event: EntryForm.KindChosen) -> None:
        title = "Add an application without an answer" if event.waits else "Add a rejection"
        self.query_one(".dialog").border_title = shown(title)

    @property
    def _form(self) -> EntryForm:
        return self.query_one(EntryForm)

    def on_paste(self, event: Paste) -> None:
        """Read a paste that no field took as a letter."""
        event.stop()
        self._read(event.text)

    @on(LineInput.LetterPasted)
    def _letter_pasted(self, event: LineInput.LetterPasted) -> None:
        event.stop()
        self._read(event.text)

    def action_clear(self) -> None:
        """Empty the form; the same key brings back what was in it."""
        now = self._form.typed()
        if self._reading is None and not now:
            self._bring_back()
            return
        self._cleared = now | {"letter": self._text if self._reading else ""}
        self._reading, self._text, self._warned = None, "", ""
        self.remove_class("-letter", "-reading")
        self._form.clear()
        self._warn("")
        self._verdict(f"Cleared; ctrl+r brings it back. {_HINT}")
        self._form.focus_first()

    def _bring_back(self) -> None:
        """Restore the fields and the letter that were cleared."""
        old, self._cleared = dict(self._cleared), {}
        if letter := old.pop("letter", ""):
            self._read(letter)
        if old:
            self._form.restore(old)

    def _read(self, text: str) -> None:
        text = clean(text)
        try:
            self._reading = letters.read_text(text, self.context.records.memory, self.context.now())
        except RejtuiError as error:
            self._warn(error.sentence)
            return
        self._text = text
        self._warned = ""
        self.set_class(True, "-letter")
        self._form.fill(letters.entry_of(self._reading, self.context.now()), self._reading)
        self._verdict(" ".join(part for part in (verdict_words(self._reading), self._answers()) if part))
        if first_letter.step(self.context) is Step.PASTE:
            self.query_one(GuideLine).say(Step.CHECK)
        self._warn(self._warnings() or hint_on(self._reading))
        letter = self._reading.letter
        whole = "\n\n".join(part for part in (letter.subject, letter.body) if part)
        reading = self._reading
        marks = evidence_words(reading), support_words(reading), percent_by_words(reading)
        self.query_one(LetterText).show(whole, *marks)
        self.query_one(FactsPanel).show(Said.of(reading))
        self._form.focus_first()

    def _answers(self) -> str:
        """Return that the letter ends an application that waited for an answer, "" when it ends none."""
        entry = letters.entry_of(self._reading, self.context.now()) if self._reading else None
        waiting = letters.answers(self.context.records, entry, self.context.now()) if entry else None
        if waiting is None:
            return ""
        name = f"{waiting.company}, {waiting.role}" if waiting.role else waiting.company
        return f"It answers your application: {name}. What you kept there stays with it."

    @property
    def _is_filed_already(self) -> bool:
        return self._reading is not None and self._reading.letter.digest in self.context.records.digests

    @property
    def pasted_letter(self) -> str:
        """The pasted letter, which is in no field."""
        return self._text if self._reading is not None else ""

    def _warnings(self) -> str:
        reading = self._reading
        if self._is_filed_already:
            return "This very letter is filed already. esc leaves everything as it is."
        doubt = worry_about(reading) if reading is not None else ""
        return " ".join(part for part in (doubt, self._filed_already()) if part)

    def _filed_already(self) -> str:
        twins = letters.same_as(self.context.records, self._form.as_reading(self._reading))
        if not twins:
            return ""
        newest = max(twins, key=lambda r: r.received)
        day = newest.received.astimezone(self.context.now().tzinfo)
        role = newest.role or "no role noted"
        if is_unanswered(newest):
            return f"{newest.company}, {role} waits for an answer already ({date_word(day.date())})."
        return f"{newest.company}, {role} is filed already ({date_word(day.date())}). Saving again files a second one."

    def _verdict(self, words: str) -> None:
        self.query_one("#add-verdict", Static).update(shown(words))

    def _warn(self, words: str) -> None:
        self.query_one("#add-warning", Static).update(shown(words))

    @property
    def warning(self) -> str:
        """The warning shown below the fields."""
        return str(self.query_one("#add-warning", Static).content)

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """File the rejection; a warning is shown first, and saving a second time files it all the same."""
        entry = self._form.entry(self._reading)
        if entry is None:
            return
        if self._is_filed_already:
            self.notify("This very letter is filed already, so it was not filed again.", timeout=5, markup=False)
            return
        warning = self._warnings()
        if warning and warning != self._warned:
            self._warned = warning
            self._warn(warning)
            self.notify("Read the line below the fields; enter again files it.", timeout=5, markup=False)
            return
        self._file(entry)

    def _file(self, entry: letters.Entry) -> None:
        filed: list[str] = []
        name = self._form.my_name

        def command() -> None:
            filed.append(rejections.add(self.context, entry, name).uid)

        weeks = weeks_words(self.context.rules.silence_weeks)
        waits = entry.kind is RejectionKind.NO_ANSWER
        ready = f"If there is no word for {weeks}, you are told." if waits else "The four steps are ready."
        if perform(self, command, f"Filed: {entry.company}. {ready}"):
            keep_unsaved(self, "add", {})
            self.dismiss(filed[0])

    def action_letter(self) -> None:
        """Swap the fields and the letter on a narrow screen."""
        if self._reading is None:
            self._warn("There is no letter yet: paste it here.")
            return
        self.toggle_class("-reading")
        if self.has_class("-reading"):
            self.query_one(LetterText).focus()
        else:
            self._form.focus_first()

    def action_not_a_rejection(self) -> None:
        """Keep that the letter is no rejection, and close."""
        reading = self._reading
        if reading is None:
            self._warn("There is no letter yet: paste it here.")
        elif perform(self, lambda: letters.not_a_rejection(self.context, reading), "Filed nothing, and remembered."):
            keep_unsaved(self, "add", {})
            self.dismiss(None)

    def action_hide_guide(self) -> None:
        """Hide the guide through the first letter."""
        self.query_one(GuideLine).hide()

    @on(FactsPanel.Pointed)
    def _pointed(self, event: FactsPanel.Pointed) -> None:
        self.query_one(LetterText).point(event.quote)

    def action_back(self) -> None:
        """Close; what is in the fields is restored next time."""
        if self.has_class("-reading"):
            self.action_letter()
            return
        keep_unsaved(self, "add", self._form.typed() | {"letter": self._text if self._reading else ""})
        self.dismiss(None)
