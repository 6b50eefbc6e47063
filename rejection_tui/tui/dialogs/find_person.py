"""Helps to find a person at a firm whose letter nobody answers: lines to search with, and the firm's addresses."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual.binding import BindingType

from rejection_tui.domain.finding_people import address_pattern, search_lines
from rejection_tui.domain.rejection import Rejection
from rejection_tui.services import people
from rejection_tui.services.context import AppContext
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.dialogs.copy_lines import CopyDialog
from rejection_tui.tui.dialogs.pick import Line
from rejection_tui.tui.widgets.page import BACK, perform
from rejection_tui.tui.widgets.rows import Rows

_HOW = "enter copies it · a save who you found · n found nobody · esc back"


#: What the dialog is dismissed with when somebody was found, who is to be saved.
FOUND: Final = "found"


class FindPersonDialog(CopyDialog):
    """Dismissed with `FOUND` when the user found somebody, or None; rejtui asks no network, the user does."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("find.copy", "y", "copy", "Copy the line under the cursor, to search with it.", "copy", True),
        Command("find.add", "a", "add", "Save the person you found; drafts go to them.", "add", True),
        Command(
            "find.nobody",
            "n",
            "found nobody",
            "Note that there was nobody to find; what needs a person rests then.",
            "nobody",
            True,
        ),
        BACK,
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    def __init__(self, context: AppContext, rejection: Rejection) -> None:
        lines = list(_lines(context, rejection))
        texts = {line.key: line.text.partition("\n")[0] for line in lines}
        nothing = "There is no name to search for."
        super().__init__(context, f"Find a person at {rejection.company}", lines, texts, nothing, _HOW, stays=True)
        self._rejection = rejection.uid

    def action_copy(self) -> None:
        """Copy the line under the cursor."""
        line = self.query_one(Rows).current
        if isinstance(line, Line):
            self.copy(line.key)

    def action_add(self) -> None:
        """Go to the form for whoever was found."""
        self.dismiss(FOUND)

    def action_nobody(self) -> None:
        """Note that nobody was found."""
        words = "Noted: found nobody. What needs a person rests; u takes it back."
        if perform(self, lambda: people.found_nobody(self.context, self._rejection), words):
            self.dismiss(None)


def _lines(context: AppContext, rejection: Rejection) -> Iterator[Line]:
    for number, one in enumerate(search_lines(rejection)):
        head = f"{one.what}: {one.line}"
        yield Line(f"search:{number}", head, f"{one.line}\n\nPaste it into a search engine of your choice.")
    pattern = address_pattern(context.records, rejection.company)
    if pattern is None:
        return
    yield Line("pattern", f"Their addresses: {pattern.words}", f"{pattern.name}@{pattern.domain}\n\n{pattern.words}.")
    known = bool(rejection.recruiter_email) and not rejection.no_reply
    if not known and (guess := pattern.guess(rejection.recruiter_name)):
        head = f"A guess for {rejection.recruiter_name}: {guess}"
        yield Line("guess", head, f"{guess}\n\nA guess from the address of {pattern.seen_at}: it may not exist.")
