"""Moving in lists of options and in texts that scroll, with the keys of `commands.moving`."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList

from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.commands.moving import LIST_COMMANDS


class MovingList(OptionList):
    """A list of options whose cursor is moved by the keys of every list.

    Enter chooses a row, unless the screen has a command of its own on enter, which then answers.
    """

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = LIST_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    MovingList > .option-list--option-highlighted { background: $foreground 6%; color: $foreground; text-style: none; }
    MovingList:focus > .option-list--option-highlighted {
        background: $primary 22%; color: $foreground; text-style: none;
    }
    MovingList:ansi > .option-list--option-highlighted { background: transparent; text-style: bold; }
    MovingList:ansi:focus > .option-list--option-highlighted { background: transparent; text-style: reverse; }
    """

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave enter to the screen where that has a command on it."""
        commands: tuple[Command, ...] = getattr(self.screen, "KEY_COMMANDS", ())
        return action != "select" or not any("enter" in command.keys.split(",") for command in commands)

    def action_move(self, by: int) -> None:
        """Move to the next row in that direction, around the ends."""
        if by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def action_end(self, side: int) -> None:
        """Move to the first (-1) or last (1) row."""
        if side < 0:
            self.action_first()
        else:
            self.action_last()

    def action_page(self, by: int) -> None:
        """Move a page."""
        if by > 0:  # Textual gives neither of the two a type
            self.action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.action_page_up()  # type: ignore[no-untyped-call]

    def action_half(self, by: int) -> None:
        """Move half a page, to the nearest row that can be chosen."""
        stops = [index for index, option in enumerate(self.options) if not option.disabled]
        if stops:
            wanted = (self.highlighted or 0) + by * max(self.scrollable_content_region.height // 2, 1)
            beyond = [n for n in stops if (n > (self.highlighted or 0) if by > 0 else n < (self.highlighted or 0))]
            self.highlighted = min(beyond, key=lambda n: abs(n - wanted), default=self.highlighted)


def scroll_text(screen: Screen[Any], unit: str, by: int) -> None:
    """Scroll a text of the screen by `by` of a unit: "line", "half" or "page", or to its "end" in that direction."""
    text = next(_scrollable(screen), None)
    if text is None:
        return
    height = max(text.scrollable_content_region.height, 1)
    if unit == "end":
        text.scroll_to(y=text.max_scroll_y if by > 0 else 0, animate=False)
    else:
        lines = {"line": 1, "half": max(height // 2, 1), "page": max(height - 1, 1)}[unit]
        text.scroll_relative(y=by * lines, animate=False)


def _scrollable(screen: Screen[Any]) -> Iterator[Widget]:
    """Yield what can be scrolled: what has the focus and what is around it, then every text from the top."""
    focused = screen.focused
    for node in focused.ancestors_with_self if focused is not None else ():
        if isinstance(node, Widget) and node.max_scroll_y > 0 and node is not screen:
            yield node
    for widget in screen.query("*"):
        if widget.display and widget.max_scroll_y > 0 and not isinstance(widget, OptionList):
            yield widget
