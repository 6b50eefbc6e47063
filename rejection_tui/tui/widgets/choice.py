"""A choice of one of a few options on one line: left and right change it, enter submits the form."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from rejection_tui.tui.widgets.display import cell


class Choice(Widget, can_focus=True):
    """Shows the chosen option, as in `‹ interview ›`; `options` are (value, label) pairs."""

    DEFAULT_CSS = """
    Choice { width: 1fr; height: 1; color: $foreground; }
    Choice:focus { background: $surface-lighten-1; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous", show=False),
        Binding("right,space", "turn(1)", "Next", show=False),
        Binding("enter", "submit", "Save", show=False),
    ]
    index: reactive[int] = reactive(0)

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, choice: "Choice", value: str) -> None:
            super().__init__()
            self.choice = choice
            self.value = value

        @property
        def control(self) -> "Choice":
            """The choice that changed."""
            return self.choice

    class Submitted(Message):
        """Enter was pressed on the choice."""

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        self.set_reactive(Choice.index, self._index_of(value))

    def _index_of(self, value: str) -> int:
        return next((i for i, (one, _) in enumerate(self.options) if one == value), 0)

    @property
    def value(self) -> str:
        """The value of the chosen option."""
        return self.options[self.index][0]

    @value.setter
    def value(self, value: str) -> None:
        self.index = self._index_of(value)

    def render(self) -> Text:
        """Draw the label between arrows."""
        return Text.assemble(("‹ ", "dim"), cell(self.options[self.index][1]), (" ›", "dim"), no_wrap=True)

    def action_turn(self, step: int) -> None:
        """Choose the option `step` places further, wrapping around."""
        self.index = (self.index + step) % len(self.options)

    def action_submit(self) -> None:
        """Post that enter was pressed."""
        self.post_message(self.Submitted())

    def on_click(self, event: Click) -> None:
        """Choose the next option on a click."""
        self.action_turn(1)

    def watch_index(self) -> None:
        """Post that the value changed."""
        if self.is_mounted:
            self.post_message(self.Changed(self, self.value))
