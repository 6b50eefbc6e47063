"""Corrects a filed rejection: company, role, dates, who ended it."""

from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.near_days import read_typed_day
from rejection_tui.domain.rejection import Outcome, Rejection
from rejection_tui.services import rejections
from rejection_tui.services.context import AppContext
from rejection_tui.services.letters import Entry
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.letter_side import LETTER, LetterDialog
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.entry_form import EntryForm
from rejection_tui.tui.widgets.field import BETWEEN_FIELDS, Field, LineInput
from rejection_tui.tui.widgets.filed_letter import FiledLetter
from rejection_tui.tui.widgets.page import BACK, perform


class EditDialog(LetterDialog[str | None]):
    """Dismissed with the uid of the rejection when something was saved, else None."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("edit.save", "ctrl+s", "save", "Save the rejection; enter does the same.", "save"),
        LETTER,
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS), *BETWEEN_FIELDS]

    def __init__(self, context: AppContext, rejection_uid: str) -> None:
        super().__init__()
        self.context = context
        self.rejection: Rejection = rejections.get(context.records, rejection_uid)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"Edit {self.rejection.company}")
            box.border_subtitle = shown("enter save · tab next · ctrl+l letter · esc back")
            with Horizontal(classes="sides"):
                with VerticalScroll(classes="form-side", can_focus=False):
                    yield EntryForm(self.context)
                    day = LineInput(id="reapply", placeholder="from a day of your own; empty: as they say")
                    yield Field("Apply again", day, id="field-reapply")
                with Vertical(classes="letter-side"):
                    yield FiledLetter(self.context, id="edit-letter")

    def on_mount(self) -> None:
        """Show the rejection's values."""
        r, form = self.rejection, self.query_one(EntryForm)
        form.fill(
            Entry(
                company=r.company,
                role=r.role,
                received=r.received,
                stage=r.stage,
                kind=r.kind,
                recruiter_name=r.recruiter_name,
                recruiter_email=r.recruiter_email,
                applied=r.applied,
                link=r.link,
                notes=r.notes,
            )
        )
        form.query_one("#field-my_name").display = False
        self.query_one("#reapply", Input).value = r.reapply_from.isoformat() if r.reapply_from else ""
        self.set_class(self.query_one(FiledLetter).show(r), "-letter")
        form.focus_first()

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Save what changed; nothing is written when nothing did."""
        entry = self.query_one(EntryForm).entry(None)
        if entry is None:
            return
        try:
            changed = self._changes(entry)
        except UsageError as error:
            self.query_one("#field-reapply", Field).say(error.sentence, wrong=True)
            self.query_one("#reapply").focus()
            return
        if not changed:
            self.dismiss(None)
        elif perform(self, lambda: rejections.edit(self.context, self.rejection.uid, **changed)):
            self.dismiss(self.rejection.uid)

    def _changes(self, entry: Entry) -> dict[str, Any]:
        """Return the fields that differ from the rejection's; raise `UsageError` for a day that cannot be read."""
        names = ("company", "role", "received", "stage", "kind", "recruiter_name", "recruiter_email", "applied", "link")
        values: dict[str, Any] = {name: getattr(entry, name) for name in (*names, "notes")}
        values["reapply_from"] = self._reapply_from()
        changed = {name: value for name, value in values.items() if getattr(self.rejection, name) != value}
        if entry.on_hold and self.rejection.outcome is Outcome.OPEN:
            changed["outcome"] = Outcome.ON_HOLD
        return changed

    def _reapply_from(self) -> date | None:
        """Return the day typed from which to apply again; None for none."""
        typed = self.query_one("#reapply", Input).value.strip()
        if not typed:
            return None
        return read_typed_day(typed, self.context.now().date(), ahead=True, order=self.context.date_order)
