"""One row of a form: a label, a control and a note, such as where the value came from."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from rejection_tui.domain.text import clean, clean_line
from rejection_tui.tui.widgets.display import cell

#: A paste of more characters than this, or of several lines, is a letter and not the value of one field.
LETTER_LENGTH = 200


class LineInput(Input):
    """A one-line input that posts a pasted letter instead of keeping its first line."""

    class LetterPasted(Message):
        """A text that looks like a letter was pasted into `field` and not inserted."""

        def __init__(self, text: str, field: "LineInput") -> None:
            super().__init__()
            self.text = text
            self.field = field

        def take_line(self) -> None:
            """Insert the paste into the field as one line."""
            self.stop()
            self.field.insert_text_at_cursor(clean_line(self.text, 2000))

    def __init__(self, value: str = "", placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value=value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def validate_value(self, value: str) -> str:
        """Return the value without control characters and line breaks; spaces are kept."""
        return clean(value).replace("\n", " ")

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        if "\n" in event.text.strip() or "\r" in event.text.strip() or len(event.text) > LETTER_LENGTH:
            self.post_message(self.LetterPasted(event.text, self))
        else:
            self.insert_text_at_cursor(clean_line(event.text))


class Field(Horizontal):
    """Label, control and note on one line; a `wide` control takes the whole line until a note is shown."""

    DEFAULT_CSS = """
    Field { height: 1; width: 1fr; }
    Field > .field--label { width: 11; color: $text-muted; }
    Field > Input { width: 3fr; min-width: 20; }
    Field > Choice { width: 3fr; }
    Field > .field--note { width: 4fr; padding: 0 0 0 2; color: $text-muted; text-style: italic; }
    Field > Static { text-wrap: nowrap; text-overflow: ellipsis; }
    Field.-wide > .field--note { display: none; }
    Field.-wrong > .field--note { color: $text-warning; text-style: none; }
    """

    def __init__(self, label: str, control: Widget, note: str = "", id: str | None = None, wide: bool = False) -> None:
        super().__init__(id=id, classes="-wide" if wide else None)
        self._label = label
        self._control = control
        self._note = note

    def compose(self) -> ComposeResult:
        """Lay out the three parts."""
        yield Static(cell(self._label), classes="field--label", markup=False)
        yield self._control
        yield Static(self._quiet(self._note), classes="field--note", markup=False)

    @staticmethod
    def _quiet(note: str) -> Text:
        return cell(note)

    def say(self, note: str, wrong: bool = False) -> None:
        """Show `note` beside the control; `wrong` makes it a warning that stays readable without colour."""
        self.set_class(wrong, "-wrong")
        self.remove_class("-wide")
        self._note = ("! " if wrong else "") + note
        if self.is_mounted:
            self.query_one(".field--note", Static).update(self._quiet(self._note))

    @property
    def note(self) -> str:
        """The note beside the control."""
        return self._note
