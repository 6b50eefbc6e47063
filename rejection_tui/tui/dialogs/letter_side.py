"""A form with the letter it is about: beside it from 100 columns, in its place for one key in narrower windows."""

from typing import ClassVar, Final, TypeVar

from textual.binding import BindingType
from textual.widget import Widget

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.letter_text import LetterText
from rejection_tui.tui.widgets.page import PAGE_WIDTHS, Dialog

T = TypeVar("T")

LETTER: Final = Command(
    "form.letter", "ctrl+l", "letter", "Show the letter in the place of the fields, or the fields again.", "letter"
)


def swap_letter(dialog: Dialog[T], form: Widget) -> None:
    """Show the letter in the place of the fields, or the fields again; where both are seen, go to the other."""
    letter = dialog.query_one(LetterText)
    if not dialog.has_class("-letter"):
        dialog.notify("There is no letter to show: this one was written down by hand.", timeout=4, markup=False)
        return
    reading = not (dialog.has_class("-reading") or letter.has_focus)
    dialog.set_class(reading and not dialog.has_class("-wide"), "-reading")
    if reading:
        letter.focus()
    else:
        form.query("Input, Choice, TextArea").first(Widget).focus()


class LetterDialog(Dialog[T]):
    """The fields go into `.form-side`, the letter into `.letter-side`; the class `-letter` says that there is one."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (LETTER,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    HORIZONTAL_BREAKPOINTS = PAGE_WIDTHS
    DEFAULT_CSS = """
    LetterDialog .sides { height: auto; max-height: 100%; }
    LetterDialog .form-side { height: auto; max-height: 100%; width: 6fr; scrollbar-size-vertical: 1; }
    LetterDialog .letter-side { display: none; width: 1fr; height: 18; }
    LetterDialog.-reading .letter-side { display: block; }
    LetterDialog.-reading .form-side { display: none; }
    LetterDialog.-wide.-letter > .dialog { max-width: 150; }
    LetterDialog.-wide.-letter .letter-side {
        display: block; width: 5fr; height: 20; border-left: solid $border-blurred; padding: 0 0 0 1;
    }
    LetterDialog.-wide .form-side { display: block; }
    """

    def action_letter(self) -> None:
        """Show the letter, or the fields again."""
        swap_letter(self, self.query_one(".form-side"))

    def action_back(self) -> None:
        """Go back to the fields, else close."""
        if self.has_class("-reading"):
            self.action_letter()
        else:
            self.dismiss(None)
