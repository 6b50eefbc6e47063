"""Notes an interview while it is fresh: the round, who was there, what was asked, and how it went."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.interview import Interview
from rejection_tui.services import interviews, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.page import perform


class InterviewDialog(FormDialog[str]):
    """Dismissed with the uid of the interview."""

    DEFAULT_CSS: ClassVar[str] = """
    InterviewDialog #questions { height: 5; }
    InterviewDialog #went { height: 4; }
    """

    def __init__(self, context: AppContext, rejection_uid: str, interview: Interview | None = None) -> None:
        super().__init__(context, f"interview {interview.uid if interview else rejection_uid}")
        self._rejection, self._interview = rejection_uid, interview

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        old, company = self._interview, rejections.get(self.context.records, self._rejection).company
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"{'The interview' if old else 'Note an interview'} · {company}")
            box.border_subtitle = shown("ctrl+s save · tab next · esc back")
            with VerticalScroll(classes="form", can_focus=False):
                round_ = LineInput(old.round if old else "", "such as phone screen, second round", id="round")
                yield Field("Round", round_, id="field-round")
                yield Field("Day", LineInput(old.day.isoformat() if old else "today", id="day"), id="field-day")
                people = LineInput(old.people if old else "", "who was there, with commas between", id="people")
                yield Field("People", people, id="field-people")
                yield Static("What they asked, a question a line", classes="form--head", markup=False)
                asked = "\n".join(old.questions) if old else ""
                yield LongText(asked, compact=True, highlight_cursor_line=False, id="questions")
                yield Static("How it went, in your own words", classes="form--head", markup=False)
                yield LongText(old.went if old else "", compact=True, highlight_cursor_line=False, id="went")

    def on_mount(self) -> None:
        """Start with the round."""
        self.remember_start()
        self.query_one("#round").focus()

    def action_save(self) -> None:
        """Save what was noted."""
        day = self.day("day")
        if day is None:
            return
        if day > self.context.now().date():
            self.wrong("day", "That day is still to come; note the interview once it was.")
            return
        told = {"round": self.line("round"), "people": self.line("people"), "went": self.text("went")}
        questions = self.text("questions").split("\n")
        made: list[Interview] = []

        def put() -> None:
            if self._interview is not None:
                uid = self._interview.uid
                made.append(interviews.edit(self.context, uid, day=day, questions=questions, **told))
            else:
                made.append(interviews.add(self.context, self._rejection, day, questions=questions, **told))

        if perform(self, put, "Noted. In the timeline p takes a question of it into practice."):
            self.saved(made[0].uid)
