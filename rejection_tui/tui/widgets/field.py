"""One row of a form: a label, a control and a note, such as where the value came from."""

from typing import Final

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from rejection_tui.domain.text import clean, clean_line
from rejection_tui.tui.widgets.choice import Choice
from rejection_tui.tui.widgets.display import cell

#: A paste of more characters than this, or of several lines, is a letter and not the value of one field.
LETTER_LENGTH = 200
LABEL_WIDTH = 15
#: A control has at least this many columns beside a note.
LEAST_ROOM = 24


#: The arrows go from field to field in a form; in a text of several lines they move in it.
BETWEEN_FIELDS: Final = (
    Binding("down", "app.focus_next", "Next field", show=False),
    Binding("up", "app.focus_previous", "Field before", show=False),
)


class LineInput(Input):
    """A one-line input that posts a pasted letter instead of keeping its first line.

    Its value is selected when the keys come to it, so that typing replaces it.
    """

    class LetterPasted(Message):
        """A text that looks like a letter was pasted into `field` and not inserted."""

        def __init__(self, text: str, field: "LineInput") -> None:
            super().__init__()
            self.text = text
            self.field = field

        def take_line(self) -> None:
            """Insert the paste into the field as one line."""
            self.stop()
            self.field.replace_selected(clean_line(self.text, 2000))

    def __init__(self, value: str = "", placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value=value, placeholder=placeholder, id=id, compact=True)

    def validate_value(self, value: str) -> str:
        """Return the value without control characters and line breaks; spaces are kept."""
        return clean(value).replace("\n", " ")

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        if "\n" in event.text.strip() or "\r" in event.text.strip() or len(event.text) > LETTER_LENGTH:
            self.post_message(self.LetterPasted(event.text, self))
        else:
            self.replace_selected(clean_line(event.text))

    def replace_selected(self, text: str) -> None:
        """Put `text` at the cursor, in the place of what is selected."""
        self.replace(text, *sorted(self.selection))


class Field(Container):
    """Label, control and note: side by side where nothing has to be cut, else with the note below, in full.

    A complaint is always below, as is the note of a `wide` control; it goes as soon as the control has another value.
    """

    DEFAULT_CSS = """
    Field { height: auto; width: 1fr; layout: grid; grid-size: 2; grid-columns: 15 1fr; grid-rows: auto; }
    Field > .field--label { width: 15; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    Field > Input { width: 1fr; background: $foreground 5%; }
    Field > Input:focus { background: $foreground 10%; }
    Field > Choice { width: 1fr; }
    Field > .field--note {
        column-span: 2; width: 1fr; height: auto; padding: 0 0 0 15; color: $text-muted; text-style: italic;
    }
    Field.-silent > .field--note { display: none; }
    Field.-beside { layout: horizontal; height: 1; }
    Field.-beside > .field--note { width: auto; max-width: 100%; height: 1; padding: 0 0 0 2; }
    Field.-wrong > .field--label { color: $due; text-style: bold; }
    Field.-wrong > .field--note { color: $due; text-style: none; }
    """

    def __init__(self, label: str, control: Widget, note: str = "", id: str | None = None, wide: bool = False) -> None:
        super().__init__(id=id, classes="" if note else "-silent")
        self._wide = wide
        self._label = label
        self._control = control
        if isinstance(control, Choice):
            control.title = label
        self._note = note
        self._refused: object = None  # the value that the complaint is about

    def compose(self) -> ComposeResult:
        """Lay out the three parts."""
        yield Static(cell(self._label), classes="field--label", markup=False)
        yield self._control
        yield Static(cell(self._note), classes="field--note", markup=False)

    def rename(self, label: str) -> None:
        """Give the control another label."""
        self._label = label
        if self.is_mounted:
            self.query_one(".field--label", Static).update(cell(label))
            self._arrange()

    def say(self, note: str, wrong: bool = False) -> None:
        """Show `note` at the control; `wrong` makes it a complaint that stays readable without colour."""
        self.set_class(wrong, "-wrong")
        self._refused = self._value if wrong else None
        self._note = ("! " if wrong else "") + note
        self.set_class(not note, "-silent")
        if self.is_mounted:
            self.query_one(".field--note", Static).update(cell(self._note))
            self._arrange()

    @property
    def note(self) -> str:
        """The note at the control."""
        return self._note

    @property
    def _value(self) -> object:
        return getattr(self._control, "value", None)

    @on(Input.Changed)
    @on(Choice.Changed)
    def _value_changed(self) -> None:
        if self.has_class("-wrong") and self._value != self._refused:
            self.say("")
        elif self._note:
            self._arrange()

    def on_resize(self) -> None:
        """Put the note where the new width has room for it."""
        self._arrange()

    def _arrange(self) -> None:
        """Put the note beside the control if both can be read there in full."""
        left = self.size.width - LABEL_WIDTH - cell_len(self._note) - 2
        fits = left >= max(LEAST_ROOM, self._control_width() + 2)
        self.set_class(bool(self._note) and fits and not self._wide and not self.has_class("-wrong"), "-beside")

    def _control_width(self) -> int:
        shown_value = self._control.value if isinstance(self._control, Input) else self._control.render()
        return cell_len(str(shown_value))
