"""Adds a question to practise, the user's own or one asked in a real interview, or changes it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rejection_tui.domain.refine import Question
from rejection_tui.domain.text import clean_line
from rejection_tui.services import practice
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog, keep_unsaved, perform, unsaved_text

_OWN = "another type …"
_NEWEST = 30


class QuestionDialog(Dialog[str | None]):
    """Dismissed with the uid of the question, a new one being queued, or None.

    `rejection` is the uid of the rejection it was asked for, `feedback` of the answer that caused it; `question` is one
    to change.
    """

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "question.save", "ctrl+s", "save", "Save the question and queue it; enter does the same.", "save", True
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(
        self, context: AppContext, rejection: str = "", feedback: str = "", question: Question | None = None
    ) -> None:
        super().__init__()
        self.context = context
        self._question = question
        self._rejection = rejection
        self._feedback = feedback

    def compose(self) -> ComposeResult:
        """Lay out question, type and interview."""
        types = [(name, name) for name in practice.types(self.context.records)]
        where = [("", "nowhere yet, my own")]
        filed = self.context.records.inbox(archived=True)
        for one in (r for at, r in enumerate(filed) if at < _NEWEST or r.uid == self._rejection):
            where.append((one.uid, clean_line(" · ".join(p for p in (one.company, one.role) if p), 50)))
        with Vertical(classes="dialog") as box:
            box.border_title = shown("Edit a question" if self._question else "Add a question")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            yield Field("Question", LineInput(placeholder="as it was asked", id="question"), wide=True)
            type_ = practice.type_of(self._question) if self._question else ""
            yield Field("Type", Choice([*types, (_OWN, _OWN)], type_, id="type"), wide=True)
            yield Field("", LineInput(placeholder="a type of your own", id="own-type"), id="own-row", wide=True)
            yield Field("Asked at", Choice(where, self._rejection, id="where"), wide=True)
            yield Static("", classes="warning", markup=False)

    def on_mount(self) -> None:
        """Restore what was typed last time."""
        old = self._question.text if self._question else unsaved_text(self, "question").get("question", "")
        self.query_one("#question", Input).value = old
        self.query_one("#question", Input).focus()
        self._show_own()

    @on(Choice.Changed, "#type")
    def _show_own(self) -> None:
        self.query_one("#own-row").display = self.query_one("#type", Choice).value == _OWN

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    @on(LineInput.LetterPasted)
    def _pasted(self, event: LineInput.LetterPasted) -> None:
        event.take_line()

    def action_save(self) -> None:
        """Save the question, queued for practice."""
        text = self.query_one("#question", Input).value
        if not text.strip():
            self.query_one(".warning", Static).update("A question needs words.")
            self.query_one("#question", Input).focus()
            return
        chosen = self.query_one("#type", Choice).value
        type_ = self.query_one("#own-type", Input).value if chosen == _OWN else chosen
        where = self.query_one("#where", Choice).value
        made: list[str] = []

        def command() -> None:
            if self._question is not None:
                uid = self._question.uid
                made.append(practice.edit_question(self.context, uid, text, type_ or "own", where).uid)
                return
            source = "asked" if where else "own"
            answer = self._feedback if where == self._rejection else ""
            made.append(practice.add_question(self.context, text, type_ or "own", where, source, answer).uid)

        if perform(self, command, "Saved." if self._question else "Added and queued for practice."):
            if self._question is None:
                keep_unsaved(self, "question", {})
            self.dismiss(made[0])

    def action_back(self) -> None:
        """Close; what was typed is kept."""
        if self._question is None:
            keep_unsaved(self, "question", {"question": self.query_one("#question", Input).value})
        self.dismiss(None)
