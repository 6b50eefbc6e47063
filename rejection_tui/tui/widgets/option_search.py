"""A list of many options, narrowed by typing; one of them is chosen."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from rejection_tui.domain.filter import matches
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.display import shown
from rejection_tui.tui.widgets.page import BACK, Dialog
from rejection_tui.tui.widgets.rows import Rows, columns


class OptionSearch(Dialog[str | None]):
    """Dismissed with the value of the option chosen, or None; `options` are (value, label) pairs."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (BACK,)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(KEY_COMMANDS),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    OptionSearch > .dialog { max-width: 76; }
    OptionSearch Input { background: $foreground 10%; margin: 0 0 1 0; }
    OptionSearch Rows { height: auto; max-height: 14; padding: 0; }
    OptionSearch #options-none { display: none; }
    OptionSearch.-none #options-none { display: block; }
    OptionSearch.-none Rows { display: none; }
    """

    def __init__(self, options: Sequence[tuple[str, str]], value: str = "", title: str = "") -> None:
        super().__init__()
        self._title = title or "Choose one"
        self._options, self._value = tuple(options), value

    def compose(self) -> ComposeResult:
        """Lay out the words that narrow the list, and the list."""
        with Vertical(classes="dialog") as box:
            box.border_title = shown(self._title)
            box.border_subtitle = shown("type to narrow · enter choose · esc back")
            yield Input(placeholder="a few letters of it", compact=True, id="options-filter")
            yield Static("Nothing matches; delete a letter or two.", classes="quiet", id="options-none", markup=False)
            yield Rows[tuple[str, str]](self._draw)

    def on_mount(self) -> None:
        """Show all options; the cursor is on the one chosen now."""
        self._narrow()
        self.query_one(Rows).go_to(self._key(self._value))
        self.query_one(Input).focus()

    @staticmethod
    def _key(value: str) -> str:
        return f"option {value}"

    @staticmethod
    def _draw(option: tuple[str, str], width: int) -> Text:
        return columns(((option[1], width, ""),))

    @on(Input.Changed)
    def _narrow(self) -> None:
        words = self.query_one(Input).value
        found = [one for one in self._options if matches(words, one[1])]
        self.set_class(not found, "-none")
        self.query_one(Rows).fill((self._key(one[0]), one) for one in found)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list while the keys go to the words."""
        rows = self.query_one(Rows)
        rows.action_cursor_down() if by > 0 else rows.action_cursor_up()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        event.stop()
        chosen = self.query_one(Rows).current
        if isinstance(chosen, tuple):
            self.dismiss(chosen[0])
