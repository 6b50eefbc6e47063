"""Shows the bare text of a draft, to be selected with the mouse when no clipboard works."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rejection_tui.domain.text import clean
from rejection_tui.tui.commands.command import Command, bindings
from rejection_tui.tui.widgets.long_text import LongText
from rejection_tui.tui.widgets.page import Dialog

_HOW = "shift+drag selects (option on a Mac); copy as your terminal does · esc back"


class PlainView(Dialog[None]):
    """Shows a text without frame or colour, so that a selection holds nothing else."""

    KEY_COMMANDS: ClassVar[tuple[Command, ...]] = (
        Command("plain.back", "escape,q,V", "back", "Go back to the draft.", "dismiss(None)", True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(KEY_COMMANDS)]
    DEFAULT_CSS = """
    PlainView { align: left top; background: $background; }
    PlainView > #plain-how { dock: bottom; height: auto; color: $text-muted; background: $panel; }
    PlainView > #plain-text { height: 1fr; scrollbar-size: 0 0; background: $background; color: $foreground; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = clean(text)

    def compose(self) -> ComposeResult:
        """Lay out the text and the one line of help."""
        yield LongText(
            self._text, read_only=True, show_cursor=False, highlight_cursor_line=False, compact=True, id="plain-text"
        )
        yield Static(_HOW, id="plain-how", markup=False)
