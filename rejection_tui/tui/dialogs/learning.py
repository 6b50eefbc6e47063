"""The dialog of something to learn because of a skill gap, with a due day and the quote that caused it."""

from datetime import timedelta

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.day_words import day_word
from rejection_tui.domain.feedback import Learning
from rejection_tui.domain.text import clean_line
from rejection_tui.services import refine
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import perform


class LearningDialog(FormDialog[str]):
    """Dismissed with the uid of the learning item; edits the open item of that answer if there is one."""

    def __init__(self, context: AppContext, feedback_uid: str, learning: Learning | None = None) -> None:
        super().__init__(context, f"learning {learning.uid if learning else feedback_uid}")
        self._feedback = context.records.feedback.get(feedback_uid)
        self._learning = learning or refine.open_learning(context.records, feedback_uid)

    def compose(self) -> ComposeResult:
        """Lay out the quote and the fields."""
        learning, feedback = self._learning, self._feedback
        gap = feedback.named_by(learning.gap if learning else "") if feedback else None
        plan = gap.plan if gap else ""
        due = learning.due if learning and learning.due else self.context.now().date() + timedelta(days=14)
        with Vertical(classes="dialog") as box:
            box.border_title = shown("What to learn")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            if feedback is not None:
                words = (gap.quote if gap else "") or clean_line(feedback.verbatim, 160)
                yield Static(shown(f"Because they wrote: “{words}”"), classes="quiet", markup=False)
            with VerticalScroll(classes="form", can_focus=False):
                title = LineInput(
                    learning.title if learning else plan, id="title", placeholder="one thing, small enough to finish"
                )
                yield Field("To learn", title, id="field-title")
                yield Field("By", LineInput(due.isoformat(), id="due"), id="field-due")

    def on_mount(self) -> None:
        """Start with the title."""
        self.remember_start()
        self.query_one("#title").focus()

    def action_save(self) -> None:
        """Save the item with its due day."""
        title = self.line("title")
        if not title:
            self.wrong("title", "Say what you want to learn; one thing is enough.")
            return
        due = self.day("due", ahead=True)
        if due is None:
            return
        uid: list[str] = []

        def note() -> None:
            if self._learning is not None:
                uid.append(refine.edit_learning(self.context, self._learning.uid, title, due, self._learning.notes).uid)
            else:
                feedback, rejection = (self._feedback.uid, self._feedback.rejection) if self._feedback else ("", "")
                uid.append(refine.learn(self.context, title, due, feedback, rejection).uid)

        if perform(self, note, f"On the list, by {day_word(due, self.context.now().date())}."):
            self.saved(uid[0])
