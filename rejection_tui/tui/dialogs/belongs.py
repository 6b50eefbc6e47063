"""Says what a mail that came back is, and to which application it belongs."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from rejection_tui.domain.correspondence import MailSort
from rejection_tui.services import correspondence
from rejection_tui.services.context import AppContext
from rejection_tui.services.correspondence import Case, Proposal
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.field import Field
from rejection_tui.tui.widgets.page import BACK, Dialog
from rejection_tui.tui.widgets.reading_words import returned_words


class BelongsDialog(Dialog[Proposal | None]):
    """Dismissed with the proposal as the user says it is; nothing is filed here. `new` are cases not filed yet."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("belongs.save", "ctrl+s", "take", "Take this for what the mail is; enter does the same.", "save"),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(self, context: AppContext, proposal: Proposal, new: Sequence[Case]) -> None:
        super().__init__()
        self.context = context
        self._proposal = proposal
        self._cases = correspondence.cases_for(context, proposal, new)

    def compose(self) -> ComposeResult:
        """Lay out the two choices and what a yes does."""
        sorts = [(sort.value, sort.label) for sort in correspondence.sorts_for(self._proposal.sort.mine)]
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._proposal.letter.subject or "An email")
            box.border_subtitle = shown("enter ok · ←→ change · space list · esc back")
            yield Field("Belongs to", Choice([(c.uid, c.words) for c in self._cases], id="case"), id="field-case")
            yield Field("It is", Choice(sorts, id="sort"), id="field-sort")
            yield Static("", id="belongs-effect", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Show what it is taken for."""
        self.query_one("#case", Choice).value = self._proposal.case.uid
        self.query_one("#sort", Choice).value = self._proposal.sort.value
        self.query_one("#case").focus()
        self._show()

    @property
    def _changed(self) -> Proposal:
        case = next(c for c in self._cases if c.uid == self.query_one("#case", Choice).value)
        sort = MailSort(self.query_one("#sort", Choice).value)
        if (case.uid, sort) == (self._proposal.case.uid, self._proposal.sort):
            return self._proposal
        return correspondence.again_as(self.context, self._proposal, case, sort)

    @on(Choice.Changed)
    def _show(self) -> None:
        words = returned_words(self._changed, self.context.now())
        self.query_one("#belongs-effect", Static).update(shown(words.rpartition("\n")[2]))

    @on(Choice.Submitted)
    def action_save(self) -> None:
        """Close with what was chosen."""
        self.dismiss(self._changed)
