"""Puts something off: a day until which it is quiet, or, where it can be skipped, the reason for skipping it."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from rejection_tui.domain.errors import UsageError
from rejection_tui.domain.near_days import read_typed_day
from rejection_tui.services.context import AppContext
from rejection_tui.tui.dialogs.form import FormDialog
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field, LineInput

_HOW = "It comes up again on that day. Or, if you do not want to do it at all, say why: it is skipped, and u undoes it."
_ONLY_A_DAY = "It comes up again on that day."


@dataclass(frozen=True, slots=True)
class Later:
    """What was chosen: the day until which it is quiet, or the reason for skipping it."""

    until: date | None
    reason: str = ""


class LaterDialog(FormDialog[Later]):
    """Dismissed with what was chosen; `can_skip` says whether a reason is asked for too. Nothing is filed here."""

    def __init__(self, context: AppContext, name: str, can_skip: bool = True) -> None:
        super().__init__(context, f"later {name}")
        self._name, self._can_skip = name, can_skip

    def compose(self) -> ComposeResult:
        """Lay out the day, and the reason below it."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(f"Later{', or not at all' if self._can_skip else ''}: {self._name}")
            box.border_subtitle = shown("enter ok · tab next · esc back")
            yield Static(_HOW if self._can_skip else _ONLY_A_DAY, classes="quiet", markup=False)
            with VerticalScroll(classes="form", can_focus=False):
                yield Field(
                    "Snooze until", LineInput(placeholder="fri, in 3 days, 2 Dec", id="until"), id="field-until"
                )
                if self._can_skip:
                    reason = LineInput(placeholder="your reason, such as: no such person", id="reason")
                    yield Field("Or skip", reason, id="field-reason")

    def on_mount(self) -> None:
        """Start with the day."""
        self.remember_start()
        self.query_one("#until").focus()

    def action_save(self) -> None:
        """Close with the day or the reason; words that are no day are asked again and never become a reason."""
        until, reason = self.line("until"), self.line("reason") if self._can_skip else ""
        if until and reason:
            self.wrong("reason", "Later or not at all? Leave one of the two empty.")
        elif until:
            self._take_day(until)
        elif reason:
            self.saved(Later(None, reason))
        else:
            self.wrong("until", f"A day{' or a reason' if self._can_skip else ''}, please; esc leaves it as it is.")

    def _take_day(self, words: str) -> None:
        today = self.context.now().date()
        try:
            day = read_typed_day(words, today, ahead=True, order=self.context.date_order)
        except UsageError as error:
            self.wrong("until", error.sentence)
            return
        if day <= today:
            self.wrong("until", "That day is not to come; try tomorrow, fri, in 2 weeks or 2 Dec.")
        else:
            self.saved(Later(day))
