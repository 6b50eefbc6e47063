"""The line in which a filter is typed; the footer names the two keys that end it."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class FilterInput(Input):
    """Enter keeps the filter; escape is heard by what the line belongs to, and `clear` is called for a click on it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "keep", show=True),
        Binding("escape", "clear_filter", "clear", show=True),
    ]

    def __init__(self, clear: Callable[[], None]) -> None:
        super().__init__(placeholder="filter; enter keeps it, esc clears it", compact=True, select_on_focus=False)
        self._clear = clear

    def action_clear_filter(self) -> None:
        """Show everything again."""
        self._clear()
