"""A choice of one of several options on one line.

Left and right change it, a letter goes to the next option that begins with it, space lists them where there are many;
enter submits the form.
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from rejection_tui.tui.widgets.display import cell

#: With more options than this, space lists them all instead of going to the next.
MANY: Final = 5


class Choice(Widget, can_focus=True):
    """Shows the chosen option, as in `‹ interview ›`; `options` are (value, label) pairs."""

    DEFAULT_CSS = """
    Choice { width: 1fr; height: 1; color: $foreground; }
    Choice:focus { background: $foreground 10%; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Previous", show=False),
        Binding("right", "turn(1)", "Next", show=False),
        Binding("space", "list", "List them", show=False),
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
        self.title = ""  # of the list of all options; a field puts its label here
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
        more = "  space lists all" if self.has_focus and len(self.options) > MANY else ""
        words = cell(self.options[self.index][1])
        return Text.assemble(("‹ ", "dim"), words, (f" ›{more}", "dim"), no_wrap=True, overflow="ellipsis")

    def on_key(self, event: Key) -> None:
        """Go to the next option that begins with the letter typed."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        event.stop()
        for step in range(1, len(self.options) + 1):
            label = self.options[(self.index + step) % len(self.options)][1].casefold()
            if label.startswith(letter):
                self.action_turn(step)
                return

    def action_list(self) -> None:
        """List all options where there are many, else go to the next."""
        if len(self.options) <= MANY:
            self.action_turn(1)
            return
        from rejection_tui.tui.widgets.option_search import OptionSearch

        def take(value: str | None) -> None:
            if value is not None:
                self.value = value

        self.app.push_screen(OptionSearch(self.options, self.value, self.title), take)

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
