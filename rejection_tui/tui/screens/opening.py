"""The base of the screens that open others over themselves, and are there again when those are left."""

from collections.abc import Callable
from typing import Generic, TypeVar

from rejection_tui.services.context import AppContext
from rejection_tui.tui.widgets.page import Page

T = TypeVar("T")

#: The classes of a screen by its lines: low ones have room for little besides the text.
PAGE_HEIGHTS: list[tuple[int, str]] = [(0, "-low"), (20, "-high"), (34, "-tall")]


class OpeningPage(Page[T | None], Generic[T]):
    """`opens` opens what the user chose over this screen; without it the screen is dismissed with the choice."""

    def __init__(self, context: AppContext, opens: Callable[[T], None] | None = None) -> None:
        super().__init__()
        self.context = context
        self.opens = opens

    def open(self, chosen: T) -> None:
        """Open what was chosen; a second key that arrives while another screen is on top is not heard."""
        if not self.is_current:
            return
        if self.opens is None:
            self.dismiss(chosen)
        else:
            self.opens(chosen)
