"""Records the outcome of a rejection, such as on hold, interview or closed, with today's date and a note."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from rejection_tui.domain.outcome import PROGRESSION, choices, is_correction
from rejection_tui.domain.rejection import Outcome
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput
from rejection_tui.tui.widgets.page import BACK, Dialog, keep_unsaved, perform, unsaved_text

_MEANINGS = {
    Outcome.OPEN: "nothing has happened yet",
    Outcome.ON_HOLD: "they know you would come back",
    Outcome.RE_ENGAGED: "you are in touch again",
    Outcome.INTERVIEW: "you talk about a role again",
    Outcome.OFFER: "they offered you one",
    Outcome.CLOSED: "done here; all stays readable",
}


class OutcomeDialog(Dialog[str | None]):
    """Dismissed with the outcome that was recorded, or None; it opens on the present one."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command(
            "outcome.save", "ctrl+s", "save", "Record the outcome with today's date; enter does the same.", "save", True
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = "OutcomeDialog > .dialog { max-width: 76; } OutcomeDialog #outcome-way { margin: 0 0 1 0; }"

    def __init__(self, context: AppContext, rejection_uid: str) -> None:
        super().__init__()
        self.context = context
        self.rejection = rejections.get(context.records, rejection_uid)

    def compose(self) -> ComposeResult:
        """Lay out the row of outcomes, the choice and the note."""
        one = self.rejection
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"{one.company}: the outcome so far")
            box.border_subtitle = shown("←→ choose · ctrl+s save · esc back")
            yield Static("", id="outcome-way", markup=False)
            options = [(o.value, o.label) for o in (one.outcome, *choices(one.outcome))]
            yield Field("Now", Choice(options, id="outcome"), id="outcome-row")
            yield Field(
                "How", LineInput(placeholder="they wrote, I met her at a fair … (optional)", id="how"), wide=True
            )

    def on_mount(self) -> None:
        """Restore the unsaved note and show the outcomes."""
        self.query_one("#how", Input).value = unsaved_text(self, "outcome").get(self.rejection.uid, "")
        self.query_one(Choice).focus()
        self._show()

    @property
    def _chosen(self) -> Outcome:
        return Outcome(self.query_one(Choice).value)

    @on(Choice.Changed)
    def _show(self) -> None:
        chosen, now = self._chosen, self.rejection.outcome
        parts: list[str | tuple[str, str] | Content] = []
        for index, one in enumerate((*PROGRESSION, Outcome.CLOSED)):
            parts.append("" if not index else ("  ·  " if one is Outcome.CLOSED else " → "))
            style = "bold reverse" if one is chosen else ("bold" if one is now else "dim")
            parts.append((f" {one.label} " if one is chosen else one.label, style))
        self.query_one("#outcome-way", Static).update(Content.assemble(*parts))
        back = " (a correction)" if is_correction(now, chosen) else " (as it stands)" if chosen is now else ""
        self.query_one("#outcome-row", Field).say(_MEANINGS[chosen] + back)

    @on(Choice.Submitted)
    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Record the outcome; the present one is none to record."""
        chosen, how = self._chosen, self.query_one("#how", Input).value
        if chosen is self.rejection.outcome:
            self._refuse_unchanged(how)
            return
        uid = self.rejection.uid
        message = f"{self.rejection.company}: {chosen.label}. u takes it back."
        if perform(self, lambda: rejections.set_outcome(self.context, uid, chosen, how), message):
            keep_unsaved(self, "outcome", {})
            self.dismiss(chosen.value)

    def _refuse_unchanged(self, how: str) -> None:
        if how.strip():
            row = self.query_one("#outcome-row", Field)
            row.say("Choose where it stands now; your words go with the change.", wrong=True)
            self.query_one(Choice).focus()
            return
        self.notify(f"Nothing was changed: still {self.rejection.outcome.label}.", timeout=4, markup=False)
        self.dismiss(None)

    def action_back(self) -> None:
        """Close; the note is kept."""
        keep_unsaved(self, "outcome", {self.rejection.uid: self.query_one("#how", Input).value})
        self.dismiss(None)
