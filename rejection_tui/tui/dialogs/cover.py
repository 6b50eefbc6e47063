"""Adds a cover letter from a file or a paste, says whom one is for, and notes what changed in a version."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from rejection_tui.domain.cover_letter import CoverLetter, CoverVersion
from rejection_tui.domain.day_words import day
from rejection_tui.domain.feedback import Gap
from rejection_tui.domain.text import clean, clean_line
from rejection_tui.services import cover_letters
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.page import perform, read_or_notify
from rejection_tui.tui.widgets.path_input import PathInput

#: The languages a letter may be meant to be in; "" leaves it to their letter.
_LANGUAGES: Final = (
    ("", "that of their letter"),
    ("en", "English"),
    ("de", "German"),
    ("fr", "French"),
    ("es", "Spanish"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("pt", "Portuguese"),
    ("tr", "Turkish"),
)


class CoverDialog(FormDialog[str]):
    """Dismissed with the uid of the letter: a new one, with `text` to start from, or `letter` changed."""

    DEFAULT_CSS: ClassVar[str] = """
    CoverDialog #text { height: 8; }
    """

    def __init__(
        self,
        context: AppContext,
        letter: CoverLetter | None = None,
        text: str = "",
        feedback: str = "",
        rejection: str = "",
    ) -> None:
        super().__init__(context, f"cover letter {letter.uid if letter else ''}")
        self._letter, self._text = letter, clean(text)
        self._feedback, self._rejection = feedback, rejection
        self._source = ""

    def compose(self) -> ComposeResult:
        """Lay out whom it is for, and for a new letter where its text comes from."""
        old = self._letter
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Whom the cover letter is for" if old else "A cover letter")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            with VerticalScroll(classes="form", can_focus=False):
                if old is None:
                    yield Field("From", PathInput(placeholder="~/cover.docx; or paste it below", id="path"))
                    yield LongText(self._text, compact=True, highlight_cursor_line=False, id="text")
                yield from self._lines(old)
                yield Field("Language", Choice(_LANGUAGES, old.language if old else "", id="language"))
                if old is None:
                    yield Field("Learned from", Choice(self._rejections(), self._rejection, id="rejection"))

    def _lines(self, old: CoverLetter | None) -> ComposeResult:
        lines = (
            ("company", "Company", old.company if old else "", "whom it is for"),
            ("role", "Role", old.role if old else "", "as their advert has it"),
            ("person", "Person", old.person if old else "", "who reads it, if you know"),
            ("title", "Title", old.title if old else "", "your own name for it; may stay empty"),
        )
        for name, label, value, hint in lines:
            yield Field(label, LineInput(value, hint, id=name), id=f"field-{name}")

    def _rejections(self) -> list[tuple[str, str]]:
        found = [(r.uid, ", ".join(p for p in (r.company, r.role) if p)) for r in self.context.records.inbox()]
        if self._rejection and self._rejection not in dict(found):
            about = self.context.records.rejections[self._rejection]
            found.insert(0, (about.uid, about.company))
        return [("", "no rejection"), *found]

    def on_mount(self) -> None:
        """Start where the next thing is to be typed."""
        self.remember_start()
        has_text = self._letter is not None or self._text.strip()
        self.query_one("#company" if has_text else "#path").focus()

    @on(PathInput.LinesPasted)
    def _lines_pasted(self, event: PathInput.LinesPasted) -> None:
        event.stop()
        self._take(event.text, "")

    @on(LineInput.LetterPasted)
    def _letter_pasted(self, event: LineInput.LetterPasted) -> None:
        if self._letter is None:
            event.stop()
            self._take(event.text, "")

    @on(Input.Submitted, "#path")
    def _named(self, event: Input.Submitted) -> None:
        event.stop()
        path = self.query_one(PathInput).path
        text = read_or_notify(self, lambda: cover_letters.read_file(path)) if path is not None else None
        if path is not None and text is not None:
            self._take(text, path.name)

    def _take(self, text: str, source: str) -> None:
        self._source = source
        self.query_one("#text", LongText).load_text(clean(text).strip())
        self.query_one("#company").focus()

    def action_save(self) -> None:
        """Keep the letter, or whom it is for."""
        told = {name: self.line(name) for name in ("company", "role", "person", "title")}
        language = self.choice("language")
        made: list[CoverLetter] = []

        def put() -> None:
            if self._letter is not None:
                made.append(cover_letters.edit(self.context, self._letter.uid, language=language, **told))
                return
            rejection = self.choice("rejection")
            answer = self._feedback if rejection == self._rejection else ""
            lines = told | {"source": self._source}
            made.append(cover_letters.add(self.context, self.text("text"), answer, rejection, language, **lines))

        if perform(self, put, "" if self._letter else "Kept. K shows what the checks found; e rewrites it."):
            self.saved(made[0].uid)


class CoverNoteDialog(FormDialog[str]):
    """Says what changed in a version, and which answer, or which gap of it, that responds to."""

    def __init__(self, context: AppContext, version: CoverVersion) -> None:
        super().__init__(context, f"cover version {version.uid}")
        self._version = version

    def compose(self) -> ComposeResult:
        """Lay out the words and the answer."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown("What changed in this version")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            with VerticalScroll(classes="form", can_focus=False):
                note = LineInput(self._version.note, "such as: a result in every paragraph", id="note")
                yield Field("What changed", note, id="field-note")
                yield Field("Because of", Choice(self._answers(), self._chosen(), id="answer"))
                if len(self._answers()) == 1:
                    words = "There are no answers yet. Once the journal has one, a version can respond to it."
                    yield Static(words, classes="quiet", markup=False)

    def _answers(self) -> list[tuple[str, str]]:
        records = self.context.records
        options = [("", "no answer")]
        for answer in sorted(records.feedback.values(), key=lambda f: (f.received, f.uid), reverse=True):
            about = records.rejections.get(answer.rejection)
            for one in answer.gaps or answer.named[:1]:
                gap = one.gap.label if one.gap is not Gap.UNSORTED else day(answer.received, self.context.now())
                who = f"{about.company if about else 'a company'}, {one.theme or gap}"
                words = clean_line(one.quote or answer.verbatim, 60)
                options.append((f"{answer.uid} {one.uid}", f"{who}: “{words}”"))
        return options

    def _chosen(self) -> str:
        """Return the option of the answer and gap that the version responds to."""
        answer = self.context.records.feedback.get(self._version.feedback)
        return f"{answer.uid} {answer.named_by(self._version.gap).uid}" if answer else ""

    def on_mount(self) -> None:
        """Start with the words."""
        self.remember_start()
        self.query_one("#note").focus()

    def action_save(self) -> None:
        """Keep what was said."""
        note, uid = self.line("note"), self._version.uid
        answer, _, gap = self.choice("answer").partition(" ")
        if perform(self, lambda: cover_letters.note(self.context, uid, note, answer, gap)):
            self.saved(uid)
