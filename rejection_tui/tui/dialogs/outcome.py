"""Records the outcome of rejections, such as on hold, interview or closed, with its day, and the day it leads to."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from rejection_tui.domain.outcome import AHEAD, PROGRESSION, choices, is_correction
from rejection_tui.domain.rejection import Outcome
from rejection_tui.services import outcomes, rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import perform

_MEANINGS = {
    Outcome.OPEN: "nothing has happened yet",
    Outcome.ON_HOLD: "they know you would come back",
    Outcome.RE_ENGAGED: "you are in touch again",
    Outcome.INTERVIEW: "you talk about a role again",
    Outcome.OFFER: "they offered you one",
    Outcome.CLOSED: "done here; all stays readable",
}


class OutcomeDialog(FormDialog[str]):
    """Dismissed with the outcome that was recorded, or None; it opens on the present one of the first rejection."""

    DEFAULT_CSS: ClassVar[str] = """
    OutcomeDialog > .dialog { max-width: 76; }
    OutcomeDialog #outcome-way { margin: 0 0 1 0; height: auto; }
    OutcomeDialog.-nothing-ahead #field-ahead { display: none; }
    """

    def __init__(self, context: AppContext, uids: Sequence[str]) -> None:
        super().__init__(context, f"outcome {' '.join(uids)}")
        self._chosen = [rejections.get(context.records, uid) for uid in uids]
        self._now = self._chosen[0].outcome

    def compose(self) -> ComposeResult:
        """Lay out the row of outcomes, the choice, its days and the note."""
        many = len(self._chosen)
        name = self._chosen[0].company if many == 1 else f"{many} rejections"
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"{name}: the outcome so far")
            box.border_subtitle = shown("←→ choose · ctrl+s save · esc back")
            yield Static("", id="outcome-way", markup=False)
            with VerticalScroll(classes="form", can_focus=False):
                options = [(o.value, o.label) for o in (self._now, *choices(self._now))]
                yield Field("Now", Choice(options, id="outcome"), id="field-outcome")
                how = LineInput(placeholder="they wrote, I met her at a fair … (optional)", id="how")
                yield Field("How", how, id="field-how", wide=True)
                yield Field("Since", LineInput("today", id="on"), id="field-on")
                ahead = LineInput(placeholder="fri, in 2 weeks; empty while it is open", id="ahead")
                yield Field("Day to come", ahead, id="field-ahead")

    def on_mount(self) -> None:
        """Restore the unsaved note and show the outcomes."""
        self.remember_start()
        self.query_one(Choice).focus()
        self._show()

    @property
    def _outcome(self) -> Outcome:
        return Outcome(self.choice("outcome"))

    @on(Choice.Changed)
    def _show(self) -> None:
        chosen, now = self._outcome, self._now
        parts: list[str | tuple[str, str] | Content] = []
        for index, one in enumerate((*PROGRESSION, Outcome.CLOSED)):
            parts.append("" if not index else ("  ·  " if one is Outcome.CLOSED else " → "))
            style = "bold reverse" if one is chosen else ("bold" if one is now else "dim")
            parts.append((f" {one.label} " if one is chosen else one.label, style))
        self.query_one("#outcome-way", Static).update(Content.assemble(*parts))
        back = " (a correction)" if is_correction(now, chosen) else " (as it stands)" if chosen is now else ""
        self.note("outcome", _MEANINGS[chosen] + back)
        self.set_class(chosen not in AHEAD, "-nothing-ahead")
        if chosen in AHEAD:
            self.note("ahead", AHEAD[chosen].asked)

    def action_save(self) -> None:
        """Record the outcome; the present one is none to record unless a day to come goes with it."""
        on = self.day("on")
        if on is None:
            return
        if on > self.context.now().date():
            self.wrong("on", "That day is still to come; an outcome is noted once it has happened.")
            return
        ahead: date | None = None
        if self._outcome in AHEAD and self.line("ahead"):
            ahead = self.day("ahead", ahead=True)
            if ahead is None:
                return
            if ahead < self.context.now().date():
                self.wrong("ahead", "That day is past already.")
                return
        if ahead is None and all(one.outcome is self._outcome for one in self._chosen):
            self._refuse_unchanged()
        else:
            self._record(on, ahead)

    def _record(self, on: date, ahead: date | None) -> None:
        outcome, how, uids = self._outcome, self.line("how"), [one.uid for one in self._chosen]
        name = self._chosen[0].company if len(uids) == 1 else f"{len(uids)} rejections"
        message = f"{name}: {outcome.label}. u takes it back."
        if perform(self, lambda: outcomes.set_outcome(self.context, uids, outcome, how, on, ahead), message):
            self.saved(outcome.value)

    def _refuse_unchanged(self) -> None:
        if self.line("how"):
            self.wrong("outcome", "Choose where it stands now; your words go with the change.")
            return
        self.notify(f"Nothing was changed: still {self._now.label}.", timeout=4, markup=False)
        self.dismiss(None)
