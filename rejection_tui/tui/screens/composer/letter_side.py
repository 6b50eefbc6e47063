"""The letter beside the message; in a narrow window it takes the message's place."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from rejection_tui.domain.draft import Draft, DraftKind
from rejection_tui.domain.standing import quoted_words
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.filed_letter import FiledLetter


class LetterSide(FiledLetter, can_focus=True):
    """Shows the letter a draft answers, with the words the draft stands on marked; posts `Left` on its key."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("composer.message", "l", "message", "Go back from their letter to the message.", "message", True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]

    class Left(Message):
        """The user goes back to the message."""

    def show_for(self, draft: Draft) -> None:
        """Show the letter of this draft; thanks for an answer show that answer above it."""
        records = self.context.records
        rejection = records.rejections.get(draft.rejection)
        answers = records.feedback_of(draft.rejection) if draft.kind is DraftKind.THANKS else ()
        answer = next((one for one in answers if one.uid == draft.feedback), answers[-1] if answers else None)
        self.border_title = Content("Their answer and letter" if answer else "Letter")
        words = quoted_words(draft)
        self.show(rejection, answer, words)
        marked = len(self.text.marked)
        self.border_subtitle = Content(f"{marked} {'place' if marked == 1 else 'places'} taken up" if marked else "")
        self.can_focus = not self.is_filed

    def enter(self) -> None:
        """Take the focus: the text, to scroll it, or the sentence that there is none."""
        (self.text if self.is_filed else self).focus()

    def action_message(self) -> None:
        """Go back to the message."""
        self.post_message(self.Left())
